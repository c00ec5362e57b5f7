//! The `plenary` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    plenary::run(std::env::args_os().collect())
}
