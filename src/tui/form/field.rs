//! One field of a form: how a shape is entered, what stands in it, and what is wrong with that.

use serde_json::Value;

use crate::base::date::Period;
use crate::base::quote::quoted;
use crate::index::Snapshot;
use crate::journal::ops::{Field as Spec, Shape};
use crate::model::Record;
use crate::model::field::Target;
use crate::tui::form::amending;
use crate::tui::form::editor::Editor;
use crate::tui::form::references::References;
use crate::tui::form::words::Words;

/// What stands in a field, and how it is entered.
#[derive(Clone, Debug)]
pub enum Content {
    /// A text of any length.
    Text(Editor),
    /// A text of one line.
    Line(Editor),
    /// One of several words.
    Words(Words),
    /// Records.
    References(References),
    /// A text that is only shown: what stands in the dataset.
    Standing(String),
    /// What nobody types, such as the id of an event.
    Kept(String),
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its row of the table.
    pub spec: &'static Spec,
    /// What stands in it.
    pub content: Content,
}

impl Field {
    /// Makes a field with a raw text in it; `on` is the record that is spoken of. A text that is no word of the choice stands there to
    /// be edited.
    pub fn new(spec: &'static Spec, raw: &str, on: Option<Record<'_>>, snapshot: &Snapshot) -> Self {
        let line = || Content::Line(Editor::new(&in_one_line(raw)));
        let choice =
            |words: Words| if words.chosen().is_some() || raw.is_empty() { Content::Words(words) } else { line() };
        let content = match (spec.shape, on) {
            (Shape::Text, Some(_)) if spec.name == amending::BEFORE => Content::Standing(raw.to_owned()),
            (Shape::Text, _) => Content::Text(Editor::new(raw)),
            (Shape::Line | Shape::Number | Shape::Date, _) => line(),
            (Shape::Field, Some(on)) => choice(amending::choice(on, raw, &snapshot.dataset)),
            (Shape::ValueOf(name), Some(on)) => amending::values(on, name, raw).map_or_else(line, choice),
            (Shape::Field | Shape::ValueOf(_), None) => line(),
            (Shape::Word(words), _) => {
                choice(Words::new(words.iter().map(|word| ((*word).to_owned(), String::new())), raw))
            }
            (Shape::Reference | Shape::References, _) => {
                Content::References(References::new(Target::Any, raw, snapshot))
            }
            (Shape::Participants, _) => Content::References(References::new(Target::Participant, raw, snapshot)),
            (Shape::Event | Shape::Events, _) => Content::Kept(raw.to_owned()),
        };
        Self { spec, content }
    }

    /// Writes what stands in it so that [`Self::new`] reads it again.
    pub fn raw(&self) -> String {
        match &self.content {
            Content::Text(editor) | Content::Line(editor) => editor.text().to_owned(),
            Content::Words(words) => words.chosen().unwrap_or_default().to_owned(),
            Content::References(references) => references.raw(),
            Content::Standing(text) | Content::Kept(text) => text.clone(),
        }
    }

    /// Tells whether a person can go to it.
    pub fn is_open(&self) -> bool {
        !matches!(self.content, Content::Standing(_) | Content::Kept(_))
    }

    /// Tells whether it is seen.
    pub fn is_seen(&self) -> bool {
        !matches!(self.content, Content::Kept(_))
    }

    /// Returns what is to be written; `None` where nothing stands there.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn value(&self, snapshot: &Snapshot) -> Result<Option<Value>, String> {
        let raw = self.raw();
        let text = raw.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Content::References(references) = &self.content
            && let Some(wrong) = references.wrong(snapshot)
        {
            return Err(wrong);
        }
        Ok(Some(match (self.spec.shape, &self.content) {
            (Shape::Reference, Content::References(references)) => match references.chosen() {
                [one] => one.clone().into(),
                _ => return Err("one is enough here; Backspace takes the last one away".to_owned()),
            },
            (_, Content::References(references)) => references.chosen().to_vec().into(),
            (Shape::Date, _) => date(text)?.into(),
            (Shape::Number, _) => decimal(text)?.into(),
            (Shape::Events, _) => text.split([',', ' ']).filter(|id| !id.is_empty()).collect::<Vec<_>>().into(),
            // What stands in the dataset is found again only as it stands there.
            _ if matches!(self.spec.name, amending::BEFORE | amending::AFTER) => raw.into(),
            _ => text.into(),
        }))
    }
}

/// Writes a text in one line.
pub fn in_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

fn date(text: &str) -> Result<String, String> {
    match text.parse::<Period>() {
        Ok(period) => Ok(period.to_string()),
        Err(error) => Err(format!("{} is no date: {error}", quoted(text))),
    }
}

fn decimal(text: &str) -> Result<&str, String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) =
        text.trim_start_matches(['-', '+']).split_once('.').unwrap_or((text.trim_start_matches(['-', '+']), "0"));
    let signs = text.bytes().filter(|byte| matches!(byte, b'-' | b'+')).count();
    if digits(whole) && digits(part) && signs <= 1 {
        Ok(text)
    } else {
        Err(format!("{} is no decimal number such as 2.5", quoted(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_digits_with_a_point_among_them_and_a_sign_before_them() {
        for good in ["0", "12", "2.5", "-0.25", "+3", "1000000000000000000000.5"] {
            assert_eq!(decimal(good), Ok(good));
        }
        for bad in ["", "2,5", ".5", "5.", "1e3", "--1", "-", "1 000", "NaN", "1.2.3"] {
            assert!(decimal(bad).is_err(), "{bad}");
        }
        assert_eq!(decimal("2,5").unwrap_err(), "\"2,5\" is no decimal number such as 2.5");
    }
}
