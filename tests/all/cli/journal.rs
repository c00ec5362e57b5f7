//! `plenary journal`: what is added through the real binary is there, once, whatever else happens.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use super::{Ran, program, run};

/// A home with a journal.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs a command; arguments stand between bars, since texts have spaces.
    fn run(&self, line: &str) -> Ran {
        Ran::new(program(self.0.path()).args(line.split('|')).output().unwrap())
    }

    fn run_with_input(&self, line: &str, input: &str) -> Ran {
        let mut command = program(self.0.path());
        command.args(line.split('|')).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ran::new(child.wait_with_output().unwrap())
    }

    /// Adds something and returns its id.
    fn add(&self, line: &str) -> String {
        let out = self.run(&format!("journal|add|{line}")).done();
        out.trim().strip_prefix("saved ").unwrap().to_owned()
    }

    fn items(&self) -> Vec<Value> {
        let ran = self.run("journal|list|--format|json");
        if ran.status == Some(1) { Vec::new() } else { ran.json().as_array().unwrap().clone() }
    }

    fn texts(&self) -> Vec<String> {
        self.items().iter().map(|item| item["text"].as_str().unwrap_or_default().to_owned()).collect()
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join(".local/share/plenary/journals/budapest-process")
    }

    fn segments(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = fs::read_dir(self.folder()).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }
}

#[test]
fn what_is_added_is_listed_with_the_fields_of_its_row_of_the_table() {
    let home = Home::new();
    home.add("note|Ask about the timeline|--on|bulgaria");
    home.add("statement|by=BG,unodc|type=offer|Will host|a meeting|--meeting|som-2019");
    home.add("task|owner=Hungary|due=2020-03|Send the list|--meeting|som-2019");
    home.add("amend|field=title|before=Old|after=New|by=RS|--on|activity:A-05");
    let items = home.items();
    let ops: Vec<&str> = items.iter().map(|item| item["op"].as_str().unwrap()).collect();
    assert_eq!(ops, ["note", "statement", "task", "amend"]);
    assert_eq!((&items[0]["on"], &items[0]["text"]), (&"country:BG".into(), &"Ask about the timeline".into()));
    assert_eq!(items[1]["by"], serde_json::json!(["country:BG", "organisation:UNODC"]));
    assert_eq!((&items[1]["text"], &items[1]["meeting"]), (&"Will host a meeting".into(), &"som-2019".into()));
    assert_eq!((&items[2]["owner"], &items[2]["due"]), (&"Hungary".into(), &"2020-03".into()));
    assert_eq!((&items[3]["before"], &items[3]["after"]), (&"Old".into(), &"New".into()));
    let listed = home.run("journal|list|timeline").done();
    assert!(listed.ends_with("  note  Ask about the timeline  [country:BG]\n"), "{listed}");
    for (filter, count) in [("--on|country:BG", 1), ("--meeting|som-2019", 2), ("--op|amend", 1), ("will|HOST", 1)] {
        let csv = home.run(&format!("journal|list|{filter}|--format|csv")).done();
        assert_eq!(csv.lines().count(), count + 1, "{filter}: {csv}");
    }
    assert!(home.run("journal|list|--format|md").done().contains("| statement 1 |"));
}

#[test]
fn what_is_wrong_is_told_and_nothing_is_added() {
    let home = Home::new();
    for (line, told) in [
        ("note|Text|--on|country:BQ", "no record \"country:BQ\""),
        ("note|colour=red|Text", "a note has no field \"colour\""),
        ("note|", "a note: its text is empty"),
        ("note", "a note: its text is empty"),
        ("flag", "a flag hangs on a record, and names none"),
        ("statement|type=ofer|Text", "did you mean \"offer\"?"),
        ("statement|by=goal:1|Text", "no record \"goal:1\""),
        ("task|due=tomorrow|Text", "due: \"tomorrow\" is no date"),
        ("amend|field=title|after=New|--on|plan", "an amendment lacks before"),
        ("retract|of=0193", "nothing in the journal has the id \"0193\""),
        ("open", "which meeting?"),
        ("note|Text|--meeting|country:BG", "no record \"country:BG\""),
    ] {
        let ran = home.run(&format!("journal|add|{line}"));
        assert!(ran.status != Some(0) && ran.out.is_empty() && ran.err.contains(told), "{line}: {ran:?}");
    }
    assert_eq!(home.run("journal|list").status, Some(1));
    let told = home.run("journal|list|notes or statements").err;
    assert!(told.starts_with("\"or\" is a word here; a comma between values is 'or'"), "{told}");
    assert!(!home.folder().exists());
}

#[test]
fn a_change_a_fate_and_a_step_back_are_added_by_the_id_of_what_they_mean() {
    let home = Home::new();
    let note = home.add("note|First");
    let amendment = home.add("amend|field=title|before=Old|after=New|--on|activity:A-05");
    home.add(&format!("edit|of={note}|field=text|new=Second"));
    home.add(&format!("edit|of={note}|field=text|new=Third"));
    home.add(&format!("resolve|of={amendment}|fate=accepted|All agreed"));
    let items = home.items();
    assert_eq!((&items[0]["text"], items[0].get("conflict")), (&"Third".into(), None));
    assert_eq!((&items[1]["fate"], &items[1]["reason"]), (&"accepted".into(), &"All agreed".into()));
    home.add(&format!("retract|of={note}"));
    assert_eq!(home.items().len(), 1);
}

#[test]
fn what_is_added_belongs_to_the_meeting_that_is_open() {
    let home = Home::new();
    home.add("open|--meeting|som-2019");
    home.add("decide|The plan is endorsed");
    home.add("close");
    home.add("note|Later");
    let meetings: Vec<Value> = home.items().iter().map(|item| item["meeting"].clone()).collect();
    assert_eq!(meetings, ["som-2019".into(), "som-2019".into(), "som-2019".into(), Value::Null]);
}

#[test]
fn a_text_comes_from_standard_input_as_it_is() {
    let home = Home::new();
    let text = "First line\n  second \"line\" \\ \u{2028} \u{0} é\n";
    home.run_with_input("journal|add|note|--on|plan", &format!("{text}\n")).done();
    assert_eq!(home.texts(), [text]);
}

#[test]
fn four_programs_write_256_notes_each_to_one_folder_and_each_is_there_once() {
    // R7.
    let home = Home::new();
    let lines = |writer: usize| (0..256).map(|at| format!("note {writer}-{at}\n")).collect::<String>();
    let ran: Vec<Ran> = std::thread::scope(|scope| {
        let home = &home;
        let write = |writer| scope.spawn(move || home.run_with_input("journal|add|note|--lines", &lines(writer)));
        let writers: Vec<_> = (0..4).map(write).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    for ran in ran {
        assert_eq!(ran.done().lines().filter(|line| line.starts_with("saved ")).count(), 256);
    }
    let items = home.items();
    let texts: Vec<&str> = items.iter().map(|item| item["text"].as_str().unwrap()).collect();
    assert_eq!((texts.len(), texts.iter().collect::<BTreeSet<_>>().len()), (1_024, 1_024));
    // Each writer's notes are in the order in which they were written.
    for writer in 0..4 {
        let own: Vec<&str> =
            texts.iter().copied().filter(|text| text.starts_with(&format!("note {writer}-"))).collect();
        assert_eq!(own, lines(writer).lines().collect::<Vec<_>>());
    }
    // All wrote on one device, at the same time, and made its id once.
    let devices: BTreeSet<&str> = items.iter().map(|item| item["device"].as_str().unwrap()).collect();
    assert_eq!((devices.len(), home.segments().len()), (1, 4));
    assert_eq!(home.run("journal|verify").status, Some(0));
}

#[test]
fn sixteen_programs_that_start_at_once_in_an_empty_home_are_one_device_and_lose_nothing() {
    // R7: none of them finds a folder or the id of the device.
    let home = Home::new();
    std::thread::scope(|scope| {
        let home = &home;
        let add = |at: usize| scope.spawn(move || home.run(&format!("journal|add|note|note {at}")).done());
        let started: Vec<_> = (0..16).map(add).collect();
        for one in started {
            assert!(one.join().unwrap().starts_with("saved "));
        }
    });
    let items = home.items();
    let texts: BTreeSet<&str> = items.iter().map(|item| item["text"].as_str().unwrap()).collect();
    let devices: BTreeSet<&str> = items.iter().map(|item| item["device"].as_str().unwrap()).collect();
    assert_eq!((items.len(), texts.len(), devices.len(), home.segments().len()), (16, 16, 1, 16));
    assert_eq!(home.run("journal|verify").status, Some(0));
}

#[test]
fn two_journals_that_are_merged_both_ways_are_the_same_and_doing_it_again_changes_nothing() {
    // R8: work on both, merge in both directions.
    let (one, other) = (Home::new(), Home::new());
    one.run_with_input("journal|add|note|--lines", "a1\na2\na3\n").done();
    other.run_with_input("journal|add|note|--lines", "b1\nb2\n").done();
    let from = |home: &Home| home.folder().display().to_string();
    let said = one.run(&format!("journal|merge|{}|--dry-run", from(&other))).done();
    assert!(
        said.starts_with("segments      1\nnew           2, not taken over: a dry run\nalready had   0\n"),
        "{said}"
    );
    assert_eq!(one.texts(), ["a1", "a2", "a3"]);
    let said = one.run(&format!("journal|merge|{}", from(&other))).done();
    assert!(said.starts_with("segments      1\nnew           2\nalready had   0\n"), "{said}");
    let said = other.run(&format!("journal|merge|{}", from(&one))).done();
    assert!(said.starts_with("segments      2\nnew           3\nalready had   2\n"), "{said}");
    assert_eq!(one.items(), other.items());
    assert_eq!(one.items().len(), 5);
    for home in [&one, &other] {
        let before = home.segments();
        for from in [from(&one), from(&other), one.0.path().join(".local/share/plenary").display().to_string()] {
            assert!(home.run(&format!("journal|merge|{from}")).done().contains("\nnew           0\n"));
        }
        assert_eq!(home.segments(), before);
    }
}

#[test]
fn a_line_is_taken_over_as_it_is_and_a_damaged_one_stays_where_it_is() {
    let (one, other) = (Home::new(), Home::new());
    other.run_with_input("journal|add|note|--lines", "b1\nb2\nb3\n").done();
    let (_, bytes) = other.segments().pop_first().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // A copy that another program made of it: carriage returns, a changed byte, and half of the last line.
    let copy = format!("{}\r\n{}\r\n{}", lines[0], lines[1].replace("b2", "bX"), lines[2].split_at(40).0);
    let file = one.0.path().join("notes (conflicted copy).jsonl");
    fs::write(&file, copy).unwrap();
    let ran = one.run(&format!("journal|merge|{}", file.display()));
    assert_eq!(ran.status, Some(1));
    let said = "new           1\nalready had   0\nconflicts     0\ndamaged       2\n";
    assert!(ran.out.contains(said), "{}", ran.out);
    assert!(
        ran.out.contains("copy).jsonl:2: its checksum is another") && ran.out.contains("copy).jsonl:3: the last line")
    );
    let (_, merged) = one.segments().pop_first().unwrap();
    assert_eq!(merged, format!("{}\n", lines[0]).into_bytes());
    assert_eq!(one.run("journal|merge|nowhere").status, Some(2));
}

#[test]
fn changes_that_do_not_know_of_each_other_are_a_conflict_which_merging_tells() {
    let (one, other) = (Home::new(), Home::new());
    let note = one.add("note|First");
    let merge = |home: &Home, from: &Home| home.run(&format!("journal|merge|{}", from.folder().display())).done();
    merge(&other, &one);
    one.add(&format!("edit|of={note}|field=text|new=Mine"));
    other.add(&format!("edit|of={note}|field=text|new=Yours"));
    let said = merge(&one, &other);
    assert!(said.contains("conflicts     1\n") && said.contains("text: \"Mine\" or \"Yours\""), "{said}");
    assert!(merge(&one, &other).contains("conflicts     0\n"));
    let verified = one.run("journal|verify");
    assert!(verified.status == Some(0) && verified.out.contains("in conflict 1\n"), "{}", verified.out);
    one.add(&format!("edit|of={note}|field=text|new=Ours"));
    assert!(one.run("journal|verify").done().contains("in conflict 0\n"));
}

#[test]
fn verify_says_where_something_is_damaged_and_what_is_left_over() {
    let home = Home::new();
    home.run_with_input("journal|add|note|--lines|--on|country:BG", "first\nsecond\nthird\n").done();
    assert!(home.run("journal|verify").done().contains("damaged     0\n"));
    let (path, bytes) = home.segments().pop_first().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    fs::write(&path, text.replace("second", "secund")).unwrap();
    let ran = home.run("journal|verify");
    assert_eq!(ran.status, Some(1));
    assert!(ran.out.contains(&format!("  {}:2: its checksum is another", path.display())), "{}", ran.out);
    assert_eq!(home.texts_after_telling(), ["first", "third"]);
    let json = home.run("journal|verify|--format|json");
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&json["events"], &json["damaged"][0]["line"]), (&2.into(), &2.into()));
    // The same journal beside a dataset that has no such country.
    let data = home.0.path().join("small.json");
    fs::write(&data, r#"{"format": "plenary/1", "id": "budapest-process", "title": "X"}"#).unwrap();
    let ran = home.run(&format!("journal|verify|--data|{}", data.display()));
    assert!(ran.out.contains("left over   2\n") && ran.out.contains("on country:BG: first"), "{}", ran.out);
}

impl Home {
    /// The texts, where a line cannot be read and that is said.
    fn texts_after_telling(&self) -> Vec<String> {
        let ran = self.run("journal|list|--format|csv");
        assert!(ran.err.contains("journal: a line could not be read"), "{}", ran.err);
        let at = ran.out.lines().next().unwrap().split(',').position(|head| head == "text").unwrap();
        ran.out.lines().skip(1).map(|line| line.split(',').nth(at).unwrap().to_owned()).collect()
    }
}

#[test]
fn where_it_cannot_be_saved_that_is_said_and_browsing_goes_on() {
    let home = Home::new();
    let full = home.0.path().join("full");
    fs::write(&full, "a file, no folder").unwrap();
    let mut command = program(home.0.path());
    command.env("PLENARY_JOURNAL", &full).args(["journal", "add", "note", "Text"]);
    let ran = Ran::new(command.output().unwrap());
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("NOT SAVED: ") && ran.err.contains(&*full.to_string_lossy()), "{}", ran.err);
    let mut command = program(home.0.path());
    let ran = Ran::new(command.env("PLENARY_JOURNAL", &full).args(["show", "country:BG"]).output().unwrap());
    assert_eq!(ran.status, Some(0));
    // Without a home there is no place at all.
    let mut command = program(home.0.path());
    let ran = Ran::new(command.env("HOME", "").args(["journal", "list"]).output().unwrap());
    assert!(matches!(ran.status, Some(1 | 2)), "{ran:?}");
}

/// The ids that a command said to be saved.
pub(super) fn acknowledged(out: &str) -> BTreeSet<String> {
    // Of a line that is cut off nobody says that it was read.
    let whole = out.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().filter_map(|line| line.strip_prefix("saved ")).map(str::to_owned).collect()
}

fn ids(home: &Home) -> BTreeSet<String> {
    // A line that was cut off is told beside them.
    let ran = home.run("journal|list|--format|json");
    let items: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn where_a_file_may_not_grow_what_was_said_to_be_saved_is_there_and_the_rest_is_told() {
    // R5: a limit of 1 KiB cuts a line off in the middle.
    let home = Home::new();
    let mut shell = std::process::Command::new("/bin/sh");
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" journal add note --lines";
    shell.args(["-c", script, env!("CARGO_BIN_EXE_plenary")]).env_clear().env("HOME", home.0.path());
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    let lines: String = (0..50).map(|at| format!("note {at} of some length, so that few fit\n")).collect();
    // It stops reading at the first that cannot be saved.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let ran = Ran::new(child.wait_with_output().unwrap());
    assert!(ran.status == Some(2) && ran.err.contains("NOT SAVED: "), "{ran:?}");
    let saved = acknowledged(&ran.out);
    assert!(!saved.is_empty() && saved.len() < 50, "{}", saved.len());
    let listed = home.run("journal|list|--format|csv");
    assert_eq!(listed.out.lines().count(), saved.len() + 1);
    assert!(saved.iter().all(|id| listed.out.contains(id.as_str())));
    // The limit is gone: what is added now is there beside it, and the line that was cut off is told.
    home.run("journal|add|note|Later");
    assert_eq!(home.run("journal|list|--format|csv").out.lines().count(), saved.len() + 2);
    assert!(home.run("journal|verify").out.contains("the last line is cut off"));
}

#[test]
fn what_was_said_to_be_saved_is_there_after_the_program_was_killed() {
    use std::io::{BufRead, BufReader};
    for until in [1, 3, 20] {
        let home = Home::new();
        let mut command = program(home.0.path());
        command.args(["journal", "add", "note", "--lines"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writing = std::thread::spawn(move || (0..1_000).try_for_each(|at| writeln!(stdin, "note {at}")));
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().take(until);
        let saved = acknowledged(&lines.map(|line| line.unwrap() + "\n").collect::<String>());
        child.kill().unwrap();
        child.wait().unwrap();
        // Nobody reads any more, which is what it ends with.
        let _ = writing.join().unwrap();
        assert_eq!(saved.len(), until);
        let there = ids(&home);
        assert!(saved.is_subset(&there), "{saved:?} {there:?}");
    }
}

#[test]
fn a_shared_folder_holds_the_journals_and_the_name_stands_in_them_but_the_device_does_not_move() {
    let (home, shared) = (Home::new(), tempfile::tempdir().unwrap());
    let config = home.0.path().join(".config/plenary");
    fs::create_dir_all(&config).unwrap();
    let text = format!("journal = \"{}\"\nname = \"A. Author\"\n", shared.path().display());
    fs::write(config.join("config.toml"), text).unwrap();
    home.add("note|Text");
    assert_eq!(home.items()[0]["who"], "A. Author");
    let names =
        |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(names(shared.path()), ["budapest-process"]);
    let segment = names(&shared.path().join("budapest-process")).pop().unwrap().into_string().unwrap();
    let device = fs::read_to_string(home.0.path().join(".local/state/plenary/device")).unwrap();
    assert!(segment.starts_with(device.trim()) && segment.ends_with(".jsonl"));
}

#[test]
fn what_is_made_in_a_shared_folder_is_as_open_as_the_folder_and_the_own_one_is_closed() {
    use std::os::unix::fs::PermissionsExt;
    let (home, shared) = (Home::new(), tempfile::tempdir().unwrap());
    fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o770)).unwrap();
    let mut command = program(home.0.path());
    command.env("PLENARY_JOURNAL", shared.path().join("journals")).args(["journal", "add", "note", "Text"]);
    Ran::new(command.output().unwrap()).done();
    home.add("note|Text");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let modes = |folder: &Path| {
        let segment = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        [mode(folder), mode(&segment)]
    };
    assert_eq!(modes(&shared.path().join("journals/budapest-process")), [0o770, 0o660]);
    assert_eq!(modes(&home.folder()), [0o700, 0o600]);
}

#[test]
fn a_step_back_and_forward_reaches_over_restarts() {
    let home = Home::new();
    assert_eq!(home.run("journal|add|undo").status, Some(1));
    home.add("note|First");
    home.add("note|Second");
    for (step, left) in [("undo", 1), ("undo", 0), ("redo", 1), ("redo", 2)] {
        home.add(step);
        assert_eq!(home.items().len(), left, "{step}");
    }
    assert_eq!(home.run("journal|add|redo").status, Some(1));
}

#[test]
fn an_export_has_every_event() {
    let home = Home::new();
    assert_eq!(home.run("journal|export").status, Some(1));
    let note = home.add("note|Text");
    home.add(&format!("retract|of={note}"));
    let events = home.run("journal|export|--format|json").json();
    assert_eq!((events[0]["text"].as_str(), events[1]["op"].as_str()), (Some("Text"), Some("retract")));
    assert_eq!(run("journal export --format yaml").status, Some(2));
}
