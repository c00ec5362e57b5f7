//! What a person adds to a dataset: notes, statements, amendments, decisions, kept in a journal that only grows.
//!
//! A journal is a folder of segments, one for each program that wrote; a segment is lines, one for each [`Event`] ([`mod@event`], [`mod@line`]).
//! [`ops`] is the table of what can be added. [`read`] takes in a folder, whatever is in it, and says what could not be read; [`mod@write`]
//! adds events and returns when they are on the device; [`fold`] makes of all events what is so now, the same in whatever order they were
//! read, and [`book`] keeps that with what is asked of it often; [`mod@merge`] takes over the lines of others; [`place`] says where a journal
//! lies and who writes in it; [`undo`] says which event a step back takes away; [`mod@draft`] keeps what is being typed until it is an event;
//! [`salvage`] gives back the words of what cannot be read.
//! Nothing here knows a screen, and nothing but a draft is ever rewritten.

pub mod book;
pub mod draft;
pub mod event;
pub mod fold;
pub mod line;
pub mod merge;
pub mod ops;
pub mod place;
pub mod read;
pub mod salvage;
pub mod stamp;
pub mod undo;
pub mod write;

pub use book::Book;
pub use draft::{Draft, Drafts, Left};
pub use event::{Event, EventId, Fields};
pub use fold::{Item, Review};
pub use merge::Merge;
pub use ops::{OPS, Op};
pub use place::Place;
pub use read::{Journal, Trouble};
pub use stamp::{Clock, Stamp};
pub use write::{Pen, Writer};

/// The version of the format that this program writes; a line of a later one is kept and not understood.
pub const VERSION: u64 = 1;
