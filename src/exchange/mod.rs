//! What leaves the program as a file: records in the formats of calendars, spreadsheets, documents and programs.
//!
//! [`FORMATS`] is the one list of formats, each with what it takes and what writes it. Nothing here knows who asks, opens a file or
//! decides where bytes go, and nothing here prints for people: that is the business of the two faces of the program.

pub mod agenda;
pub mod csv;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod selection;
pub mod sheet;

use std::io;

use crate::model::{Dataset, Kind, Record};

pub use agenda::Agenda;
pub use selection::{Selection, selections};
pub use sheet::Sheet;

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// iCalendar (RFC 5545).
    Ics,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Markdown.
    Md,
    /// JSON.
    Json,
}

/// Writes what takes place, and returns how many items were written.
type WriteAgenda = fn(&Agenda<'_>, &mut Vec<u8>) -> io::Result<usize>;
/// Writes records of one kind.
type WriteRecords = fn(Kind, &[Record<'_>], &Dataset, &mut Vec<u8>) -> io::Result<()>;

/// All that is known of a format.
#[derive(Debug)]
pub struct FormatSpec {
    /// The format that the row describes.
    pub format: Format,
    /// Its name, which is the ending of its files, too.
    pub name: &'static str,
    /// What it is and for whom.
    pub doc: &'static str,
    agenda: WriteAgenda,
    /// `None` where it takes meetings and activities alone.
    records: Option<WriteRecords>,
}

/// The formats, in the order in which they are listed.
pub const FORMATS: &[FormatSpec] = &[
    FormatSpec { format: Format::Ics, name: "ics", doc: "iCalendar, for calendars", agenda: ics::write, records: None },
    FormatSpec {
        format: Format::Csv,
        name: "csv",
        doc: "Comma-separated values, for spreadsheets",
        agenda: agenda::write_csv,
        records: Some(csv::write),
    },
    FormatSpec {
        format: Format::Md,
        name: "md",
        doc: "Markdown, for documents",
        agenda: agenda::write_markdown,
        records: Some(|kind, records, dataset, out| markdown::write(&Sheet::new(kind, records, dataset), out)),
    },
    FormatSpec {
        format: Format::Json,
        name: "json",
        doc: "An array of records, for programs",
        agenda: agenda::write_json,
        records: Some(|_, records, dataset, out| json::write(records.iter().copied(), dataset, None, out)),
    },
];

impl Format {
    /// Every format, in the order of the table.
    pub const ALL: &'static [Self] = &[Self::Ics, Self::Csv, Self::Md, Self::Json];

    /// Returns the format's row of the table.
    pub fn spec(self) -> &'static FormatSpec {
        // The enum and the table are in the same order.
        &FORMATS[self as usize]
    }
}

impl FormatSpec {
    /// Writes what takes place, and returns how many items were written: a calendar leaves out what has no date.
    ///
    /// # Errors
    ///
    /// Whatever `out` says.
    pub fn agenda(&self, agenda: &Agenda<'_>, out: &mut Vec<u8>) -> io::Result<usize> {
        (self.agenda)(agenda, out)
    }

    /// Tells whether it takes records of any kind, and not meetings and activities alone.
    pub fn takes_any(&self) -> bool {
        self.records.is_some()
    }

    /// Writes records of one kind, as lists of them are printed, and returns how many: none where it does not take them.
    ///
    /// # Errors
    ///
    /// Whatever `out` says.
    pub fn records(
        &self,
        kind: Kind,
        records: &[Record<'_>],
        dataset: &Dataset,
        out: &mut Vec<u8>,
    ) -> io::Result<usize> {
        let Some(write) = self.records else { return Ok(0) };
        write(kind, records, dataset, out)?;
        Ok(records.len())
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
}
