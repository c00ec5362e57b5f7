//! What a press does in a form: it is typed, chooses, leads on, or is for who holds the form.

use crate::index::Snapshot;
use crate::keys::Press;
use crate::tui::form::amending::{self, AFTER, BEFORE};
use crate::tui::form::editor::{Edit, Edited, Editor};
use crate::tui::form::field::{Content, Field};
use crate::tui::form::keys::{self, Key};
use crate::tui::form::{Form, Mistake, TEXT, Taken, find};

impl Form {
    /// Takes a press.
    pub fn take(&mut self, press: Press, snapshot: &Snapshot) -> Taken {
        let Some(key) = keys::key(press) else { return Taken::Ignored };
        let was_chosen = std::mem::take(&mut self.is_chosen);
        let taken = match key {
            Key::Enter | Key::Next if was_chosen => Taken::Moved,
            Key::Out => Taken::Out,
            Key::Enter => self.enter(snapshot),
            Key::Next => self.go_on(snapshot),
            Key::Previous => self.go(-1, true),
            Key::Editor => self.hand_over(),
            Key::Break => self.break_line(),
            Key::Edit(edit) => self.edit(edit, press, snapshot),
        };
        if taken == Taken::Typed {
            let focus = self.focus();
            self.mistake.take_if(|mistake| mistake.field == focus);
            self.follow_field(snapshot);
        }
        self.look(snapshot);
        taken
    }

    fn enter(&mut self, snapshot: &Snapshot) -> Taken {
        if !self.saves() {
            return self.go_on(snapshot);
        }
        if !self.take_typed(snapshot) {
            return Taken::Moved;
        }
        match self.fields(snapshot) {
            Ok(_) => Taken::Enter,
            Err(mistake) => {
                self.show(mistake);
                Taken::Moved
            }
        }
    }

    /// Takes what is typed, and goes to the next field.
    fn go_on(&mut self, snapshot: &Snapshot) -> Taken {
        let before = self.texts();
        if !self.take_typed(snapshot) {
            return Taken::Moved;
        }
        let gone = self.go(1, true);
        if before == self.texts() { gone } else { Taken::Typed }
    }

    /// Takes what is typed for a record; `false` where there is none, which is said.
    fn take_typed(&mut self, snapshot: &Snapshot) -> bool {
        let Some(Field { spec, content: Content::References(references) }) = self.fields.get_mut(self.at) else {
            return true;
        };
        let taken = references.take(snapshot);
        let field = spec.name;
        self.mistake.take_if(|mistake| mistake.field == field);
        match taken {
            Ok(()) => true,
            Err(said) => {
                self.mistake = Some(Mistake { field, said });
                false
            }
        }
    }

    /// Goes to the next field or the one before, at the ends round to the other one if that is wanted.
    fn go(&mut self, by: isize, round: bool) -> Taken {
        let count = self.fields.len() as isize;
        let mut to = self.at as isize;
        for _ in 0..count {
            to += by;
            if !(0..count).contains(&to) && !round {
                return Taken::Ignored;
            }
            to = to.rem_euclid(count);
            if self.fields.get(to as usize).is_some_and(Field::is_open) {
                self.at = to as usize;
                return Taken::Moved;
            }
        }
        Taken::Ignored
    }

    /// Puts a text in focus that an editor can have: that of the field with the keys, or the form's longest.
    pub fn hand_over(&mut self) -> Taken {
        let is_text = |field: &Field| matches!(field.content, Content::Text(_));
        if !self.fields.get(self.at).is_some_and(is_text) {
            let of_name = self.fields.iter().position(|field| is_text(field) && field.spec.name == TEXT);
            let Some(at) = of_name.or_else(|| self.fields.iter().position(is_text)) else { return Taken::Ignored };
            self.at = at;
        }
        Taken::Editor
    }

    fn break_line(&mut self) -> Taken {
        let sight = self.sight();
        let Some(Field { content: Content::Text(editor), .. }) = self.fields.get_mut(self.at) else {
            return Taken::Ignored;
        };
        if editor.edit(Edit::Type('\n'), sight) == Edited::Text { Taken::Typed } else { Taken::Ignored }
    }

    fn edit(&mut self, edit: Edit, press: Press, snapshot: &Snapshot) -> Taken {
        let sight = self.sight();
        let edited = match self.fields.get_mut(self.at).map(|field| &mut field.content) {
            Some(Content::Text(editor) | Content::Line(editor)) => editor.edit(edit, sight),
            Some(Content::References(references)) => references.edit(edit, sight, snapshot),
            Some(Content::Words(_)) => return self.choose(edit, press),
            _ => Edited::Nothing,
        };
        match (edited, edit) {
            (Edited::Text, _) => Taken::Typed,
            (Edited::Cursor, _) => Taken::Moved,
            (Edited::Nothing, Edit::Up) => self.go(-1, false),
            (Edited::Nothing, Edit::Down) => self.go(1, false),
            (Edited::Nothing, _) => Taken::Ignored,
        }
    }

    /// Chooses a word: by its letter, which goes on to the next field, or with arrows.
    fn choose(&mut self, edit: Edit, press: Press) -> Taken {
        let Some(Field { spec, content: Content::Words(words) }) = self.fields.get_mut(self.at) else {
            return Taken::Ignored;
        };
        let is_other = match edit {
            Edit::Type(c) => {
                // The letters are those of a Latin keyboard, whatever is typed on.
                let latin = press.latin().and_then(Press::typed);
                if words.choose(c) || latin.is_some_and(|c| words.choose(c)) {
                    self.go(1, true);
                    self.is_chosen = true;
                    return Taken::Typed;
                }
                let said = format!("no word has the letter {c}; arrows choose, too");
                self.mistake = Some(Mistake { field: spec.name, said });
                return Taken::Moved;
            }
            Edit::Left => words.step(false),
            Edit::Right => words.step(true),
            Edit::Up if !words.step(false) => return self.go(-1, false),
            Edit::Down if !words.step(true) => return self.go(1, false),
            Edit::Up | Edit::Down => true,
            Edit::Start | Edit::First => (words.end(false), true).1,
            Edit::End | Edit::Last => (words.end(true), true).1,
            Edit::Before | Edit::Under | Edit::WordBefore | Edit::ToStart => words.clear(),
            _ => false,
        };
        if is_other { Taken::Typed } else { Taken::Ignored }
    }

    /// Fills in what stands in the field that is chosen, and begins what is to stand there with the same, if nobody changed that.
    fn follow_field(&mut self, snapshot: &Snapshot) {
        let is_chooser = self.fields.get(self.at).is_some_and(|field| matches!(field.content, Content::Words(_)));
        if !is_chooser && !self.is_chosen {
            return;
        }
        let record = find(self.on.as_ref(), snapshot);
        let standing = record
            .zip(self.chosen_field())
            .and_then(|(record, key)| amending::standing(record, key, &snapshot.dataset));
        let Some(standing) = standing else { return };
        let was = self.content(BEFORE).unwrap_or_default().to_owned();
        if was == standing && self.content(AFTER) != Some("") {
            return;
        }
        for field in &mut self.fields {
            match &mut field.content {
                Content::Standing(text) => text.clone_from(&standing),
                Content::Text(editor)
                    if field.spec.name == AFTER && (editor.text() == was || editor.text().is_empty()) =>
                {
                    *editor = Editor::new(&standing);
                }
                _ => {}
            }
        }
    }
}
