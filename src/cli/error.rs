//! What could not be done, why, and what to do about it.
//!
//! Exit status 0 is done, 1 says that the answer is no, 2 that it could not be done. Nothing here prints.

use std::io;

use crate::load::LoadError;

/// What kind of error it is, which decides the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The answer is no: nothing was found.
    Nothing,
    /// What was asked cannot be understood.
    Usage,
    /// A dataset, the configuration or another file cannot be used.
    Unusable,
    /// The output cannot be written.
    Output,
    /// Nobody reads the output any more, which is no error.
    Closed,
}

/// Says what could not be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CliError {
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// What is wrong, without a final period; may have several lines.
    pub message: String,
    /// What to do about it, each a sentence without a final period.
    pub hints: Vec<String>,
}

impl CliError {
    /// Makes an error.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new() }
    }

    /// Adds what to do about it, if there is something.
    pub fn hint(mut self, hint: impl Into<Option<String>>) -> Self {
        self.hints.extend(hint.into());
        self
    }

    /// Returns the exit status.
    pub fn status(&self) -> u8 {
        match self.kind {
            ErrorKind::Closed => 0,
            ErrorKind::Nothing => 1,
            ErrorKind::Usage | ErrorKind::Unusable | ErrorKind::Output => 2,
        }
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(ErrorKind::Closed, "nobody reads the output");
        }
        Self::new(ErrorKind::Output, format!("the output cannot be written: {error}"))
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<LoadError> for CliError {
    fn from(error: LoadError) -> Self {
        let LoadError { name, diagnostic } = error;
        let place = diagnostic.place.as_ref().map_or_else(String::new, |at| format!("{}:{}:", at.line, at.column));
        let error = Self::new(ErrorKind::Unusable, format!("{name}:{place} {}", diagnostic.message));
        error.hint(diagnostic.hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
        assert_eq!(CliError::from(io::Error::from(io::ErrorKind::BrokenPipe)).status(), 0);
        assert_eq!(CliError::from(io::Error::from(io::ErrorKind::StorageFull)).status(), 2);
        let json: Result<(), serde_json::Error> = Err(serde_json::Error::io(io::ErrorKind::BrokenPipe.into()));
        assert_eq!(json.map_err(CliError::from).unwrap_err().status(), 0);
    }
}
