//! What a key press costs: all counts of all lists, and one frame, at 1,000, 10,000 and 100,000 activities.
//!
//! A frame must not depend on the number of records: only what is on the screen is drawn.

use std::sync::Arc;

use divan::{Bencher, black_box};
use plenary::config::{Theme, ThemeName};
use plenary::index::{Origin, Snapshot};
use plenary::keys::{Keymap, Press};
use plenary::load::{Source, load};
use plenary::tui::draw::draw;
use plenary::tui::effect::Effects;
use plenary::tui::msg::Msg;
use plenary::tui::skin::Skin;
use plenary::tui::state::{Manner, State};
use plenary::tui::update::update;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

mod generator;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const SCREEN: (u16, u16) = (200, 60);

fn main() {
    divan::main();
}

fn state(activities: usize) -> State {
    let mut bytes = Vec::new();
    assert!(generator::write(activities, 1, &mut bytes).is_ok());
    let loaded = match load(&Source::bytes("generated", bytes)) {
        Ok(loaded) => loaded,
        Err(error) => unreachable!("{error}"),
    };
    let snapshot = Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default());
    let skin = Skin::new(&Theme::named(ThemeName::default()), true, false);
    let manner =
        Manner { skin, keymap: Keymap::default(), complaints: Vec::new(), today: Some((2020, 2, 15)), mouse: true };
    State::new(Arc::new(snapshot), manner, SCREEN)
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
