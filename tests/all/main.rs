//! The integration tests, in one binary: on two cores linking is what costs.

#[cfg(test)]
mod anything;
#[cfg(test)]
mod config;
#[cfg(test)]
mod keystrokes;
#[cfg(test)]
#[cfg(unix)]
mod pty;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod stage;
