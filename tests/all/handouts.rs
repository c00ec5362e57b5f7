//! Papers in the dashboard: shown by a key, scrolled, written to a file.

use plenary::tui::effect::Effect;
use plenary::tui::export::Content;

use crate::stage::Stage;

#[test]
fn the_brief_on_what_the_cursor_is_on_is_shown_and_written() {
    let mut stage = Stage::usual().with_journal();
    stage.press("/ b u l g Esc a n a s k Enter g b");
    let text = stage.text();
    assert!(text.contains("Brief: Bulgaria") && text.contains("Roles"), "{text}");
    assert!(text.contains("gx export"), "{text}");
    stage.press("G");
    assert!(stage.text().contains("your journal: "), "{}", stage.text());
    stage.press("g x");
    assert!(stage.text().contains("brief-bg.html"), "{}", stage.text());
    stage.press("m d Enter");
    assert!(stage.text().contains("Name of the md file"), "{}", stage.text());
    let Some(Effect::Look(name)) = stage.asked().last().copied() else { panic!() };
    assert_eq!(name, "brief-bg.md");
    let naming = stage.state.overlays.last_mut();
    let Some(plenary::tui::overlay::Overlay::Naming(naming)) = naming else { panic!() };
    let file = std::path::PathBuf::from("/x/brief-bg.md");
    naming.learn("brief-bg.md", file, plenary::base::fs::Standing::Free, None);
    let order = naming.order(None).unwrap();
    let Content::Paper(..) = &order.content else { panic!() };
    let (bytes, said) = order.content.bytes(&stage.state.shared.snapshot.dataset, None).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("# Brief: Bulgaria") && text.contains("ask"), "{text}");
    assert_eq!(said, "Brief: Bulgaria");
}

#[test]
fn while_presenting_nothing_of_the_journal_is_in_a_brief() {
    let mut stage = Stage::usual().with_journal();
    stage.press("/ b u l g Esc a n s e c r e t Enter g b G");
    assert!(stage.text().contains("your journal: "), "{}", stage.text());
    stage.press("Esc F12 g b G");
    assert!(!stage.text().contains("secret") && !stage.text().contains("your journal"), "{}", stage.text());
}

#[test]
fn a_meeting_has_minutes_and_a_brief_and_what_has_neither_says_so() {
    let mut stage = Stage::usual().with_journal();
    stage.press("g m 2 0 1 9 Enter g b");
    assert!(stage.text().contains("Minutes: "), "{}", stage.text());
    let mut stage = Stage::usual();
    stage.press("2 j g b");
    assert!(stage.notice().starts_with("put the cursor on one of what there are briefs on: "), "{}", stage.notice());
}
