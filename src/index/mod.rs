//! What is derived from a dataset: links both ways, what touches what, what rests on which paragraph, what records are
//! called, the order of lists.
//!
//! Everything here is made from the [`Dataset`](crate::model::Dataset) alone and can be thrown away and made again. Nothing here reads
//! files, knows what the user is looking at, or draws.

mod frozen;
mod heads;
mod letters;
mod links;
mod needle;
mod order;
mod pair;
mod passages;
mod prose;
mod resting;
mod snapshot;
mod touch;
mod words;

pub use heads::{Called, Heads};
pub use links::{Backlink, Links, Via};
pub use order::Order;
pub use passages::{Cells, Passages};
pub use prose::{Candidates, Prose};
pub use resting::{Paragraphs, Resting};
pub use snapshot::{Index, Origin, Snapshot};
pub use touch::Touch;
pub use words::{SHORTEST, Words};
