//! Which keys call which action: the defaults of the table with the user's bindings laid over them.
//!
//! Resolves presses, and lists keys for those who show them. What an action does, and whether it can be done now, is not known here.

use crossterm::event::KeyCode;

use super::{Action, Chord, Press, Scope};

/// What a press called, together with those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// The chord is complete and calls this action.
    Run(Action),
    /// The chord goes on: more presses are needed.
    Pending,
    /// Nothing has this chord.
    None,
}

/// How a chord that has begun may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The presses still needed.
    pub rest: Vec<Press>,
    /// What they call.
    pub action: Action,
}

/// Why a key cannot be bound to an action.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// The key always calls the same action, whatever the user binds.
    #[error("\"{key}\" always calls \"{action}\", so that everything stays within reach")]
    Kept {
        /// The key.
        key: Chord,
        /// What it calls.
        action: Action,
    },
    /// The user bound the same key before.
    #[error("\"{key}\" already calls \"{action}\"")]
    Taken {
        /// The key.
        key: Chord,
        /// What it calls.
        action: Action,
    },
    /// One of two chords of the user begins the other, which could therefore never be completed.
    #[error("\"{key}\" does not go together with \"{other}\", which calls \"{action}\": one begins the other")]
    Hidden {
        /// The key that was to be bound.
        key: Chord,
        /// The key bound before.
        other: Chord,
        /// What that calls.
        action: Action,
    },
}

/// Who bound a key, the strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Default,
    User,
    Kept,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    chord: Chord,
    action: Action,
    origin: Origin,
}

/// All bindings in force.
///
/// A few keys always keep their action ([`Conflict::Kept`]): the arrows up and down, Enter, Esc, F1, F10 and Ctrl-c. With them the
/// menu and the help open and every action can be called, so that no configuration can lock anybody out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    /// Returns the bindings of the table.
    fn default() -> Self {
        let specs = Action::ALL.iter().map(|action| action.spec());
        let rows = specs.flat_map(|spec| spec.keys.iter().map(|key| (spec.action, key)));
        let bindings = rows.filter_map(|(action, key)| {
            let chord: Chord = key.parse().ok()?;
            let origin = if is_kept(&chord) { Origin::Kept } else { Origin::Default };
            Some(Binding { chord, action, origin })
        });
        Self { bindings: bindings.collect() }
    }
}

impl Keymap {
    /// Takes the default keys away from an action, except those that are always kept.
    pub fn clear(&mut self, action: Action) {
        self.bindings.retain(|binding| binding.action != action || binding.origin != Origin::Default);
    }

    /// Binds a key of the user's to an action, and takes it from whichever default had it.
    ///
    /// # Errors
    ///
    /// Says why when the key is always kept for another action, or when the user bound it before; then nothing changes.
    pub fn bind(&mut self, action: Action, chord: Chord) -> Result<(), Conflict> {
        let known = self.bindings.iter().find(|known| known.origin != Origin::Default && known.chord.collides(&chord));
        match known {
            Some(known) if known.action == action && known.chord == chord => return Ok(()),
            Some(known) => return Err(conflict(known, chord)),
            None => {}
        }
        self.bindings.retain(|known| !known.chord.collides(&chord));
        let binding = Binding { chord, action, origin: Origin::User };
        // Before the defaults: keys are shown in this order.
        let place = self.bindings.iter().position(|known| known.origin != Origin::User);
        self.bindings.insert(place.unwrap_or(self.bindings.len()), binding);
        Ok(())
    }

    /// Returns what a press calls after those pending, in the scopes in force, the nearest first.
    ///
    /// When nothing has the characters typed, the keys are tried by their place on the keyboard ([`Press::latin`]), so that a Greek
    /// or Cyrillic layout needs no switching.
    pub fn resolve(&self, scopes: &[Scope], pending: &[Press], press: Press) -> Resolved {
        let typed: Vec<Press> = pending.iter().copied().chain([press]).collect();
        match self.look_up(scopes, &typed) {
            Resolved::None => self.look_up(scopes, &by_place(&typed)),
            found => found,
        }
    }

    /// Returns the keys that call an action, the one to show first at the front.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = &Chord> {
        self.bindings.iter().filter(move |binding| binding.action == action).map(|binding| &binding.chord)
    }

    /// Returns how the presses so far may go on, in the scopes in force.
    pub fn prefix_hints(&self, scopes: &[Scope], pending: &[Press]) -> Vec<Hint> {
        let hints = self.hints(scopes, pending);
        if hints.is_empty() { self.hints(scopes, &by_place(pending)) } else { hints }
    }

    fn look_up(&self, scopes: &[Scope], presses: &[Press]) -> Resolved {
        for scope in scopes {
            let mut begun = false;
            for binding in self.bindings.iter().filter(|binding| binding.action.spec().scope == *scope) {
                if binding.chord.presses() == presses {
                    return Resolved::Run(binding.action);
                }
                begun |= binding.chord.presses().starts_with(presses);
            }
            if begun {
                return Resolved::Pending;
            }
        }
        Resolved::None
    }

    fn hints(&self, scopes: &[Scope], pending: &[Press]) -> Vec<Hint> {
        let in_force = self.bindings.iter().filter(|binding| scopes.contains(&binding.action.spec().scope));
        in_force
            .filter_map(|binding| {
                let rest = binding.chord.presses().strip_prefix(pending).filter(|rest| !rest.is_empty())?;
                Some(Hint { rest: rest.to_vec(), action: binding.action })
            })
            .collect()
    }
}

/// Returns whether a chord keeps its action whatever the user binds.
fn is_kept(chord: &Chord) -> bool {
    let kept = [KeyCode::Up, KeyCode::Down, KeyCode::Enter, KeyCode::Esc, KeyCode::F(1), KeyCode::F(10)];
    match chord.presses() {
        [press] => kept.map(Press::key).contains(press) || *press == Press::control('c'),
        _ => false,
    }
}

fn conflict(binding: &Binding, key: Chord) -> Conflict {
    let action = binding.action;
    match binding.origin {
        Origin::Kept => Conflict::Kept { key: binding.chord.clone(), action },
        _ if binding.chord == key => Conflict::Taken { key, action },
        _ => Conflict::Hidden { key, other: binding.chord.clone(), action },
    }
}

/// Returns the presses of the same keys on a US keyboard.
fn by_place(presses: &[Press]) -> Vec<Press> {
    presses.iter().map(|press| press.latin().unwrap_or(*press)).collect()
}

#[cfg(test)]
mod tests;
