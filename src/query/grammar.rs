//! The query language explained, from its tables: for help, manual page and README.

use crate::base::text::{cells, part, wrap};
use crate::model::{Kind, Name};
use crate::query::added;
use crate::query::conditions::CONDITIONS;
use crate::query::fields::{Meaning, WORDS, touching_kinds};
use crate::query::items;

/// A line of the explanation: what is written, and what it means, in one sentence without a final period.
pub type Line = (String, String);

/// A part of the explanation, with its heading.
#[derive(Debug)]
pub struct Chapter {
    /// The heading.
    pub title: &'static str,
    /// The heads of its two columns.
    pub heads: [&'static str; 2],
    /// The lines.
    pub lines: Vec<Line>,
}

/// The forms of a term.
pub const FORMS: &[(&str, &str)] = &[
    (
        "bulgaria 2020",
        "Words, anywhere in names and texts, without regard to case and accents; any name of a country finds it",
    ),
    ("\"return policy\"", "A phrase"),
    ("meeting:som-2019", "A field with a value"),
    ("country:BG,TR", "A comma is 'or'"),
    ("host:\"North Macedonia\"", "A value with spaces or commas stands in quotation marks"),
    ("-status:held", "A minus is 'not'"),
];

/// The forms of a value.
const VALUES: &[(&str, &str)] = &[
    ("som-2019, BG, BGR, turkey, goal:4", "A record, by id, code of ISO 3166, any of its names, or reference"),
    ("2020, 2020-Q1, 2020-03, 2020-03-05", "A date; one that is known less well is found wherever it may be"),
    ("2019..2021, ..2020, 2020..", "A range of dates or of numbers, both ends included"),
    (">=3, >3, <=10, <10", "A bound of dates or of numbers"),
    ("under-way", "A word of a closed list, written in full"),
    ("yes, no", "Whether it is so"),
    ("istanbul", "Anything else: a piece of the text"),
];

/// Lists the parts of the explanation.
pub fn chapters() -> Vec<Chapter> {
    vec![
        Chapter { title: "Terms, all of which must hold", heads: ["term", "what it is"], lines: own(FORMS) },
        Chapter { title: "Values", heads: ["value", "what it is"], lines: own(VALUES) },
        Chapter { title: "Words that any record can be asked by", heads: ["word", "what it finds"], lines: words() },
        Chapter { title: "Conditions", heads: ["condition", "when it is true"], lines: conditions() },
        Chapter { title: "What you added to records", heads: ["term", "when it is true"], lines: added_lines() },
        Chapter { title: "What you added, asked by itself", heads: ["term", "what it finds"], lines: item_lines() },
        Chapter { title: "Fields, by the word for one or for many", heads: ["kind", "its fields"], lines: fields() },
    ]
}

fn own(lines: &[(&str, &str)]) -> Vec<Line> {
    lines.iter().map(|(form, doc)| ((*form).to_owned(), (*doc).to_owned())).collect()
}

fn words() -> Vec<Line> {
    let words = WORDS.iter().map(|word| (word.example.to_owned(), format!("{} ({})", word.doc, word.takes)));
    let kinds: Vec<&str> = touching_kinds().map(|kind| kind.spec().name).filter(|name| !is_word(name)).collect();
    let doc = format!("What touches that goal: refers to it, or is referred to by it. So with {}", kinds.join(", "));
    words.chain([("goal:4".to_owned(), doc)]).collect()
}

fn is_word(name: &str) -> bool {
    WORDS.iter().any(|word| word.name == name)
}

fn conditions() -> Vec<Line> {
    CONDITIONS.iter().map(|condition| (format!("is:{}", condition.name), condition.doc.to_owned())).collect()
}

fn added_lines() -> Vec<Line> {
    let before = |meaning: Meaning| WORDS.iter().find(|word| word.meaning == meaning).map_or("", |word| word.name);
    added::WORDS.iter().map(|word| (format!("{}:{}", before(word.meaning), word.name), word.doc.clone())).collect()
}

fn item_lines() -> Vec<Line> {
    let words = items::words::WORDS.iter().map(|word| (word.example.to_owned(), word.doc.to_owned()));
    let touching =
        ("meeting:som-2019".to_owned(), "What belongs to that meeting. So with every kind of record".to_owned());
    let conditions = items::conditions::CONDITIONS.iter();
    let conditions = conditions.map(|condition| (format!("is:{}", condition.name), condition.doc.to_owned()));
    let fields: Vec<&str> = items::words::fields().into_iter().map(|field| field.name).collect();
    let titles: Vec<String> = items::words::specs().map(|spec| spec.title.replace(' ', "-")).collect();
    let listed = [("kinds".to_owned(), titles.join(", ")), ("fields".to_owned(), fields.join(", "))];
    words.filter(|(form, _)| !form.starts_with("is:")).chain([touching]).chain(conditions).chain(listed).collect()
}

fn fields() -> Vec<Line> {
    let names = |kind: &Kind| -> Vec<String> {
        let fields = kind.spec().fields.iter();
        let with_parts = |name: &str, parts: &[crate::model::Field]| {
            // The parts of a source are the same everywhere.
            let parts: Vec<&str> =
                parts.iter().map(|part| part.name).filter(|part| *part != Name::Sources).map(Name::text).collect();
            format!("{name} ({})", parts.join(", "))
        };
        let named = fields.map(|field| match (field.name, field.parts()) {
            (Name::Sources, _) | (_, []) => field.name.text().to_owned(),
            (name, parts) => with_parts(name.text(), parts),
        });
        named.collect()
    };
    let source: Vec<&str> = crate::model::kinds::shared::SOURCE.iter().map(|part| part.name.text()).collect();
    let kinds = Kind::ALL.iter().map(|kind| (kind.spec().plural.to_owned(), names(kind).join(", ")));
    kinds.chain([("all sources".to_owned(), source.join(", "))]).collect()
}

/// Writes the explanation in lines of at most that many cells.
pub fn text(width: usize) -> String {
    let chapters = chapters();
    let text = |chapter: &Chapter| format!("{}:\n{}", chapter.title, set(&chapter.lines, width));
    chapters.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Sets lines in two columns; what is too long for the first has a line of its own.
pub fn set(lines: &[Line], width: usize) -> String {
    const FIRST: usize = 26;
    let room = width.saturating_sub(FIRST).max(1);
    let mut out = String::new();
    for (form, doc) in lines {
        let mut head = format!("  {form}");
        if cells(&head) >= FIRST {
            out.push_str(&head);
            out.push('\n');
            head.clear();
        }
        for range in wrap(doc, room) {
            let gap = " ".repeat(FIRST.saturating_sub(cells(&head)));
            out.push_str(&format!("{head}{gap}{}\n", part(doc, range)));
            head.clear();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Origin, Snapshot};
    use crate::load::{Source, load};
    use crate::query::{Filter, Ground};

    #[test]
    fn every_example_is_understood() {
        let loaded = load(&Source::embedded()).unwrap();
        let snapshot = Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default());
        let ground = Ground::new(&snapshot, None);
        let words = WORDS.iter().map(|word| word.example);
        let added = added_lines();
        let added = added.iter().map(|(term, _)| term.as_str());
        for example in FORMS.iter().map(|(form, _)| *form).chain(words).chain(added).chain(["goal:4"]) {
            let filter = Filter::parse(example, Kind::ALL, ground);
            assert!(filter.is_ok_and(|filter| !filter.is_empty()), "{example}");
        }
    }

    #[test]
    fn the_explanation_fits_its_width_and_names_every_field() {
        let text = text(80);
        assert!(text.lines().all(|line| cells(line) <= 80), "{text}");
        for field in Kind::ALL.iter().flat_map(|kind| kind.spec().fields) {
            assert!(text.contains(field.name.text()));
        }
    }
}
