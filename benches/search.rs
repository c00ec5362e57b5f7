//! What finding costs: a letter over all names, the same over all texts, the first answer and the whole one, a slip of the finger.
//!
//! `floor` goes once through the folded names with `memmem`; quote the others as ratios to it, since machines differ and are shared.
//! The sizes are 1,000 and 100,000 activities, or what `PLENARY_ACTIVITIES` says.

use std::sync::Arc;

use divan::{Bencher, black_box};
use plenary::index::Snapshot;
use plenary::journal::Book;
use plenary::model::Kind;
use plenary::query::search::Search;
use plenary::query::{Filter, Ground};

mod generated;
mod generator;

/// A piece that many names have, one that few have, one that stands nowhere.
const PIECES: [&str; 3] = ["a", "kazakh", "qzqzq"];

fn main() {
    divan::main();
}

fn sizes() -> Vec<usize> {
    let wanted = std::env::var("PLENARY_ACTIVITIES").ok().and_then(|count| count.parse().ok());
    wanted.map_or_else(|| vec![1_000, 100_000], |count| vec![count])
}

fn cases() -> Vec<(usize, &'static str)> {
    sizes().into_iter().flat_map(|size| PIECES.map(|piece| (size, piece))).collect()
}

/// Returns the dataset of that size, whose names are collected.
fn asked(activities: usize) -> Arc<Snapshot> {
    let snapshot = generated::snapshot(activities);
    snapshot.heads();
    snapshot
}

/// One pass over what all records are called, folded, for a piece that stands nowhere.
#[divan::bench(args = sizes(), sample_count = 10)]
fn floor(bencher: Bencher<'_, '_>, activities: usize) {
    let snapshot = asked(activities);
    let heads = snapshot.heads();
    bencher.bench_local(|| heads.having(black_box("qzqzq"), &mut fixedbitset::FixedBitSet::new()));
}

/// The records that are called so.
#[divan::bench(args = cases(), sample_count = 10)]
fn names(bencher: Bencher<'_, '_>, (activities, piece): (usize, &str)) {
    let snapshot = asked(activities);
    let Ok(filter) = Filter::parse(piece, Kind::ALL, Ground::new(&snapshot, None)) else { return };
    bencher.bench_local(|| filter.named(Kind::ALL, &snapshot));
}

/// The records in which it stands anywhere, with what the query means.
#[divan::bench(args = cases(), sample_count = 10)]
fn texts(bencher: Bencher<'_, '_>, (activities, piece): (usize, &str)) {
    let snapshot = asked(activities);
    let ground = Ground::new(&snapshot, None);
    bencher.bench_local(|| {
        let filter = Filter::parse(black_box(piece), Kind::ALL, ground);
        filter.map(|filter| filter.mask(Kind::ALL, &snapshot))
    });
}

/// From the letter to the first answer of 'find anything'.
#[divan::bench(args = cases(), sample_count = 10)]
fn first_answer(bencher: Bencher<'_, '_>, (activities, piece): (usize, &str)) {
    let snapshot = asked(activities);
    bencher.bench_local(|| answers(&snapshot, piece, 1));
}

/// From the letter to the last answer of 'find anything'; the piece that stands nowhere is looked for as a slip of the finger, too.
#[divan::bench(args = cases(), sample_count = 5)]
fn whole_answer(bencher: Bencher<'_, '_>, (activities, piece): (usize, &str)) {
    let snapshot = asked(activities);
    bencher.bench_local(|| answers(&snapshot, piece, usize::MAX));
}

/// Takes so many answers and lets the search end.
fn answers(snapshot: &Snapshot, text: &str, wanted: usize) -> usize {
    let taken = std::sync::atomic::AtomicUsize::new(0);
    let count = || taken.load(std::sync::atomic::Ordering::Relaxed);
    let goes_on = || count() < wanted;
    let search =
        Search { text, snapshot, today: None, book: &Book::default(), is_first: &|_| false, goes_on: &goes_on };
    search.run(&mut |_| taken.store(count() + 1, std::sync::atomic::Ordering::Relaxed));
    count()
}
