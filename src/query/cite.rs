//! What a record rests on, in the short form that stands behind a line: `som-2019 ¶5`.

use std::fmt::Write as _;

use crate::model::{Dataset, Name, Record, Row};

/// One source of a record or part.
#[derive(Clone, Copy, Debug)]
pub struct Cite<'a> {
    row: Row<'a>,
}

/// Lists the sources of a record or part, the main one first.
pub fn cites(row: Row<'_>) -> Vec<Cite<'_>> {
    row.parts(Name::Sources).into_iter().map(|row| Cite { row }).collect()
}

/// Takes a row as a source, if it is one.
pub fn of_source(row: Row<'_>) -> Option<Cite<'_>> {
    row.fields().iter().any(|field| field.name == Name::Certainty).then_some(Cite { row })
}

/// Writes the main source of a record or part in short, with how many more there are; `None` where it names none.
pub fn short(row: Row<'_>) -> Option<String> {
    let mut parts = row.each_part(Name::Sources);
    let mut short = Cite { row: parts.next()? }.short();
    let further = parts.len();
    if further > 0 {
        // Writing to a String cannot fail.
        let _ = write!(short, " +{further}");
    }
    Some(short)
}

impl<'a> Cite<'a> {
    /// Returns the document.
    pub fn document(self) -> Option<Record<'a>> {
        self.row.link(Name::Doc)
    }

    /// Returns the number of the paragraph.
    pub fn paragraph(self) -> Option<u32> {
        self.row.whole(Name::Para)
    }

    /// Returns the address: its own, or that of its document.
    pub fn url(self) -> Option<&'a str> {
        self.row.text(Name::Url).or_else(|| self.document()?.text(Name::Url))
    }

    /// Returns the title: its own, or that of its document.
    pub fn title(self) -> Option<&'a str> {
        let own = self.row.text(Name::Title);
        own.or_else(|| self.document().map(|document| document.label().text())).or_else(|| self.url())
    }

    /// Returns what the source says where it differs from the record.
    pub fn says(self) -> Option<&'a str> {
        self.row.text(Name::Says)
    }

    /// Returns how the source carries the record, where that is not simply stated: `inferred` or `disputed`.
    pub fn doubt(self) -> Option<&'static str> {
        self.row.word(Name::Certainty).map(|term| term.name).filter(|&name| name != "stated")
    }

    /// Returns the sign of that doubt and the same in ASCII.
    pub fn sign(self) -> (&'static str, &'static str) {
        self.row.word(Name::Certainty).map_or(("", ""), |term| term.glyph)
    }

    /// Returns the summary of the paragraph that it names, in our own words.
    pub fn summary(self) -> Option<&'a str> {
        let number = self.paragraph()?;
        let paragraphs = self.document()?.parts(Name::Paragraphs);
        let paragraph = paragraphs.into_iter().find(|paragraph| paragraph.whole(Name::N) == Some(number))?;
        paragraph.text(Name::Summary)
    }

    /// Writes where in the document: `¶5`, `p. 3`, `section 2`; empty where it names the document as a whole.
    pub fn place(self) -> String {
        let mut out = String::new();
        self.put_place(&mut out);
        out
    }

    /// Puts where in the document behind what stands there already.
    fn put_place(self, out: &mut String) {
        // Writing to a String cannot fail.
        if let Some(number) = self.paragraph() {
            let _ = write!(out, "{}¶{number}", gap(out));
        }
        if let Some(number) = self.row.whole(Name::Page) {
            let _ = write!(out, "{}p. {number}", gap(out));
        }
        if let Some(section) = self.row.text(Name::Section).filter(|section| !section.is_empty()) {
            out.push_str(gap(out));
            out.push_str(section);
        }
    }

    /// Writes the source in short: sign of doubt, document and place.
    pub fn short(self) -> String {
        let document = self.document().map(|document| document.id());
        let name = document.or_else(|| self.title()).unwrap_or("unnamed source");
        let sign = self.sign().0;
        let mut out = [sign, gap(sign), name].concat();
        self.put_place(&mut out);
        out
    }
}

fn gap(before: &str) -> &'static str {
    if before.is_empty() { "" } else { " " }
}

/// Writes a record as a citation for a paper: what it is called, its reference, and its sources.
pub fn citation(record: Record<'_>, dataset: &Dataset) -> String {
    let sources: Vec<String> = cites(record.row()).into_iter().map(full).collect();
    let rest = if sources.is_empty() { "no source named".into() } else { sources.join("; ") };
    format!("{} ({}, {}): {rest}", record.label().text(), dataset.title().text(), record.reference())
}

fn full(cite: Cite<'_>) -> String {
    let mut out = cite.title().unwrap_or("unnamed source").to_owned();
    for piece in [cite.place(), cite.url().unwrap_or_default().to_owned()] {
        if !piece.is_empty() && !out.contains(&piece) {
            out.push_str(", ");
            out.push_str(&piece);
        }
    }
    match cite.doubt() {
        Some(doubt) => format!("{out} ({doubt})"),
        None => out,
    }
}
