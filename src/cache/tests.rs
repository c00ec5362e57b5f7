//! What comes from the cache is what the file says, and a cache that lies or is torn leads to no failure.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::*;
use crate::diff::Changes;
use crate::index::Snapshot;
use crate::load::load;
use crate::model::record::Row;
use crate::model::{Kind, Name, Rid, Value};
use crate::query::sort::{SortKey, sort};
use crate::query::{Filter, Ground};

/// A folder with a dataset's file, and one for the cache.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// Writes the dataset; it was changed some time ago, as files are that are opened.
    fn new(text: &str) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write(text);
        place
    }

    fn write(&self, text: &str) {
        fs::write(self.file(), text).unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(3_600);
        fs::File::options().write(true).open(self.file()).unwrap().set_modified(long_ago).unwrap();
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("plan 2019.json")
    }

    fn cache(&self) -> Cache {
        Cache::new(self.folder.path().join("cache"))
    }

    fn read(&self) -> (Snapshot, Later) {
        read(Source::as_long(&self.file()), Origin::default(), &Progress::default(), Some(&self.cache())).unwrap()
    }

    /// Reads, and keeps what was read.
    fn keep(&self) {
        let (snapshot, later) = self.read();
        assert!(matches!(later, Later::Keep(..)), "{later:?}");
        assert_eq!(later.run(&snapshot), None);
    }

    /// The files of the cache.
    fn kept(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path().join("cache")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// Tells everything of a snapshot.
fn told(snapshot: &Snapshot) -> String {
    let mut out = String::new();
    let Snapshot { dataset, index, .. } = snapshot;
    let _ = writeln!(out, "{:?} {:?} {:?}", dataset.header().id, dataset.title(), dataset.languages());
    let _ = writeln!(out, "{:?} {}", snapshot.diagnostics, snapshot.more);
    for &kind in Kind::ALL {
        let _ = writeln!(out, "{kind:?} {:?}", index.order.of(kind));
        for record in dataset.records(kind) {
            let _ = write!(out, "{:?} {} {:?}", record.rid, record.id(), record.label());
            assert_eq!(dataset.find(kind, record.id()).map(|found| found.rid), Some(record.rid));
            tell(record.row(), &mut out);
            let _ = write!(out, " {:?}", index.links.to(record.rid).collect::<Vec<_>>());
            index.touched(dataset, record.rid, |activity| {
                let _ = write!(out, " {activity:?}");
            });
            let _ = writeln!(out, " {:?}", snapshot.heads().of(record.rid).collect::<Vec<_>>());
        }
    }
    out
}

fn tell(row: Row<'_>, out: &mut String) {
    for (at, field) in row.fields().iter().enumerate() {
        match row.value(at) {
            Value::Unknown => {}
            Value::Parts(parts) => {
                let _ = write!(out, " {}(", field.key);
                parts.iter().for_each(|&part| tell(part, out));
                let _ = write!(out, ")");
            }
            value => {
                let _ = write!(out, " {}={value:?}", field.key);
            }
        }
    }
}

/// The records that a query finds.
fn found(query: &str, snapshot: &Snapshot) -> Vec<usize> {
    let filter = Filter::parse(query, Kind::ALL, Ground::new(snapshot, Some((2020, 2, 15)))).unwrap();
    filter.mask(Kind::ALL, snapshot).ones().collect()
}

fn embedded() -> String {
    Source::embedded().text().unwrap().to_owned()
}

#[test]
fn what_is_kept_is_what_was_read_and_its_long_texts_are_not_in_memory() {
    let place = Place::new(&embedded());
    let plain = load(&Source::embedded()).unwrap();
    let plain = Snapshot::new(plain.dataset, plain.diagnostics, plain.more, Origin::default());
    let (first, later) = place.read();
    assert!(first.dataset.left().is_some_and(|left| !left.is_empty()));
    assert!(told(&first) == told(&plain));
    assert_eq!(later.run(&first), None);
    let (second, later) = place.read();
    assert!(matches!(later, Later::Check(..)));
    assert!(told(&second) == told(&plain));
    for query in ["border", "bulg", "turkiye", "d ivoire", "migration kind:statement", "goals:1", "the", "ö"] {
        let expected = found(query, &plain);
        assert_eq!((found(query, &first), found(query, &second)), (expected.clone(), expected), "{query}");
    }
    assert!(!found("border", &second).is_empty());
    assert_eq!(later.run(&second), None);
    assert_eq!(place.kept().len(), 1);
    let name = place.kept()[0].file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.starts_with("plan2019-") && name.ends_with(".dataset"), "{name}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&place.kept()[0]), mode(place.kept()[0].parent().unwrap())), (0o600, 0o700));
    }
}

#[test]
fn going_through_all_records_keeps_no_long_text_in_memory() {
    let place = Place::new(&embedded());
    place.keep();
    let (snapshot, _) = place.read();
    let dataset = &snapshot.dataset;
    assert!(found("summary:border", &snapshot).len() > 3);
    assert!(found("status:held summary:the", &snapshot).len() > 3);
    assert!(Changes::between(dataset, &load(&Source::embedded()).unwrap().dataset).is_empty());
    let rids: Vec<Rid> = dataset.range(Kind::Statement).map(Rid).collect();
    let sorted = sort(&rids, &[SortKey { name: Name::Summary, descending: false }], dataset);
    assert_eq!(dataset.pages_held(), 0);
    assert_eq!(sorted.len(), rids.len());
    // What is shown stays.
    assert!(dataset.record(sorted[0]).unwrap().label().text() < dataset.record(sorted[9]).unwrap().label().text());
    assert!((1..=2).contains(&dataset.pages_held()));
}

#[test]
fn what_was_wrong_with_the_file_is_said_again() {
    let place = Place::new(
        r#"{"format":"plenary/1","id":"x","title":"X","goals":[{"id":"1","titel":"a"}],"activities":[{"id":"A","goals":["9"]}]}"#,
    );
    place.keep();
    let (snapshot, _) = place.read();
    let codes: Vec<&str> = snapshot.diagnostics.iter().map(|found| &*found.code).collect();
    assert_eq!(codes, ["no-source", "unknown-key", "no-source", "dangling-reference"]);
    assert_eq!(snapshot.diagnostics[1].place.as_ref().map(|place| place.column), Some(63));
}

#[test]
fn a_file_that_was_changed_is_read_again() {
    let text = embedded();
    let place = Place::new(&text);
    place.keep();
    let (shown, later) = place.read();
    place.write(&text.replace("Bulgaria", "Bulgarja"));
    // The change came after it was opened: it is found by its content.
    assert_eq!(later.run(&shown), Some(Stale::Changed));
    assert!(place.kept().is_empty());
    place.keep();
    let (shown, _) = place.read();
    assert!(found("bulgarja", &shown).len() > 1);
    // As long as before, and changed at the same time, as far as that can be said.
    place.write(&text.replace("Bulgaria", "Bulgaryb"));
    let (shown, later) = place.read();
    assert!(cfg!(not(unix)) || matches!(later, Later::Keep(..)));
    assert!(cfg!(not(unix)) || found("bulgaryb", &shown).len() > 1);
}

#[test]
fn a_file_that_was_written_just_now_is_not_kept() {
    let place = Place::new(&embedded());
    fs::write(place.file(), embedded()).unwrap();
    let (_, later) = place.read();
    assert!(matches!(later, Later::Nothing));
    assert!(place.kept().is_empty());
}

#[test]
fn without_a_place_for_it_a_dataset_is_read_all_the_same() {
    let place = Place::new(&embedded());
    // A file stands where the folder would be.
    fs::write(place.folder.path().join("cache"), "x").unwrap();
    let (snapshot, later) = place.read();
    assert!(matches!(later, Later::Nothing));
    assert_eq!(snapshot.dataset.count(Kind::Country), 59);
}

#[test]
fn what_a_program_left_that_was_stopped_while_it_kept_a_dataset_is_removed_at_the_next_start() {
    let place = Place::new(&embedded());
    place.keep();
    let left = place.kept()[0].with_file_name("x.new");
    fs::write(&left, "half of a dataset").unwrap();
    let (snapshot, later) = place.read();
    assert_eq!(later.run(&snapshot), None);
    assert!(!left.exists());
    assert_eq!(place.kept().len(), 1);
}

#[test]
fn what_is_given_up_leaves_no_half_of_a_dataset() {
    let place = Place::new(&embedded());
    let cache = place.cache();
    let read = || read(Source::as_long(&place.file()), Origin::default(), &Progress::default(), Some(&cache)).unwrap();
    let (snapshot, later) = read();
    assert_eq!(place.kept().len(), 1);
    cache.give_up();
    assert!(place.kept().is_empty());
    assert_eq!(later.run(&snapshot), None);
    assert!(place.kept().is_empty());
    let (snapshot, later) = read();
    assert_eq!(later.run(&snapshot), None);
    cache.give_up();
    assert!(matches!(read().1, Later::Check(..)));
}

#[test]
fn a_text_that_the_disk_does_not_give_is_said_to_be_unreadable_and_the_dataset_is_read_again() {
    let place = Place::new(&embedded());
    place.keep();
    let kept = place.kept().remove(0);
    let mut bytes = fs::read(&kept).unwrap();
    bytes[40] ^= 1;
    fs::write(&kept, bytes).unwrap();
    let (snapshot, later) = place.read();
    assert!(matches!(later, Later::Check(..)));
    assert!(told(&snapshot).contains(crate::base::pages::UNREADABLE));
    assert_eq!(later.run(&snapshot), Some(Stale::Torn));
    assert!(matches!(place.read().1, Later::Keep(..)));
}

#[test]
fn a_stretch_that_is_not_what_was_written_is_not_shown_to_a_command_and_a_dashboard_reads_the_dataset_again() {
    let place = Place::new(SMALL);
    place.keep();
    let kept = place.kept().remove(0);
    let bytes = fs::read(&kept).unwrap();
    let stretches = layout::stretches(&bytes);
    let (pages, snapshot) = stretches.split_first().unwrap();
    let (head, later) = snapshot.split_first().unwrap();
    assert!(later.len() > 100);
    for (at, stretch) in [pages, head].into_iter().chain(later).enumerate().filter(|(_, stretch)| !stretch.is_empty()) {
        let mut torn = bytes.clone();
        torn[stretch.end - 1] ^= 1;
        fs::write(&kept, torn).unwrap();
        let source = Source::as_long(&place.file());
        assert!(place.cache().open(&source, &Origin::default()).is_none(), "{at}");
        match layout::open(&entry(&place), &Origin::default()) {
            None => assert!(at < 2, "{at}"),
            Some((snapshot, content)) => {
                assert!(at >= 2 && !snapshot.dataset.is_torn(), "{at}");
                walk(&snapshot);
                let later = Later::Check(Box::new(entry(&place)), content);
                assert_eq!(later.run(&snapshot), Some(Stale::Torn), "{at}");
            }
        }
        assert!(at < 2 || !kept.exists(), "{at}");
    }
}

#[test]
fn what_is_derived_and_cannot_be_read_is_derived_again() {
    let place = Place::new(SMALL);
    place.keep();
    let kept = place.kept().remove(0);
    let bytes = fs::read(&kept).unwrap();
    let (whole, _) = layout::open(&entry(&place), &Origin::default()).unwrap();
    let whole = told(&whole);
    let stretches = layout::stretches(&bytes);
    // Links, what touches what, the order, names and texts stand last; the numbers of ids stand behind the ids.
    for stretch in stretches.iter().rev().take(5).chain(stretches.get(3)) {
        let mut torn = bytes.clone();
        torn[stretch.end - 1] ^= 1;
        fs::write(&kept, torn).unwrap();
        let (snapshot, _) = layout::open(&entry(&place), &Origin::default()).unwrap();
        assert!(told(&snapshot) == whole);
        snapshot.prose();
    }
}

#[test]
fn what_is_not_asked_for_is_not_read() {
    let place = Place::new(SMALL);
    place.keep();
    let (snapshot, _) = layout::open(&entry(&place), &Origin::default()).unwrap();
    // From now on the disk gives nothing.
    let file = snapshot.dataset.left().unwrap().file().clone();
    assert_eq!(snapshot.dataset.find(Kind::Country, "TR").unwrap().label().text(), "Türkiye");
    fs::File::options().write(true).open(&place.kept()[0]).unwrap().set_len(0).unwrap();
    assert_eq!(file.metadata().unwrap().len(), 0);
    let country = snapshot.dataset.find(Kind::Country, "BG").unwrap();
    assert_eq!(country.label().text(), "Bulgaria");
    assert!(!snapshot.dataset.is_torn());
    assert_eq!(snapshot.dataset.records(Kind::Goal).next().unwrap().whole(Name::Number), None);
    assert!(snapshot.dataset.is_torn());
}

#[test]
fn a_torn_file_is_none() {
    let place = Place::new(&embedded());
    place.keep();
    let kept = place.kept().remove(0);
    let bytes = fs::read(&kept).unwrap();
    let lengths = (0..bytes.len()).step_by(bytes.len() / 97).chain(bytes.len() - 40..bytes.len());
    for length in lengths {
        fs::write(&kept, &bytes[..length]).unwrap();
        let entry = entry(&place);
        assert!(layout::open(&entry, &Origin::default()).is_none(), "{length}");
    }
    // Zeros at the end, as after a crash of the system.
    for length in [0, 1_000, bytes.len() - 21, bytes.len() - 1] {
        let mut torn = bytes.clone();
        torn[length..].fill(0);
        fs::write(&kept, torn).unwrap();
        assert!(layout::open(&entry(&place), &Origin::default()).is_none(), "{length}");
    }
}

fn entry(place: &Place) -> Entry {
    place.cache().entry(&place.file()).unwrap()
}

/// Goes everywhere in a snapshot that may lie.
fn walk(snapshot: &Snapshot) {
    let Snapshot { dataset, index, .. } = snapshot;
    let mut out = String::new();
    for &kind in Kind::ALL {
        let _ = index.order.of(kind).len();
        for record in dataset.records(kind) {
            tell(record.row(), &mut out);
            let _ = (dataset.find(kind, record.id()).is_some(), record.label().text().len());
            let _ = index.links.to(record.rid).take(1_000).count();
            let _ = index.touch.of(dataset, (&index.links, &index.order), record.rid).len();
        }
    }
    for query in ["border", "a", "turkiye", "goals:1", "has:source", "when:2019"] {
        // A name that nobody has any more is no value of a field.
        let ground = Ground::new(snapshot, Some((2020, 2, 15)));
        if let Ok(filter) = Filter::parse(query, Kind::ALL, ground) {
            filter.mask(Kind::ALL, snapshot);
        }
    }
    let _ = (snapshot.goals().count(), snapshot.resting().on(Rid(0)));
}

/// A little of everything.
const SMALL: &str = r#"{"format":"plenary/1","id":"x","title":{"en":"X","ru":"Х"},"languages":["en"],
            "countries":[{"id":"BG","name":"Bulgaria","also":["Republic of Bulgaria"]},{"id":"TR","name":"Türkiye"}],
            "goals":[{"id":"1","short":"Borders","number":1}],
            "documents":[{"id":"d","title":"Plan","paragraphs":[{"id":"1","summary":"A paragraph on the border and on what lies behind it, and on more than that"}]}],
            "activities":[{"id":"A","title":"Training","when":"2019-03/2020","goals":["1"],"hosts":["BG","TR"],"sources":[{"doc":"d"}],
            "summary":"A long text of more than sixty-four bytes that is left on the disk, with a border"}]}"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The checksums are right: somebody did it on purpose.
    #[test]
    fn a_cache_that_lies_leads_to_no_failure(
        stretch: prop::sample::Index,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let place = Place::new(SMALL);
        place.keep();
        let kept = place.kept().remove(0);
        let mut bytes = fs::read(&kept).unwrap();
        layout::lie(&mut bytes, stretch, &changes);
        fs::write(&kept, bytes).unwrap();
        if let Some((snapshot, _)) = layout::open(&entry(&place), &Origin::default()) {
            walk(&snapshot);
        }
    }
}
