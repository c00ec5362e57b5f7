//! Starting where there is no terminal.

use std::process::{Command, Stdio};

use super::program;

#[test]
fn without_a_terminal_it_says_what_to_do_and_writes_nothing() {
    let output = Command::new("setsid")
        .arg("--wait")
        .arg(program())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: no terminal: use \"plenary list ...\"\n");
}
