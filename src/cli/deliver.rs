//! Putting what a command made where it is wanted: in a file, whole or not at all, or on standard output.

use std::io::Write as _;
use std::path::Path;

use crate::base::fs;
use crate::base::text::visible;
use crate::cli::error::{CliError, ErrorKind};
use crate::cli::out::Out;

/// Writes the bytes, and of a file what was `done`.
pub fn deliver(path: &Path, bytes: &[u8], done: &str, out: &mut Out) -> Result<(), CliError> {
    if path.as_os_str() == "-" {
        return Ok(out.write_all(bytes)?);
    }
    let name = path.display().to_string();
    fs::replace(path, bytes).map_err(|error| {
        let error = CliError::new(ErrorKind::Output, format!("{name}: {error}"));
        error.hint("nothing was written; an older file is as it was".to_owned())
    })?;
    Ok(out.line(&format!("{}: {done}", visible(&name, false)))?)
}
