//! Points at which tests can make a debug build fail or wait on purpose.
//!
//! `PLENARY_TEST_PANIC=draw` panics at the point of that name; `PLENARY_TEST_HOLD=reading:FILE` waits at it as long as there is that
//! file. A release build has no such points.

use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::base::fs::length;

/// Panics if the environment asks for it at this point, in debug builds only.
pub fn trip(point: &str) {
    if cfg!(debug_assertions) {
        let asked = std::env::var("PLENARY_TEST_PANIC").unwrap_or_default();
        assert!(asked != point, "a test asked for a panic at {point}");
    }
}

/// Waits at this point while the environment asks for it, in debug builds only, unless it `is_over`.
pub fn hold(point: &str, is_over: impl Fn() -> bool) {
    if cfg!(debug_assertions) {
        let asked = std::env::var("PLENARY_TEST_HOLD").unwrap_or_default();
        let file = asked.strip_prefix(point).and_then(|rest| rest.strip_prefix(':'));
        while file.is_some_and(|file| length(Path::new(file)).is_some()) && !is_over() {
            thread::sleep(Duration::from_millis(2));
        }
    }
}
