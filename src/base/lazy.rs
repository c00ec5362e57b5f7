//! What is in memory, or is made when it is first asked for: whoever asks does not see the difference.

use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

/// A value that is there, or is made once.
pub struct Lazy<T>(State<T>);

enum State<T> {
    Here(T),
    Later {
        value: LazyLock<T, Box<dyn FnOnce() -> T + Send>>,
        /// Whether somebody has begun to make it.
        is_begun: Arc<AtomicBool>,
    },
}

impl<T> Lazy<T> {
    /// Makes one whose value is made when it is first asked for; others who ask meanwhile wait.
    pub fn new(make: impl FnOnce() -> T + Send + 'static) -> Self {
        let is_begun = Arc::new(AtomicBool::new(false));
        let begun = is_begun.clone();
        let make = move || {
            begun.store(true, Ordering::Relaxed);
            make()
        };
        Self(State::Later { value: LazyLock::new(Box::new(make)), is_begun })
    }

    /// Returns the value to be changed; `None` for one that was not there from the beginning.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        match &mut self.0 {
            State::Here(value) => Some(value),
            State::Later { .. } => None,
        }
    }

    /// Returns the value; `None` for one that was not there from the beginning.
    pub fn into_inner(self) -> Option<T> {
        match self.0 {
            State::Here(value) => Some(value),
            State::Later { .. } => None,
        }
    }
}

impl<T> From<T> for Lazy<T> {
    fn from(value: T) -> Self {
        Self(State::Here(value))
    }
}

impl<T> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            State::Here(value) => value,
            State::Later { value, .. } => value,
        }
    }
}

/// Shows the value, which is made for that.
impl<T: Debug> Debug for Lazy<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

/// Anything that is made when it is first asked for, whatever it is.
pub trait Force: Sync {
    /// Makes it now, unless it was made before.
    fn force(&self);

    /// Tells whether somebody has begun to make it.
    fn is_begun(&self) -> bool;
}

impl<T: Send + Sync> Force for Lazy<T> {
    fn force(&self) {
        let _: &T = self;
    }

    fn is_begun(&self) -> bool {
        match &self.0 {
            State::Here(_) => true,
            State::Later { is_begun, .. } => is_begun.load(Ordering::Relaxed),
        }
    }
}

/// Makes all, with so many threads, each the next one that nobody has begun; then those are waited for that others make.
pub fn force_all(all: &[&dyn Force], threads: usize) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !one.is_begun() {
                one.force();
            }
        }
    };
    thread::scope(|scope| {
        // Where a thread cannot begin, the others do its share.
        let begin = |_| thread::Builder::new().name("reading".into()).spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).map(begin).collect();
        work();
        drop(others);
    });
    all.iter().for_each(|one| one.force());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_when_it_is_first_asked_for() {
        let made = Arc::new(AtomicUsize::new(0));
        let count = made.clone();
        let lazies: Vec<Lazy<usize>> = (0..20)
            .map(|at| {
                let made = made.clone();
                Lazy::new(move || {
                    made.fetch_add(1, Ordering::Relaxed);
                    at
                })
            })
            .collect();
        assert_eq!(count.load(Ordering::Relaxed), 0);
        assert_eq!((*lazies[7], count.load(Ordering::Relaxed)), (7, 1));
        let all: Vec<&dyn Force> = lazies.iter().map(|lazy| lazy as &dyn Force).collect();
        force_all(&all, 3);
        force_all(&all, 1);
        assert_eq!(count.load(Ordering::Relaxed), 20);
        assert!(lazies.iter().map(|lazy| **lazy).eq(0..20));
    }

    #[test]
    fn what_somebody_makes_is_left_to_them_until_the_rest_is_made() {
        let (order, begun) = (Arc::new(std::sync::Mutex::new(Vec::new())), Arc::new(std::sync::Barrier::new(2)));
        let other = {
            let (order, begun) = (order.clone(), begun.clone());
            Lazy::new(move || {
                begun.wait();
                // The rest is made meanwhile.
                while order.lock().unwrap().is_empty() {
                    thread::yield_now();
                }
                order.lock().unwrap().push("other");
            })
        };
        let rest = {
            let order = order.clone();
            Lazy::new(move || order.lock().unwrap().push("rest"))
        };
        thread::scope(|scope| {
            scope.spawn(|| other.force());
            begun.wait();
            force_all(&[&other, &rest], 1);
        });
        assert_eq!(*order.lock().unwrap(), ["rest", "other"]);
    }

    #[test]
    fn only_what_was_there_from_the_beginning_can_be_changed() {
        let mut here = Lazy::from(1);
        here.get_mut().into_iter().for_each(|value| *value += 1);
        assert_eq!((*here, here.into_inner()), (2, Some(2)));
        let mut later = Lazy::new(|| 1);
        assert_eq!((*later, later.get_mut().is_none(), later.into_inner()), (1, true, None));
    }
}
