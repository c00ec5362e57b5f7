//! What rests on which paragraph of which document: the sources of all records, seen from the documents.

use std::collections::BTreeMap;

use crate::model::{Dataset, Kind, Name, Rid, Row, Value};

/// The records that rest on a document, by the paragraph that they name, each once and in the order of the dataset.
pub type Paragraphs = BTreeMap<Option<u32>, Vec<Rid>>;

/// The records that rest on each document.
#[derive(Debug, Default)]
pub struct Resting {
    documents: BTreeMap<Rid, Paragraphs>,
}

impl Resting {
    /// Reads the sources of all records and their parts.
    pub fn new(dataset: &Dataset) -> Self {
        let mut resting = Self::default();
        for record in Kind::ALL.iter().flat_map(|&kind| dataset.records(kind)) {
            resting.read(record.row(), record.rid);
        }
        resting
    }

    /// Returns what rests on a document; `None` where nothing does.
    pub fn on(&self, document: Rid) -> Option<&Paragraphs> {
        self.documents.get(&document)
    }

    fn read(&mut self, row: Row<'_>, of: Rid) {
        for (position, field) in row.fields().iter().enumerate().filter(|(_, field)| !field.parts().is_empty()) {
            let Value::Parts(parts) = row.value(position) else { continue };
            for part in parts {
                match part.link(Name::Doc).filter(|_| field.name == Name::Sources) {
                    Some(document) => self.note(document.rid, part.whole(Name::Para), of),
                    None => self.read(part, of),
                }
            }
        }
    }

    fn note(&mut self, document: Rid, paragraph: Option<u32>, of: Rid) {
        let rids = self.documents.entry(document).or_default().entry(paragraph).or_default();
        if rids.last() != Some(&of) {
            rids.push(of);
        }
    }
}
