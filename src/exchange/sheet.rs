//! Records as rows of cells: which columns, and what stands in each cell.
//!
//! A [`Sheet`] is what text, Markdown and CSV have in common; how cells are set is theirs.

use crate::base::text::{cells, visible};
use crate::model::field::{Field, Shape};
use crate::model::{Dataset, Kind, Record, Rid, Value};
use crate::query::words::words;

/// The longest label that stands for a reference in a cell; where the label is longer, the id does.
const LONGEST_LABEL: usize = 24;

/// A column that names its records stays this wide for as long as another can give way.
const LABEL_FLOOR: usize = 36;
/// Any other column stays this wide until labels have given way.
const COLUMN_FLOOR: usize = 12;

/// Records of one kind as rows.
pub struct Sheet<'a> {
    columns: Vec<(usize, &'static Field)>,
    records: &'a [Record<'a>],
    dataset: &'a Dataset,
}

impl<'a> Sheet<'a> {
    /// Makes a sheet with the columns that lists show.
    pub fn new(kind: Kind, records: &'a [Record<'a>], dataset: &'a Dataset) -> Self {
        let fields = kind.spec().fields.iter().enumerate();
        Self { columns: fields.filter(|(_, field)| field.column).collect(), records, dataset }
    }

    /// Returns the headings.
    pub fn heads(&self) -> Vec<String> {
        self.columns.iter().map(|(_, field)| field.name.text().replace('_', " ")).collect()
    }

    /// Tells for each column whether it holds numbers.
    pub fn numeric(&self) -> Vec<bool> {
        let is_numeric = |shape| matches!(shape, Shape::Whole | Shape::Number | Shape::Amount);
        self.columns.iter().map(|(_, field)| is_numeric(field.shape)).collect()
    }

    /// Returns for each column how wide it stays for as long as another can give way: ids are typed, and labels are read first.
    pub fn floors(&self) -> Vec<usize> {
        let floor = |field: &Field| match field.shape {
            Shape::Id => usize::MAX,
            _ if field.label => LABEL_FLOOR,
            _ => COLUMN_FLOOR,
        };
        self.columns.iter().map(|(_, field)| floor(field)).collect()
    }

    /// Lists the rows, their texts made visible. What is unknown is empty.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.records.iter().map(|record| {
            let cell = |&(at, _): &(usize, _)| cell(&record.value(at), self.dataset).unwrap_or_default();
            self.columns.iter().map(cell).map(|text| visible(&text, false).into_owned()).collect()
        })
    }
}

/// Writes a value for a cell; `None` where it is unknown.
fn cell(value: &Value<'_>, dataset: &Dataset) -> Option<String> {
    let short = |rid: &Rid| dataset.record(*rid).map(short_label).unwrap_or_default();
    match value {
        Value::Link(rid) => Some(short(rid)),
        Value::Links(rids) if !rids.is_empty() => Some(rids.iter().map(short).collect::<Vec<_>>().join(", ")),
        value => words(value, dataset),
    }
}

/// Returns what a record is called where there is little room: its label if that is short, or else its id.
pub fn short_label(record: Record<'_>) -> String {
    let label = record.label().text();
    if cells(label) <= LONGEST_LABEL { label.to_owned() } else { record.id().to_owned() }
}
