//! What is found quickly is what looking at every record by itself finds: the same records, as near, as many, in the same order.

use std::sync::atomic::{AtomicUsize, Ordering};

use fixedbitset::FixedBitSet;
use plenary::base::suggest;
use plenary::base::text::fold;
use plenary::index::Snapshot;
use plenary::journal::Book;
use plenary::load::Source;
use plenary::model::{Kind, Record, Rid};
use plenary::query::search::{CROWDED, Found, Group, Hit, KEPT, Search};
use plenary::query::{Filter, Ground, Rank};
use proptest::prelude::*;

use crate::finding::generator;
use crate::stage::{dataset, embedded, snapshot};

/// Words with what is folded in all its ways: letters that become two, marks behind their letters, wide ones, other scripts.
const WORDS: &[&str] = &[
    "border",
    "Border",
    "BORDERS",
    "re",
    "return",
    "Œuvre",
    "œuvre",
    "oeuvre",
    "Straße",
    "strasse",
    "Côte",
    "Co\u{302}te",
    "d’Ivoire",
    "co-chair",
    "l'eau",
    "Ｆｕｌｌ",
    "ﬁnance",
    "граница",
    "Граница",
    "ГРАНИЦЫ",
    "日本語",
    "ÉTÉ",
    "été",
    "Bulgaria",
    "bulgarian",
    "EU",
    "eu",
    "A-1",
    "2019",
    "12\u{a0}000",
    "naïve",
    "na",
    "planned",
    "x_y",
];

/// What is asked: words, pieces of them, phrases, what must not stand there.
const ASKED: &[&str] = &[
    "border",
    "re",
    "a",
    "e",
    "euvre",
    "œ",
    "oeuv",
    "ss",
    "stras",
    "cote",
    "ivoire",
    "\"d ivoire\"",
    "chair",
    "\"co chair\"",
    "full",
    "fin",
    "nance",
    "гран",
    "границы",
    "本",
    "ete",
    "bulgaria",
    "bul",
    "eu",
    "a 1",
    "\"12 000\"",
    "naive",
    "plan",
    "_",
    "-border",
    "re -eu",
    "bulgaria border",
    "republic",
    "zz",
    "x_y",
    "\"border return\"",
    "rr",
    "nb",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(WORDS), 1..6).prop_map(|words| words.join(" "))
}

/// Entries of a dataset: countries with other names, activities with titles and texts, some of them in two languages, and what a source
/// says of them.
fn entries() -> impl Strategy<Value = String> {
    let quoted = |text: &str| format!("{text:?}").replace("\\u{", "\\u{");
    let activity = (text(), text(), text(), 0..3_u8);
    proptest::collection::vec(activity, 0..12).prop_map(move |activities| {
        let list = activities.iter().enumerate().map(|(at, (title, summary, other, form))| {
            let json = |text: &str| serde_json::to_string(text).unwrap_or_else(|_| quoted(text));
            let summary = match form {
                0 => json(summary),
                1 => format!(r#"{{"en":{},"ru":{}}}"#, json(summary), json(other)),
                _ => json(""),
            };
            format!(r#"{{"id":"A-{at}","title":{},"summary":{summary},"status":"planned","hosts":["BG"]}}"#, json(title))
        });
        let list: Vec<String> = list.collect();
        format!(
            r#""languages":["en","ru"],"countries":[{{"id":"BG","name":"Bulgaria","also":["Republic of Bulgaria"]}}],"activities":[{}]"#,
            list.join(",")
        )
    })
}

fn records(snapshot: &Snapshot) -> impl Iterator<Item = Record<'_>> {
    Kind::ALL.iter().flat_map(|&kind| snapshot.dataset.records(kind))
}

fn filter(text: &str, snapshot: &Snapshot) -> Filter {
    let ground = Ground::new(snapshot, Some((2020, 2, 15)));
    Filter::parse(text, Kind::ALL, ground).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_record_is_found_in_the_index_of_all_texts_where_it_is_found_by_itself(entries in entries()) {
        let snapshot = dataset(&entries);
        for text in ASKED {
            let filter = filter(text, &snapshot);
            let found = filter.mask(Kind::ALL, &snapshot);
            for record in records(&snapshot) {
                let reference = record.reference();
                prop_assert_eq!(found.contains(record.rid.index()), filter.accepts(record), "{}: {}", text, reference);
            }
        }
    }
}

/// All answers, the last with everything.
fn answers(text: &str, snapshot: &Snapshot, first: &FixedBitSet) -> Vec<Found> {
    let mut answers = Vec::new();
    let search =
        Search { text, snapshot, today: Some((2020, 2, 15)), book: &Book::default(), first, goes_on: &|| true };
    search.run(&mut |found| answers.push(found));
    answers
}

/// The groups of records, each record looked at.
fn groups(filter: &Filter, mask: &FixedBitSet, snapshot: &Snapshot, first: &FixedBitSet) -> Vec<Group> {
    // Where no words are asked for none are near.
    let word = filter.words().next().map(|mention| mention.word().to_owned());
    let begins = |record: Record<'_>, word: &str| snapshot.heads().of(record.rid).any(|line| line.starts_with(word));
    let group = |&kind: &Kind| {
        let in_order = snapshot.index.order.of(kind).iter().filter(|rid| mask.contains(rid.index()));
        let found: Vec<Record<'_>> = in_order.filter_map(|&rid| snapshot.dataset.record(rid)).collect();
        let mut told_apart = 0;
        let mut hits: Vec<Hit> = Vec::new();
        for &record in &found {
            let is_near = found.len() <= CROWDED || word.as_ref().is_some_and(|word| begins(record, word));
            told_apart += usize::from(is_near);
            let rank = if is_near && told_apart <= CROWDED { filter.rank(record, snapshot) } else { Rank::Text };
            hits.push(Hit { rid: record.rid, rank, paragraph: None });
        }
        hits.sort_by_key(|hit| (hit.rank, !first.contains(hit.rid.index())));
        hits.truncate(KEPT);
        (!hits.is_empty()).then_some(Group { kind, paragraphs: false, hits, count: found.len() })
    };
    let mut groups: Vec<Group> = Kind::ALL.iter().filter_map(group).collect();
    groups.sort_by_key(|group| group.hits.first().map(|hit| hit.rank));
    groups
}

#[test]
fn among_many_the_nearest_are_those_that_looking_at_each_finds() {
    let mut bytes = Vec::new();
    assert!(generator::write(7_000, 3, &mut bytes).is_ok());
    let snapshot = snapshot(&Source::bytes("generated", bytes));
    let none = FixedBitSet::new();
    let mut some = FixedBitSet::with_capacity(snapshot.dataset.len());
    some.extend((0..snapshot.dataset.len()).filter(|at| at % 97 == 0));
    let mut few = FixedBitSet::with_capacity(snapshot.dataset.len());
    few.extend([snapshot.dataset.len() - 1, snapshot.dataset.len() - 5_000]);
    let texts = [
        "a",
        "kazakh",
        "m",
        "c 000",
        "migration the",
        "kind:activity",
        "status:held a",
        "qzqz -a",
        "o 00",
        "the 0000123",
        "of 0001234 -migration",
    ];
    let mut crowded = 0;
    for text in texts {
        let filter = filter(text, &snapshot);
        let named = filter.named(Kind::ALL, &snapshot, &|| true);
        let mut all = FixedBitSet::with_capacity(snapshot.dataset.len());
        all.extend(records(&snapshot).filter(|record| filter.accepts(*record)).map(|record| record.rid.index()));
        for first in [&none, &some, &few] {
            let answers = answers(text, &snapshot, first);
            if let (Some(named), true) = (&named, answers.len() > 1) {
                assert!(answers[0].groups == groups(&filter, named, &snapshot, first), "{text}: names");
            }
            let last = answers.last().unwrap();
            let by_hand = groups(&filter, &all, &snapshot, first);
            crowded += by_hand.iter().filter(|group| group.count > CROWDED).count();
            let found: Vec<Group> = last.groups.iter().filter(|group| !group.paragraphs).cloned().collect();
            assert!(last.whole);
            assert!(found == by_hand, "{text}");
        }
    }
    assert!(crowded > 5, "{crowded}");
}

#[test]
fn a_search_that_is_no_longer_wanted_tells_nothing_that_is_not_so() {
    let mut bytes = Vec::new();
    assert!(generator::write(7_000, 3, &mut bytes).is_ok());
    let snapshot = snapshot(&Source::bytes("generated", bytes));
    for text in
        ["a", "kazakhstan", "kazahkstan", "qzqzq", "kind:activity", "-a", "title:migration", "summary:the -id:c"]
    {
        let whole = answers(text, &snapshot, &FixedBitSet::new());
        for most in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
            let asked = AtomicUsize::new(0);
            let goes_on = || asked.fetch_add(1, Ordering::Relaxed) < most;
            let mut told = Vec::new();
            let (book, first) = (Book::default(), FixedBitSet::new());
            let today = Some((2020, 2, 15));
            let search = Search { text, snapshot: &snapshot, today, book: &book, first: &first, goes_on: &goes_on };
            search.run(&mut |found| told.push(found));
            let parts = |found: &Found| (found.groups.clone(), found.slips.clone(), found.whole);
            assert!(told.len() <= whole.len(), "{text} {most}");
            assert!(told.iter().map(parts).eq(whole.iter().take(told.len()).map(parts)), "{text} {most}");
        }
    }
}

/// The nearest word, every word of every name compared, and every one of an id that is no number.
fn meant(word: &str, snapshot: &Snapshot) -> Option<String> {
    let of_kind = |&kind: &Kind| {
        let lines = snapshot.dataset.range(kind).flat_map(|rid| snapshot.heads().of(Rid(rid)).enumerate());
        let words =
            lines.flat_map(|(nth, line)| line.split(|c: char| !c.is_alphanumeric()).map(move |word| (nth, word)));
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        let is_kept = |(nth, word): &(usize, &str)| word.chars().count() >= 4 && !(*nth == 0 && is_number(word));
        let mut words: Vec<&str> = words.filter(is_kept).map(|(_, word)| word).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    suggest::nearest(word, Kind::ALL.iter().flat_map(of_kind)).map(str::to_owned)
}

#[test]
fn a_slip_is_taken_for_the_word_that_comparing_all_words_finds() {
    let mut bytes = Vec::new();
    assert!(generator::write(7_000, 3, &mut bytes).is_ok());
    for (snapshot, words) in [
        (embedded(), ["bulgraia", "turkeiy", "migratoin", "c-99x", "zzzzzzzz"]),
        (
            snapshot(&Source::bytes("generated", bytes)),
            ["kazhakstan", "cooperatoin", "000012345", "zzzzzzzz", "україно"],
        ),
    ] {
        for word in words {
            let answers = answers(word, &snapshot, &FixedBitSet::new());
            let last = answers.last().unwrap();
            let asked = filter(word, &snapshot);
            let stands = records(&snapshot).any(|record| asked.accepts(record));
            let folded = fold(word);
            let is_one = !folded.contains(' ');
            let expected = if stands || !is_one { None } else { meant(&folded, &snapshot) };
            assert_eq!(last.slips.first().map(|slip| slip.meant.clone()), expected, "{word}");
            assert!(last.slips.iter().all(|slip| !slip.is_guessed));
            if let Some(expected) = expected {
                let near = filter(&expected, &snapshot);
                let count = records(&snapshot).filter(|record| near.accepts(*record)).count();
                let found: usize = last.groups.iter().filter(|group| !group.paragraphs).map(|group| group.count).sum();
                assert_eq!(found, count, "{word}");
            }
        }
    }
}

#[test]
fn in_a_large_dataset_a_slip_is_guessed_from_the_names_before_the_texts_were_gone_through() {
    let mut bytes = Vec::new();
    assert!(generator::write(7_000, 3, &mut bytes).is_ok());
    let snapshot = snapshot(&Source::bytes("generated", bytes));
    let told: Vec<(Option<String>, bool, bool)> = answers("bulgraia", &snapshot, &FixedBitSet::new())
        .iter()
        .map(|found| (found.slips.first().map(|slip| slip.told()), found.groups.is_empty(), found.whole))
        .collect();
    let guessed = Some(r#"no name has "bulgraia"; shown is "bulgaria""#.to_owned());
    let known = Some(r#"nothing has "bulgraia"; shown is "bulgaria""#.to_owned());
    assert_eq!(told, [(None, true, false), (guessed, false, false), (known, false, true)]);
}
