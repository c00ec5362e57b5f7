//! The dashboard: one loop, one state, pure drawing.
//!
//! [`run`] owns the loop and the terminal, [`input`] and [`signal`] tell it what happened, [`screen`] sends what changed. Nothing
//! else here knows that there is a terminal: state is changed by messages ([`msg`]) and asks for the world by effects ([`effect`]).

pub mod clipboard;
pub mod crash;
pub mod effect;
pub mod fault;
pub mod input;
pub mod msg;
pub mod run;
pub mod screen;
#[cfg(unix)]
pub mod signal;
pub mod term;
