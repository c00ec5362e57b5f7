//! The gate before the terminal: closed while another program reads it.
//!
//! Who asks for it to be closed does not wait. The thread that reads goes on until nothing more waits and no key is held as half of a
//! sequence or of a paste; then it says [`Msg::KeysHeld`](crate::tui::msg::Msg::KeysHeld), behind everything that it has read, and sleeps.
//! So no key that was read is lost, and none is read that another program is to have.
//!
//! crossterm waits for a key without end, and only a key or SIGWINCH wakes it (its `Waker` comes with the whole of `event-stream`): so this
//! program sends itself one. A poll of our own before it would not do: crossterm may hold keys that it has parsed, and says so only to who
//! reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender};

/// The gate, for both sides.
#[derive(Clone, Debug)]
pub struct Gate {
    is_asked: Arc<AtomicBool>,
    opening: Sender<()>,
    opened: Receiver<()>,
}

impl Default for Gate {
    fn default() -> Self {
        let (opening, opened) = crossbeam_channel::unbounded();
        Self { is_asked: Arc::default(), opening, opened }
    }
}

impl Gate {
    /// Asks for it to be closed; [`Msg::KeysHeld`](crate::tui::msg::Msg::KeysHeld) says when it is.
    pub fn close(&self) {
        self.is_asked.store(true, Ordering::SeqCst);
        nudge();
    }

    /// Opens it again, once for each time that it was closed. What was asked in the meantime is done with, too.
    pub fn open(&self) {
        self.is_asked.store(false, Ordering::SeqCst);
        // The thread that reads is only gone when the loop ends.
        let _ = self.opening.send(());
    }

    /// Tells whether it is to be closed.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked.load(Ordering::SeqCst)
    }

    /// Sleeps until it is opened.
    pub(super) fn wait(&self) {
        let _ = self.opened.recv();
    }
}

/// Wakes the thread that reads.
#[cfg(unix)]
fn nudge() {
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

/// Where no editor is called nobody asks.
#[cfg(not(unix))]
fn nudge() {}
