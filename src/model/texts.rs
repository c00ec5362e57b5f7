//! The texts of a dataset, in one piece of memory.
//!
//! A text is the most of a dataset. Each is kept once, end to end with the others, and a [`Text`] says where. A text in several
//! languages is kept aside, since few are.

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
}

/// A language (a BCP 47 tag) and the text in it.
pub type Tagged = (Box<str>, Box<str>);

/// A text in one language, or in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LangText<'a> {
    /// One text, in the dataset's first language.
    One(&'a str),
    /// Texts with their languages (BCP 47 tags), as they stand in the dataset.
    Several(&'a [Tagged]),
}

impl<'a> LangText<'a> {
    /// Returns the text in that language, or else in the first one there is, and whether it is what was asked for.
    pub fn shown(self, language: &str) -> (&'a str, bool) {
        match self {
            Self::One(text) => (text, true),
            Self::Several(texts) => match texts.iter().find(|(tag, _)| &**tag == language) {
                Some((_, text)) => (text, true),
                None => (self.text(), false),
            },
        }
    }

    /// Returns the text in the first language that it has.
    pub fn text(self) -> &'a str {
        match self {
            Self::One(text) => text,
            Self::Several(texts) => texts.first().map_or("", |(_, text)| text),
        }
    }

    /// Lists the text in each language that it has.
    pub fn all(self) -> impl Iterator<Item = &'a str> {
        let (one, several): (_, &'a [Tagged]) = match self {
            Self::One(text) => (Some(text), &[]),
            Self::Several(texts) => (None, texts),
        };
        one.into_iter().chain(several.iter().map(|(_, text)| &**text))
    }
}

/// A store of texts.
#[derive(Debug, Default)]
pub struct Texts {
    all: String,
    several: Vec<Box<[Tagged]>>,
}

impl Texts {
    /// Makes a store with room for that many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { all: String::with_capacity(bytes), several: Vec::new() }
    }

    /// Keeps a text in one language.
    pub fn add(&mut self, text: &str) -> Text {
        let start = self.all.len() as u32;
        self.all.push_str(text);
        Text { start, length: text.len() as u32 }
    }

    /// Keeps a text in several languages, given as pairs of language tag and text.
    pub fn add_several(&mut self, texts: Vec<Tagged>) -> Text {
        let start = self.several.len() as u32;
        self.several.push(texts.into_boxed_slice());
        Text { start, length: Text::SEVERAL }
    }

    /// Returns the text, `None` where it is absent.
    pub fn get(&self, text: Text) -> Option<LangText<'_>> {
        match text.length {
            u32::MAX => None,
            Text::SEVERAL => self.several.get(text.start as usize).map(|texts| LangText::Several(texts)),
            length => self.all.get(text.start as usize..(text.start + length) as usize).map(LangText::One),
        }
    }

    /// Gives back memory that was kept for growth.
    pub fn shrink(&mut self) {
        self.all.shrink_to_fit();
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
        assert_eq!(texts.get(name).unwrap().shown("ru"), ("Турция", true));
        assert_eq!(texts.get(name).unwrap().shown("ar"), ("Turkey", false));
        assert_eq!(texts.get(plain).unwrap().shown("ar"), ("Bulgaria", true));
        assert_eq!(texts.get(Text::ABSENT), None);
    }
}
