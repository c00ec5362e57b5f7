//! What finding costs: a letter over all names, the same over all texts, the first answer and the whole one, a slip of the finger.
//!
//! `floor` goes once through the folded names with `memmem` on one thread, `floor_of_texts` through all texts as they are, on one and on
//! two; quote the others as ratios to them, since machines differ and are shared: `names`, `first_answer` and `slip` to the first, `texts`
//! and `whole_answer` to the second.
//! The sizes are 1,000 and 100,000 activities, or what `PLENARY_ACTIVITIES` says.

use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use fixedbitset::FixedBitSet;
use memchr::memmem;
use plenary::index::Snapshot;
use plenary::journal::Book;
use plenary::model::{Kind, Rid};
use plenary::query::search::Search;
use plenary::query::{Filter, Ground};

mod generated;
mod generator;

/// Pieces that many names have: a letter at the beginning of an id and one within a title, two letters; one that few have, one that stands
/// nowhere.
const PIECES: [&str; 5] = ["a", "m", "an", "kazakh", "qzqzq"];

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

/// Returns the dataset of that size, whose names are collected, and where each letter stands, as in the program once it has read a file.
fn asked(activities: usize) -> Arc<Snapshot> {
    let snapshot = generated::snapshot(activities);
    snapshot.heads().know_letters(&snapshot.dataset);
    snapshot
}

/// One pass over what all records are called, folded, for a piece that stands nowhere.
#[divan::bench(args = sizes(), sample_count = 10)]
fn floor(bencher: Bencher<'_, '_>, activities: usize) {
    let snapshot = asked(activities);
    let heads = snapshot.heads();
    let lines: Vec<&str> = (0..snapshot.dataset.len()).flat_map(|rid| heads.of(Rid(rid as u32))).collect();
    let lines = lines.join("\n");
    let finder = memmem::Finder::new("qzqzq");
    bencher.bench_local(|| finder.find(black_box(lines.as_bytes())));
}

/// One pass over all texts as they are, not folded, for a piece that stands nowhere, shared by so many threads.
#[divan::bench(args = sizes().into_iter().flat_map(|size| [(size, 1), (size, 2)]), sample_count = 10)]
fn floor_of_texts(bencher: Bencher<'_, '_>, (activities, threads): (usize, usize)) {
    let snapshot = asked(activities);
    let mut left = Vec::new();
    // Those on the disk stand in memory here: the floor does not read.
    let left = snapshot.dataset.left().and_then(|pages| pages.read(&(0..pages.len()), &mut left)).unwrap_or_default();
    let kept = snapshot.dataset.texts().pieces().map(|(_, text)| text);
    let texts: Vec<&[u8]> = kept.chain([left]).map(str::as_bytes).collect();
    let parts: Vec<&[u8]> = texts.iter().flat_map(|text| text.chunks(1 << 20)).collect();
    let share = parts.len().div_ceil(threads).max(1);
    let finder = memmem::Finder::new("qzqzq");
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        std::thread::scope(|scope| {
            let find = |part: &[&[u8]]| part.iter().filter(|part| finder.find(black_box(part)).is_some()).count();
            let working: Vec<_> = parts.chunks(share).map(|part| scope.spawn(move || find(part))).collect();
            working.into_iter().map(|part| part.join().unwrap_or_default()).sum::<usize>()
        })
    });
}

/// The records that are called so, with what the query means.
#[divan::bench(args = cases(), sample_count = 10)]
fn names(bencher: Bencher<'_, '_>, (activities, piece): (usize, &str)) {
    let snapshot = asked(activities);
    let ground = Ground::new(&snapshot, None);
    bencher.bench_local(|| {
        let filter = Filter::parse(black_box(piece), Kind::ALL, ground);
        filter.map(|filter| filter.named(Kind::ALL, &snapshot, &|| true))
    });
}

/// What fields ask of all records: who refers to one, words of closed lists, dates, numbers, what is filled, conditions,
/// texts.
const FIELDS: [&str; 17] = [
    "by:BG",
    "country:BG",
    "goal:1",
    "project:P-00001",
    "kind:commitment",
    "status:held",
    "when:2024",
    "after:2024",
    "amount:>4000000",
    "has:summary",
    "has:when",
    "is:undated",
    "title:migration",
    "title:a",
    "id:a-00001",
    "summary:migration",
    "says:migration",
];

/// The records of which a field says so, with what the query means.
#[divan::bench(args = sizes().into_iter().flat_map(|size| FIELDS.map(|field| (size, field))), sample_count = 10)]
fn fields(bencher: Bencher<'_, '_>, (activities, field): (usize, &str)) {
    let snapshot = asked(activities);
    let ground = Ground::new(&snapshot, None);
    bencher.bench_local(|| {
        let filter = Filter::parse(black_box(field), Kind::ALL, ground);
        filter.map(|filter| filter.mask(Kind::ALL, &snapshot))
    });
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

/// From a slip of the finger to what is near in the names; the answer before it says that no name has it.
#[divan::bench(args = sizes(), sample_count = 10)]
fn slip(bencher: Bencher<'_, '_>, activities: usize) {
    let snapshot = asked(activities);
    for &kind in Kind::ALL {
        snapshot.heads().words(kind, &snapshot.dataset);
    }
    // A small dataset has one answer, the whole one.
    bencher.bench_local(|| answers(&snapshot, "kazahkstan", 2));
}

/// Takes so many answers and lets the search end.
fn answers(snapshot: &Snapshot, text: &str, wanted: usize) -> usize {
    let taken = std::sync::atomic::AtomicUsize::new(0);
    let count = || taken.load(std::sync::atomic::Ordering::Relaxed);
    let goes_on = || count() < wanted;
    let search =
        Search { text, snapshot, today: None, book: &Book::default(), first: &FixedBitSet::new(), goes_on: &goes_on };
    search.run(&mut |_| taken.store(count() + 1, std::sync::atomic::Ordering::Relaxed));
    count()
}
