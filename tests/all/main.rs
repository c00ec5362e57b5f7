//! The integration tests, in one binary: on two cores linking is what costs.

mod config;
#[cfg(unix)]
mod pty;
