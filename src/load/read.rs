//! The whole of a file: its head, its sections, and what was wrong.

use fixedbitset::FixedBitSet;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};
use thiserror::Error;

use crate::base::diag::{Diagnostic, Place, Severity};
use crate::base::intern::{Interner, Sym};
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::load::place;
use crate::load::problem::{Mark, Problem, Problems, Step};
use crate::load::resolve::resolve;
use crate::load::row::{Section, Single};
use crate::load::rules;
use crate::load::source::Source;
use crate::load::take::{Any, KeySeed, Take};
use crate::load::value::{AsFound, Found, HeadText};
use crate::model::column::Table;
use crate::model::dataset::{Header, Pieces};
use crate::model::texts::{Text, Texts};
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

/// Reads a dataset.
///
/// # Errors
///
/// [`LoadError`] when the bytes are no dataset at all: not UTF-8, not JSON, cut short, empty, of another format or without an id.
/// Everything less is in [`Loaded::diagnostics`].
pub fn load(source: &Source) -> Result<Loaded, LoadError> {
    read(&source.bytes).map_err(|diagnostic| LoadError { name: source.name.clone(), diagnostic })
}

fn read(bytes: &[u8]) -> Result<Loaded, Box<Diagnostic>> {
    let whole = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    if text.trim_ascii().is_empty() {
        return Err(fatal("empty", "the file is empty", Place::of(text, 0, 0)));
    }
    let mut reading = Reading::new(text.len());
    if text.len() < whole.len() {
        reading.cx.warn("byte-order-mark", "the file begins with a byte order mark, which JSON does not have");
    }
    if !parse(text, &mut reading).map_err(|error| not_json(text, &error))? {
        return Err(fatal("not-an-object", "the file is no object with format, id and title", Place::of(text, 0, 1)));
    }
    let header = reading.header(text)?;
    Ok(finish(text, header, reading))
}

fn parse(text: &str, reading: &mut Reading) -> serde_json::Result<bool> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let is_object = Any(Document(reading)).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(is_object)
}

/// Resolves and checks what was read, and places what was found.
fn finish(text: &str, header: Header, reading: Reading) -> Loaded {
    let Reading { cx, mut tables, ordinals, .. } = reading;
    let Cx { texts, ids, mut problems, .. } = cx;
    let owners = resolve(&mut tables, &ordinals, &ids, &mut problems);
    let dataset = Dataset::new(Pieces { header, texts, ids, tables, owners });
    rules::run(&dataset, &ordinals, &mut problems);
    let diagnostics = place::place(text, problems.kept);
    Loaded { dataset, diagnostics, more: problems.more }
}

fn fatal(code: &'static str, message: impl Into<String>, place: Place) -> Box<Diagnostic> {
    let (severity, message) = (Severity::Fatal, message.into());
    Box::new(Diagnostic { severity, code, path: String::new(), message, hint: None, place: Some(place) })
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Box<Diagnostic> {
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let text = String::from_utf8_lossy(good);
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let guess = if utf16 { "it looks like UTF-16: " } else { "" };
    let message = format!("the file is not UTF-8; {guess}save it as UTF-8");
    fatal("not-utf-8", message, Place::of(&text, text.len(), text.len()))
}

fn not_json(text: &str, error: &serde_json::Error) -> Box<Diagnostic> {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let place = Place::of(text, at, at + 1);
    if error.is_eof() {
        return fatal("cut-short", "the file is cut short: the JSON does not end", place);
    }
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    fatal("not-json", format!("the file is not JSON: {said}"), place)
}

/// What every part of reading writes into.
#[derive(Debug)]
pub struct Cx {
    /// The texts read.
    pub texts: Texts,
    /// The ids read, of records and in references.
    pub ids: Interner,
    /// What was wrong.
    pub problems: Problems,
    /// The way to the value that is being read.
    pub path: Vec<Step>,
    /// The id of the record that is being read.
    pub id: Option<Sym>,
}

impl Cx {
    /// Reports an error at the value that is being read.
    pub fn error(&mut self, code: &'static str, message: String, hint: Option<String>) {
        self.report(Severity::Error, code, Mark::Value, message, hint);
    }

    /// Reports that a value has not the shape that was expected.
    pub fn wrong_type(&mut self, expected: &str, found: &str) {
        self.error("wrong-type", format!("expected {expected}, found {found}"), None);
    }

    /// Reports an unknown key; the way must end with it.
    pub fn unknown_key(&mut self, key: &str, known: impl IntoIterator<Item = &'static str>) {
        let message = format!("unknown key {}, passed over", quoted(key));
        let hint = suggest::hint(key, known);
        self.report(Severity::Warning, "unknown-key", Mark::Key, message, hint);
    }

    /// Reports a key that stands twice in one object; the way must end with it.
    pub fn second_key(&mut self, key: &str) {
        let message = format!("the key {key:?} stands twice; the first one is used");
        self.report(Severity::Error, "duplicate-key", Mark::SecondKey, message, None);
    }

    fn warn(&mut self, code: &'static str, message: &str) {
        self.report(Severity::Warning, code, Mark::Value, message.into(), None);
    }

    fn report(&mut self, severity: Severity, code: &'static str, mark: Mark, message: String, hint: Option<String>) {
        let path = if self.problems.is_full() { Vec::new() } else { self.path.clone() };
        self.problems.push(Problem { severity, code, path, mark, message, hint });
    }
}

/// What is known of a file while it is read.
#[derive(Debug)]
struct Reading {
    cx: Cx,
    tables: Vec<Table>,
    /// For each kind, where in the file's list each record of the table stands.
    ordinals: Vec<Vec<u32>>,
    format: Option<Found<'static>>,
    id: Option<Found<'static>>,
    title: Option<Text>,
    summary: Option<Text>,
    languages: Vec<String>,
    seen: Vec<Box<str>>,
}

impl Reading {
    fn new(bytes: usize) -> Self {
        // Texts are the most of a file; half of it is a start that seldom has to grow more than once.
        let texts = Texts::with_capacity(bytes / 2);
        let cx = Cx { texts, ids: Interner::default(), problems: Problems::default(), path: Vec::new(), id: None };
        let tables = Kind::ALL.iter().map(|kind| Table::new(kind.spec().fields)).collect();
        let ordinals = vec![Vec::new(); Kind::COUNT];
        let (title, summary, languages, seen) = (None, None, Vec::new(), Vec::new());
        Self { cx, tables, ordinals, format: None, id: None, title, summary, languages, seen }
    }

    /// Makes the head of the dataset, or says why this is none.
    fn header(&mut self, text: &str) -> Result<Header, Box<Diagnostic>> {
        let start = Place::of(text, 0, 1);
        let wanted = format!("write \"format\": \"{FORMAT}\" at the head of the file");
        match self.format.take() {
            Some(Found::Text(format)) if format == FORMAT => {}
            Some(Found::Text(format)) => {
                let message = format!("the format is {}; this program reads {FORMAT:?}", quoted(&format));
                return Err(fatal("other-format", message, place::of_key(text, "format").unwrap_or(start)));
            }
            _ => return Err(fatal("no-format", format!("the file names no format; {wanted}"), start)),
        }
        match self.id.take() {
            Some(Found::Text(id)) if !id.trim().is_empty() => {
                let languages = std::mem::take(&mut self.languages);
                Ok(Header::new(id.into_owned(), self.title, self.summary, languages))
            }
            _ => Err(fatal("no-id", "the file has no id; write \"id\": a short word that names the dataset", start)),
        }
    }

    /// Reads the value of a key of the top level.
    fn entry<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.spec().plural == key);
        if self.seen.iter().any(|seen| **seen == *key) {
            self.cx.second_key(key);
            map.next_value::<IgnoredAny>()?;
            return Ok(());
        }
        self.seen.push(key.into());
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
        map.next_value_seed(Any(Section { cx, kind, table, ordinals, seen: FixedBitSet::new() }))
    }

    fn head_text<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<Text>, A::Error> {
        map.next_value_seed(Any(HeadText(&mut self.cx)))
    }
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
            let known = Kind::ALL.iter().map(|kind| kind.spec().plural).find(|&plural| plural == key);
            self.0.cx.path.push(known.map_or_else(|| Step::Key(key.as_str().into()), Step::Field));
            self.0.entry(&key, &mut map)?;
            self.0.cx.path.pop();
        }
        Ok(true)
    }
}

/// Takes the list of languages.
struct Languages<'c>(&'c mut Cx);

impl<'de> Take<'de> for Languages<'_> {
    type Out = Vec<String>;

    fn other(self, what: String) -> Vec<String> {
        self.0.wrong_type("a list of language tags", &what);
        Vec::new()
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<String>, A::Error> {
        let mut languages = Vec::new();
        while let Some(found) = items.next_element_seed(Any(AsFound))? {
            match found {
                Found::Text(tag) => languages.push(tag.into_owned()),
                Found::Other(what) => self.0.wrong_type("a list of language tags", &what),
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
