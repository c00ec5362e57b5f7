//! Everything the dashboard can ask of the world outside.

use std::path::PathBuf;
use std::time::Duration;

use super::completion::Wanted;
use super::datasets::Place;
use super::export;
use super::notebook::Order;
use super::search::{Question, Sieve};
use super::session::Session;
use super::versions::revising::Request;
use crate::cache::Stale;
use crate::config::views::Change;

/// A request to the world outside, carried out by the loop in [`run`](super::run).
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this text to the terminal's clipboard (OSC 52); answered by [`Msg::Copied`](super::msg::Msg::Copied).
    Copy(String),
    /// Read the wording of a paragraph from the folders where texts of documents may lie; answered by
    /// [`Msg::Wording`](super::msg::Msg::Wording).
    ReadWording {
        /// The folders.
        folders: Vec<PathBuf>,
        /// The id of the document.
        document: String,
        /// The number of the paragraph.
        paragraph: u32,
    },
    /// Watch this file; [`Msg::Stale`](super::msg::Msg::Stale) says when it has changed.
    Watch(PathBuf),
    /// Read this file again and compare it with what is shown; answered by [`Msg::Loaded`](super::msg::Msg::Loaded).
    Reload {
        /// The file.
        file: PathBuf,
        /// Why.
        why: Stale,
        /// The number under which it is told of.
        number: u64,
    },
    /// Read a dataset and where the user was with it, in the place of any that is being read; told of by
    /// [`Msg::SoFar`](super::msg::Msg::SoFar) and answered by [`Msg::Opened`](super::msg::Msg::Opened).
    Open {
        /// Where it is.
        place: Place,
        /// The number of this request.
        number: u64,
    },
    /// Stop what [`Effect::Open`] asked for.
    StopReading,
    /// Read a dataset and compare it with what is shown, in the place of any that is being compared; answered by
    /// [`Msg::Compared`](super::msg::Msg::Compared).
    Compare {
        /// Where it is.
        place: Place,
        /// The number of this request.
        number: u64,
    },
    /// Make the next version of what is shown, in the place of any that is being made or compared; answered by
    /// [`Msg::Revised`](super::msg::Msg::Revised).
    Revise(Box<Request>),
    /// Stop what [`Effect::Compare`] or [`Effect::Revise`] asked for.
    StopComparing,
    /// Look what stands at the path that a person typed; answered by [`Msg::Looked`](super::msg::Msg::Looked).
    Look(String),
    /// Write records of what is shown to a file, whole or not at all; answered by [`Msg::Exported`](super::msg::Msg::Exported).
    Export(Box<export::Order>),
    /// Find anything; answered by [`Msg::Found`](super::msg::Msg::Found). A later search ends an earlier one.
    Search(Box<Question>),
    /// Read a filter; answered by [`Msg::Sieved`](super::msg::Msg::Sieved). A later question of any sort ends an earlier one.
    Sieve(Box<Sieve>),
    /// Count the values that can be written next; answered by [`Msg::Counted`](super::msg::Msg::Counted).
    Complete(Box<Wanted>),
    /// Keep where the user is, for the next start with the same dataset.
    Remember(Box<Session>),
    /// Keep a view in the configuration file, or take it out; answered by [`Msg::ViewKept`](super::msg::Msg::ViewKept).
    KeepView(Box<Change>),
    /// Take the journal of this dataset, named by its id, in the place of another; answered by
    /// [`Msg::Notebook`](super::msg::Msg::Notebook).
    Notebook(String),
    /// Ask something of who holds the journal; answered by [`Msg::Notebook`](super::msg::Msg::Notebook).
    Journal(Order),
    /// Read no more keys, so that another program can; answered by [`Msg::KeysHeld`](super::msg::Msg::KeysHeld) behind everything that
    /// was typed before, or by [`Msg::Edited`](super::msg::Msg::Edited) where there is no other program to have them.
    HoldKeys,
    /// Read keys again, of which there are no more since [`Effect::HoldKeys`].
    ReadKeys,
    /// Hand a text to the user's editor, and the terminal with it, once no keys are read; then they are read again. Answered by
    /// [`Msg::Edited`](super::msg::Msg::Edited).
    Edit(String),
    /// Stop the program as Ctrl-Z does elsewhere; it goes on at `fg`.
    Suspend,
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw everything again, whatever the screen is believed to show.
    Redraw,
    /// Send [`Msg::Wake`](super::msg::Msg::Wake) after this long. A later request replaces an earlier one.
    WakeIn(Duration),
    /// Leave the program; nothing is pending.
    Quit,
}

/// The effects asked for while one message was handled, in order.
pub type Effects = Vec<Effect>;
