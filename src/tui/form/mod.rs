//! The popup in which a person adds something to the journal.
//!
//! It is made from the row of the table [`crate::journal::ops::OPS`]: a field for each of the op, in the order of the table, and each
//! shape is entered in its own way ([`mod@field`]). Texts are typed in an [`editor::Editor`], which [`mod@rows`] breaks to the width of the popup;
//! records are chosen by a few letters ([`mod@references`]), words by one ([`mod@words`]); [`amending`] knows what stands in the fields of
//! a record. [`keys`] says what a press means here, [`draw`] only reads. Nothing here writes, reads a clock or knows a screen: what is
//! saved, kept as a draft or handed to an editor is the matter of who holds the form.

pub mod amending;
pub mod draw;
pub mod editor;
pub mod field;
pub mod keys;
mod lines;
mod press;
pub mod references;
pub mod rows;
pub mod words;

use crate::index::Snapshot;
use crate::journal::ops::Shape;
use crate::journal::{Fields, Op};
use crate::model::{Record, Reference};
use crate::tui::form::amending::{AFTER, BEFORE};
use crate::tui::form::field::{Content, Field, in_one_line};
use crate::tui::form::rows::Sight;
use crate::tui::skin::Skin;

/// The field in which Enter saves, whatever stands behind it.
const TEXT: &str = "text";

/// What a press did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A text, or what is chosen, is another.
    Typed,
    /// Only the cursor moved, or something is said.
    Moved,
    /// It is to be saved: all of it is as it should be.
    Enter,
    /// It is to be closed.
    Out,
    /// The text in focus is to be handed to the editor of the user.
    Editor,
    /// It means nothing here.
    Ignored,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The name of the field.
    pub field: &'static str,
    /// What is wrong, in words.
    pub said: String,
}

/// Something that is being added.
#[derive(Clone, Debug)]
pub struct Form {
    op: Op,
    /// The record that it hangs on: its reference, and what it is called.
    on: Option<(String, String)>,
    /// The meeting to which it belongs: its id, and what it is called.
    meeting: Option<(String, String)>,
    fields: Vec<Field>,
    /// Which field has the keys.
    at: usize,
    /// What is wrong, until something is typed there.
    mistake: Option<Mistake>,
    /// What is said at the foot.
    said: Option<String>,
    /// Whether a letter has just chosen a word and gone on: Enter behind it belongs to the choice.
    is_chosen: bool,
    /// The size of the screen, and whether it shows ASCII only.
    size: (u16, u16),
    ascii: bool,
    /// The first line that is seen.
    top: usize,
}

impl Form {
    /// Makes a form of an op, hanging on a record (its reference, and what it is called), in a meeting (its id, and what it is called),
    /// with texts that stand in it already, by the names of fields, as [`Self::texts`] gives them.
    pub fn new(
        op: Op,
        on: Option<(String, String)>,
        meeting: Option<(String, String)>,
        texts: &[(&str, String)],
        snapshot: &Snapshot,
    ) -> Self {
        let record = find(on.as_ref(), snapshot);
        let raw = |name: &str| texts.iter().find(|(of, _)| *of == name).map_or("", |(_, text)| text.as_str());
        let fields = op.spec().fields.iter().map(|spec| Field::new(spec, raw(spec.name), record, snapshot));
        let mut form = Self {
            op,
            on,
            meeting,
            fields: fields.collect(),
            at: 0,
            mistake: None,
            said: None,
            is_chosen: false,
            size: (80, 24),
            ascii: false,
            top: 0,
        };
        form.at = form.fields.iter().position(Field::is_open).unwrap_or(0);
        form
    }

    /// Returns what is being added.
    pub fn op(&self) -> Op {
        self.op
    }

    /// Returns the record that it hangs on: its reference, and what it is called.
    pub fn on(&self) -> Option<&(String, String)> {
        self.on.as_ref()
    }

    /// Returns the meeting to which it belongs: its id, and what it is called.
    pub fn meeting(&self) -> Option<&(String, String)> {
        self.meeting.as_ref()
    }

    /// Returns the name of the field that has the keys; empty where there is none.
    pub fn focus(&self) -> &'static str {
        self.fields.get(self.at).map_or("", |field| field.spec.name)
    }

    /// Learns the size and the character set of the screen, and keeps the cursor on it.
    pub fn settle(&mut self, size: (u16, u16), skin: &Skin, snapshot: &Snapshot) {
        (self.size, self.ascii) = (size, skin.is_ascii());
        self.look(snapshot);
    }

    /// Tells whether a word is to be chosen where the cursor is, and no text can stand there.
    pub fn is_choice(&self) -> bool {
        matches!(self.fields.get(self.at), Some(Field { content: Content::Words(_), .. }))
    }

    /// Puts a text in at the cursor; `false` where not all of it was taken.
    pub fn paste(&mut self, text: &str) -> bool {
        self.is_chosen = false;
        match self.fields.get_mut(self.at).map(|field| &mut field.content) {
            Some(Content::Text(editor)) => editor.insert(text),
            Some(Content::Line(editor)) => editor.insert(&in_one_line(text.trim_end())),
            Some(Content::References(references)) => references.paste(text.trim_end()),
            _ => false,
        }
    }

    /// Lists the raw texts of all fields, by name, from which the form can be made again.
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        self.fields.iter().map(|field| (field.spec.name, field.raw())).collect()
    }

    /// Tells whether nothing stands there whose loss would be one: no text was typed, and nobody named.
    pub fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| match &field.content {
            Content::Text(editor) if field.spec.name == AFTER => {
                editor.text().trim().is_empty() || self.content(BEFORE) == Some(editor.text())
            }
            Content::Text(editor) | Content::Line(editor) => editor.text().trim().is_empty(),
            Content::References(references) => match field.spec.shape {
                Shape::Participants => references.is_empty(),
                // What it is about is mostly filled in beforehand.
                _ => !references.is_typing(),
            },
            Content::Words(_) | Content::Standing(_) | Content::Kept(_) => true,
        })
    }

    /// Returns the fields as they are written to the journal.
    ///
    /// # Errors
    ///
    /// Says which field is the first that is not as it should be.
    pub fn fields(&self, snapshot: &Snapshot) -> Result<Fields, Mistake> {
        let mut fields = Fields::new();
        if self.op.spec().on && self.on.is_none() {
            let said = format!("{} hangs on a record; begin it with the cursor on one", self.op.one());
            return Err(Mistake { field: self.focus(), said });
        }
        for field in &self.fields {
            let (name, is_required) = (field.spec.name, field.spec.required);
            match field.value(snapshot).map_err(|said| Mistake { field: name, said })? {
                Some(value) => drop(fields.insert(name.to_owned(), value)),
                // Where nothing stands yet, that is what stands there.
                None if is_required && name == BEFORE => drop(fields.insert(name.to_owned(), "".into())),
                None if is_required => {
                    let said = format!("this is still missing: {}", uncapitalised(field.spec.doc));
                    return Err(Mistake { field: name, said });
                }
                None => {}
            }
        }
        match self.wrong_after(snapshot) {
            Some(said) => Err(Mistake { field: AFTER, said }),
            None => Ok(fields),
        }
    }

    /// Says why what is to stand in the chosen field cannot.
    fn wrong_after(&self, snapshot: &Snapshot) -> Option<String> {
        let record = find(self.on.as_ref(), snapshot)?;
        let (before, after) = (self.content(BEFORE)?, self.content(AFTER)?);
        amending::wrong(record, self.chosen_field()?, before, after, &snapshot.dataset)
    }

    /// Puts the cursor where a mistake is, and says it there.
    pub fn show(&mut self, mistake: Mistake) {
        let found = self.fields.iter().position(|field| field.spec.name == mistake.field && field.is_open());
        self.at = found.unwrap_or(self.at);
        self.mistake = Some(mistake);
    }

    /// Returns the text in focus; empty where there is none.
    pub fn text(&self) -> &str {
        match self.fields.get(self.at).map(|field| &field.content) {
            Some(Content::Text(editor) | Content::Line(editor)) => editor.text(),
            _ => "",
        }
    }

    /// Puts another text in focus, as it came from an editor, which ends every text by a line break.
    pub fn set_text(&mut self, text: &str) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        match self.fields.get_mut(self.at).map(|field| &mut field.content) {
            Some(Content::Text(editor)) => editor.set(text),
            Some(Content::Line(editor)) => editor.set(&in_one_line(text)),
            _ => {}
        }
    }

    /// Says something at the foot, such as why it is not saved; `None` says nothing.
    pub fn say(&mut self, line: Option<String>) {
        self.said = line;
    }

    /// Lists the keys that matter now, with what they do.
    pub fn hints(&self) -> Vec<(&'static str, &'static str)> {
        let out = if self.is_empty() { "closes" } else { "keeps it as a draft" };
        let enter = match self.fields.get(self.at) {
            Some(Field { content: Content::References(references), .. }) if references.is_typing() => "takes",
            _ if self.saves() => "saves",
            _ => "goes on",
        };
        let mut hints = vec![(keys::ENTER, enter)];
        if matches!(self.fields.get(self.at), Some(Field { content: Content::Text(_), .. })) {
            hints.push((keys::BREAK, "new line"));
        }
        hints.push((keys::OUT, out));
        if self.fields.iter().filter(|field| field.is_open()).count() > 1 {
            hints.push((keys::NEXT, "next field"));
        }
        hints.push((keys::EDITOR, "editor"));
        hints
    }

    /// Tells whether Enter saves where the cursor is.
    fn saves(&self) -> bool {
        let is_last = self.fields.iter().rposition(Field::is_open) == Some(self.at);
        is_last || self.focus() == TEXT
    }

    /// Returns what stands in a field of an amendment.
    fn content(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.spec.name == name)?;
        match &field.content {
            Content::Text(editor) => Some(editor.text()),
            Content::Standing(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the field of the record that is chosen to be amended.
    fn chosen_field(&self) -> Option<&str> {
        let is_it = |field: &&Field| field.spec.shape == Shape::Field;
        match &self.fields.iter().find(is_it)?.content {
            Content::Words(words) => words.chosen(),
            _ => None,
        }
    }

    /// Looks at the texts as they are now, and keeps the cursor on the screen.
    fn look(&mut self, snapshot: &Snapshot) {
        let sight = self.sight();
        for field in &mut self.fields {
            if let Content::Text(editor) | Content::Line(editor) = &mut field.content {
                editor.look(sight);
            }
        }
        self.top = self.first_line(self.size, snapshot);
    }

    fn sight(&self) -> Sight {
        Sight { width: self.value_width(self.size), ascii: self.ascii }
    }
}

/// Finds the record of a reference.
fn find<'s>(on: Option<&(String, String)>, snapshot: &'s Snapshot) -> Option<Record<'s>> {
    let reference = Reference::parse(&on?.0)?;
    snapshot.dataset.find_reference(reference)
}

fn uncapitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}
