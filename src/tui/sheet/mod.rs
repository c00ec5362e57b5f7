//! Screens that are one list over the detail: commitments, groups, projects and the like.
//!
//! [`Sheet`] is the screen: cursor, marks, filter, ways of grouping, picture or table. What differs between two of them is a [`Body`]:
//! which rows there are and how one is drawn. To add such a screen, write a body and add a row to
//! [`SCREENS`](crate::tui::screens::SCREENS).

pub mod atlas;
pub mod body;
mod branch;
pub mod calendar;
pub mod commitments;
pub mod documents;
mod draw;
mod grouping;
pub mod groups;
pub mod projects;
pub mod results;
pub mod review;
mod screen;
mod sorting;
mod table;
mod touching;
pub mod view;

pub use body::{Body, Cx, Row};
pub use view::{Sheet, SheetView};
