//! Presenting: what is the user's alone is nowhere, neither on a screen nor in a title, a count or what is copied.

use plenary::tui::screens::SCREENS;

use crate::stage::{Stage, embedded, manner};

/// What everybody may see, in keys: a meeting, a statement, an amendment.
const PUBLIC: &str = "g m 2 0 1 9 Enter a s b g Enter f W e Enter";
/// The same way without adding anything.
const WAY: &str = "/ b u l g Esc 2 j 1 g g";
/// What is the user's alone: a flag, a note, a status that is not in the dataset, a draft.
const PRIVATE: &str = "/ b u l g Esc f a n s e c r e t Enter a n h a l f Esc 2 j a u Down Enter Enter 1 g g";

fn stage(size: (u16, u16), keys: &str) -> Stage {
    let mut stage = Stage::new(embedded(), manner(true, false), size).with_journal();
    stage.press(PUBLIC).press(keys);
    stage.press("/ Ctrl-u Esc g g X 1 Home");
    stage
}

#[test]
fn every_screen_looks_as_if_nothing_were_the_users_alone() {
    for size in [(80, 24), (140, 40), (50, 14)] {
        let (mut public, mut whole) = (stage(size, WAY), stage(size, PRIVATE));
        assert!(whole.state.shared.notebook.book.review.items.len() >= 5, "there is something to hide");
        assert_ne!(public.buffer(), whole.buffer());
        public.press("F12 Esc");
        whole.press("F12 Esc");
        for spec in SCREENS {
            let key = format!("{}", spec.id as usize + 1);
            // Each screen, its detail, what can be copied there, the paper on it, what can be done.
            for keys in [
                "",
                "j",
                "Tab",
                "y",
                "Esc",
                "g b",
                "Esc",
                ":",
                "Esc",
                "Ctrl-t s e c r e t",
                "Esc",
                "Insert",
                "Esc",
                "a r",
                "Esc",
            ] {
                public.press(if keys.is_empty() { &key } else { keys });
                whole.press(if keys.is_empty() { &key } else { keys });
                let (shown, wanted) = (whole.text(), public.text());
                assert_eq!(shown, wanted, "{keys} on {}", spec.title);
                assert_eq!(whole.buffer(), public.buffer(), "{keys} on {}", spec.title);
                assert!(shown.contains("PRESENTING") || size.0 < 80 || !keys.is_empty(), "{shown}");
            }
        }
        // What is copied is the same, too.
        public.press("1 Home / b u l g Esc y Enter");
        whole.press("1 Home / b u l g Esc y Enter");
        assert_eq!(public.copied(), whole.copied());
        whole.press("F12");
        assert_ne!(whole.buffer(), public.buffer(), "all is there again");
    }
}

#[test]
fn what_is_done_while_presenting_is_not_named() {
    let mut stage = stage((80, 24), "");
    stage.press("F12 / b u l g Esc f");
    assert!(!stage.text().contains("flag"), "{}", stage.text());
    stage.press("u");
    assert!(!stage.text().contains("flag"), "{}", stage.text());
}
