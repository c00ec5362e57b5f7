//! What the user may choose, where it is written, and what it looks like.
//!
//! [`settings`] is the one table of settings: key, values, default, environment variable. Each layer (file, environment, command
//! line) is the same struct of options; the nearer layer wins. [`mod@file`] reads the configuration file and reports every mistake with
//! its place, [`theme`] gives each role on the screen its look, [`paths`] says where files live, [`mod@journal`] where the journal of a dataset lies. A mistake in a configuration is a
//! [`Problem`] to be shown, never an error that stops the program. Nothing here draws or knows a terminal.

pub mod bindings;
mod document;
pub mod file;
pub mod journal;
pub mod look;
pub mod paths;
pub mod problem;
pub mod settings;
pub mod theme;
pub mod value;
pub mod views;

pub use bindings::Bindings;
pub use look::{Ink, Look};
pub use paths::{Paths, typed};
pub use problem::{Position, Problem};
pub use settings::{Layer, Origin, Settings};
pub use theme::{Role, Theme, ThemeName};
pub use value::{Color, DatasetChoice, Glyphs, Switch, Value};
pub use views::{View, Views};
