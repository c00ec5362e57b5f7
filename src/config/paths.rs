//! Where the program's files live, and why there is no such place when there is none.
//!
//! Follows the system's rules (XDG on Linux). Names places only: whether they exist, and whether they can be written, shows when they
//! are used.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// Why there is no place for files of a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlace {
    /// The system names no home.
    #[error("there is no home directory: set HOME")]
    NoHome,
    /// The place depends on where the program was started.
    #[error("\"{}\" is not an absolute path: set HOME to one", .0.display())]
    Relative(PathBuf),
}

/// A directory, or why there is none.
pub type Place = Result<PathBuf, NoPlace>;

/// The directories of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The configuration.
    pub config: Place,
    /// What the user added, and must not lose.
    pub data: Place,
    /// What can be made again.
    pub cache: Place,
    /// Where the program was when it was left.
    pub state: Place,
}

impl Paths {
    /// Returns the directories that the system gives the program.
    pub fn find() -> Self {
        Self::from_system(ProjectDirs::from("", "", "plenary").as_ref())
    }

    /// Returns the configuration file.
    ///
    /// # Errors
    ///
    /// Says why there is no place for it.
    pub fn config_file(&self) -> Place {
        self.config.clone().map(|folder| folder.join("config.toml"))
    }

    fn from_system(system: Option<&ProjectDirs>) -> Self {
        let place = |of: fn(&ProjectDirs) -> PathBuf| system.map(of).ok_or(NoPlace::NoHome).and_then(absolute);
        Self {
            config: place(|system| system.config_dir().to_owned()),
            data: place(|system| system.data_dir().to_owned()),
            cache: place(|system| system.cache_dir().to_owned()),
            // Only Linux has a place of its own for it.
            state: place(|system| system.state_dir().unwrap_or(system.data_local_dir()).to_owned()),
        }
    }
}

/// Returns the path that a person typed: `~/` is the home.
pub fn typed(path: &Path) -> PathBuf {
    let below_home = path.strip_prefix("~").ok().and_then(|rest| Some(home()?.join(rest)));
    below_home.unwrap_or_else(|| path.to_owned())
}

/// Returns the user's home directory.
pub(super) fn home() -> Option<PathBuf> {
    BaseDirs::new().map(|system| system.home_dir().to_owned())
}

fn absolute(path: PathBuf) -> Place {
    if path.is_absolute() { Ok(path) } else { Err(NoPlace::Relative(path)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_home_is_told_and_nothing_more() {
        let paths = Paths::from_system(None);
        assert_eq!(paths.config_file(), Err(NoPlace::NoHome));
        assert_eq!(paths.state.unwrap_err().to_string(), "there is no home directory: set HOME");
    }

    #[test]
    fn a_relative_home_is_no_place() {
        let paths = Paths::from_system(ProjectDirs::from_path(PathBuf::from("plenary")).as_ref());
        for place in [paths.config, paths.data, paths.cache, paths.state].into_iter().flatten() {
            assert!(place.is_absolute() && place.ends_with("plenary"));
        }
        let error = absolute(PathBuf::from("home/.config")).unwrap_err();
        assert_eq!(error.to_string(), "\"home/.config\" is not an absolute path: set HOME to one");
    }

    #[test]
    fn the_configuration_file_has_its_name() {
        let paths = Paths { config: Ok(PathBuf::from("/etc/plenary")), ..Paths::from_system(None) };
        assert_eq!(paths.config_file(), Ok(PathBuf::from("/etc/plenary/config.toml")));
    }
}
