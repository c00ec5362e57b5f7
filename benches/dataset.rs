//! From bytes to answers: load and validate, index, list with a filter, at 1,000, 10,000 and 100,000 activities.
//!
//! `floor` reads the same bytes with `serde_json` into borrowed structs in the same run; quote the others as ratios to it, since
//! machines differ and are shared.

use std::sync::OnceLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use plenary::index::{Index, Origin, Snapshot};
use plenary::load::{Source, load};
use plenary::model::{Dataset, Kind};
use plenary::query::complete::{Asking, complete};
use plenary::query::{Filter, Ground};

use floor::{Whole, WholeLean};

mod floor;
mod generator;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// Returns the bytes of a generated dataset, made once for each size.
fn bytes(activities: usize) -> &'static [u8] {
    static MADE: [OnceLock<Vec<u8>>; 3] = [const { OnceLock::new() }; 3];
    let [small, middle, large] = &MADE;
    let slot = match activities {
        1_000 => small,
        10_000 => middle,
        _ => large,
    };
    slot.get_or_init(|| {
        let mut bytes = Vec::new();
        assert!(generator::write(activities, 1, &mut bytes).is_ok());
        bytes
    })
}

fn dataset(activities: usize) -> Dataset {
    match load(&Source::bytes("generated", bytes(activities).to_vec())) {
        Ok(loaded) => loaded.dataset,
        Err(error) => unreachable!("{error}"),
    }
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn floor(bencher: Bencher<'_, '_>, activities: usize) {
    let bytes = bytes(activities);
    assert!(serde_json::from_slice::<Whole<'_>>(bytes).is_ok());
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| serde_json::from_slice::<Whole<'_>>(black_box(bytes)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn floor_of_texts_alone(bencher: Bencher<'_, '_>, activities: usize) {
    let bytes = bytes(activities);
    assert!(serde_json::from_slice::<WholeLean<'_>>(bytes).is_ok());
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| serde_json::from_slice::<WholeLean<'_>>(black_box(bytes)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn load_and_validate(bencher: Bencher<'_, '_>, activities: usize) {
    let bytes = bytes(activities);
    // The source owns its bytes, as it does when it is read from a file; copying them is not what is measured.
    let source = || Source::bytes("generated", bytes.to_vec());
    bencher.counter(BytesCount::of_slice(bytes)).with_inputs(source).bench_refs(|source| load(source));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn index(bencher: Bencher<'_, '_>, activities: usize) {
    let dataset = dataset(activities);
    bencher.counter(BytesCount::of_slice(bytes(activities))).bench(|| Index::new(black_box(&dataset)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn list_by_words_and_fields(bencher: Bencher<'_, '_>, activities: usize) {
    let snapshot = Snapshot::new(dataset(activities), Vec::new(), 0, Origin::default());
    let count = || {
        let ground = Ground::new(&snapshot, None);
        let filter =
            Filter::parse(black_box("country:BG status:held border return"), &[Kind::Activity], ground).ok()?;
        Some(filter.mask(&[Kind::Activity], &snapshot).count_ones(..))
    };
    assert!(count().is_some_and(|found| found > 0));
    bencher.counter(BytesCount::of_slice(bytes(activities))).bench(count);
}

/// What Tab offers behind a field, with the count of each, over all activities.
#[divan::bench(args = ["country:", "country:tu", "status:", "year:", "is:", "has:", "goal:", "commitment:", "country:BG goal:4 status:he"], sample_count = 5, sample_size = 1)]
fn complete_at_100_000(bencher: Bencher<'_, '_>, query: &str) {
    let snapshot = Snapshot::new(dataset(100_000), Vec::new(), 0, Origin::default());
    let (ground, kinds) = (Ground::new(&snapshot, None), &[Kind::Activity]);
    let present = Filter::default().mask(kinds, &snapshot);
    bencher.bench(|| {
        let offers =
            complete(black_box(query), query.len(), Asking { kinds, ground, present: &present, is_counted: true });
        assert!(!offers.candidates.is_empty());
        offers
    });
}
