//! What the configuration, the environment and the command line say about how the dashboard looks.

use super::picture::{colours, reversed_lines};
use super::{Session, Setup};

fn started(setup: Setup) -> Session {
    let session = setup.start();
    session.wait_for_row("All");
    session
}

fn is_bold(session: &Session, text: &str) -> bool {
    session.look(|screen| {
        let (rows, columns) = screen.size();
        let line = |y: u16| screen.rows(0, columns.get()).nth(usize::from(y)).unwrap();
        let y = (0..rows.get()).find(|&y| line(y).contains(text)).unwrap();
        let at = line(y).split(text).next().unwrap().chars().count();
        screen.cell(y, u16::try_from(at).unwrap()).is_some_and(vt100::Cell::bold)
    })
}

#[test]
fn a_broken_configuration_starts_with_defaults_and_says_where() {
    let config = "glyphs = \"unicode\"\ncolour = \"never\"\ntheme = \"lihgt\"\n";
    let mut session = started(Setup::new().size(120, 40).file("config/plenary/config.toml", config));
    session.wait_for("2 configuration problems (gp)");
    session.press("g p");
    session.wait_for("config.toml:2:1");
    session.wait_for("config.toml:3:9");
    println!("{}", session.contents());
    session.escape();
    session.wait_for_row("All");
}

#[test]
fn a_configuration_of_no_toml_starts_with_defaults_and_says_where() {
    let mut session = started(Setup::new().size(120, 40).file("config/plenary/config.toml", "theme = \n[[[\n"));
    session.press("g p");
    session.wait_for("config.toml:1:");
    session.escape();
}

#[test]
fn without_colour_the_selection_is_still_reversed() {
    let session = started(Setup::new().env("NO_COLOR", "1"));
    assert_eq!(session.look(colours), 0);
    assert_eq!(session.look(reversed_lines), 1);
    assert!(is_bold(&session, "Countries"));
}

#[test]
fn colour_that_was_asked_for_beats_no_color_and_leaves_the_attributes() {
    let session = started(Setup::new().env("NO_COLOR", "1").arg("--color").arg("always"));
    assert!(session.look(colours) > 0);
    assert_eq!(session.look(reversed_lines), 1);
}

#[test]
fn an_empty_no_color_leaves_the_colours() {
    let session = started(Setup::new().env("NO_COLOR", ""));
    assert!(session.look(colours) > 0);
}

#[test]
fn the_linux_console_gets_ascii_only() {
    let mut session = started(Setup::new().size(120, 40).env("TERM", "linux"));
    session.press("/ b u Enter");
    for (keys, title) in [
        ("s", "Source of"),
        ("o", "Links of"),
        ("y", "Copy of"),
        ("?", "Help: keys"),
        ("F10", "Menu"),
        ("g", "g first"),
        ("g p", "Nothing is wrong"),
    ] {
        session.press(keys);
        session.wait_for(title);
        session.escape();
        session.wait_until("it closed", |screen| !screen.contents().contains(title));
    }
    session.press("w");
    session.wait_for("w does nothing here");
    let sent = session.since(0);
    let foreign: String = sent.chars().filter(|c| !c.is_ascii()).collect();
    assert_eq!(foreign, "");
}
