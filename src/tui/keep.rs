//! Keeps where the user was in a file of each dataset, in the folder for the program's state.
//!
//! What is kept can be done without: a file that cannot be read is passed over, one that cannot be written is not. It is the user's
//! alone, since a bookmark or a filter may tell what a delegation is after.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use rustc_hash::FxHasher;

use crate::base::fs;
use crate::tui::session::Session;

/// The longest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Returns the file in which the session of a dataset is kept.
fn file(state: &Path, dataset: &str) -> PathBuf {
    // Two ids that differ in what a file name cannot hold still have files of their own.
    let mut hasher = FxHasher::default();
    dataset.hash(&mut hasher);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = dataset.chars().take(40).map(plain).collect();
    state.join("sessions").join(format!("{name}-{:016x}.json", hasher.finish()))
}

/// Reads the session of a dataset; `None` where none was kept, or what was kept cannot be used.
pub fn read(state: &Path, dataset: &str) -> Option<Session> {
    let bytes = fs::read_limited(&file(state, dataset), LARGEST).ok()?;
    let session: Session = serde_json::from_slice(&bytes).ok()?;
    (session.dataset == dataset).then_some(session)
}

/// Writes a session. That it could not be written is nobody's loss but the place's: it is not told.
pub fn write(state: &Path, session: &Session) {
    if let Ok(mut bytes) = serde_json::to_vec_pretty(session) {
        bytes.push(b'\n');
        let _ = fs::replace_private(&file(state, &session.dataset), &bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_read_as_it_was_written_and_only_for_its_dataset() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::new("plan/2019");
        write(folder.path(), &session);
        assert_eq!(read(folder.path(), "plan/2019"), Some(session));
        assert_eq!(read(folder.path(), "plan 2019"), None);
        assert_eq!(read(folder.path(), "other"), None);
    }

    #[test]
    fn what_cannot_be_used_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "a");
        write(folder.path(), &Session::new("a"));
        for bytes in ["", "{", "[]", "null", r#"{"dataset":"a","scope":7}"#, r#"{"dataset":"b"}"#] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(read(folder.path(), "a"), None, "{bytes}");
        }
        std::fs::write(&path, r#"{"dataset":"a","of":"a later version"}"#).unwrap();
        assert!(read(folder.path(), "a").is_some());
    }

    #[test]
    #[cfg(unix)]
    fn what_is_kept_is_the_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &Session::new("a"));
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = file(folder.path(), "a");
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}
