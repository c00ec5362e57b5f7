//! The integration tests, in one binary: on two cores linking is what costs.

mod config;
#[cfg(test)]
mod dataset;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod load;
#[cfg(test)]
#[cfg(unix)]
mod pty;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod schema;
