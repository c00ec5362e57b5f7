//! R16: whatever is done in the dashboard, the dataset is as it was, and nothing is asked of any network.

use std::fs;
use std::time::{Duration, SystemTime};

use super::is_saved;
use crate::cli::can_trace;
use crate::pty::{Exit, Session, Setup, program};

/// Keys that go to every screen and open whatever can be opened; after each group Esc closes what is open.
const KEYS: &[&str] = &[
    "j j Enter Tab j j Enter s",
    "2 j B B Enter",
    "3 j Enter",
    "4 v j Enter",
    "5 / s h o r",
    "6 j",
    "7 j Enter",
    "8 B j",
    "9 j G",
    "0",
    "1 / b u l g Enter Tab j",
    "C-t b u l g",
    "C-p h e l p",
    "? j j",
    "F10 j j",
    "g p",
    "o",
    "y Enter",
    "u",
    "C-r",
    "C-l w",
];

fn sit(session: &mut Session) {
    session.wait_for_row("All");
    session.press("j");
    session.wait_for_row("Afghanistan");
    // Something is added, and taken away again.
    session.press("f");
    session.wait_until("saved", is_saved);
    session.press("a n");
    session.wait_for("Enter saves");
    session.send("a note");
    session.wait_for("a note");
    session.press("Enter");
    session.wait_for("1 note");
    session.press("u");
    session.wait_for("undone");
    session.wait_until("saved", is_saved);
    for keys in KEYS {
        session.press_slowly(keys);
        session.escape();
        session.escape();
    }
}

#[test]
fn r16_a_sitting_in_the_dashboard_touches_neither_the_dataset_nor_any_network() {
    if !can_trace() {
        return;
    }
    let text = include_str!("../../../../assets/budapest-process.json");
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("plan.json");
    fs::write(&data, text).unwrap();
    let before = SystemTime::now() - Duration::from_secs(1_000);
    fs::File::options().write(true).open(&data).unwrap().set_modified(before).unwrap();
    let modified = fs::metadata(&data).unwrap().modified().unwrap();
    let (log, program) = (folder.path().join("calls"), program());
    let [log_name, program, data_name] = [&log, &program, &data].map(|path| path.to_str().unwrap());
    let argv = ["strace", "-f", "-o", log_name, "-e", "trace=%network,openat", program, "--data", data_name];
    let mut session = Setup::command(&argv).size(120, 36).start();
    sit(&mut session);
    session.press("C-q");
    assert_eq!(session.finish(), Exit::Code(0));
    let log = fs::read_to_string(log).unwrap();
    assert!(!log.contains("AF_INET") && !log.contains("sin_addr"), "{log}");
    let opened: Vec<&str> = log.lines().filter(|line| line.contains("plan.json\"")).collect();
    assert!(!opened.is_empty() && opened.iter().all(|line| line.contains("O_RDONLY")), "{opened:#?}");
    assert_eq!(fs::metadata(&data).unwrap().modified().unwrap(), modified);
    assert_eq!(fs::read(&data).unwrap(), text.as_bytes());
}
