//! The values that a field can have, and which of them fit what is typed.

use fixedbitset::FixedBitSet;

use crate::base::codes;
use crate::base::text::fold;
use crate::model::field::{Field, Shape, Target};
use crate::model::{Kind, Record};
use crate::query::added;
use crate::query::complete::tally::{Key, Tally, touched};
use crate::query::complete::{Fit, fit};
use crate::query::conditions::{CONDITIONS, Ground};
use crate::query::fields::{Asked, Meaning, field_at};
use crate::query::meant::meant;
use crate::query::mention::GoesOn;
use crate::query::scan::while_wanted;

/// The values of a field.
pub struct Values<'a> {
    /// What the name of the field means.
    pub asked: &'a Asked,
    /// What is asked.
    pub ground: Ground<'a>,
    /// The records in which values are counted.
    pub mask: &'a FixedBitSet,
    /// What is typed, folded.
    pub typed: String,
    /// Tells whether the answer is still wanted; where it is not, less is found.
    pub goes_on: GoesOn<'a>,
}

/// A value that fits what is typed.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The value.
    pub key: Key,
    /// How many records have it.
    pub count: usize,
    /// How well it fits.
    pub fit: Fit,
    /// Its place among those that fit alike, before how often it stands: numbers and years have an order of their own.
    pub order: i64,
}

impl Found {
    /// Writes the value in the shortest form that means it and nothing else; `None` where the language has none.
    pub fn written(&self, target: Option<Target>, ground: Ground<'_>) -> Option<String> {
        match self.key {
            Key::Word(word) => Some(word.to_owned()),
            Key::Number(number) | Key::Year(number) => Some(number.to_string()),
            Key::Record(rid) => {
                let record = ground.snapshot.dataset.record(rid)?;
                let target = target.filter(|target| target.allows(record.kind)).unwrap_or(Target::Kind(record.kind));
                let is_it = |text: &String| meant(text, target, &ground.snapshot.dataset) == [rid];
                let forms = [record.id().to_owned(), record.reference().to_string()];
                forms.into_iter().find(is_it).and_then(|form| quoted(&form))
            }
        }
    }
}

/// Sets a value in quotation marks where it needs them; `None` where it has some itself.
fn quoted(value: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„');
    match (value.contains(is_mark), value.contains(|c: char| c == ',' || c.is_whitespace())) {
        (true, true) => None,
        (true, false) => (!value.starts_with(is_mark)).then(|| value.to_owned()),
        (false, true) => Some(format!("\"{value}\"")),
        (false, false) => Some(value.to_owned()),
    }
}

/// Returns what the field can point to, where it points to records: the widest of what its places allow.
pub fn target(asked: &Asked) -> Option<Target> {
    let of_word = match asked.word {
        Some(Meaning::Touch(target)) => Some(target),
        _ => None,
    };
    let own = asked.places.iter().flat_map(|(kind, places)| places.iter().filter_map(|&place| field_at(place, *kind)));
    let of_fields = own.filter_map(|field| match field.shape {
        Shape::Link(target) | Shape::Links(target) => Some(target),
        _ => None,
    });
    let width = |target: &Target| match target {
        Target::Kind(_) => 0,
        Target::Participant => 1,
        Target::Any => 2,
    };
    of_word.into_iter().chain(of_fields).max_by_key(width)
}

impl Values<'_> {
    /// Finds those that fit.
    pub fn find(&self) -> Vec<Found> {
        let counted = self.counted();
        let counted = while_wanted(counted.into_iter(), self.goes_on);
        let found: Vec<Found> = counted.filter_map(|(key, count)| self.fitting(key, count)).collect();
        if !found.is_empty() || self.typed.is_empty() {
            return found;
        }
        // Nothing that stands here fits: what is known elsewhere says that it was understood, and that it leaves nothing.
        let Some(target) = target(self.asked) else { return found };
        let kinds = Kind::ALL.iter().copied().filter(|&kind| target.allows(kind));
        let records = kinds.flat_map(|kind| self.ground.snapshot.dataset.records(kind));
        let records = while_wanted(records, self.goes_on);
        records.filter_map(|record| self.fitting(Key::Record(record.rid), 0)).collect()
    }

    /// Counts the values in the records; the words of a closed list stand there also where no record has them.
    fn counted(&self) -> Vec<(Key, usize)> {
        if let Some(Meaning::Touch(target)) = self.asked.word {
            let is_wanted = |record: Record<'_>| self.fits(record).is_some();
            return touched(target, is_wanted, self.ground.snapshot, (self.mask, self.goes_on));
        }
        let mut tally = Tally::new(self.asked, self.ground, |word| self.fits_word(word).is_some());
        self.words().for_each(|word| tally.know(word));
        tally.count(self.mask, self.goes_on);
        tally.into_counts()
    }

    /// Lists the words of the closed lists that the field has.
    fn words(&self) -> impl Iterator<Item = &'static str> {
        let Asked { word, kinds, places } = self.asked;
        let conditions = CONDITIONS.iter().filter(|is| kinds.iter().any(|kind| (is.kinds)(*kind)));
        let of_word: Vec<&'static str> = match word {
            Some(Meaning::Kind) if kinds.len() > 1 => kinds.iter().map(|kind| kind.spec().name).collect(),
            Some(Meaning::Is) => {
                let added = added::Word::behind(Meaning::Is).map(|word| word.name.as_str());
                conditions.map(|condition| condition.name).chain(added).collect()
            }
            _ => Vec::new(),
        };
        let fields = places.iter().flat_map(|(kind, places)| places.iter().filter_map(|&place| field_at(place, *kind)));
        of_word.into_iter().chain(fields.flat_map(words_of))
    }

    fn fitting(&self, key: Key, count: usize) -> Option<Found> {
        let (fit, order) = match key {
            Key::Record(rid) => (self.fits(self.ground.snapshot.dataset.record(rid)?)?, 0),
            Key::Word(word) => (self.fits_word(word)?, 0),
            Key::Number(number) => (self.fits_word(&number.to_string())?, i64::from(number)),
            // The latest first: that is what is mostly asked for.
            Key::Year(year) => (self.fits_word(&year.to_string())?, -i64::from(year)),
        };
        Some(Found { key, count, fit, order })
    }

    fn fits_word(&self, word: &str) -> Option<Fit> {
        fit(&self.typed.replace('_', " "), [word.replace('_', " ").as_str()].into_iter())
    }

    /// Tells whether a value is a country or an organisation.
    pub fn is_participant(&self, key: Key) -> bool {
        let Key::Record(rid) = key else { return false };
        matches!(self.ground.snapshot.dataset.kind(rid), Some(Kind::Country | Kind::Organisation))
    }

    /// Says what a value is called or means.
    pub fn name(&self, key: Key) -> String {
        match key {
            Key::Record(rid) => {
                self.ground.snapshot.dataset.record(rid).map_or_else(String::new, |record| self.named(record))
            }
            Key::Word(word) => self.doc(word),
            Key::Number(_) | Key::Year(_) => String::new(),
        }
    }

    /// Tells how well a record fits: by its id, any of its names, and for a country its code of three letters.
    fn fits(&self, record: Record<'_>) -> Option<Fit> {
        let code = (record.kind == Kind::Country).then(|| codes::alpha3(record.id())).flatten();
        // A code is no word: nothing is found out of its middle.
        let of_code = code.and_then(|code| fit(&self.typed, [code].into_iter())).filter(|fit| *fit <= Fit::Start);
        let of_names = fit(&self.typed, record.names().chain([record.id()]));
        of_names.into_iter().chain(of_code).min()
    }

    /// Returns what a record is called and, where that does not say why it fits, by which of its names it does.
    fn named(&self, record: Record<'_>) -> String {
        let label = record.label().text();
        let is_seen = |text: &str| fold(text).contains(&self.typed);
        if is_seen(label) || is_seen(record.id()) {
            return label.to_owned();
        }
        let code = (record.kind == Kind::Country).then(|| codes::alpha3(record.id())).flatten();
        let why = code
            .filter(|code| fold(code).starts_with(&self.typed))
            .or_else(|| record.names().find(|name| is_seen(name)));
        why.map_or_else(|| label.to_owned(), |why| format!("{label} ({why})"))
    }

    /// Says what a word of a closed list means.
    fn doc(&self, word: &str) -> String {
        let Asked { word: meaning, kinds, places } = self.asked;
        let kind = || kinds.iter().find(|kind| kind.spec().name == word).map(|kind| kind.spec().doc);
        let field = || kinds.iter().flat_map(|kind| kind.spec().fields).find(|field| field.name.text() == word);
        let added = meaning.and_then(|meaning| added::Word::find(meaning, word)).map(|word| word.doc.as_str());
        let of_word = match meaning {
            Some(Meaning::Kind) => kind(),
            Some(Meaning::Is) => {
                added.or_else(|| CONDITIONS.iter().find(|condition| condition.name == word).map(|is| is.doc))
            }
            Some(Meaning::Has) => added.or_else(|| field().map(|field| field.doc)),
            _ => None,
        };
        let fields = places.iter().flat_map(|(kind, places)| places.iter().filter_map(|&place| field_at(place, *kind)));
        let term = |field: &Field| match field.shape {
            Shape::Term(terms) => terms.iter().find(|term| term.name == word).map(|term| term.doc),
            _ => None,
        };
        of_word.or_else(|| fields.into_iter().find_map(term)).unwrap_or_default().to_owned()
    }
}

fn words_of(field: &Field) -> Vec<&'static str> {
    match field.shape {
        Shape::Term(terms) => terms.iter().map(|term| term.name).collect(),
        Shape::Flag => vec!["yes", "no"],
        _ => Vec::new(),
    }
}
