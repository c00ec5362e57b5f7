//! The integration tests, in one binary: on few processors linking is what tests cost.

#[cfg(test)]
#[cfg(target_os = "linux")]
mod pty;
