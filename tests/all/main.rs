//! The integration tests, in one binary: on two cores linking is what costs.

// Their own helpers may insist, too, which the lints allow only where they see a test.
#[cfg(test)]
mod added;
#[cfg(test)]
mod adding;
#[cfg(test)]
mod anything;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod atlas;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod completion;
#[cfg(test)]
mod config;
#[cfg(test)]
mod dataset;
#[cfg(test)]
mod differences;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod exporting;
#[cfg(test)]
mod finding;
#[cfg(test)]
mod form;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod handouts;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod keystrokes;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod load;
#[cfg(test)]
mod money;
#[cfg(test)]
mod mouse;
#[cfg(test)]
mod nearest;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod presenting;
#[cfg(test)]
#[cfg(unix)]
mod pty;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod results;
#[cfg(test)]
mod review;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod views;
