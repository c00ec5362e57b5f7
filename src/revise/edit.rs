//! A JSON text that is changed by ranges of its bytes: what is not concerned stays as it is, in its order and with its blanks.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    text: &'t str,
}

/// An object in a text.
#[derive(Clone, Debug)]
pub struct Object {
    /// Where it stands.
    pub at: Range<usize>,
    /// Its members, in the order of the text.
    pub members: Vec<Member>,
}

/// A key of an object and its value.
#[derive(Clone, Debug)]
pub struct Member {
    /// What the key says.
    pub key: String,
    /// Where the key stands, with its quotation marks.
    pub name: Range<usize>,
    /// Where the value stands.
    pub value: Range<usize>,
}

impl Object {
    /// Returns the member of that key; the first where there are several, as in loading.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }
}

impl<'t> Document<'t> {
    /// Takes a text, which may begin with a byte order mark.
    pub fn new(text: &'t str) -> Self {
        Self { text }
    }

    /// Returns what stands at a place.
    pub fn piece(self, at: &Range<usize>) -> &'t str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// Returns where the whole value of the text stands.
    pub fn whole(self) -> Range<usize> {
        let body = self.text.trim_start_matches('\u{feff}').trim_ascii();
        self.range(body)
    }

    /// Takes an object apart; `None` where it is none.
    pub fn object(self, at: &Range<usize>) -> Option<Object> {
        let mut deserializer = serde_json::Deserializer::from_str(self.piece(at));
        let pairs = deserializer.deserialize_map(Pairs).ok()?;
        let member = |(key, value): (&'t RawValue, &'t RawValue)| {
            let name = self.range(key.get());
            Some(Member { key: serde_json::from_str(key.get()).ok()?, name, value: self.range(value.get()) })
        };
        Some(Object { at: at.clone(), members: pairs.into_iter().filter_map(member).collect() })
    }

    /// Returns where the items of a list stand; `None` where it is none.
    pub fn list(self, at: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let items: Vec<&'t RawValue> = serde_json::from_str(self.piece(at)).ok()?;
        Some(items.into_iter().map(|item| self.range(item.get())).collect())
    }

    /// Returns what a text says; `None` where it is none.
    pub fn says(self, at: &Range<usize>) -> Option<String> {
        serde_json::from_str(self.piece(at)).ok()
    }

    fn range(self, piece: &str) -> Range<usize> {
        let start = (piece.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + piece.len()
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

/// Changes of a text that are made all at once.
#[derive(Debug)]
pub struct Edits<'t> {
    document: Document<'t>,
    replaced: Vec<(Range<usize>, String)>,
    /// New members, by where their object begins.
    inserted: BTreeMap<usize, (Object, Vec<(String, String)>)>,
}

impl<'t> Edits<'t> {
    /// Begins with no change.
    pub fn new(document: Document<'t>) -> Self {
        Self { document, replaced: Vec::new(), inserted: BTreeMap::new() }
    }

    /// Puts JSON in the place of what stands there.
    pub fn replace(&mut self, at: Range<usize>, json: String) {
        self.replaced.push((at, json));
    }

    /// Gives a member of an object a value; where there is no such member, it stands at the end.
    pub fn set(&mut self, object: &Object, key: &str, json: String) {
        match object.member(key) {
            Some(member) => self.replace(member.value.clone(), json),
            None => {
                let (_, members) = self.inserted.entry(object.at.start).or_insert_with(|| (object.clone(), Vec::new()));
                members.push((key.to_owned(), json));
            }
        }
    }

    /// Adds items at the end of a list that is a member of an object, which is made where there is none.
    pub fn append(&mut self, object: &Object, key: &str, items: &[String]) {
        let known = object.member(key).and_then(|member| Some((member, self.document.list(&member.value)?)));
        match known {
            Some((member, list)) if !list.is_empty() => {
                let blank = self.blank_before(list.last(), member.value.start + 1);
                let end = list.last().map_or(member.value.start + 1, |last| last.end);
                let added: String = items.iter().map(|item| format!(",{blank}{item}")).collect();
                self.replace(end..end, added);
            }
            _ => {
                let list = self.list_in(object, items);
                self.set(object, key, list);
            }
        }
    }

    /// Writes a list that is to be the value of a member of an object: an item a line where the members have lines of their own.
    pub fn list_in(&self, object: &Object, items: &[String]) -> String {
        let blank = self.blank_of(object);
        match blank.rsplit_once('\n') {
            Some((_, indent)) if !items.is_empty() => {
                let step = if indent.contains('\t') { "\t" } else { "  " };
                let items: Vec<String> = items.iter().map(|item| format!("\n{indent}{step}{item}")).collect();
                format!("[{}\n{indent}]", items.join(","))
            }
            _ => format!("[{}]", items.join(", ")),
        }
    }

    /// Returns the text with all changes made.
    pub fn made(self) -> String {
        let mut edits = self.replaced.clone();
        for (object, members) in self.inserted.values() {
            edits.push(self.insertion(object, members));
        }
        edits.sort_by_key(|(at, _)| (at.start, at.end));
        let mut out = String::with_capacity(self.document.text.len() + 1024);
        let mut done = 0;
        for (at, json) in edits {
            out.push_str(self.document.piece(&(done..at.start)));
            out.push_str(&json);
            done = at.end;
        }
        out.push_str(self.document.text.get(done..).unwrap_or_default());
        out
    }

    fn insertion(&self, object: &Object, members: &[(String, String)]) -> (Range<usize>, String) {
        let colon = object.members.last().map_or(": ", |last| self.document.piece(&(last.name.end..last.value.start)));
        let write = |(key, json): &(String, String)| format!("{}{colon}{json}", quoted(key));
        match object.members.last() {
            Some(last) => {
                let blank = self.blank_of(object);
                let text = members.iter().map(|member| format!(",{blank}{}", write(member))).collect();
                (last.value.end..last.value.end, text)
            }
            None => {
                let at = object.at.start + 1;
                (at..at, members.iter().map(write).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Returns the blanks before the last member of an object.
    fn blank_of(&self, object: &Object) -> &'t str {
        self.blank_before(object.members.last().map(|last| &last.name), object.at.start + 1)
    }

    /// Returns the blanks before a place, back to the comma or to where the list or object begins.
    fn blank_before(&self, at: Option<&Range<usize>>, start: usize) -> &'t str {
        let before = at.map_or("", |at| self.document.piece(&(start..at.start)));
        let blank = before.trim_end_matches([' ', '\t', '\n', '\r']).len();
        before.get(blank..).unwrap_or_default()
    }
}

/// Writes a text as JSON has it.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, change: impl Fn(&mut Edits<'_>, &Object)) -> String {
        let document = Document::new(text);
        let object = document.object(&document.whole()).unwrap();
        let mut edits = Edits::new(document);
        change(&mut edits, &object);
        edits.made()
    }

    #[test]
    fn only_the_value_is_changed_and_all_else_stays_byte_for_byte() {
        let text = "\u{feff} {\t\"b\" :  1e0 ,\n \"a\":\"\\u0041\", \"c\":null}\n";
        let out = edited(text, |edits, object| edits.set(object, "a", quoted("é \"x\"")));
        assert_eq!(out, text.replace("\"\\u0041\"", "\"é \\\"x\\\"\""));
    }

    #[test]
    fn new_members_stand_at_the_end_as_the_others_do() {
        let set = |edits: &mut Edits<'_>, object: &Object| {
            edits.set(object, "x", "1".into());
            edits.set(object, "y", "2".into());
        };
        assert_eq!(edited("{\n  \"a\": 0\n}", set), "{\n  \"a\": 0,\n  \"x\": 1,\n  \"y\": 2\n}");
        assert_eq!(edited("{\"a\":0,\"b\":0}", set), "{\"a\":0,\"b\":0,\"x\":1,\"y\":2}");
        assert_eq!(edited("{}", set), "{\"x\": 1, \"y\": 2}");
    }

    #[test]
    fn items_are_added_to_a_list_that_is_there_empty_or_not() {
        let append = |edits: &mut Edits<'_>, object: &Object| edits.append(object, "l", &["7".into(), "8".into()]);
        assert_eq!(edited("{\"l\": [1, 2]}", append), "{\"l\": [1, 2, 7, 8]}");
        assert_eq!(edited("{\n  \"l\": [\n    1\n  ]\n}", append), "{\n  \"l\": [\n    1,\n    7,\n    8\n  ]\n}");
        assert_eq!(edited("{\"l\":[]}", append), "{\"l\":[7, 8]}");
        assert_eq!(edited("{\n  \"l\": null\n}", append), "{\n  \"l\": [\n    7,\n    8\n  ]\n}");
        assert_eq!(edited("{\"a\":1}", append), "{\"a\":1,\"l\":[7, 8]}");
    }
}
