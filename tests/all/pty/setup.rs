//! What a session starts with: the command, its environment, the size of the terminal.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use super::Session;

/// What a session starts with.
pub struct Setup {
    argv: Vec<String>,
    env: Vec<(String, String)>,
    files: Vec<(String, String)>,
    pub columns: u16,
    pub rows: u16,
    pub entries: usize,
}

impl Setup {
    /// The program under test at 80x24, with the embedded dataset.
    pub fn new() -> Setup {
        Setup::command(&[super::program().to_str().unwrap()])
    }

    /// Another command, such as a shell around the program.
    pub fn command(argv: &[&str]) -> Setup {
        Setup {
            argv: argv.iter().map(|part| part.to_string()).collect(),
            env: Vec::new(),
            files: Vec::new(),
            columns: 80,
            rows: 24,
            entries: 1,
        }
    }

    /// Adds an argument of the command line.
    pub fn arg(mut self, argument: &str) -> Setup {
        self.argv.push(argument.into());
        self
    }

    /// Puts a file into the private home, which is also the working directory.
    pub fn file(mut self, path: &str, text: &str) -> Setup {
        self.files.push((path.into(), text.into()));
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Setup {
        self.env.push((name.into(), value.into()));
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Setup {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// How often the terminal is entered, and so must be left: once, and once more for each stop.
    pub fn entries(mut self, entries: usize) -> Setup {
        self.entries = entries;
        self
    }

    pub fn start(self) -> Session {
        Session::start(&self)
    }

    /// Writes the files that the home is to hold.
    pub fn furnish(&self, home: &Path) {
        for (path, text) in &self.files {
            let path = home.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Returns the command with an environment of its own, below `home`.
    pub fn command_in(&self, home: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.argv[0]);
        command.args(&self.argv[1..]);
        command.cwd(home);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.env("HOME", home);
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env(format!("XDG_{kind}_HOME"), home.join(kind.to_lowercase()));
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command
    }
}
