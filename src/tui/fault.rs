//! Points at which tests can make a debug build fail on purpose.
//!
//! `PLENARY_TEST_PANIC=draw` panics at the point of that name. A release build has no such points.

/// Panics if the environment asks for it at this point, in debug builds only.
pub fn trip(point: &str) {
    if cfg!(debug_assertions) {
        let asked = std::env::var("PLENARY_TEST_PANIC").unwrap_or_default();
        assert!(asked != point, "a test asked for a panic at {point}");
    }
}
