//! R16: whatever a command does, the dataset is as it was, and nothing is asked of any network.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, SystemTime};

use super::{can_trace, traced};
use crate::cli::{program, project_file, write};

/// A call of every command, and of every command of those that have some.
const CALLS: &[&[&str]] = &[
    &["list", "countries"],
    &["show", "country:BG"],
    &["search", "bulgaria"],
    &["export", "ics", "-o", "written"],
    &["diff", "plan.json"],
    &["validate", "plan.json"],
    &["journal", "add", "amend", "field=title", "before=x", "after=y", "--on", "activity:A-05"],
    &["journal", "list"],
    &["journal", "verify"],
    &["journal", "recover"],
    &["journal", "export"],
    &["journal", "merge", ".local/share/plenary/journals"],
    &["minutes", "som-2019"],
    &["brief", "country:BG", "-o", "written"],
    &["revise", "-o", "new.json"],
    &["query"],
    &["schema"],
    &["config", "show"],
    &["config", "path"],
    &["config", "check"],
    &["completions", "bash"],
    &["man"],
];

#[test]
fn r16_no_command_touches_the_dataset_or_any_network() {
    let home = tempfile::tempdir().unwrap();
    let text = project_file("assets/budapest-process.json");
    let data = write(home.path(), "plan.json", &text);
    let before = SystemTime::now() - Duration::from_secs(1_000);
    fs::File::options().write(true).open(&data).unwrap().set_modified(before).unwrap();
    let modified = fs::metadata(&data).unwrap().modified().unwrap();
    let can = can_trace();
    for args in CALLS {
        let mut command = program(home.path());
        command.args(["--data", "plan.json"]).args(*args);
        if can {
            // A broken or missing answer is no matter here.
            let (ran, log) = traced(&["-e", "trace=%network,openat"], &command, "");
            assert!(matches!(ran.status, Some(0 | 1)), "{args:?}: {ran:?}");
            assert!(!log.contains("AF_INET") && !log.contains("sin_addr"), "{args:?}: {log}");
            let opened = log.lines().filter(|line| line.contains("plan.json\""));
            assert!(opened.clone().all(|line| line.contains("O_RDONLY")), "{args:?}: {:?}", opened.collect::<Vec<_>>());
        } else {
            command.output().unwrap();
        }
        assert_eq!(fs::metadata(&data).unwrap().modified().unwrap(), modified, "{args:?}");
        assert_eq!(fs::read(&data).unwrap(), text.as_bytes(), "{args:?}");
    }
}

#[test]
fn every_command_is_among_those_that_are_tried() {
    let command = plenary::cli::args::command();
    let mut all = BTreeSet::new();
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let inner: Vec<String> = sub.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
        let inner = if inner.is_empty() { vec![String::new()] } else { inner };
        all.extend(inner.into_iter().map(|inner| (sub.get_name().to_owned(), inner)));
    }
    let with_inner = ["journal", "config"];
    let tried = CALLS.iter().map(|args| {
        let inner = if with_inner.contains(&args[0]) { args[1] } else { "" };
        (args[0].to_owned(), inner.to_owned())
    });
    assert_eq!(tried.collect::<BTreeSet<_>>(), all);
}
