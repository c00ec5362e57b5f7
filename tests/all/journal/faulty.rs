//! A disk that fails and lies: whatever it does, what was confirmed is there afterwards.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use plenary::base::append::{Append, Disk, Storage};
use plenary::journal::{Event, Journal, Writer};
use proptest::prelude::*;

use super::{Hand, texts};

/// What the disk does with the next call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mood {
    Well,
    /// Refuses, and does nothing.
    Refuse,
    /// Writes so many bytes and then refuses.
    Short(usize),
    /// Says that it could not, although everything is there.
    Lie,
}

#[derive(Debug, Default)]
struct Platter {
    /// What stands in each file, and how much of it is certain to outlive the power.
    files: BTreeMap<PathBuf, (Vec<u8>, usize)>,
    moods: Vec<Mood>,
}

impl Platter {
    fn mood(&mut self) -> Mood {
        self.moods.pop().unwrap_or(Mood::Well)
    }
}

/// A disk in memory.
#[derive(Clone, Debug, Default)]
struct Faulty(Arc<Mutex<Platter>>);

#[derive(Debug)]
struct File(PathBuf, Faulty);

impl Storage for Faulty {
    fn list(&self, _folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(self.0.lock().unwrap().files.keys().cloned().collect())
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        Ok(self.0.lock().unwrap().files[file].0.clone())
    }

    fn create(&self, file: &Path) -> io::Result<Box<dyn Append>> {
        let mut platter = self.0.lock().unwrap();
        if platter.mood() != Mood::Well {
            return Err(io::Error::other("no"));
        }
        assert!(platter.files.insert(file.to_owned(), (Vec::new(), 0)).is_none(), "a segment is made new");
        Ok(Box::new(File(file.to_owned(), self.clone())))
    }
}

impl Append for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut platter = self.1.0.lock().unwrap();
        let mood = platter.mood();
        let (content, _) = platter.files.get_mut(&self.0).unwrap();
        assert!(content.is_empty() || content.ends_with(b"\n"), "nothing is added behind a torn line");
        let taken = match mood {
            Mood::Well | Mood::Lie => bytes.len(),
            Mood::Refuse => 0,
            Mood::Short(taken) => taken.min(bytes.len()),
        };
        content.extend_from_slice(&bytes[..taken]);
        if mood == Mood::Well { Ok(()) } else { Err(io::Error::other("no")) }
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut platter = self.1.0.lock().unwrap();
        if platter.mood() != Mood::Well {
            return Err(io::Error::other("no"));
        }
        let (content, certain) = platter.files.get_mut(&self.0).unwrap();
        *certain = content.len();
        Ok(())
    }
}

/// What is there after the power was gone: what is certain, and of the rest what luck left, be it bytes or zeros.
fn after_the_power_was_gone(disk: &Faulty, luck: usize, zeros: bool) -> Journal {
    let platter = disk.0.lock().unwrap();
    let left = platter.files.iter().map(|(file, (content, certain))| {
        let kept = certain + luck % (content.len() - certain + 1);
        let mut bytes = content[..kept].to_vec();
        if zeros {
            bytes[*certain..].fill(0);
        }
        (file.as_path(), Ok(bytes))
    });
    Journal::of(left.collect::<Vec<_>>())
}

fn moods() -> impl Strategy<Value = Vec<Mood>> {
    let mood = prop_oneof![
        4 => Just(Mood::Well),
        1 => Just(Mood::Refuse),
        1 => (0usize..300).prop_map(Mood::Short),
        1 => Just(Mood::Lie),
    ];
    prop::collection::vec(mood, 0..60)
}

proptest! {
    #[test]
    fn r6_whatever_the_disk_does_what_was_confirmed_outlives_the_power(
        moods in moods(), luck in 0usize..1_000, zeros in any::<bool>(),
    ) {
        let disk = Faulty::default();
        disk.0.lock().unwrap().moods = moods;
        let mut writer = Writer::new("j".into(), "d1", Arc::new(disk.clone()));
        let (mut hand, mut waiting, mut confirmed) = (Hand::new("d1"), Vec::<Event>::new(), Vec::<Event>::new());
        for at in 0..12 {
            waiting.push(hand.note(&format!("note {at}")));
            // What could not be saved is written again with the next.
            if writer.write(&waiting).is_ok() {
                confirmed.append(&mut waiting);
            }
        }
        let journal = after_the_power_was_gone(&disk, luck, zeros);
        for event in &confirmed {
            prop_assert!(journal.events.contains(event), "lost: {event:?}");
        }
        let ids: std::collections::HashSet<_> = journal.events.iter().map(|event| event.id).collect();
        prop_assert_eq!(ids.len(), journal.events.len());
    }
}

#[test]
fn after_a_failure_a_new_segment_is_begun_and_what_was_not_confirmed_counts_once() {
    let disk = Faulty::default();
    let mut writer = Writer::new("j".into(), "d1", Arc::new(disk.clone()));
    let mut hand = Hand::new("d1");
    let one = hand.note("one");
    writer.write(std::slice::from_ref(&one)).unwrap();
    // The bytes are there, and the device says that they are not.
    disk.0.lock().unwrap().moods = vec![Mood::Refuse, Mood::Well];
    let two = hand.note("two");
    assert!(writer.write(std::slice::from_ref(&two)).is_err());
    writer.write(std::slice::from_ref(&two)).unwrap();
    assert_eq!(disk.0.lock().unwrap().files.len(), 2);
    let journal = Journal::read(Path::new("j"), &disk);
    assert_eq!(texts(&journal), ["one", "two"]);
    assert_eq!(journal.events, [one, two]);
}

#[test]
fn what_was_confirmed_is_written_anew_where_somebody_takes_the_folder_away() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("journal");
    let mut writer = Writer::new(folder.clone(), "d1", Arc::new(Disk));
    let mut hand = Hand::new("d1");
    let events: Vec<Event> = ["one", "two", "three", "four"].iter().map(|text| hand.note(text)).collect();
    writer.write(&events[..1]).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    writer.write(&events[1..2]).unwrap();
    assert_eq!(texts(&Journal::read(&folder, &Disk)), ["one", "two"]);
    // Also where another folder stands in its place, or one in which nothing can be made.
    std::fs::rename(&folder, above.path().join("away")).unwrap();
    std::fs::write(&folder, "").unwrap();
    assert!(writer.write(&events[2..3]).is_err());
    std::fs::remove_file(&folder).unwrap();
    writer.write(&events[2..]).unwrap();
    assert_eq!(texts(&Journal::read(&folder, &Disk)), ["one", "two", "three", "four"]);
}
