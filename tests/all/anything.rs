//! Whatever is pressed, at whatever size, with whatever data: nothing panics, and every cursor is on something.

use proptest::prelude::*;

use crate::stage::{Stage, dataset, embedded, manner};
use plenary::index::Snapshot;
use plenary::keys::Press;
use plenary::tui::layout::Pane;
use plenary::tui::msg::Msg;
use plenary::tui::screen::Screen;
use std::sync::Arc;

/// What changes the lists of Explore: cursors, marks, scope, filters, orders, history, language.
const EXPLORING: &[&str] = &[
    "Down",
    "Up",
    "Down Down Down Down Down Down Down",
    "End",
    "Tab",
    "Shift-Tab",
    "Space",
    "x",
    "X",
    "Esc",
    "Backspace",
    "f",
    "/ i n Enter Esc",
    "/ s t a t u s : h e l d Enter Esc",
    "/ i s : f l a g g e d Enter Esc",
    "S n a m e Enter Esc",
    "S w h e n Enter Esc",
    "g l",
];

const KEYS: &[&str] = &[
    "Down",
    "Up",
    "Left",
    "Right",
    "Tab",
    "Shift-Tab",
    "Enter",
    "Esc",
    "Backspace",
    "Space",
    "Home",
    "End",
    "PgDn",
    "PgUp",
    "j",
    "k",
    "h",
    "l",
    "g",
    "G",
    "H",
    "L",
    "x",
    "X",
    "c",
    "o",
    "s",
    "y",
    "z",
    "/",
    ":",
    "?",
    "F10",
    "F7",
    "e",
    "p",
    "a",
    "b",
    "Ctrl-d",
    "Ctrl-u",
    "Ctrl-c",
    "Delete",
    "é",
    "日",
    "1",
    "2",
    "3",
    "4",
    "6",
    "7",
    "8",
    "v",
    "=",
    "n",
];

/// Titles that break careless programs.
fn hostile() -> Arc<Snapshot> {
    static MADE: std::sync::OnceLock<Arc<Snapshot>> = std::sync::OnceLock::new();
    MADE.get_or_init(make_hostile).clone()
}

fn make_hostile() -> Arc<Snapshot> {
    let titles = [
        "",
        "   ",
        "日本語日本語日本語日本語日本語日本語日本語日本語",
        "المملكة العربية السعودية",
        "क्षि क्षि",
        "👨‍👩‍👧‍👦🇫🇷❤️1️⃣",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}",
        "A\\tB\\nC\\r\\nD",
        "A\\u001b]52;c;ZXZpbA==\\u0007B\\u009b31mD",
        "\\u202eabc\\u2066",
        "\\u0000\\ufeff",
    ];
    let entries = titles.iter().enumerate().map(|(at, title)| {
        let link = (at + 1) % titles.len();
        format!(r#"{{"id":"{at}","title":"{title}","summary":"{title}","goals":["g{at}"],"hosts":["O{link}"],"status":"held","when":"9999"}}"#)
    });
    let activities: Vec<String> = entries.collect();
    let goals: Vec<String> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| format!(r#"{{"id":"g{at}","framework":"f","title":"{title}","same_as":["g{at}"]}}"#))
        .collect();
    let organisations: Vec<String> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| format!(r#"{{"id":"O{at}","name":"{title}","also":["{title}"]}}"#))
        .collect();
    let of_all = |kind: &str, extra: &str| {
        let records = titles.iter().enumerate().map(|(at, title)| {
            format!(r#"{{"id":"{kind}{at}","title":"{title}","name":"{title}","summary":"{title}"{extra}}}"#)
        });
        records.collect::<Vec<_>>().join(",")
    };
    let more = [
        format!(r#""commitments":[{}]"#, of_all("C", r#","by":["O1","O2"],"goals":["g1"],"when":"2020""#)),
        format!(r#""statements":[{}]"#, of_all("S", r#","about":["plan","goal:g1"]"#)),
        format!(r#""groups":[{}]"#, of_all("w", "")),
        format!(r#""projects":[{}]"#, of_all("p", r#","parent":"p1","funders":[]"#)),
        format!(r#""documents":[{}]"#, of_all("d", "")),
        format!(r#""meetings":[{}]"#, of_all("m", r#","groups":["w1"]"#)),
    ];
    dataset(&format!(
        r#"{},"frameworks":[{{"id":"f","title":"{}","current":true}}],"goals":[{}],"organisations":[{}],"activities":[{}]"#,
        more.join(","),
        "long ".repeat(400),
        goals.join(","),
        organisations.join(","),
        activities.join(",")
    ))
}

fn check(stage: &Stage) {
    let explore = &stage.state.explore;
    for pane in Pane::LISTS {
        assert!(explore.cursor(pane) < explore.list(pane).rows.len());
    }
    assert!(explore.detail.view.cursor <= explore.detail.content.entries.len());
    let buffer = stage.buffer();
    for cell in &buffer.content {
        let steers = cell.symbol().chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        assert!(!steers, "{:?}", cell.symbol());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_at_no_size_panic(
        keys in prop::collection::vec(0..KEYS.len(), 0..60),
        sizes in prop::collection::vec((0u16..200, 0u16..70), 1..4),
        which in 0u8..3,
        colour: bool,
        ascii: bool,
    ) {
        let snapshot = match which {
            0 => embedded(),
            1 => hostile(),
            _ => dataset(""),
        };
        let mut stage = Stage::new(snapshot, manner(colour, ascii), sizes[0]);
        for (nth, key) in keys.iter().enumerate() {
            let press: Press = KEYS[*key].parse().unwrap();
            stage.tell(Msg::Key(press));
            if nth % 16 == 15 {
                let (width, height) = sizes[nth / 16 % sizes.len()];
                stage.tell(Msg::Resize(width, height));
            }
        }
        check(&stage);
    }

    /// Only lists that follow from what was changed are made anew, and some counts are kept: nothing may be left over.
    #[test]
    fn the_rows_of_explore_are_those_that_are_made_from_nothing(keys in prop::collection::vec(0..EXPLORING.len(), 0..60)) {
        let mut stage = Stage::usual().with_journal();
        let rows = |stage: &Stage| {
            let lists = stage.state.explore.lists.each_ref();
            lists.map(|list| (list.rows.from(0).collect::<Vec<_>>(), list.cursor, list.most, list.whole()))
        };
        for key in keys {
            stage.press(EXPLORING[key]);
            let kept = rows(&stage);
            stage.state.explore.renew();
            stage.state.refresh();
            prop_assert_eq!(kept, rows(&stage));
        }
    }

    #[test]
    fn going_back_all_the_way_ends_where_it_began(keys in prop::collection::vec(0..KEYS.len(), 0..40)) {
        let mut stage = Stage::usual();
        for key in keys {
            stage.tell(Msg::Key(KEYS[key].parse().unwrap()));
        }
        stage.press("Esc Esc Esc");
        for _ in 0..60 {
            stage.press("Alt-Left");
        }
        prop_assert!(stage.state.shared.history.before().is_empty());
    }
}

#[test]
fn every_size_down_to_nothing_is_drawn() {
    // Every size at which something changes: down to nothing, and around the smallest that shows a dashboard.
    for width in (0..=9).chain(36..=44) {
        for height in (0..=3).chain(8..=18) {
            for keys in ["", "?", "/ b u Enter s", "/ b u Enter o", "y"] {
                let mut stage = Stage::new(hostile(), manner(true, false), (width, height));
                stage.press(keys);
                check(&stage);
            }
        }
    }
}

#[test]
fn a_hostile_title_is_shown_spelled_out() {
    let mut stage = Stage::new(hostile(), manner(true, false), (120, 36));
    stage.press("Tab Tab");
    let text = stage.text();
    assert!(text.contains("A␛]52;c;ZXZpbA==␇B⟨9B⟩31mD") && text.contains("⟨RLO⟩abc⟨LRI⟩"), "{text}");
}
