//! What a key press costs: all counts of all lists, one frame of every screen, the cursor and a letter of a filter on each, at 1,000,
//! 10,000 and 100,000 activities.
//!
//! A frame must not depend on the number of records: only what is on the screen is drawn.

use std::sync::atomic::AtomicU64;

use divan::{Bencher, black_box};
use fixedbitset::FixedBitSet;
use plenary::config::{Theme, ThemeName};
use plenary::keys::{Keymap, Press};
use plenary::tui::draw::draw;
use plenary::tui::effect::{Effect, Effects};
use plenary::tui::msg::Msg;
use plenary::tui::search;
use plenary::tui::skin::Skin;
use plenary::tui::state::{Manner, State};
use plenary::tui::update::update;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

mod generated;
mod generator;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const SCREEN: (u16, u16) = (200, 60);

fn main() {
    divan::main();
}

/// The keys that lead to every screen, to its twin, and to the ways that count or group most.
const SCREENS: [&str; 14] = ["2", "2 b", "2 B", "3", "4", "4 v", "5", "5 v", "6", "6 b", "7", "7 v", "8", "8 b b b b"];

fn state(activities: usize) -> State {
    let skin = Skin::new(&Theme::named(ThemeName::default()), true, false);
    let manner =
        Manner { skin, keymap: Keymap::default(), complaints: Vec::new(), today: Some((2020, 2, 15)), mouse: true };
    State::new(generated::snapshot(activities), manner, SCREEN)
}

fn press_all(state: &mut State, keys: &str) {
    keys.split(' ').for_each(|key| press(state, key));
}

fn press(state: &mut State, key: &str) {
    let Ok(press) = key.parse::<Press>() else { unreachable!("no key {key}") };
    update(state, Msg::Key(press), &mut Effects::new());
}

/// The cursor goes down and up in Countries: the counts of all lists and the detail are made anew.
#[divan::bench(args = SIZES, sample_count = 20)]
fn move_the_cursor_in_countries(bencher: Bencher<'_, '_>, activities: usize) {
    let mut state = state(activities);
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        press(&mut state, if down { "Down" } else { "Up" });
    });
}

/// The same with two goals marked and the scope narrowed to a country.
#[divan::bench(args = SIZES, sample_count = 20)]
fn move_with_marks_and_scope(bencher: Bencher<'_, '_>, activities: usize) {
    let mut state = state(activities);
    ["Down", "x", "Tab", "Down", "Space", "Space", "Shift-Tab"].into_iter().for_each(|key| press(&mut state, key));
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        press(&mut state, if down { "Down" } else { "Up" });
    });
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn draw_one_frame(bencher: Bencher<'_, '_>, activities: usize) {
    let mut state = state(activities);
    press(&mut state, "Down");
    let mut buffer = Buffer::empty(Rect::new(0, 0, SCREEN.0, SCREEN.1));
    bencher.bench_local(|| {
        buffer.reset();
        draw(black_box(&state), &mut buffer);
    });
}

/// Filters of each kind of field, each beside another of its kind: words of closed lists, dates, references, what is filled, conditions,
/// texts.
const FILTERS: [[&str; 2]; 10] = [
    ["status:held", "status:planned"],
    ["when:2024", "when:2019..2020"],
    ["after:2024", "before:2019"],
    ["hosts:BG", "hosts:TR"],
    ["project:P-00001", "project:P-00002"],
    ["country:BG", "country:TR"],
    ["has:summary", "has:outcome"],
    ["is:undated", "is:online"],
    ["title:migration", "title:border"],
    ["summary:migration", "summary:border"],
];

/// A filter of fields over the activities of Explore, from its last letter to all counts of all lists, as it is read while the screen goes
/// on; at 100,000 activities, or at what `PLENARY_ACTIVITIES` says.
#[divan::bench(args = FILTERS.map(|[one, _]| one), sample_count = 20)]
fn field_filter_with_all_counts(bencher: Bencher<'_, '_>, filter: &str) {
    let mut state = state(largest()[0]);
    press_all(&mut state, "Tab Tab /");
    let other = FILTERS.iter().find(|[one, _]| *one == filter).map_or(filter, |[_, other]| other);
    let mut held = false;
    bencher.bench_local(|| {
        held = !held;
        let mut effects = Effects::new();
        search::filter(&mut state, if held { filter } else { other }, &mut effects);
        let Some(Effect::Sieve(sieve)) = effects.pop() else { return };
        let (ticket, latest) = (sieve.ticket, AtomicU64::new(sieve.ticket));
        let answer = Ok(sieve.read(&state.shared.snapshot, &latest).map(Box::new));
        update(&mut state, Msg::Sieved { ticket, answer }, &mut effects);
    });
}

/// What that has to do at least: sixty counts of the activities that are in a mask.
#[divan::bench(args = largest(), sample_count = 20)]
fn floor_of_all_counts(bencher: Bencher<'_, '_>, activities: usize) {
    let every = |nth: usize| (0..activities).step_by(nth).collect::<FixedBitSet>();
    let (mask, sets): (_, Vec<FixedBitSet>) = (every(3), (2..62).map(every).collect());
    bencher.bench_local(|| sets.iter().map(|set| set.intersection_count(black_box(&mask))).sum::<usize>());
}

fn largest() -> Vec<usize> {
    vec![std::env::var("PLENARY_ACTIVITIES").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000)]
}

/// One frame of each screen; it must not grow with the dataset.
#[divan::bench(args = SCREENS, consts = [1_000, 100_000], sample_count = 20)]
fn draw_each_screen<const ACTIVITIES: usize>(bencher: Bencher<'_, '_>, keys: &str) {
    let mut state = state(ACTIVITIES);
    press_all(&mut state, keys);
    let mut buffer = Buffer::empty(Rect::new(0, 0, SCREEN.0, SCREEN.1));
    bencher.bench_local(|| {
        buffer.reset();
        draw(black_box(&state), &mut buffer);
    });
}

/// The cursor goes down and up on each screen.
#[divan::bench(args = SCREENS, consts = [1_000, 100_000], sample_count = 20)]
fn move_on_each_screen<const ACTIVITIES: usize>(bencher: Bencher<'_, '_>, keys: &str) {
    let mut state = state(ACTIVITIES);
    press_all(&mut state, keys);
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        press(&mut state, if down { "Down" } else { "Up" });
    });
}

/// A letter is typed into the filter of each screen, and taken back: the rows are made anew.
#[divan::bench(args = SCREENS, consts = [1_000, 100_000], sample_count = 10)]
fn filter_each_screen<const ACTIVITIES: usize>(bencher: Bencher<'_, '_>, keys: &str) {
    let mut state = state(ACTIVITIES);
    press_all(&mut state, keys);
    press(&mut state, "/");
    let mut typed = false;
    bencher.bench_local(|| {
        typed = !typed;
        press(&mut state, if typed { "a" } else { "Backspace" });
    });
}
