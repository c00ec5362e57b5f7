//! What the user adds in the dashboard: it is said to be saved when it is on the disk, and not before.

use crate::stage::Stage;

fn usual() -> Stage {
    Stage::usual().with_journal()
}

/// A dashboard with the cursor on Bulgaria.
fn on_bulgaria() -> Stage {
    let mut stage = usual();
    stage.press("/ b u l g Esc");
    stage
}

#[test]
fn a_flag_is_set_shown_counted_and_taken_away() {
    let mut stage = on_bulgaria();
    stage.press("f");
    assert_eq!(stage.notice(), "flag on Bulgaria");
    let text = stage.text();
    assert!(text.contains("1 flag") && text.contains("saved 10:42"), "{text}");
    stage.press("f");
    assert_eq!(stage.notice(), "taken away: flag on Bulgaria");
    assert!(!stage.text().contains("1 flag"));
}

#[test]
fn a_step_back_works_after_a_restart_and_a_step_forward_too() {
    let mut stage = on_bulgaria();
    stage.press("f");
    let mut stage = stage.again();
    assert!(stage.text().contains("1 flag"));
    stage.press("u");
    assert_eq!(stage.notice(), "undone: flag on Bulgaria");
    assert!(!stage.text().contains("1 flag"));
    let mut stage = stage.again();
    stage.press("Ctrl-r");
    assert!(stage.text().contains("1 flag"));
    stage.press("u u");
    assert!(stage.notice().starts_with("there is nothing that you added"), "{}", stage.notice());
}

#[test]
fn what_cannot_be_saved_is_said_kept_and_saved_when_the_disk_is_back() {
    let mut stage = on_bulgaria();
    let journals = stage.journals();
    std::fs::write(&journals, "").unwrap();
    stage.press("f");
    assert!(stage.notice().starts_with("NOT SAVED: "), "{}", stage.notice());
    stage.press("Down");
    assert!(stage.text().lines().next().unwrap().contains("NOT SAVED: "), "{}", stage.text());
    stage.press("r");
    assert!(stage.notice().starts_with("NOT SAVED: "));
    std::fs::remove_file(&journals).unwrap();
    stage.press("r");
    let head = stage.text().lines().next().unwrap().to_owned();
    assert!(head.contains("saved 10:42") && !head.contains("NOT SAVED") && head.contains("1 flag"), "{head}");
    stage.press("r");
    assert_eq!(stage.notice(), "everything that you added is on the disk");
}

#[test]
fn that_nothing_can_be_saved_is_said_before_anything_is_typed() {
    let stage = on_bulgaria();
    std::fs::write(stage.journals(), "").unwrap();
    let stage = stage.again();
    assert!(stage.text().contains("NOTES CANNOT BE SAVED: "), "{}", stage.text());
}
