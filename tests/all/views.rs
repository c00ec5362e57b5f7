//! Saved views: kept by name from the palette, opened again on another screen or another dataset.

use plenary::config::views::{Change, View};
use plenary::tui::effect::Effect;
use plenary::tui::msg::Msg;

use crate::stage::{Stage, dataset, embedded, manner};

fn stage() -> Stage {
    Stage::new(embedded(), manner(true, false), (120, 36))
}

/// Types a text, letter by letter.
fn write(stage: &mut Stage, text: &str) {
    for letter in text.chars() {
        stage.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() });
    }
}

/// Saves what is shown, as the world outside would.
fn save(stage: &mut Stage, name: &str) -> View {
    stage.press(":");
    write(stage, &format!("save {name}"));
    stage.press("Enter");
    let Some(Effect::KeepView(change)) =
        stage.effects.iter().rfind(|effect| matches!(effect, Effect::KeepView(_))).cloned()
    else {
        panic!("{}", stage.text())
    };
    let Change::Save(view) = &*change else { panic!("{change:?}") };
    let view = view.clone();
    stage.tell(Msg::ViewKept { change: *change, answer: Ok("config.toml".into()) });
    view
}

/// Opens a view by its name from the palette.
fn open(stage: &mut Stage, name: &str) {
    stage.press(":");
    write(stage, &format!("view {name}"));
    stage.press("Enter");
}

#[test]
fn a_view_brings_back_screen_scope_filter_sort_and_grouping() {
    let mut stage = stage();
    stage.press("Down Down Down Down Down Down x 2 b S Down Enter Esc /");
    write(&mut stage, "-status:lapsed");
    while stage.state.typing.is_some() {
        stage.press("Esc");
    }
    let shown = |stage: &Stage| {
        let view = &stage.sheet().view;
        (
            view.filter.clone(),
            view.sort.clone(),
            view.grouping,
            stage.state.shared.scope.chips().len(),
            stage.sheet().count,
        )
    };
    let before = shown(&stage);
    let saved = save(&mut stage, "my view");
    assert!(stage.notice().contains("the view \"my view\" is saved, in config.toml"), "{}", stage.notice());
    assert_eq!((saved.screen.as_str(), saved.scope.len(), saved.group.as_str()), ("Commitments", 1, "by participant"));
    assert_eq!((saved.sort.len(), saved.filter.as_str()), (1, "-status:lapsed"));
    stage.press("X b Esc 4");
    open(&mut stage, "my view");
    assert_eq!(shown(&stage), before);
    assert_eq!(stage.notice(), "View my view");
    // Back leads to where one was.
    stage.press("Backspace");
    assert_eq!((stage.state.open.spec().title, stage.state.shared.scope.is_empty()), ("Projects", true));
}

#[test]
fn on_explore_the_list_with_the_keys_is_kept() {
    let mut stage = stage();
    stage.press("Tab Tab /");
    write(&mut stage, "status:planned");
    stage.press("Esc");
    let saved = save(&mut stage, "planned");
    assert_eq!(
        (saved.screen.as_str(), saved.list.as_str(), saved.filter.as_str()),
        ("Explore", "Activities", "status:planned")
    );
    stage.press("Esc 2");
    open(&mut stage, "planned");
    let activities = stage.state.explore.list(plenary::tui::layout::Pane::Activities);
    assert_eq!((activities.rows.len() - 1, stage.state.explore.view.focus.title()), (9, "Activities"));
}

#[test]
fn a_view_is_replaced_by_one_of_its_name_and_can_be_forgotten() {
    let mut stage = stage();
    save(&mut stage, "a");
    stage.press("2");
    save(&mut stage, "a");
    assert!(stage.notice().contains("in the place of the one of before"), "{}", stage.notice());
    assert_eq!(stage.state.shared.views.0.len(), 1);
    stage.press(":");
    write(&mut stage, "forget");
    stage.press("Enter");
    assert!(matches!(stage.asked().last(), Some(Effect::KeepView(change)) if **change == Change::Forget("a".into())));
    stage.tell(Msg::ViewKept { change: Change::Forget("a".into()), answer: Ok("config.toml".into()) });
    assert!(stage.state.shared.views.0.is_empty());
    // Where it could not be written, nothing is as if it had been.
    stage.tell(Msg::ViewKept {
        change: Change::Save(View { name: "b".into(), ..View::default() }),
        answer: Err("full".into()),
    });
    assert!(stage.state.shared.views.0.is_empty() && stage.notice().contains("full"));
}

#[test]
fn what_a_view_names_and_the_dataset_lacks_is_told() {
    let mut stage =
        Stage::new(dataset(r#""countries":[{"id":"BG","name":"Bulgaria"}]"#), manner(true, false), (120, 36));
    let scope = vec!["country:TR".to_owned(), "country:BG".to_owned()];
    stage.state.shared.views.0.push(View { name: "x".into(), screen: "Gone".into(), scope, ..View::default() });
    open(&mut stage, "x");
    assert_eq!(stage.notice(), "View x; left out, since it is not in this dataset: country:TR, the screen Gone");
    assert_eq!(stage.state.shared.scope.chips().len(), 1);
}

#[test]
fn a_name_is_asked_for_where_none_is_typed() {
    let mut stage = stage();
    stage.press(":");
    write(&mut stage, "save");
    stage.press("Enter");
    assert!(stage.notice().contains("type \"save \" and a name here"), "{}", stage.notice());
}
