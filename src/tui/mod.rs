//! The dashboard: one loop, one state, pure drawing.
//!
//! A key press arrives in [`input`], becomes a [`msg::Msg`], and [`update`] changes the [`state::State`]; [`draw`] only reads it; what
//! is asked of the world outside is an [`effect::Effect`], carried out by [`run`]. [`layout`] says where everything stands, for both
//! sides. A [`screen`] is a folder (such as [`explore`]) and a row in [`screens`]; a popup is made in [`overlay::contents`]. Only [`term`],
//! [`run`], [`canvas`], [`input`] and [`signal`] know that there is a terminal.

pub mod adopt;
pub mod bar;
pub mod bookmarks;
pub mod canvas;
pub mod clipboard;
pub mod completion;
pub mod crash;
pub mod datasets;
pub mod detail;
pub mod draw;
pub mod editor;
pub mod effect;
mod encode;
pub mod explore;
pub mod export;
pub mod fault;
pub mod flow;
pub mod form;
pub mod history;
pub mod input;
pub mod input_line;
pub mod keep;
pub mod labels;
pub mod languages;
pub mod layout;
pub mod list_filter;
pub mod mouse;
pub mod msg;
pub mod notebook;
pub mod opening;
pub mod outside;
pub mod overlay;
pub mod papers;
pub mod program;
pub mod run;
pub mod scope;
pub mod screen;
pub mod screens;
pub mod search;
pub mod session;
pub mod shared;
pub mod sheet;
#[cfg(unix)]
pub mod signal;
pub mod skin;
pub mod start;
pub mod state;
pub mod term;
pub mod turn;
pub mod typing;
pub mod update;
pub mod versions;
pub mod views;
pub mod watch;
pub mod widget;
pub mod work;
