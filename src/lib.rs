//! plenary: a terminal dashboard for following an intergovernmental dialogue.
//!
//! # The house in one page
//!
//! Data flows one way. Bytes become a [`model::Dataset`] in [`load`]; [`index`] derives links and counts from it; both stand in
//! one immutable [`index::Snapshot`]. In the dashboard ([`tui`]) a key press becomes an [`keys::Action`], `update` changes the
//! state, `draw` only reads it, and everything outside (disk, clipboard, job control) is asked for as an effect. On the command
//! line ([`cli`]) the same snapshot is printed.
//!
//! Folders have ranks and import only lower ones:
//!
//! | rank | folders | what they hold |
//! | --- | --- | --- |
//! | 0 | [`base`] | dates, text, diagnostics: nothing of this domain |
//! | 1 | [`model`] | what is true according to the file: kinds, fields, records |
//! | 2 | [`load`], [`index`] | bytes to dataset; what is derived from it |
//! | 3 | [`query`] | questions: words, filters, scope |
//! | 4 | [`keys`] | actions and the keys that call them |
//! | 5 | [`config`] | settings, themes, where files live |
//! | 6 | [`cli`], [`tui`] | the two faces of the program |
//! | 7 | [`docs`] | every table as Markdown, manual page, completions |
//!
//! One table for each list of things: record kinds and fields in [`model::kinds`], actions in [`keys::action`], settings in
//! [`config::settings`]. Help, palette, README, manual page, JSON Schema and completions are made from them.

pub mod base;
pub mod config;
pub mod docs;
pub mod index;
pub mod keys;
pub mod load;
pub mod model;
pub mod query;
pub mod tui;
