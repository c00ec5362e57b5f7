//! The integration tests, in one binary: on two cores linking is what costs.

// Their own helpers may insist, too, which the lints allow only where they see a test.
#[cfg(test)]
mod cli;
mod config;
#[cfg(unix)]
mod pty;
