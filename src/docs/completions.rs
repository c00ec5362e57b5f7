//! Completions for shells.

use std::io::{self, Write};

use clap_complete::{Shell, generate};

use crate::cli::args::command;

/// Writes the completions for a shell.
///
/// # Errors
///
/// Says why they cannot be written.
pub fn write(shell: Shell, out: &mut impl Write) -> io::Result<()> {
    // The generator stops the program where it cannot write, so it gets what it always can write into.
    let mut text = Vec::new();
    let mut command = command();
    let name = command.get_name().to_owned();
    generate(shell, &mut command, name, &mut text);
    out.write_all(&text)
}
