//! Everything that can happen to the dashboard.

use std::path::PathBuf;
use std::time::Duration;

use super::clipboard::CopyError;
use super::editor::Edited;
use super::list_filter::ListFilter;
use super::notebook::Told;
use super::versions::Comparison;
use super::work::{Opened, Reloaded, Unopened};
use crate::base::fs::Standing;
use crate::cache::Stale;
use crate::config::views::Change;
use crate::keys::Press;
use crate::load::progress::SoFar;
use crate::query::anything::Anything;
use crate::query::complete::Offers;
use crate::revise::Next;
use crate::revise::place::Taken;

/// Something that happened: the only way into [`App::handle`](super::run::App::handle).
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Press),
    /// A key is being held: moves repeat, nothing else does.
    Held(Press),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted in one piece. Lines end with `\n`; other control characters are still in it.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The terminal was given back after a stop (`fg`): everything will be drawn again.
    Continued,
    /// [`Effect::Suspend`](super::effect::Effect::Suspend) did nothing: no shell waits that could go on with the program.
    NotSuspended,
    /// Text was sent to the terminal's clipboard (this many bytes; whether it was taken is not known), or not.
    Copied(Result<usize, CopyError>),
    /// The wording of a paragraph of a document, or that its text lies nowhere.
    Wording {
        /// The id of the document.
        document: String,
        /// The number of the paragraph.
        paragraph: u32,
        /// Its words.
        words: Option<String>,
    },
    /// This file, which is or was that of the dataset, has changed and come to rest; or what was kept of it is damaged.
    Stale {
        /// The file.
        file: PathBuf,
        /// Which of both.
        why: Stale,
    },
    /// The file of the dataset was read again, or cannot be used for this reason.
    Loaded {
        /// The file.
        file: PathBuf,
        /// Why it was read.
        why: Stale,
        /// The number of the request.
        number: u64,
        /// The dataset, or the reason.
        answer: Result<Box<Reloaded>, String>,
    },
    /// A dataset that is being read has come so far.
    SoFar {
        /// The number of the request.
        number: u64,
        /// How far.
        so_far: SoFar,
        /// How long that took.
        taken: Duration,
    },
    /// A dataset was read, or cannot be used for this reason.
    Opened {
        /// The number of the request.
        number: u64,
        /// The dataset, or the reason.
        answer: Result<Box<Opened>, Unopened>,
    },
    /// A dataset was compared with what is shown, or could not be for this reason.
    Compared {
        /// The number of the request.
        number: u64,
        /// What is different, or the reason.
        answer: Result<Box<Comparison>, String>,
    },
    /// The next version of what is shown was made, or could not be for this reason; nothing was written.
    Revised {
        /// The number of the request.
        number: u64,
        /// The next version, or the reason.
        answer: Result<Box<Next>, String>,
    },
    /// What stands at the path that was typed.
    Looked {
        /// What was typed.
        typed: String,
        /// The path in full.
        file: PathBuf,
        /// What stands there.
        standing: Standing,
        /// What it is that must never be written over, if it is that.
        taken: Option<Taken>,
    },
    /// A file was written, which is told in words such as "34 activities", or it was not for this reason.
    Exported {
        /// The file.
        file: PathBuf,
        /// Whether it is the next version of the plan.
        is_version: bool,
        /// What was written, or why not and what to do.
        answer: Result<String, String>,
    },
    /// A view was kept in the configuration file or taken out of it, which is named, or it was not for this reason.
    ViewKept {
        /// What was to be done.
        change: Change,
        /// The file, or why it was not changed.
        answer: Result<String, String>,
    },
    /// Something was found by [`Effect::Search`](super::effect::Effect::Search); more may follow.
    Found {
        /// The number of the question.
        ticket: u64,
        /// What was found so far, or why nothing can be.
        answer: Result<Box<Anything>, String>,
    },
    /// A filter was read by [`Effect::Sieve`](super::effect::Effect::Sieve); there is none where a later question ended it.
    Sieved {
        /// The number of the question.
        ticket: u64,
        /// The filter, or why it could not be read.
        answer: Result<Option<Box<ListFilter>>, String>,
    },
    /// Values that can be written next were counted by [`Effect::Complete`](super::effect::Effect::Complete); there are none where nobody
    /// waited for them any more.
    Counted {
        /// The number of the question.
        ticket: u64,
        /// They, or why they could not be counted.
        answer: Result<Option<Box<Offers>>, String>,
    },
    /// Who holds the journal of a dataset says something.
    Notebook {
        /// The id of the dataset.
        dataset: String,
        /// What is said.
        told: Box<Told>,
    },
    /// No more keys are read: all that were are behind us.
    KeysHeld,
    /// The user's editor was left, or could not be called.
    Edited(Edited),
    /// The time asked for by [`Effect::WakeIn`](super::effect::Effect::WakeIn) has passed.
    Wake,
    /// No more keys will come, for this reason: the loop ends with an error and the state never sees this.
    InputLost(String),
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub gesture: Gesture,
    /// The cell: column and row, counted from 0. It need not be on the screen.
    pub at: (u16, u16),
}

/// What the mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button went down.
    Press,
    /// The left button went down once more at the same cell, soon after.
    PressAgain,
    /// The pointer moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel turned up by one notch.
    WheelUp,
    /// The wheel turned down by one notch.
    WheelDown,
}
