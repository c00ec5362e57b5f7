//! The integration tests, in one binary: on two cores linking is what costs.

mod config;
#[cfg(test)]
mod load;
#[cfg(unix)]
mod pty;
