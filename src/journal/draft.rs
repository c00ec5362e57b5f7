//! Drafts: what is being typed, kept in a file of its own until it is an event, so that a crash costs no more than the last seconds.
//!
//! A draft lies below the program's state folder and is the user's alone, also where the journal is shared. It is removed when its event is
//! on the device, never before. A program holds a lock from its first draft on; a draft whose program no longer runs was left. Where there
//! are no locks every draft counts as left: to show one twice does no harm, to lose one does. A file that cannot be read is told, not removed.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::base::append::{Disk, Storage};
use crate::base::fs;
use crate::base::own::{self, Lock};
use crate::journal::VERSION;
use crate::journal::event::Fields;
use crate::journal::read::{Trouble, What};

/// How the names of drafts end.
const ENDING: &str = "json";
/// How the name of a draft ends while it is being written.
const NEW: &str = "new";
/// How the names of locks end.
const LOCK: &str = "lock";
/// The longest draft that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Something that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its id, a UUID of version 7. What is kept in its place has the same, and so has the event that comes of it, if it is one: where that
    /// is in the journal the draft is of no use any more.
    pub id: Uuid,
    /// The running program that keeps it: [`Drafts::writer`].
    pub writer: Uuid,
    /// When it was kept last, in milliseconds since 1970.
    pub at: i64,
    /// The name of the op that it will be.
    pub op: String,
    /// The record that it hangs on, as a reference.
    pub on: Option<String>,
    /// The meeting to which it belongs, by id.
    pub meeting: Option<String>,
    /// The earlier event that it is about: the one that is being edited.
    pub of: Option<Uuid>,
    /// The texts of its fields as they were typed, by name.
    pub fields: Fields,
}

impl Draft {
    /// Returns a field as it was typed; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn write(&self) -> Vec<u8> {
        let text = |text: &str| Value::String(text.to_owned());
        let pairs = [
            ("v", Some(VERSION.into())),
            ("id", Some(text(&self.id.to_string()))),
            ("writer", Some(text(&self.writer.to_string()))),
            ("at", Some(self.at.into())),
            ("op", Some(text(&self.op))),
            ("on", self.on.as_deref().map(text)),
            ("meeting", self.meeting.as_deref().map(text)),
            ("of", self.of.map(|of| text(&of.to_string()))),
            ("fields", Some(Value::Object(self.fields.clone()))),
        ];
        let map: Map<String, Value> =
            pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
        format!("{}\n", Value::Object(map)).into_bytes()
    }

    /// Reads a draft, or says why it is none.
    fn read(bytes: &[u8]) -> Result<Self, String> {
        let value = serde_json::from_slice(bytes).map_err(|error| format!("it is no JSON: {error}"))?;
        let Value::Object(mut map) = value else { return Err("it is no object".to_owned()) };
        match map.remove("v").and_then(|version| version.as_u64()) {
            Some(VERSION) => {}
            Some(version) if version > VERSION => {
                return Err(format!("a later program wrote it, of version {version}"));
            }
            _ => return Err("it names no version that there is".to_owned()),
        }
        let at = map.remove("at").and_then(|at| at.as_i64()).ok_or("it does not say when it was kept")?;
        let Some(Value::Object(fields)) = map.remove("fields") else { return Err("it has no fields".to_owned()) };
        if !fields.values().all(Value::is_string) {
            return Err("a field of it is no text".to_owned());
        }
        let mut text = |key: &str| match map.remove(key) {
            Some(Value::String(text)) => Ok(Some(text)),
            None => Ok(None),
            Some(_) => Err(format!("its {key} is no text")),
        };
        let id = |key: &str, text: Option<String>| {
            let read = text.map(|text| text.parse().map_err(|_| format!("its {key} is not what it should be")));
            read.transpose()
        };
        Ok(Self {
            id: id("id", text("id")?)?.ok_or("it has no id")?,
            writer: id("writer", text("writer")?)?.ok_or("it has no writer")?,
            at,
            op: text("op")?.ok_or("it has no op")?,
            on: text("on")?,
            meeting: text("meeting")?,
            of: id("of", text("of")?)?,
            fields,
        })
    }
}

/// The drafts of a dataset, as one running program keeps them.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    writer: Uuid,
    lock: Mutex<Option<Lock>>,
}

/// What other programs left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// Drafts whose program no longer runs, the oldest first.
    pub drafts: Vec<Draft>,
    /// Files that cannot be read as drafts, with what stands in them.
    pub troubles: Vec<Trouble>,
}

impl Drafts {
    /// Keeps drafts in a folder. Nothing is made on the disk before there is one.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, writer: Uuid::now_v7(), lock: Mutex::new(None) }
    }

    /// Returns the id of this program among those that keep drafts.
    pub fn writer(&self) -> Uuid {
        self.writer
    }

    /// Keeps a draft in the place of what was kept of it before, as one of this program, and returns when it is on the device.
    ///
    /// # Errors
    ///
    /// It could not be kept; what was kept of it before is there.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            // Without a lock the draft counts as left, which does no harm.
            *lock = Lock::hold(&self.lock_of(self.writer)).ok();
        }
        let draft = Draft { writer: self.writer, ..draft.clone() };
        // Two programs may have taken up the same draft: each has a second file of its own.
        let new = format!("{}-{}.{NEW}", draft.id.simple(), self.writer.simple());
        own::write(&self.file(draft.id), &self.folder.join(new), &draft.write())
    }

    /// Removes a draft, unless it is gone already. Its event has to be on the device by then, or not be wanted.
    ///
    /// # Errors
    ///
    /// Something of it is there still.
    pub fn remove(&self, id: Uuid) -> io::Result<()> {
        let of_it = |file: &&PathBuf| ends(file, NEW) && named(file) == Some(id);
        for file in Disk.list(&self.folder)?.iter().filter(of_it) {
            own::remove(file)?;
        }
        own::remove(&self.file(id))
    }

    /// Finds what was left by programs that no longer run.
    pub fn left(&self) -> Left {
        let mut left = Left::default();
        let files = match Disk.list(&self.folder) {
            Ok(files) => files,
            Err(error) => {
                left.trouble(&self.folder, What::File(error.to_string()), &[]);
                return left;
            }
        };
        let running = self.running(&files);
        let mut latest: BTreeMap<Uuid, Draft> = BTreeMap::new();
        // A draft stands before what was to take its place, which may be torn.
        let of = |ending| files.iter().filter(move |file| ends(file, ending));
        for file in of(ENDING).chain(of(NEW)) {
            match self.taken(file) {
                Ok(draft) if latest.get(&draft.id).is_none_or(|known| known.at < draft.at) => {
                    drop(latest.insert(draft.id, draft));
                }
                Ok(_) => {}
                Err(_) if ends(file, NEW) && named(file).is_some_and(|id| latest.contains_key(&id)) => {}
                Err((what, bytes)) => left.trouble(file, what, &bytes),
            }
        }
        let is_left = |draft: &Draft| draft.writer != self.writer && !running.contains(&draft.writer);
        left.drafts = latest.into_values().filter(is_left).collect();
        left.drafts.sort_by_key(|draft| (draft.at, draft.id));
        left
    }

    /// Finds the other programs that run; the lock of one that does not is removed.
    fn running(&self, files: &[PathBuf]) -> HashSet<Uuid> {
        let locks = files.iter().filter(|file| ends(file, LOCK) && **file != self.lock_of(self.writer));
        locks.filter(|file| own::is_held(file)).filter_map(|file| named(file)).collect()
    }

    /// Reads a file as a draft, or says what it is, with what stands in it.
    fn taken(&self, file: &Path) -> Result<Draft, (What, Vec<u8>)> {
        let bytes = fs::read_limited(file, LARGEST).map_err(|error| (What::File(error.to_string()), Vec::new()))?;
        match Draft::read(&bytes) {
            Ok(draft) if ends(file, NEW) && named(file) == Some(draft.id) || *file == self.file(draft.id) => Ok(draft),
            Ok(_) => Err((What::NoDraft("its name is not that of the draft in it".to_owned()), bytes)),
            Err(why) => Err((What::NoDraft(why), bytes)),
        }
    }

    fn file(&self, id: Uuid) -> PathBuf {
        self.folder.join(format!("{id}.{ENDING}"))
    }

    fn lock_of(&self, writer: Uuid) -> PathBuf {
        self.folder.join(format!("{}.{LOCK}", writer.simple()))
    }
}

impl Left {
    /// Tells whether nothing was left.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.troubles.is_empty()
    }

    fn trouble(&mut self, file: &Path, what: What, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.troubles.push(Trouble { file: file.to_owned(), line: None, what, text });
    }
}

fn ends(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

/// Returns the id with which the name of a file begins.
fn named(file: &Path) -> Option<Uuid> {
    let name = file.file_stem()?.to_str()?;
    // The name of a draft is an id with hyphens, the others are ids without.
    name.parse().ok().or_else(|| name.split_once('-')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Texts that have broken other programs.
    const HOSTILE: [&str; 12] = [
        "",
        "\0",
        "it's",
        "back\\slash \\' \"quoted\"",
        "line\u{2028}separator\nnew line\r\n\ttab",
        "\u{feff}\u{202e}turned",
        "日本 👨‍👩‍👧‍👦",
        "e\u{301}\u{301}\u{301}",
        "\u{1b}[31m\u{7f}\u{9b}",
        "\u{fffd}\u{ffff}\u{10ffff}",
        "\\ud800",
        "},\"crc\":\"00000000\"}",
    ];

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn drafts(folder: &tempfile::TempDir) -> Drafts {
        Drafts::new(folder.path().join("drafts/x"))
    }

    fn draft(text: &str, at: i64) -> Draft {
        let fields = [("text", text), ("by", "BG, unodc")];
        Draft {
            id: Uuid::now_v7(),
            writer: Uuid::nil(),
            at,
            op: "statement".to_owned(),
            on: Some("country:BG".to_owned()),
            meeting: Some("som-2019".to_owned()),
            of: Some(Uuid::now_v7()),
            fields: fields.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect(),
        }
    }

    fn texts(left: &Left) -> Vec<&str> {
        left.drafts.iter().map(|draft| draft.text("text")).collect()
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let files = Disk.list(&folder.path().join("drafts/x")).unwrap();
        files.iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn any_text_is_kept_as_it_was_typed() {
        let folder = folder();
        let long = "é".repeat(500_000);
        let writer = drafts(&folder);
        let kept: Vec<Draft> = HOSTILE.into_iter().chain([&*long]).zip(1..).map(|(text, at)| draft(text, at)).collect();
        kept.iter().for_each(|draft| writer.keep(draft).unwrap());
        let id = writer.writer();
        drop(writer);
        let left = drafts(&folder).left();
        let expected: Vec<Draft> = kept.into_iter().map(|draft| Draft { writer: id, ..draft }).collect();
        assert!(left.drafts == expected, "{:?}", left.drafts);
        assert_eq!(left.troubles, []);
        // What a draft may lack.
        let bare = Draft { on: None, meeting: None, of: None, fields: Fields::new(), ..draft("", 0) };
        assert_eq!(Draft::read(&bare.write()), Ok(bare));
    }

    #[test]
    fn a_draft_is_left_when_its_program_no_longer_runs_and_not_before() {
        let folder = folder();
        let (one, other) = (drafts(&folder), drafts(&folder));
        assert!(one.left().is_empty() && !folder.path().join("drafts").exists());
        let (mine, yours) = (draft("mine", 2), draft("yours", 1));
        one.keep(&mine).unwrap();
        other.keep(&yours).unwrap();
        // Neither is left, for nobody: both run.
        assert!(one.left().is_empty() && other.left().is_empty() && drafts(&folder).left().is_empty());
        drop(other);
        assert_eq!(texts(&one.left()), ["yours"]);
        drop(one);
        assert_eq!(texts(&drafts(&folder).left()), ["yours", "mine"]);
        // The locks are gone with their programs.
        assert_eq!(names(&folder).len(), 2);
    }

    #[test]
    fn a_draft_takes_the_place_of_what_was_kept_of_it_and_is_gone_when_it_is_removed() {
        let folder = folder();
        let writer = drafts(&folder);
        let first = draft("f", 1);
        writer.keep(&first).unwrap();
        let second = Draft { at: 2, fields: draft("fi", 2).fields, ..first.clone() };
        writer.keep(&second).unwrap();
        assert_eq!(names(&folder).len(), 2, "a draft and a lock");
        drop(writer);
        // Another program takes it up: it is no longer left until that ends.
        let (heir, third) = (drafts(&folder), drafts(&folder));
        assert_eq!(texts(&heir.left()), ["fi"]);
        heir.keep(&second).unwrap();
        assert!(third.left().is_empty());
        heir.remove(second.id).unwrap();
        heir.remove(second.id).unwrap();
        drop(heir);
        assert!(third.left().is_empty());
        assert_eq!(names(&folder), Vec::<String>::new());
    }

    #[test]
    fn without_locks_every_draft_of_others_counts_as_left() {
        let folder = folder();
        let writer = drafts(&folder);
        // A folder has the name of the lock: it cannot be made.
        fs::create_dir_all(writer.lock_of(writer.writer())).unwrap();
        writer.keep(&draft("text", 1)).unwrap();
        assert_eq!(texts(&drafts(&folder).left()), ["text"]);
        assert!(writer.left().is_empty());
    }

    #[test]
    fn a_file_that_is_no_draft_is_told_and_stays() {
        let folder = folder();
        let writer = drafts(&folder);
        let good = draft("good", 1);
        writer.keep(&good).unwrap();
        drop(writer);
        let drafts = drafts(&folder);
        let good = fs::read_to_string(drafts.file(good.id)).unwrap();
        let wrong = [
            ("", "it is no JSON"),
            ("\0\0\0", "it is no JSON"),
            (good.split_at(60).0, "it is no JSON"),
            ("[]", "it is no object"),
            (&good.replace("\"v\":1", "\"v\":99"), "a later program wrote it, of version 99"),
            (&good.replace("\"v\":1", "\"v\":\"1\""), "it names no version"),
            (&good.replace("\"at\":1", "\"at\":1e99"), "it does not say when"),
            (&good.replace("\"good\"", "7"), "a field of it is no text"),
            (&good.replace("good", "\\ud800"), "it is no JSON"),
            (&good.replace("statement\"", "statement\",\"on\":{}"), "its on is no text"),
            (&good, "its name is not that of the draft in it"),
            (&"[".repeat(100_000), "it is no JSON"),
        ];
        let files: Vec<PathBuf> = wrong.iter().map(|_| drafts.file(Uuid::now_v7())).collect();
        files.iter().zip(wrong).for_each(|(file, (bytes, _))| fs::write(file, bytes).unwrap());
        for name in ["..json", "a b.json", "x.new", "no draft.txt"] {
            fs::write(drafts.folder.join(name), "words").unwrap();
        }
        fs::write(drafts.file(Uuid::now_v7()), [0xff, 0xfe]).unwrap();
        let before = names(&folder);
        let left = drafts.left();
        assert_eq!(texts(&left), ["good"]);
        for (file, (bytes, why)) in files.iter().zip(wrong) {
            let trouble = left.troubles.iter().find(|trouble| trouble.file == *file).unwrap();
            assert!(trouble.what.to_string().contains(why), "{trouble:?}");
            assert_eq!(trouble.text, bytes);
        }
        // Every other that has the name of one, too, and no other.
        assert_eq!(left.troubles.len(), wrong.len() + 4);
        assert_eq!(names(&folder), before);
    }

    #[test]
    fn what_was_being_written_when_the_program_was_stopped_is_left_where_it_is_whole() {
        let folder = folder();
        let drafts = drafts(&folder);
        let (old, new) = (draft("old", 1), draft("new", 2));
        let (old, torn) = (Draft { id: new.id, ..old }, new.write().split_at(50).0.to_vec());
        let beside = |writer: u128| drafts.folder.join(format!("{}-{writer:032x}.new", new.id.simple()));
        // Torn, and nothing was there before: the words are told.
        fs::create_dir_all(&drafts.folder).unwrap();
        fs::write(beside(1), &torn).unwrap();
        let left = drafts.left();
        assert_eq!((left.drafts.len(), left.troubles.len()), (0, 1));
        // Torn, and what was there before is whole.
        fs::write(drafts.file(old.id), old.write()).unwrap();
        assert_eq!((texts(&drafts.left()), drafts.left().troubles), (vec!["old"], vec![]));
        // Whole, but it has not taken its place.
        fs::write(beside(2), new.write()).unwrap();
        assert_eq!((texts(&drafts.left()), drafts.left().troubles), (vec!["new"], vec![]));
        drafts.remove(new.id).unwrap();
        assert_eq!(names(&folder), Vec::<String>::new());
    }

    #[test]
    #[cfg(unix)]
    fn drafts_are_the_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let writer = drafts(&folder);
        let kept = draft("text", 1);
        writer.keep(&kept).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(&writer.file(kept.id)), mode(&writer.lock_of(writer.writer()))], [0o600; 2]);
        assert_eq!([mode(&folder.path().join("drafts")), mode(&folder.path().join("drafts/x"))], [0o700; 2]);
    }

    #[test]
    fn where_nothing_can_be_kept_that_is_an_error_and_nothing_is_left() {
        let drafts = Drafts::new("/dev/null/drafts".into());
        assert!(drafts.keep(&draft("text", 1)).is_err());
        assert_eq!(drafts.left().drafts, []);
    }
}
