//! Papers to hand out: the minutes of a meeting, a brief on a record. Every line ends with its source.
//!
//! A [`Report`] is a title and sections of [`Line`]s, and nothing of how it looks; [`minutes`] and [`brief`] make one of dataset and journal
//! together, [`mod@all`] of a journal, with the sentences of [`told`]. [`FORMATS`] is the one list of what writes it. Unknown is said, never invented, and nothing is
//! judged or added up.

pub mod all;
pub mod brief;
mod html;
mod markdown;
pub mod minutes;
mod text;
pub mod told;

use crate::base::text::visible;

/// A paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// What stands below the title.
    pub about: Vec<Line>,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// Whether the lines of the sections are numbered through, as paragraphs.
    pub is_numbered: bool,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its lines: paragraphs, or items of a list.
    pub lines: Vec<Line>,
}

/// A text and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says; it may have several lines.
    pub text: String,
    /// Where that comes from, in short.
    pub source: String,
    /// What is meant by that, for the list at the end.
    pub cites: Vec<Source>,
}

/// A source as it stands in the list at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name under which it is cited.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
}

impl Report {
    /// Says before anything else how much of the journal could not be read, and so is not in it.
    pub fn lacking(mut self, count: usize) -> Self {
        let of = match count {
            0 => return self,
            1 => "a line or file".to_owned(),
            _ => format!("{count} lines or files"),
        };
        let text = format!("Not complete: {of} of the journal could not be read.");
        self.about.insert(0, Line { text, source: "your journal".to_owned(), cites: Vec::new() });
        self
    }

    /// Lists what is cited, each once, in the order in which it is cited first.
    pub fn sources(&self) -> Vec<&Source> {
        let lines = self.about.iter().chain(self.sections.iter().flat_map(|section| &section.lines));
        let mut sources: Vec<&Source> = Vec::new();
        for cite in lines.flat_map(|line| &line.cites) {
            if !sources.iter().any(|known| known.name == cite.name) {
                sources.push(cite);
            }
        }
        sources
    }

    /// Explains the signs that stand before sources; nothing where there are none.
    fn signs(&self) -> Option<&'static str> {
        let lines = self.about.iter().chain(self.sections.iter().flat_map(|section| &section.lines));
        let mut sources = lines.map(|line| line.source.as_str());
        let is_signed = |source: &str| source.starts_with(['≈', '≠']);
        sources.any(is_signed).then_some("≈ it was concluded from the source, ≠ the source says something else")
    }

    /// Returns every line of the sections with its number.
    fn numbered(&self) -> impl Iterator<Item = (&Section, Vec<(usize, &Line)>)> {
        let mut next = 1;
        self.sections.iter().map(move |section| {
            let lines = (next..).zip(&section.lines).collect();
            next += section.lines.len();
            (section, lines)
        })
    }
}

/// A paragraph, to be broken to any width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// A heading.
    Heading(String),
    /// A text with its source.
    Text(String),
    /// Room between two sections.
    Space,
}

impl Report {
    /// Lists everything that stands below the title, safe to show.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let text = |head: String, line: &Line| {
            let lines = line.shown();
            Paragraph::Text(format!("{head}{} {}", lines.join(" "), line.tail()))
        };
        let mut out: Vec<Paragraph> = self.about.iter().map(|line| text(String::new(), line)).collect();
        for (section, lines) in self.numbered() {
            out.extend([Paragraph::Space, Paragraph::Heading(visible(&section.title, false).into_owned())]);
            let head = |number| if self.is_numbered { format!("{number}. ") } else { "– ".to_owned() };
            out.extend(lines.into_iter().map(|(number, line)| text(head(number), line)));
        }
        let sources = self.sources();
        if !sources.is_empty() {
            out.extend([Paragraph::Space, Paragraph::Heading("Sources".to_owned())]);
        }
        for source in sources {
            let text = format!("{}: {}", source.name, source.title);
            let url = source.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
            out.push(Paragraph::Text(visible(&format!("{text}{url}"), false).into_owned()));
        }
        out.extend(self.signs().map(|signs| Paragraph::Text(signs.to_owned())));
        out
    }
}

impl Section {
    /// Makes a section; one without lines says so, in the sentence given.
    pub fn new(title: &str, lines: Vec<Line>, none: &str) -> Self {
        let lines = if lines.is_empty() { vec![Line::unknown(none)] } else { lines };
        Self { title: title.to_owned(), lines }
    }
}

impl Line {
    /// Says that something is not known.
    pub fn unknown(text: &str) -> Self {
        Self { text: text.to_owned(), source: told::NO_SOURCE.to_owned(), cites: Vec::new() }
    }

    /// Returns the lines of the text, safe to show.
    fn shown(&self) -> Vec<String> {
        self.text.trim_end().split('\n').map(|line| visible(line, false).into_owned()).collect()
    }

    /// Returns the source as it stands behind the text, safe to show.
    fn tail(&self) -> String {
        format!("[{}]", visible(&self.source, false))
    }
}

/// A format of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Md,
    /// A page of HTML in one file.
    Html,
}

/// All that is known of a format.
#[derive(Debug)]
pub struct FormatSpec {
    /// The format that the row describes.
    pub format: Format,
    /// Its name.
    pub name: &'static str,
    /// How the names of its files end.
    pub ending: &'static str,
    /// What it is and for whom.
    pub doc: &'static str,
    write: fn(&Report, usize) -> String,
}

/// The formats, in the order in which they are listed.
pub const FORMATS: &[FormatSpec] = &[
    FormatSpec {
        format: Format::Text,
        name: "text",
        ending: "txt",
        doc: "Plain text, for reading and mail",
        write: text::write,
    },
    FormatSpec {
        format: Format::Md,
        name: "md",
        ending: "md",
        doc: "Markdown, for documents",
        write: |report, _| markdown::write(report),
    },
    FormatSpec {
        format: Format::Html,
        name: "html",
        ending: "html",
        doc: "A page in one file, for the printer",
        write: |report, _| html::write(report),
    },
];

impl Format {
    /// Every format, in the order of the table.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Md, Self::Html];

    /// Returns the format's row of the table.
    pub fn spec(self) -> &'static FormatSpec {
        // The enum and the table are in the same order.
        &FORMATS[self as usize]
    }

    /// Returns the format of a file by how its name ends; `None` where it says nothing.
    pub fn of_ending(ending: &str) -> Option<Self> {
        FORMATS.iter().find(|spec| spec.ending.eq_ignore_ascii_case(ending)).map(|spec| spec.format)
    }

    /// Writes a report; `width` is how many cells a line of text has.
    pub fn write(self, report: &Report, width: usize) -> String {
        (self.spec().write)(report, width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_enum() {
        let formats: Vec<Format> = FORMATS.iter().map(|spec| spec.format).collect();
        assert_eq!(formats, Format::ALL);
        assert!(Format::ALL.iter().enumerate().all(|(at, format)| *format as usize == at));
    }

    #[test]
    fn lines_are_numbered_through_and_what_is_cited_twice_is_listed_once() {
        let source = Source { name: "a".into(), title: "A".into(), url: None };
        let line = Line { text: "x".into(), source: "a ¶1".into(), cites: vec![source.clone(), source.clone()] };
        let section = |count| Section { title: "S".into(), lines: vec![line.clone(); count] };
        let report = Report { sections: vec![section(2), section(1)], ..Report::default() };
        let numbers: Vec<Vec<usize>> =
            report.numbered().map(|(_, lines)| lines.into_iter().map(|(number, _)| number).collect()).collect();
        assert_eq!(numbers, [vec![1, 2], vec![3]]);
        assert_eq!(report.sources(), [&source]);
    }
}
