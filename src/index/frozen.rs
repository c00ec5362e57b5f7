//! A snapshot in a file: in stretches that are each read when they are first asked for.
//!
//! What is read is checked: a file that was tampered with is refused, or says something else, but leads to no failure. What is derived from
//! the dataset and cannot be read is derived again.

use std::io;
use std::sync::Arc;

use crate::base::lazy::Lazy;
use crate::base::pages::Pages;
use crate::base::plain::{Frozen, In};
use crate::base::stretch::{Reader, Writer};
use crate::index::heads::Heads;
use crate::index::links::Links;
use crate::index::order::Order;
use crate::index::prose::Prose;
use crate::index::snapshot::{Called, Index, Snapshot};
use crate::index::touch::Touch;
use crate::model::Dataset;

impl Snapshot {
    /// Writes everything but the long texts that were left on the disk, what was wrong with the file, and where it came from.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn freeze(&self, writer: &mut Writer<'_>) -> io::Result<()> {
        let Index { links, touch, order } = &self.index;
        self.dataset.freeze(writer)?;
        writer.put(|out| links.freeze(out))?;
        writer.put(|out| order.freeze(out))?;
        writer.put(|out| touch.freeze(out))?;
        writer.put(|out| self.heads().freeze(out))?;
        writer.put(|out| self.prose().freeze(out))
    }
}

/// Reads what [`Snapshot::freeze`] wrote, most of it when it is first asked for; `None` where what is read at once is not what was written.
pub(super) fn thaw(reader: &mut Reader, left: Pages) -> Option<(Dataset, Index, Called)> {
    let dataset = Dataset::thaw(reader, left)?;
    let links = Arc::new(later(
        reader,
        &dataset,
        |from, dataset| Links::thaw(from).filter(|links| links.fits(dataset)),
        Links::new,
    )?);
    let order =
        Arc::new(later(reader, &dataset, |from, dataset| Order::of_sorted(Order::thaw(from)?, dataset), Order::new)?);
    let known = (links.clone(), order.clone());
    let touch = later(
        reader,
        &dataset,
        |from, dataset| Touch::of_sets(Touch::thaw(from)?, dataset),
        move |dataset| Touch::new(dataset, &known.0, &known.1),
    )?;
    let heads =
        later(reader, &dataset, |from, dataset| Heads::thaw(from).filter(|heads| heads.fits(dataset)), Heads::new)?;
    let prose =
        later(reader, &dataset, |from, dataset| Prose::thaw(from).filter(|prose| prose.fits(dataset)), Prose::new)?;
    let index = Index { links, touch: Arc::new(touch), order };
    Some((dataset, index, (heads, prose)))
}

/// Leaves something derived from a dataset to be read when it is first asked for, or to be derived again.
fn later<T>(
    reader: &mut Reader,
    dataset: &Dataset,
    read: impl FnOnce(&mut In<'_>, &Dataset) -> Option<T> + Send + 'static,
    derive: impl FnOnce(&Dataset) -> T + Send + 'static,
) -> Option<Lazy<T>> {
    let (of, again) = (dataset.clone(), dataset.clone());
    reader.later(move |from| read(from, &of), move || derive(&again))
}
