//! What the user adds in the dashboard: it is said to be saved when it is on the disk, and not before.

use plenary::journal::Op;
use plenary::tui::editor::Edited;
use plenary::tui::effect::Effect;
use plenary::tui::msg::Msg;
use plenary::tui::notebook::{Order, Sketch};

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

/// Presses the letters of a text.
fn write(stage: &mut Stage, text: &str) {
    for c in text.chars() {
        stage.press(
            match c {
                ' ' => "Space".to_owned(),
                c => c.to_string(),
            }
            .as_str(),
        );
    }
}

fn head(stage: &Stage) -> String {
    stage.text().lines().next().unwrap().to_owned()
}

#[test]
fn a_note_is_written_on_what_the_cursor_is_on_and_stands_in_its_detail() {
    let mut stage = on_bulgaria();
    stage.press("a n");
    write(&mut stage, "ask when q");
    assert!(stage.text().contains("Note on Bulgaria"), "{}", stage.text());
    stage.press("Enter");
    assert!(head(&stage).contains("1 note") && head(&stage).contains("saved 10:42"), "{}", head(&stage));
    stage.press("z");
    let again = stage.again();
    let item = again.state.shared.notebook.book.touching("country:BG").next().unwrap();
    assert_eq!((item.text("text"), item.event.who.as_str()), ("ask when q", "A. Author"));
}

#[test]
fn a_statement_takes_two_letters_for_who_one_for_the_type_and_the_text() {
    let mut stage = usual();
    stage.press("g m");
    assert!(stage.text().contains("Open which meeting?"));
    stage.press("2 0 1 9 Enter");
    let meeting = stage.state.shared.notebook.book.meeting.clone().unwrap();
    stage.press("a s b g Enter f");
    write(&mut stage, "We host.");
    stage.press("Enter");
    let book = &stage.state.shared.notebook.book;
    let item = book.touching("country:BG").next().unwrap();
    assert_eq!((item.text("text"), item.text("type"), item.list("by")), ("We host.", "offer", vec!["country:BG"]));
    assert_eq!(item.event.meeting, Some(meeting));
    stage.press("g m");
    assert_eq!(stage.state.shared.notebook.book.meeting, None);
}

#[test]
fn what_was_added_is_changed_deleted_and_brought_back() {
    let mut stage = on_bulgaria();
    stage.press("a n");
    write(&mut stage, "one");
    stage.press("Enter");
    let text = |stage: &Stage| {
        let book = &stage.state.shared.notebook.book;
        book.touching("country:BG").map(|item| item.text("text").to_owned()).collect::<Vec<_>>()
    };
    // In the detail, on the first line that was added.
    stage.press("/ Enter");
    let line = stage.state.screen().detail().content.entries.iter().position(|entry| entry.item.is_some()).unwrap();
    stage.press("Home");
    stage.press(&"j ".repeat(line));
    stage.press("e");
    assert!(stage.text().contains("one"), "{}", stage.text());
    write(&mut stage, "!");
    stage.press("Enter");
    assert_eq!(text(&stage), ["one!"], "{}", stage.text());
    stage.press("e Enter");
    assert_eq!(stage.notice(), "nothing was changed");
    stage.press("d");
    assert!(text(&stage).is_empty(), "{}", stage.notice());
    stage.press("u");
    assert_eq!(text(&stage), ["one!"]);
    stage.press("u");
    assert_eq!(text(&stage), ["one"]);
    stage.press("Ctrl-r");
    assert_eq!(text(&stage), ["one!"]);
}

#[test]
fn what_was_typed_is_a_draft_after_escape_and_after_a_crash() {
    let mut stage = on_bulgaria();
    stage.press("a n");
    write(&mut stage, "half a thou");
    stage.press("Esc");
    assert!(stage.notice().starts_with("kept as a draft"));
    assert!(head(&stage).contains("1 draft"), "{}", head(&stage));
    stage.press("a r Enter");
    write(&mut stage, "ght");
    // The program is gone; another one finds what was typed.
    let mut stage = stage.again();
    assert!(head(&stage).contains("1 draft"), "{}", head(&stage));
    stage.press("a r");
    assert!(stage.text().contains("Draft: note on Bulgaria: half a thought"), "{}", stage.text());
    stage.press("Enter Enter");
    assert!(head(&stage).contains("1 note") && !head(&stage).contains("draft"), "{}", head(&stage));
    let stage = stage.again();
    assert!(!head(&stage).contains("draft"), "{}", head(&stage));
}

#[test]
fn what_could_not_be_saved_comes_back_with_the_reason_and_counts_once() {
    let mut stage = on_bulgaria();
    let journals = stage.journals();
    std::fs::write(&journals, "").unwrap();
    stage.press("a n");
    write(&mut stage, "kept");
    stage.press("Enter");
    let text = stage.text();
    assert!(text.contains("Note on Bulgaria") && text.contains("kept") && text.contains("NOT SAVED"), "{text}");
    write(&mut stage, "!");
    std::fs::remove_file(&journals).unwrap();
    stage.press("Enter");
    assert!(head(&stage).contains("saved 10:42") && head(&stage).contains("1 note"), "{}", head(&stage));
    let stage = stage.again();
    let texts: Vec<_> =
        stage.state.shared.notebook.book.review.items.iter().map(|item| item.text("text").to_owned()).collect();
    assert_eq!(texts, ["kept!"]);
}

#[test]
fn what_could_not_be_saved_is_still_a_draft_when_the_program_is_killed() {
    let mut stage = on_bulgaria();
    let journals = stage.journals();
    std::fs::write(&journals, "").unwrap();
    stage.press("a n");
    write(&mut stage, "not lost");
    stage.press("Enter");
    assert!(stage.text().contains("NOT SAVED"), "{}", stage.text());
    std::fs::remove_file(&journals).unwrap();
    let mut stage = stage.again();
    stage.press("a r");
    assert!(stage.text().contains("Draft: note on Bulgaria: not lost"), "{}", stage.text());
}

/// A draft is kept a moment after the last key: what was saved in the meantime must not come back as one.
#[test]
fn what_is_saved_is_no_draft_however_late_the_draft_comes() {
    let mut stage = on_bulgaria();
    std::fs::write(stage.journals(), "").unwrap();
    stage.press("a n o n c e Enter Esc");
    let late = Sketch {
        number: stage.state.shared.notebook.unsaved[0].0.number,
        restores: None,
        op: Op::Note,
        on: Some("country:BG".to_owned()),
        meeting: None,
        of: None,
        fields: [("text".to_owned(), "once".into())].into_iter().collect(),
    };
    std::fs::remove_file(stage.journals()).unwrap();
    stage.press("r");
    assert!(head(&stage).contains("saved 10:42") && !head(&stage).contains("draft"), "{}", head(&stage));
    stage.order(Order::Keep(Box::new(late)));
    let stage = stage.again();
    assert!(head(&stage).contains("1 note") && !head(&stage).contains("draft"), "{}", head(&stage));
}

#[test]
fn what_is_not_saved_at_the_end_is_told_word_for_word() {
    let mut stage = on_bulgaria();
    std::fs::write(stage.journals(), "").unwrap();
    stage.press("a n l o s t ? Enter Esc");
    let left = plenary::tui::notebook::words::left(&stage.state.shared.notebook);
    assert_eq!(left, ["NOT SAVED: note on Bulgaria\n  text: lost?"]);
}

#[test]
fn a_change_of_the_file_does_not_take_away_what_is_being_written() {
    let mut stage = on_bulgaria();
    stage.press("a n k e e p");
    let snapshot = stage.state.shared.snapshot.clone();
    plenary::tui::adopt::replace(&mut stage.state, snapshot);
    stage.press("Enter");
    assert!(head(&stage).contains("1 note"), "{}", head(&stage));
}

#[test]
fn what_is_added_in_a_detail_is_added_to_the_record_that_is_shown() {
    let mut stage = usual();
    // The cursor of the detail is on a line that names another record.
    stage.press("/ b u l g Enter");
    assert!(stage.state.screen().detail().goto().is_some());
    stage.press("f");
    assert_eq!(stage.notice(), "flag on Bulgaria");
}

#[test]
fn letters_that_come_all_at_once_choose_and_write_as_if_they_came_one_by_one() {
    let mut stage = usual();
    stage.press("a s b g Enter");
    stage.tell(Msg::Paste("fWe host.".into()));
    stage.press("Enter");
    let book = &stage.state.shared.notebook.book;
    let item = &book.review.items[0];
    assert_eq!((item.text("text"), item.text("type")), ("We host.", "offer"));
}

#[test]
fn the_meeting_to_which_everything_belongs_is_named_on_every_screen() {
    let mut stage = usual();
    stage.press("g m 2 0 1 9 Enter");
    for screen in 1..=9 {
        stage.press(&screen.to_string());
        assert!(stage.text().lines().nth(1).unwrap().contains("meeting: Annual"), "{}", stage.text());
    }
    stage.press("g m");
    assert!(!stage.text().lines().nth(1).unwrap().contains("meeting: "), "{}", stage.text());
}

/// What was asked of the world last.
fn last(stage: &Stage) -> Effect {
    stage.asked().last().copied().unwrap().clone()
}

#[test]
fn a_text_goes_to_the_editor_once_no_more_keys_are_read_and_with_all_that_was_typed_before() {
    let mut stage = on_bulgaria();
    stage.press("a n A s k Ctrl-g");
    assert_eq!(last(&stage), Effect::HoldKeys);
    stage.press("!").tell(Msg::KeysHeld);
    assert_eq!(last(&stage), Effect::Edit("Ask!".to_owned()));
    let text = |text: &str| Some(text.to_owned());
    stage.tell(Msg::Edited(Edited { text: text("Ask\nthem.\n"), said: text("that was vi") }));
    assert!(stage.text().contains("them.") && stage.text().contains("that was vi"), "{}", stage.text());
    stage.tell(Msg::Edited(Edited::nothing("vi failed")));
    assert!(stage.text().contains("them.") && stage.text().contains("vi failed"), "{}", stage.text());
    // One step back takes back what the editor did.
    stage.press("Ctrl-_");
    assert!(stage.text().contains("Ask!") && !stage.text().contains("them."), "{}", stage.text());
}

#[test]
fn where_the_form_was_left_before_the_keys_were_held_they_are_read_again() {
    let mut stage = on_bulgaria();
    stage.press("a n A s k Ctrl-g Esc").tell(Msg::KeysHeld);
    assert_eq!(last(&stage), Effect::ReadKeys);
}

#[test]
fn what_of_the_journal_cannot_be_read_is_counted_listed_and_told_in_papers() {
    let mut stage = on_bulgaria();
    stage.press("a n h e r e Enter");
    let folder = stage.journals().join("budapest-process");
    std::fs::write(folder.join("damaged.jsonl"), "no event\n").unwrap();
    stage.order(Order::Read);
    assert!(stage.text().contains("1 journal problem (gp)"), "{}", stage.text());
    stage.press("g p");
    assert!(stage.text().contains("damaged.jsonl:1: "), "{}", stage.text());
    stage.press("Esc");
    stage.press("g b");
    assert!(stage.text().contains("Not complete: a line or file of the journal"), "{}", stage.text());
    // Nothing of the journal is in it.
    stage.press("Esc F12 g b");
    assert!(stage.text().contains("Brief: ") && !stage.text().contains("Not complete"), "{}", stage.text());
}

#[test]
fn review_shows_what_another_program_added_to_the_same_journal() {
    let mut stage = on_bulgaria();
    stage.press("f");
    let mut writer = plenary::journal::Writer::new(
        stage.journals().join("budapest-process"),
        "another",
        std::sync::Arc::new(plenary::base::append::Disk),
    );
    let mut pen = plenary::journal::Pen::new("another", "B. Author", &plenary::journal::Journal::default(), 1);
    let fields = [("text".to_owned(), "from elsewhere".into())].into_iter().collect();
    let event = pen.event(Op::Note, Some("country:TR".into()), None, fields, 2);
    writer.write(&[event]).unwrap();
    stage.press("9");
    assert!(stage.text().contains("from elsewhere"), "{}", stage.text());
}
