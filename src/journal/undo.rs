//! Steps back and forward: which event of a device was the last, and which was taken back last.
//!
//! A step back is an event like any other, so it is there after a restart, and nothing is ever gone.

use uuid::Uuid;

use crate::journal::event::Event;
use crate::journal::ops::Op;

/// The steps of one device, from all its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    back: Vec<Uuid>,
    forward: Vec<Uuid>,
}

impl Steps {
    /// Finds the steps that a device can take; events are in the order of [`Event::place`].
    pub fn of(events: &[Event], device: &str) -> Self {
        let mut steps = Self::default();
        for event in events.iter().filter(|event| event.device == device) {
            steps.take(event);
        }
        steps
    }

    /// Takes in the next event of the device.
    pub fn take(&mut self, event: &Event) {
        match (event.known(), event.event("of")) {
            (Some(Op::Undo), Some(of)) => {
                self.back.retain(|id| *id != of);
                self.forward.push(of);
            }
            (Some(Op::Redo), Some(of)) => {
                self.forward.retain(|id| *id != of);
                self.back.push(of);
            }
            // What was taken back can be put in force again until something new is done.
            _ => {
                self.back.push(event.id);
                self.forward.clear();
            }
        }
    }

    /// Returns the event that a step back takes back.
    pub fn back(&self) -> Option<Uuid> {
        self.back.last().copied()
    }

    /// Returns the event that a step forward puts in force again.
    pub fn forward(&self) -> Option<Uuid> {
        self.forward.last().copied()
    }
}
