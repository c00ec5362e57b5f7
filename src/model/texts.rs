//! The texts of a dataset, in a few long pieces of memory.
//!
//! A text is the most of a dataset. Each is kept once, end to end with the others, and a [`Text`] says where. A text in several
//! languages is kept aside, since few are. A file that is read in pieces has its texts in pieces, so that they are never moved: each
//! piece is numbered from where it began in the file, which is room enough, since no text is longer than it is written in JSON. Long
//! texts of a large file may be left on the disk, in [pages](crate::base::pages), and are read where they are shown.

use std::collections::BTreeSet;
use std::io;

use crate::base::lazy::{Force, Lazy};
use crate::base::pages::{Held, Pages, Sheaf, UNREADABLE};
use crate::base::plain::{In, Out, Plain};
use crate::base::stretch::{Reader, Writer};

/// Where a text stands in a [`Texts`]; it may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    start: u32,
    length: u32,
}

impl Text {
    /// No text: unknown.
    pub const ABSENT: Self = Self { start: 0, length: u32::MAX };
    /// The length that marks a text in several languages, whose number is then in `start`.
    const SEVERAL: u32 = u32::MAX - 1;
    /// The bit of the length that marks a text that was left on the disk.
    const LEFT: u32 = 1 << 31;

    /// Returns where it stands among the texts of its kind; `None` where it is absent, empty or in several languages.
    pub fn place(self) -> Option<Place> {
        let is_text = (1..Self::SEVERAL).contains(&self.length);
        is_text.then_some(if self.length & Self::LEFT == 0 { Place::Kept(self.start) } else { Place::Left(self.start) })
    }

    /// Returns how many bytes it has where it has a [place](Self::place).
    pub fn bytes(self) -> u32 {
        if self.place().is_some() { self.length & !Self::LEFT } else { 0 }
    }

    /// Tells whether it is in several languages.
    pub fn is_in_several(self) -> bool {
        self.length == Self::SEVERAL
    }

    /// Tells whether so many bytes from a place on are within it.
    pub fn spans(self, place: Place, bytes: usize) -> bool {
        let (start, at) = match (self.place(), place) {
            (Some(Place::Kept(start)), Place::Kept(at)) | (Some(Place::Left(start)), Place::Left(at)) => (start, at),
            _ => return false,
        };
        start <= at && at as usize + bytes <= start as usize + (self.length & !Self::LEFT) as usize
    }

    /// Returns where the text stands once its store was [appended](Texts::append) to another.
    pub fn after(self, before: Before) -> Self {
        match self.length {
            u32::MAX => self,
            Self::SEVERAL => Self { start: self.start + before.several, ..self },
            length if length & Self::LEFT != 0 => Self { start: self.start + before.left, ..self },
            _ => self,
        }
    }
}

/// Where a text stands: among those that are kept in memory, or among those that were left on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In memory.
    Kept(u32),
    /// On the disk.
    Left(u32),
}

/// How much stands before the texts of a store that is appended to another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    /// How many texts in several languages.
    pub several: u32,
    /// How many bytes of texts that were left on the disk.
    pub left: u32,
}

impl Plain<8> for Text {
    fn bytes(self) -> [u8; 8] {
        [self.start, self.length].bytes()
    }

    fn of(bytes: [u8; 8]) -> Self {
        let [start, length] = Plain::of(bytes);
        Self { start, length }
    }
}

/// A language (a BCP 47 tag) and the text in it.
pub type Tagged = (Box<str>, Box<str>);

/// A text in one language, or in several.
#[derive(Clone, Copy, Debug)]
pub enum LangText<'a> {
    /// One text, in the dataset's first language.
    One(&'a str),
    /// Texts with their languages (BCP 47 tags), as they stand in the dataset; and the one that is read, if a language is.
    Several(&'a [Tagged], Option<&'a str>),
}

impl<'a> LangText<'a> {
    /// Returns the text in the language in which the dataset is read. One that is missing in it is the first that there is, with the
    /// tag of its language behind it: `Turkey [en]`.
    pub fn text(self) -> &'a str {
        match self {
            Self::One(text) => text,
            Self::Several(texts, read) => read.or_else(|| Some(&*texts.first()?.1)).unwrap_or_default(),
        }
    }

    /// Lists the text in each language that it has.
    pub fn all(self) -> impl Iterator<Item = &'a str> {
        let (one, several): (_, &'a [Tagged]) = match self {
            Self::One(text) => (Some(text), &[]),
            Self::Several(texts, _) => (None, texts),
        };
        one.into_iter().chain(several.iter().map(|(_, text)| &**text))
    }
}

/// Two texts are the same if they are in every language; in which they are read does not matter.
impl PartialEq for LangText<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(one), Self::One(other)) => one == other,
            (Self::Several(one, _), Self::Several(other, _)) => one == other,
            _ => false,
        }
    }
}

impl Eq for LangText<'_> {}

/// The texts in several languages as they are read in one of them.
#[derive(Debug)]
pub struct Reading {
    /// The language (a BCP 47 tag).
    pub language: Box<str>,
    /// For each such text what is shown: a text that is missing in the language has the tag of the one that stands in behind it.
    shown: Box<[Box<str>]>,
}

/// From this length on, in bytes, a text may be left on the disk.
const LONG: usize = 64;

/// Texts end to end; `None` where they cannot be read.
type Piece = Lazy<Option<Box<str>>>;

/// A store of texts.
#[derive(Debug, Default)]
pub struct Texts {
    /// Where the piece that is being filled begins, and its texts.
    start: u32,
    all: String,
    /// The pieces before it, each with where it begins.
    before: Vec<(u32, Piece)>,
    several: Vec<Box<[Tagged]>>,
    /// Long texts that are to be left on the disk, while they are read.
    sheaf: Option<Sheaf>,
    /// Those that were.
    left: Option<Pages>,
}

impl Texts {
    /// Makes a store with room for that many bytes, whose texts are numbered from `start` on.
    pub fn new(start: u32, bytes: usize) -> Self {
        Self { start, all: String::with_capacity(bytes), ..Self::default() }
    }

    /// Makes one whose long texts are to be left on the disk.
    pub fn leaving(start: u32, bytes: usize) -> Self {
        let sheaf = Some(Sheaf::with_room(bytes));
        // What is kept is names and titles, which are the smaller part.
        Self { start, all: String::with_capacity(bytes / 4), sheaf, ..Self::default() }
    }

    /// Takes the texts that are to be left on the disk.
    pub fn sheaf(&mut self) -> Option<Sheaf> {
        self.sheaf.take()
    }

    /// Says where the texts were left.
    pub fn leave(&mut self, pages: Pages) {
        self.left = Some(pages);
    }

    /// Returns the texts that were left on the disk.
    pub fn left(&self) -> Option<&Pages> {
        self.left.as_ref()
    }

    /// Keeps a text in one language, or leaves it on the disk where it is long and its store does so. Names are always kept: lists are full
    /// of them. What is blank is kept, too, so that of what is left it is known that it says something.
    pub fn add_prose(&mut self, text: &str) -> Text {
        match &mut self.sheaf {
            Some(sheaf) if (LONG..Text::LEFT as usize).contains(&text.len()) && !text.trim().is_empty() => {
                Text { start: sheaf.add(text) as u32, length: text.len() as u32 | Text::LEFT }
            }
            _ => self.add(text),
        }
    }

    /// Keeps a text in one language.
    pub fn add(&mut self, text: &str) -> Text {
        let start = self.start + self.all.len() as u32;
        self.all.push_str(text);
        Text { start, length: text.len() as u32 }
    }

    /// Puts the texts of another store, which is numbered from beyond the end of this one, behind its own.
    pub fn append(&mut self, other: Self) {
        let all = std::mem::replace(&mut self.all, other.all);
        let start = std::mem::replace(&mut self.start, other.start);
        self.before.push((start, Some(all.into_boxed_str()).into()));
        self.before.extend(other.before);
        self.several.extend(other.several);
    }

    /// Returns how many texts are in several languages.
    pub fn in_several(&self) -> usize {
        self.several.len()
    }

    /// Keeps a text in several languages, given as pairs of language tag and text.
    pub fn add_several(&mut self, texts: Vec<Tagged>) -> Text {
        let start = self.several.len() as u32;
        self.several.push(texts.into_boxed_slice());
        Text { start, length: Text::SEVERAL }
    }

    /// Lists all texts in one language, end to end in some pieces, each with the place where it begins.
    pub fn pieces(&self) -> impl Iterator<Item = (u32, &str)> {
        let before = self.before.iter().map(|(start, piece)| (*start, piece.as_deref().unwrap_or_default()));
        before.chain([(self.start, self.all.as_str())]).filter(|(_, piece)| !piece.is_empty())
    }

    /// Returns the text as it is read, `None` where it is absent.
    pub fn get<'a>(&'a self, text: Text, (reading, held): (Option<&'a Reading>, &'a Held)) -> Option<LangText<'a>> {
        match text.length {
            u32::MAX => None,
            Text::SEVERAL => {
                let at = text.start as usize;
                let read = reading.and_then(|reading| reading.shown.get(at)).map(|text| &**text);
                self.several.get(at).map(|texts| LangText::Several(texts, read))
            }
            length if length & Text::LEFT != 0 => {
                let length = (length & !Text::LEFT) as usize;
                self.left.as_ref()?.text(text.start, length, held).map(LangText::One)
            }
            length => self.one(text.start, length as usize).map(LangText::One),
        }
    }

    fn one(&self, at: u32, length: usize) -> Option<&str> {
        let (start, piece) = self.piece_at(at)?;
        let Some(piece) = piece else { return Some(UNREADABLE) };
        let at = (at - start) as usize;
        piece.get(at..at + length)
    }

    /// Returns the piece in which a place stands, where it can be read, and where it begins; `None` where no piece begins before it.
    pub fn piece_at(&self, at: u32) -> Option<(u32, Option<&str>)> {
        if at >= self.start {
            return Some((self.start, Some(&self.all)));
        }
        let after = self.before.partition_point(|(start, _)| *start <= at);
        self.before.get(after.checked_sub(1)?).map(|(start, piece)| (*start, piece.as_deref()))
    }

    /// Reads the texts that are in several languages in one of them; `first`, or else the text's own first one, stands in where a text
    /// is missing.
    pub fn read_in(&self, language: &str, first: &str) -> Reading {
        let shown = |texts: &[Tagged]| {
            let of = |language: &str| texts.iter().find(|(tag, _)| &**tag == language);
            match (of(language), of(first).or_else(|| texts.first())) {
                (Some((_, text)), _) => text.clone(),
                (None, Some((tag, text))) => format!("{text} [{tag}]").into_boxed_str(),
                (None, None) => Box::default(),
            }
        };
        Reading { language: language.into(), shown: self.several.iter().map(|texts| shown(texts)).collect() }
    }

    /// Lists the languages of the texts that are in several, each once, by their tags.
    pub fn languages(&self) -> BTreeSet<&str> {
        self.several.iter().flatten().map(|(tag, _)| &**tag).collect()
    }

    /// Gives back memory that was kept for growth.
    pub fn shrink(&mut self) {
        self.all.shrink_to_fit();
    }
}

/// What is in memory; where the long texts were left is for whoever has the file to say. The head says where the pieces begin, which can
/// then be read when they are first asked for.
impl Texts {
    /// Writes the texts in several languages, and where the pieces begin.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub fn freeze_head(&self, out: &mut Out<'_>) -> io::Result<()> {
        out.list(&Vec::from_iter(self.pieces().map(|(start, piece)| [start, piece.len() as u32])))?;
        out.number(self.several.len() as u32)?;
        for texts in &self.several {
            out.number(texts.len() as u32)?;
            texts.iter().try_for_each(|(tag, text)| out.text(tag).and_then(|()| out.text(text)))?;
        }
        Ok(())
    }

    /// Writes the pieces.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub fn freeze_pieces(&self, writer: &mut Writer<'_>) -> io::Result<()> {
        self.pieces().try_for_each(|(_, piece)| writer.put(|out| out.text(piece)))
    }

    /// Reads the head; returns also where each piece begins and how long it is.
    pub fn thaw_head(from: &mut In<'_>) -> Option<(Self, Vec<[u32; 2]>)> {
        let bounds: Vec<[u32; 2]> = from.list()?;
        // What is added would stand behind all of them.
        let mut texts = Self { start: u32::MAX, ..Self::default() };
        for _ in 0..from.number()? {
            let mut languages = Vec::new();
            for _ in 0..from.number()? {
                languages.push((from.text()?.into(), from.text()?.into()));
            }
            texts.add_several(languages);
        }
        bounds.is_sorted_by_key(|[start, _]| *start).then_some((texts, bounds))
    }

    /// Leaves the pieces to be read when they are first asked for.
    pub fn thaw_pieces(&mut self, bounds: &[[u32; 2]], reader: &mut Reader) -> Option<()> {
        for &[start, length] in bounds {
            let read = move |from: &mut In<'_>| from.text().filter(|text| text.len() == length as usize);
            let piece = reader.later(move |from| Some(Some(read(from)?.into_boxed_str())), || None)?;
            self.before.push((start, piece));
        }
        Some(())
    }

    /// Lists what is read from a file when it is first asked for.
    pub fn lazies(&self) -> impl Iterator<Item = &dyn Force> {
        self.before.iter().map(|(_, piece)| piece as &dyn Force)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_missing_in_a_language_is_given_in_the_first_and_marked() {
        let mut texts = Texts::default();
        let name = texts.add_several(vec![("en".into(), "Turkey".into()), ("ru".into(), "Турция".into())]);
        let plain = texts.add("Bulgaria");
        let read = |texts: &Texts, text, language: &str| {
            let reading = texts.read_in(language, "en");
            texts.get(text, (Some(&reading), &Held::default())).map(|text| text.text().to_owned())
        };
        assert_eq!(texts.get(name, (None, &Held::default())).unwrap().text(), "Turkey");
        assert_eq!(read(&texts, name, "ru").unwrap(), "Турция");
        assert_eq!(read(&texts, name, "ar").unwrap(), "Turkey [en]");
        let other = texts.add_several(vec![("ru".into(), "Ирак".into()), ("en".into(), "Iraq".into())]);
        assert_eq!(read(&texts, other, "ar").unwrap(), "Iraq [en]");
        assert_eq!(read(&texts, plain, "ar").unwrap(), "Bulgaria");
        assert_eq!(read(&texts, Text::ABSENT, "ar"), None);
        assert_eq!(Vec::from_iter(texts.languages()), ["en", "ru"]);
    }
}
