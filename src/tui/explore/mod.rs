//! The Explore screen: countries, goals and activities side by side, and the record under the cursor below them.
//!
//! The cursor of a list filters the lists right of it at once; marks filter all other lists. [`view`] is what is remembered and
//! restored, [`rows`] what follows from it, as [`make`] makes it, [`act`] what keys do, [`draw`] what is shown.

pub mod act;
pub mod draw;
pub mod make;
pub mod rows;
pub mod view;

pub use view::{Explore, ListView, View};
