//! What the mouse does: on Explore, on a screen of one list, in popups, and where nothing is.

use plenary::tui::effect::Effect;
use plenary::tui::layout::Pane;
use plenary::tui::msg::Gesture;
use plenary::tui::screens::ScreenId;
use proptest::prelude::*;

use crate::stage::{Stage, embedded, manner};

fn wide() -> Stage {
    Stage::new(embedded(), manner(true, false), (110, 34))
}

fn focus(stage: &Stage) -> Pane {
    stage.state.explore.view.focus
}

fn frame(stage: &Stage, pane: Pane) -> (u16, u16, u16, u16) {
    let area = stage.state.areas().map(|areas| areas.pane(pane)).unwrap_or_default();
    (area.x, area.y, area.width, area.height)
}

#[test]
fn a_click_on_a_row_puts_the_cursor_there_and_gives_its_pane_the_keys() {
    let mut stage = wide();
    let at = stage.find("Albania");
    stage.click(at);
    assert_eq!((focus(&stage), stage.row().as_str()), (Pane::Countries, "Albania"));
    let at = stage.find("4 Development");
    stage.click(at);
    assert_eq!((focus(&stage), stage.row().as_str()), (Pane::Goals, "Developm"));
    // The first list keeps its cursor.
    assert!(stage.state.explore.row_under_cursor(Pane::Countries).is_some());
}

#[test]
fn a_click_below_the_rows_only_gives_the_pane_the_keys() {
    let mut stage = wide();
    let (x, y, _, height) = frame(&stage, Pane::Goals);
    stage.press("j").click((x + 3, y + height - 2));
    assert_eq!((focus(&stage), stage.row().as_str()), (Pane::Goals, "All"));
}

#[test]
fn a_double_click_opens_what_the_first_click_hit_as_enter_does() {
    let (mut by_mouse, mut by_key) = (wide(), wide());
    let at = by_mouse.find("Albania");
    by_mouse.double_click(at);
    by_key.press("j j Enter");
    assert_eq!(by_key.row(), "Albania");
    assert_eq!(by_mouse.text(), by_key.text());
    // In the detail a link is followed, though the pane grew at the first click and the line moved.
    let mut stage = wide();
    stage.press("l l j");
    let at = stage.find("goals: Irregular migration");
    stage.double_click(at);
    assert_eq!((stage.state.shared.history.before().len(), focus(&stage)), (1, Pane::Detail));
    assert_eq!(stage.state.explore.detail.content.title, "Irregular migration");
}

#[test]
fn a_second_click_where_the_first_hit_no_row_opens_nothing() {
    let mut stage = wide();
    let (x, y, _, height) = frame(&stage, Pane::Goals);
    stage.double_click((x + 3, y + height - 2));
    assert_eq!((focus(&stage), stage.state.shared.history.before().len()), (Pane::Goals, 0));
    // Nor does one after a popup was closed by the first.
    stage.press("?").double_click((0, 12));
    assert!(stage.state.overlays.is_empty() && stage.state.shared.history.before().is_empty());
}

#[test]
fn the_wheel_moves_the_list_under_the_pointer_and_no_cursor() {
    let mut stage = wide();
    let at = stage.find("Albania");
    stage.mouse(Gesture::WheelDown, at);
    let view = &stage.state.explore.view;
    assert_eq!((view.list(Pane::Countries).top, stage.row().as_str()), (3, "All"));
    assert!(!stage.text().contains("Albania"));
    // The keys bring the cursor back into sight.
    stage.press("j");
    assert_eq!(stage.row(), "Afghanis");
    assert!(stage.text().contains("Albania"));
    for _ in 0..100 {
        stage.mouse(Gesture::WheelDown, at);
    }
    let last = stage.state.explore.list(Pane::Countries).rows.len();
    let height = usize::from(stage.state.areas().unwrap().inside(Pane::Countries).height);
    assert_eq!(stage.state.explore.view.list(Pane::Countries).top, last - height, "the last row is the last line");
    for _ in 0..100 {
        stage.mouse(Gesture::WheelUp, at);
    }
    assert_eq!(stage.state.explore.view.list(Pane::Countries).top, 0);
}

#[test]
fn the_wheel_over_the_detail_moves_its_text_and_the_keys_stay() {
    let mut stage = wide();
    let (x, y, ..) = frame(&stage, Pane::Detail);
    stage.mouse(Gesture::WheelDown, (x + 5, y + 3));
    assert_eq!((stage.state.explore.detail.view.top, focus(&stage)), (3, Pane::Countries));
}

#[test]
fn a_click_on_a_tab_goes_to_its_screen() {
    for size in [(110, 34), (60, 20)] {
        let mut stage = Stage::new(embedded(), manner(true, false), size);
        let at = stage.find(" 4 ");
        stage.click((at.0 + 1, at.1));
        assert_eq!(stage.state.open, ScreenId::Projects);
        let at = stage.find(" 1 ");
        stage.click((at.0 + 1, at.1));
        assert_eq!(stage.state.open, ScreenId::Explore);
    }
}

#[test]
fn a_click_on_a_part_of_the_scope_takes_it_away_and_back_brings_it_again() {
    let mut stage = wide();
    stage.press("l j x j x");
    assert_eq!(stage.state.shared.scope.chips().len(), 2);
    let first = stage.text().lines().nth(2).unwrap().to_owned();
    let at = stage.find(" ×");
    stage.click(at);
    assert_eq!(stage.state.shared.scope.chips().len(), 1);
    let left = stage.text().lines().nth(2).unwrap().to_owned();
    assert!(
        left.matches('×').count() == 1 && first.contains(left.split('×').next().unwrap().trim()),
        "{first}\n{left}"
    );
    stage.press("H");
    assert_eq!(stage.state.shared.scope.chips().len(), 2);
}

#[test]
fn the_divider_above_the_detail_can_be_dragged_and_stays_at_another_size() {
    let mut stage = wide();
    let (_, top, ..) = frame(&stage, Pane::Detail);
    stage.drag((20, top), (20, 12));
    assert_eq!(frame(&stage, Pane::Detail), (0, 12, 110, 21));
    assert_eq!(focus(&stage), Pane::Countries, "a divider is no pane");
    // Whoever has the keys: what the user chose stays.
    stage.press("Tab Tab Tab");
    assert_eq!((focus(&stage), frame(&stage, Pane::Detail)), (Pane::Detail, (0, 12, 110, 21)));
    // 21 of 29 rows are the same share of 59: 42.7.
    stage.tell(plenary::tui::msg::Msg::Resize(110, 64));
    assert_eq!(frame(&stage, Pane::Detail).3, 42);
    // Another screen has it, too; beyond the least sizes nothing is pulled.
    stage.press("2");
    let (_, top, ..) = frame(&stage, Pane::Detail);
    stage.drag((20, top), (20, 0));
    assert_eq!(frame(&stage, Pane::Countries).3, 7);
}

#[test]
fn the_columns_of_explore_can_be_dragged() {
    let mut stage = wide();
    assert_eq!([frame(&stage, Pane::Goals).0, frame(&stage, Pane::Activities).0], [30, 63]);
    stage.drag((29, 8), (40, 8));
    assert_eq!([frame(&stage, Pane::Goals).0, frame(&stage, Pane::Activities).0], [41, 63], "by its left frame");
    stage.drag((63, 8), (0, 8));
    assert_eq!([frame(&stage, Pane::Goals).0, frame(&stage, Pane::Activities).0], [41, 51]);
    // After the button is up a move does nothing.
    stage.mouse(Gesture::Drag, (90, 8));
    assert_eq!(frame(&stage, Pane::Activities).0, 51);
}

#[test]
fn keys_move_the_dividers_too() {
    let mut stage = wide();
    let (_, top, ..) = frame(&stage, Pane::Detail);
    stage.press("Ctrl-Up Ctrl-Right");
    assert_eq!((frame(&stage, Pane::Detail).1, frame(&stage, Pane::Goals).0), (top - 1, 32));
    stage.press("Ctrl-Down Ctrl-Left");
    assert_eq!((frame(&stage, Pane::Detail).1, frame(&stage, Pane::Goals).0), (top, 30));
    // The last list is at the right of its divider.
    stage.press("l l Ctrl-Right");
    assert_eq!(frame(&stage, Pane::Activities).0, 61);
    stage.press("2 Ctrl-Right");
    assert_eq!(stage.notice(), "only the lists of Explore have others beside them");
    stage.press("z Ctrl-Up");
    assert_eq!(stage.notice(), "one pane has all the room here");
}

#[test]
fn a_sheet_is_clicked_opened_and_moved_like_explore() {
    let mut stage = wide();
    stage.press("8");
    let second = stage.state.sheets.iter().find(|sheet| sheet.id == ScreenId::Documents).unwrap().rows[2].rid;
    let third = stage.find("The Istanbul Commitments");
    stage.click(third);
    assert_eq!(stage.state.screen().under_cursor(), second);
    stage.double_click(third);
    assert!(stage.state.screen().in_detail());
    // The head over the rows is no row, but of the pane.
    stage.click((third.0, third.1 - 3));
    assert!(!stage.state.screen().in_detail());
    assert_eq!(stage.state.screen().under_cursor(), second);
    stage.mouse(Gesture::WheelDown, third);
    assert_eq!(stage.state.sheets.iter().find(|sheet| sheet.id == ScreenId::Documents).unwrap().view.top, 3);
}

#[test]
fn a_click_in_the_atlas_takes_the_column_too() {
    let mut stage = wide();
    stage.press("7 v");
    let head = stage.find("2 Legal");
    let row = stage.find("Albania");
    stage.click((head.0 + 2, row.1));
    let atlas = stage.state.sheets.iter().find(|sheet| sheet.id == ScreenId::Atlas).unwrap();
    assert_eq!(atlas.view.column, 2, "the columns are all, the first goal, the second");
}

#[test]
fn a_click_on_the_map_goes_to_the_participant_that_stands_there() {
    let mut stage = wide();
    stage.press("7");
    let georgia = stage.find("GE");
    stage.click((georgia.0 + 1, georgia.1));
    assert_eq!(stage.state.screen().detail().content.reference, "country:GE");
    // Where nobody stands nothing happens.
    let legend = stage.find("0: no");
    stage.click(legend);
    assert_eq!(stage.state.screen().detail().content.reference, "country:GE");
}

#[test]
fn a_click_on_a_row_of_a_popup_picks_and_one_outside_closes() {
    let mut stage = wide();
    stage.press("F10").press("a t l a s");
    let at = stage.find("Atlas screen");
    stage.click(at);
    assert!(stage.state.overlays.is_empty());
    assert_eq!(stage.state.open, ScreenId::Atlas);
    // A heading picks nothing, and the frame neither.
    stage.press("?");
    let at = stage.find("Move");
    stage.click(at).click((at.0, at.1 - 2));
    assert_eq!(stage.state.overlays.len(), 1);
    stage.click((0, 20));
    assert!(stage.state.overlays.is_empty());
    assert_eq!(stage.state.open, ScreenId::Atlas, "what is below was not clicked");
}

#[test]
fn the_wheel_moves_through_a_popup_and_a_text_is_closed_by_a_click_beside_it() {
    let mut stage = wide();
    stage.press("?").mouse(Gesture::WheelDown, (50, 10)).mouse(Gesture::WheelDown, (50, 10)).press("Esc j s");
    let text = stage.text();
    assert_eq!(stage.state.overlays.len(), 1, "{text}");
    stage.click((50, 16));
    assert_eq!(stage.state.overlays.len(), 1, "a text is not picked");
    stage.click((0, 0));
    assert!(stage.state.overlays.is_empty());
}

#[test]
fn f9_leaves_the_mouse_to_the_terminal_and_takes_it_back() {
    let mut stage = wide();
    stage.press("F9");
    assert_eq!(stage.notice(), "the mouse is left to the terminal, to select text; F9 takes it back");
    stage.press("F9");
    assert_eq!(stage.notice(), "the mouse works here again; F9 leaves it to the terminal");
    assert_eq!(stage.asked(), [&Effect::Mouse(false), &Effect::Mouse(true)]);
}

#[test]
fn a_click_ends_a_filter_that_is_typed_and_keeps_it() {
    let mut stage = wide();
    stage.press("/ a l b");
    let at = stage.find("All");
    stage.click(at);
    assert!(stage.state.typing.is_none());
    assert_eq!((stage.row().as_str(), stage.state.explore.view.list(Pane::Countries).filter.as_str()), ("All", "alb"));
}

#[test]
fn reports_of_places_that_are_not_there_do_nothing() {
    let mut stage = wide();
    stage.press("j");
    let before = stage.text();
    for at in [(110, 5), (5, 34), (u16::MAX, u16::MAX), (u16::MAX, 0), (5, 33), (5, 0)] {
        stage.double_click(at).drag(at, (50, 10)).mouse(Gesture::WheelUp, at).mouse(Gesture::WheelDown, at);
        assert_eq!(stage.text(), before, "{at:?}");
    }
    let mut small = Stage::new(embedded(), manner(true, false), (20, 5));
    small.double_click((3, 3)).mouse(Gesture::WheelDown, (3, 3));
}

fn gesture() -> impl Strategy<Value = Gesture> {
    use Gesture::{Drag, Press, PressAgain, Release, WheelDown, WheelUp};
    prop_oneof![Just(Press), Just(PressAgain), Just(Drag), Just(Release), Just(WheelUp), Just(WheelDown)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the mouse does among keys, and whatever the size: it is drawn.
    #[test]
    fn any_gestures_among_keys_leave_a_screen_that_can_be_drawn(
        width in 20u16..130,
        height in 5u16..50,
        steps in prop::collection::vec((gesture(), 0u16..135, 0u16..52, prop::option::of(0usize..12)), 1..25),
    ) {
        const KEYS: [&str; 12] = ["Tab", "z", "Enter", "Esc", "?", "x", "7", "5", "1", "s", "Ctrl-Up", "Ctrl-Left"];
        let mut stage = Stage::new(embedded(), manner(true, false), (width, height));
        for (gesture, x, y, key) in steps {
            stage.mouse(gesture, (x, y));
            if let Some(key) = key {
                stage.press(KEYS[key]);
            }
            stage.buffer();
        }
    }
}
