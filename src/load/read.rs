//! The whole of a file: its head, its sections, and what was wrong.

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};
use thiserror::Error;

use crate::base::diag::{Diagnostic, Place};
use crate::base::pages::Filling;
use crate::base::quote::quoted;
use crate::load::cx::Cx;
use crate::load::fatal::{Fatal, fatal, not_json, unreadable, utf8};
use crate::load::pieces;
use crate::load::place;
use crate::load::problem::{Problems, Step};
use crate::load::progress::{Gauge, Progress};
use crate::load::resolve::resolve;
use crate::load::row::{Section, Single};
use crate::load::rules;
use crate::load::source::Source;
use crate::load::take::{Any, KeySeed, Take};
use crate::load::value::{AsFound, Found, HeadText};
use crate::model::column::Table;
use crate::model::dataset::{Header, Pieces};
use crate::model::texts::{Before, Text};
use crate::model::{Dataset, Kind};

/// The format that this program reads.
pub const FORMAT: &str = "plenary/1";

/// A dataset and what was wrong with its file.
#[derive(Debug)]
pub struct Loaded {
    /// The dataset, without what was set aside.
    pub dataset: Dataset,
    /// Errors and warnings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// How many further problems were counted but not described.
    pub more: usize,
    /// How many bytes a long file had, and their checksum (CRC-32), where it was read to be kept.
    pub content: Option<(u64, u32)>,
}

/// Says why a file could not be used at all.
#[derive(Debug, Error)]
#[error("{name}: {diagnostic}")]
pub struct LoadError {
    /// The name of the source.
    pub name: String,
    /// What is fatal.
    pub diagnostic: Box<Diagnostic>,
}

/// Says why there is no dataset.
#[derive(Debug, Error)]
pub enum Unloaded {
    /// Whoever watched it stopped it.
    #[error("reading it was stopped")]
    Stopped,
    /// The file could not be used.
    #[error(transparent)]
    Unusable(#[from] LoadError),
}

/// Reads a dataset.
///
/// # Errors
///
/// [`LoadError`] when the bytes are no dataset at all: not UTF-8, not JSON, cut short, empty, of another format or without an id.
/// Everything less is in [`Loaded::diagnostics`].
pub fn load(source: &Source) -> Result<Loaded, LoadError> {
    watched(source, &Progress::default()).map_err(|unloaded| match unloaded {
        Unloaded::Unusable(error) => error,
        // Nobody can have done that.
        Unloaded::Stopped => {
            let diagnostic = fatal("stopped", unloaded.to_string(), None, Place::of("", 0, 0));
            LoadError { name: source.name.clone(), diagnostic }
        }
    })
}

/// Reads a dataset, tells meanwhile how far it has come, and stops when it is asked to.
///
/// # Errors
///
/// As [`load`], or [`Unloaded::Stopped`].
pub fn watched(source: &Source, progress: &Progress) -> Result<Loaded, Unloaded> {
    leaving(source, progress, None)
}

/// Reads a dataset as [`watched`]; where it is a long file, its long texts are left in another one on the disk, behind what stands
/// there.
///
/// # Errors
///
/// As [`watched`].
pub fn leaving(source: &Source, progress: &Progress, left: Option<Filling>) -> Result<Loaded, Unloaded> {
    let read = if let Some(loaded) = pieces::load(&source.content, progress, left) {
        Ok(loaded)
    } else if progress.is_stopped() {
        return Err(Unloaded::Stopped);
    } else {
        let bytes = source.content.bytes().map_err(unreadable);
        bytes.and_then(|bytes| read(&bytes, progress))
    };
    if progress.is_stopped() {
        return Err(Unloaded::Stopped);
    }
    Ok(read.map_err(|diagnostic| LoadError { name: source.name.clone(), diagnostic })?)
}

/// Reads a dataset from its bytes, one after the other.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Loaded, Fatal> {
    progress.begin(bytes.len() as u64, false);
    let whole = utf8(bytes)?;
    let text = without_mark(whole);
    if text.trim_ascii().is_empty() {
        return Err(fatal("empty", "the file is empty", None, Place::of(text, 0, 0)));
    }
    let mut reading = Reading::new(0, text.len(), false, Gauge::new(progress.clone(), text));
    reading.check_mark(whole);
    if !parse(text, &mut reading).map_err(|error| not_json(text, &error))? {
        let message = "the file is no object with format, id and title";
        return Err(fatal("not-an-object", message, Some("write it all in braces: { … }"), place::of_start(text)));
    }
    let header = reading.header(text)?;
    reading.cx.gauge.end();
    let (dataset, problems) = finish(header, reading, progress);
    let diagnostics = place::place(text, problems.kept);
    Ok(Loaded { dataset, diagnostics, more: problems.more, content: None })
}

fn parse(text: &str, reading: &mut Reading) -> serde_json::Result<bool> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let is_object = Any(Document(reading)).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(is_object)
}

/// Resolves and checks what was read.
pub(super) fn finish(header: Header, reading: Reading, progress: &Progress) -> (Dataset, Problems) {
    let Reading { cx, mut tables, ordinals, .. } = reading;
    let Cx { texts, ids, mut problems, .. } = cx;
    let owners = resolve(&mut tables, &ordinals, &ids, &mut problems);
    progress.step();
    let dataset = Dataset::new(Pieces { header, texts, ids, tables, owners });
    rules::run(&dataset, &ordinals, &mut problems);
    progress.step();
    (dataset, problems)
}

/// What the text is without the byte order mark that may stand before it.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What is known of a file while it is read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) cx: Cx,
    pub(super) tables: Vec<Table>,
    /// For each kind, where in the file's list each record of the table stands.
    pub(super) ordinals: Vec<Vec<u32>>,
    format: Option<Found<'static>>,
    id: Option<Found<'static>>,
    title: Option<Text>,
    summary: Option<Text>,
    languages: Vec<String>,
    /// The keys of the top level.
    pub(super) seen: FxHashSet<Box<str>>,
}

impl Reading {
    /// Begins to read so many bytes of a file, from `start` on; `leaves` says whether its long texts are to be left on the disk.
    pub(super) fn new(start: u32, bytes: usize, leaves: bool, gauge: Gauge) -> Self {
        let cx = Cx::new(start, bytes, leaves, gauge);
        let tables = Kind::ALL.iter().map(|kind| Table::new(kind.spec().fields)).collect();
        let ordinals = vec![Vec::new(); Kind::COUNT];
        let (title, summary, languages, seen) = (None, None, Vec::new(), FxHashSet::default());
        Self { cx, tables, ordinals, format: None, id: None, title, summary, languages, seen }
    }

    /// Reports a byte order mark before the text.
    pub(super) fn check_mark(&mut self, whole: &str) {
        if without_mark(whole).len() < whole.len() {
            self.cx.warn("byte-order-mark", "the file begins with a byte order mark, which JSON does not have");
        }
    }

    /// Takes what the head has further on in the file, where so much stands before its texts.
    pub(super) fn append_head(&mut self, other: &mut Self, before: Before) {
        let text = |text: Option<Text>| text.map(|text| text.after(before));
        self.format = self.format.take().or(other.format.take());
        self.id = self.id.take().or(other.id.take());
        self.title = self.title.or(text(other.title));
        self.summary = self.summary.or(text(other.summary));
        self.languages.append(&mut other.languages);
    }

    /// Makes the head of the dataset, or says why this is none.
    pub(super) fn header(&mut self, text: &str) -> Result<Header, Fatal> {
        self.check_format(text)?;
        let id = match self.id.take() {
            Some(Found::Text(id)) if !id.trim().is_empty() => id.into_owned(),
            found => {
                let message = match found {
                    None => "the file has no id".into(),
                    Some(Found::Text(_)) => "the id of the file is blank".into(),
                    Some(found) => format!("the id of the file is {}, not a text", found.words()),
                };
                let hint = Some("write \"id\": and a short word that names the dataset");
                return Err(fatal("no-id", message, hint, place::of_key(text, "id")));
            }
        };
        if !self.seen.contains("title") {
            self.cx.warn("no-title", "the file has no title; its id stands for it");
        }
        Ok(Header::new(id, self.title, self.summary, std::mem::take(&mut self.languages)))
    }

    fn check_format(&mut self, text: &str) -> Result<(), Fatal> {
        let (code, message) = match self.format.take() {
            Some(Found::Text(format)) if format == FORMAT => return Ok(()),
            Some(Found::Text(format)) => ("other-format", format!("the format is {}", quoted(&format))),
            Some(found) => ("other-format", format!("the format is {}", found.words())),
            None => ("no-format", "the file names no format".into()),
        };
        let hint = format!("this program reads \"format\": \"{FORMAT}\"");
        Err(fatal(code, message, Some(&hint), place::of_key(text, "format")))
    }

    /// Reads the value of a key of the top level.
    pub(super) fn entry<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let kind = section_of(key);
        self.cx.path.push(kind.map_or_else(|| Step::Key(key.into()), |kind| Step::Field(kind.spec().plural)));
        self.value(kind, key, map)?;
        self.cx.path.pop();
        Ok(())
    }

    fn value<'de, A: MapAccess<'de>>(&mut self, kind: Option<Kind>, key: &str, map: &mut A) -> Result<(), A::Error> {
        if !self.seen.insert(key.into()) {
            self.cx.second_key(key);
            return map.next_value::<IgnoredAny>().map(drop);
        }
        match (kind, key) {
            (Some(kind), _) => self.section(kind, map),
            (_, "format") => map.next_value_seed(Any(AsFound)).map(|found| self.format = Some(found.owned())),
            (_, "id") => map.next_value_seed(Any(AsFound)).map(|found| self.id = Some(found.owned())),
            (_, "title") => self.head_text(map).map(|text| self.title = text),
            (_, "summary") => self.head_text(map).map(|text| self.summary = text),
            (_, "languages") => map.next_value_seed(Any(Languages(&mut self.cx))).map(|tags| self.languages = tags),
            _ => {
                let sections = Kind::ALL.iter().map(|kind| kind.spec().plural);
                self.cx.unknown_key(key, sections.chain(["format", "id", "title", "summary", "languages"]));
                map.next_value::<IgnoredAny>().map(drop)
            }
        }
    }

    fn section<'de, A: MapAccess<'de>>(&mut self, kind: Kind, map: &mut A) -> Result<(), A::Error> {
        let at = kind as usize;
        let (Some(table), Some(ordinals)) = (self.tables.get_mut(at), self.ordinals.get_mut(at)) else {
            return map.next_value::<IgnoredAny>().map(drop);
        };
        let cx = &mut self.cx;
        if kind.is_single() {
            return map.next_value_seed(Any(Single { cx, kind, table, ordinals }));
        }
        map.next_value_seed(Any(Section { cx, kind, table, ordinals, seen: FixedBitSet::new(), taken: None }))
    }

    fn head_text<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<Text>, A::Error> {
        map.next_value_seed(Any(HeadText(&mut self.cx)))
    }
}

/// Returns the kind whose records stand under a key of the top level.
pub(super) fn section_of(key: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.spec().plural == key)
}

/// Takes the object that a file is; `false` where it is something else.
struct Document<'r>(&'r mut Reading);

impl<'de> Take<'de> for Document<'_> {
    type Out = bool;

    fn other(self, _what: String) -> bool {
        false
    }

    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while let Some(key) = map.next_key_seed(KeySeed(str::to_owned))? {
            self.0.entry(&key, &mut map)?;
        }
        Ok(true)
    }
}

/// Takes the list of languages.
struct Languages<'c>(&'c mut Cx);

impl<'de> Take<'de> for Languages<'_> {
    type Out = Vec<String>;

    fn other(self, what: String) -> Vec<String> {
        self.0.wrong_type("a list of language tags", &what, Some("write such as [\"en\"]".into()));
        Vec::new()
    }

    fn null(self) -> Vec<String> {
        Vec::new()
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<String>, A::Error> {
        let mut languages = Vec::new();
        for at in 0.. {
            let Some(found) = items.next_element_seed(Any(AsFound))? else { break };
            match found {
                Found::Text(tag) => languages.push(tag.into_owned()),
                found => self.0.wrong_item(at, "a language tag such as \"en\"", found.words()),
            }
        }
        Ok(languages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_dataset_has_nothing_wrong() {
        let loaded = load(&Source::embedded()).unwrap();
        let said: Vec<_> = loaded.diagnostics.iter().map(ToString::to_string).collect();
        assert_eq!(said, [""; 0]);
        assert_eq!(loaded.dataset.count(Kind::Country), 59);
    }
}
