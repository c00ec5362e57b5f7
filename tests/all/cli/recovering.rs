//! `plenary journal recover`: what was typed and not saved comes back, and what cannot be read is given back as words.

use std::fs;
use std::path::PathBuf;

use plenary::journal::{Draft, Drafts};
use serde_json::Value;
use uuid::Uuid;

use super::{Ran, program, run};

/// A home in which a program left drafts.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs a command; arguments stand between bars, since texts have spaces.
    fn run(&self, line: &str) -> Ran {
        Ran::new(program(self.0.path()).args(line.split('|')).output().unwrap())
    }

    fn items(&self) -> Vec<Value> {
        let ran = self.run("journal|list|--format|json");
        if ran.status == Some(1) { Vec::new() } else { ran.json().as_array().unwrap().clone() }
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join(".local/state/plenary/drafts/budapest-process")
    }

    /// Leaves a draft, as a program does that was killed, and returns its id.
    fn leave(&self, op: &str, of: Option<Uuid>, fields: &[(&str, &str)]) -> Uuid {
        let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
        let draft = Draft {
            id: Uuid::now_v7(),
            writer: Uuid::nil(),
            at: 1_605_696_120_000,
            op: op.to_owned(),
            on: None,
            meeting: Some("som-2019".to_owned()),
            of,
            fields,
        };
        Drafts::new(self.folder()).keep(&draft).unwrap();
        draft.id
    }
}

#[test]
fn what_was_left_is_listed_as_it_was_typed_and_listing_changes_nothing() {
    let home = Home::new();
    let nothing = home.run("journal|recover");
    assert_eq!(
        (nothing.status, nothing.out.as_str(), nothing.err.as_str()),
        (Some(1), "", "error: nothing was left\n")
    );
    let id = home.leave("statement", None, &[("by", "bg, unod"), ("text", "We will\nhost \u{1b}[31m it")]);
    let expected = format!(
        "drafts, typed and not saved\n{id}  2020-11-18 10:42 UTC\n  op: statement\n  meeting: som-2019\n  by: bg, unod\n  \
         text: We will\n    host ␛[31m it\n"
    );
    assert_eq!(home.run("journal|recover").done(), expected);
    let json = home.run("journal|recover|--format|json").json();
    let draft = &json["drafts"][0];
    assert_eq!((&draft["id"], &draft["by"]), (&id.to_string().into(), &"bg, unod".into()));
    assert_eq!(draft["text"], "We will\nhost \u{1b}[31m it");
    assert_eq!(home.run("journal|recover").done(), expected);
}

#[test]
fn a_draft_that_suffices_is_added_as_what_it_was_to_be_and_is_gone() {
    let home = Home::new();
    let id = home.leave("statement", None, &[("by", "bg, unodc"), ("text", "We will\nhost"), ("capacity", "")]);
    let other = home.leave("decide", None, &[("text", "The plan is endorsed")]);
    assert_eq!(home.run(&format!("journal|recover|--add|{id}")).done(), format!("saved {id}\n"));
    let items = home.items();
    assert_eq!((items.len(), &items[0]["text"]), (1, &"We will\nhost".into()));
    assert_eq!(items[0]["by"], serde_json::json!(["country:BG", "organisation:UNODC"]));
    assert_eq!((&items[0]["meeting"], items[0].get("capacity")), (&"som-2019".into(), None));
    assert_eq!(home.run(&format!("journal|recover|--add|{id}")).status, Some(1));
    assert_eq!(home.run(&format!("journal|recover|--discard|{other}")).done(), format!("discarded {other}\n"));
    assert_eq!(home.run("journal|recover").status, Some(1));
    assert_eq!(fs::read_dir(home.folder()).unwrap().count(), 0);
}

#[test]
fn a_draft_that_does_not_suffice_says_why_and_stays() {
    let home = Home::new();
    for (op, fields, told) in [
        ("statement", &[("by", "nobody"), ("text", "x")][..], "no record \"nobody\""),
        ("statement", &[("type", "ofer"), ("text", "x")], "did you mean \"offer\"?"),
        ("note", &[("text", " ")], "a note: its text is empty"),
        ("note", &[("txt", "x")], "a note has no field \"txt\""),
        ("flag", &[], "a flag hangs on a record, and names none"),
        ("applaud", &[("text", "x")], "\"applaud\" cannot be added"),
    ] {
        let id = home.leave(op, None, fields);
        let ran = home.run(&format!("journal|recover|--add|{id}"));
        assert!(ran.status != Some(0) && ran.out.is_empty() && ran.err.contains(told), "{op}: {ran:?}");
        assert!(ran.err.contains(&format!("the draft {id} is still there")), "{ran:?}");
        assert!(home.run("journal|recover").done().contains(&id.to_string()));
    }
    assert_eq!(home.items(), Vec::<Value>::new());
    for (id, told) in [("", "no draft was left"), ("0", "more than one draft"), ("x", "no draft was left")] {
        let ran = home.run(&format!("journal|recover|--add|{id}"));
        assert!(ran.status == Some(1) && ran.err.contains(told), "{ran:?}");
    }
}

#[test]
fn a_draft_of_a_change_is_a_change_of_what_was_typed_anew() {
    let home = Home::new();
    let saved = home.run("journal|add|statement|by=BG|We host|--meeting|som-2019").done();
    let of: Uuid = saved.trim().strip_prefix("saved ").unwrap().parse().unwrap();
    let fields = [("by", "BG, HU"), ("text", "We host"), ("capacity", "Chair")];
    let id = home.leave("statement", Some(of), &fields);
    assert_eq!(home.run(&format!("journal|recover|--add|{id}")).done().lines().count(), 2);
    let items = home.items();
    assert_eq!((items.len(), &items[0]["capacity"], &items[0]["text"]), (1, &"Chair".into(), &"We host".into()));
    assert_eq!(items[0]["by"], serde_json::json!(["country:BG", "country:HU"]));
    let again = home.leave("statement", Some(of), &fields);
    let ran = home.run(&format!("journal|recover|--add|{again}"));
    assert!(ran.status == Some(1) && ran.err.contains("it is so already"), "{ran:?}");
    // What is about an event in another way is that.
    let id = home.leave("retract", Some(of), &[]);
    home.run(&format!("journal|recover|--add|{id}")).done();
    assert_eq!(home.items(), Vec::<Value>::new());
}

#[test]
fn a_draft_whose_event_is_there_already_counts_once() {
    let home = Home::new();
    let id = home.leave("note", None, &[("text", "Once")]);
    let file = home.folder().join(format!("{id}.json"));
    let draft = fs::read(&file).unwrap();
    home.run(&format!("journal|recover|--add|{id}")).done();
    // As if the program had been stopped before it removed the draft.
    fs::write(&file, draft).unwrap();
    assert_eq!(home.run("journal|recover").status, Some(1));
    assert_eq!(home.run(&format!("journal|recover|--add|{id}")).done(), format!("saved {id}\n"));
    assert_eq!(home.items().len(), 1);
    assert!(!file.exists());
    assert!(home.run("journal|verify").done().contains("damaged     0\n"));
}

#[test]
fn where_it_cannot_be_saved_the_draft_stays() {
    let home = Home::new();
    let id = home.leave("note", None, &[("text", "Not lost")]);
    let full = home.0.path().join("full");
    fs::write(&full, "a file, no folder").unwrap();
    let mut command = program(home.0.path());
    command.env("PLENARY_JOURNAL", &full).args(["journal", "recover", "--add", &id.to_string()]);
    let ran = Ran::new(command.output().unwrap());
    assert!(ran.status == Some(2) && ran.err.contains("NOT SAVED: "), "{ran:?}");
    assert!(home.run("journal|recover").done().contains("text: Not lost\n"));
}

#[test]
fn the_words_of_a_line_that_is_cut_off_and_of_a_damaged_one_are_given_back_with_their_place() {
    let home = Home::new();
    for text in ["First", "Second", "Ask about\nthe timeline"] {
        home.run(&format!("journal|add|note|{text}|--on|country:BG")).done();
    }
    let segments = home.0.path().join(".local/share/plenary/journals/budapest-process");
    let mut files: Vec<PathBuf> = fs::read_dir(segments).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_unstable();
    let text = |at: usize| fs::read_to_string(&files[at]).unwrap();
    fs::write(&files[1], text(1).replace("Second", "Sekond")).unwrap();
    fs::write(&files[2], text(2).split_once(" timeline").unwrap().0).unwrap();
    fs::write(home.0.path().join("rubbish"), "").unwrap();
    let ran = home.run("journal|recover");
    let (second, third) = (files[1].display(), files[2].display());
    let expected = format!(
        "cut off or damaged\n{second}:1: its checksum is another: a byte of it has changed\n  op: note\n  on: country:BG\n  \
         text: Sekond\n{third}:1: the last line is cut off\n  op: note\n  on: country:BG\n  text: Ask about\n    the\n"
    );
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), expected.as_str()));
    let json = home.run("journal|recover|--format|json").json();
    assert_eq!(json["damaged"][1]["words"]["text"], "Ask about\nthe");
    // A draft that cannot be read is one of them, and stays.
    fs::create_dir_all(home.folder()).unwrap();
    let file = home.folder().join(format!("{}.json", Uuid::now_v7()));
    fs::write(&file, r#"{"v":1,"op":"note","fields":{"text":"half of i"#).unwrap();
    let listed = home.run("journal|recover").done();
    assert!(listed.contains(&format!("{}: it is no draft: it is no JSON", file.display())), "{listed}");
    assert!(listed.contains("\n  op: note\n  text: half of i\n") && file.exists(), "{listed}");
}

#[test]
fn listing_takes_a_format_and_adding_does_not() {
    assert_eq!(run("journal recover --format yaml").status, Some(2));
    assert_eq!(run("journal recover --format json --add 0").status, Some(2));
}
