//! What the program prints about itself, and the README's tables, which are the same.

use std::path::Path;

use plenary::base::text::cells;
use plenary::docs::markdown::{TABLES, Table};

use super::{project_file, run, run_at_home, run_with_input};

const COMMANDS: &[&str] = &[
    "list",
    "show",
    "search",
    "export",
    "validate",
    "minutes",
    "brief",
    "journal",
    "query",
    "schema",
    "config",
    "completions",
    "man",
];

#[test]
fn help_fits_80_columns_and_has_examples() {
    let mut lines = vec!["--help".to_owned(), "help".to_owned()];
    lines.extend(COMMANDS.iter().map(|command| format!("{command} --help")));
    lines.extend(["path", "show", "check"].map(|command| format!("config {command} --help")));
    lines.extend(["list", "add", "merge", "verify", "export"].map(|command| format!("journal {command} --help")));
    for line in &lines {
        let help = run(line).done();
        for row in help.lines() {
            assert!(cells(row) <= 80, "{line}: {row}");
        }
    }
    for command in ["", "list", "show", "search", "export", "validate", "minutes", "brief", "journal", "query"] {
        assert!(run(&format!("{command} --help")).done().contains("Examples:"), "{command}");
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(run("--version").done(), format!("plenary {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_shell_gets_completions_that_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = run(&format!("completions {shell}")).done();
        for word in COMMANDS {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // The generators of the other two complete no words that are not options.
        assert!(script.contains("countries") || ["fish", "powershell"].contains(&shell), "{shell}");
    }
}

#[test]
fn the_manual_page_has_commands_keys_and_settings() {
    let page = run("man").done();
    assert!(page.contains(".TH plenary 1"), "{page}");
    for heading in [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH COMMANDS", ".SH KEYS", ".SH CONFIGURATION"] {
        assert!(page.contains(heading), "{heading}");
    }
    assert!(page.contains("PLENARY_DATASET"));
}

#[test]
fn the_schema_is_json() {
    assert!(run("schema").json()["$schema"].is_string());
}

/// Returns the README with a table in its place.
fn with_table(readme: &str, table: &Table) -> String {
    let (start, end) = (format!("<!-- {} -->\n", table.name), format!("<!-- /{} -->", table.name));
    let (before, rest) = readme.split_once(&start).unwrap_or_else(|| panic!("the README has no {start}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("the README has no {end}"));
    format!("{before}{start}\n{}\n{end}{after}", (table.text)().trim_end())
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_program() {
    let readme = project_file("README.md");
    let expected = TABLES.iter().fold(readme.clone(), |readme, table| with_table(&readme, table));
    if std::env::var_os("PLENARY_WRITE").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), &expected).unwrap();
        return;
    }
    assert!(readme == expected, "the README has old tables: PLENARY_WRITE=1 cargo test readme writes them");
}

#[test]
fn the_dataset_of_the_readme_is_valid_and_printed_as_it_says() {
    let readme = project_file("README.md");
    let blocks: Vec<&str> = readme.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [dataset, printed] = blocks.as_slice() else { panic!("{blocks:?}") };
    assert_eq!(run_with_input("validate -", dataset).done(), "-: valid, no warnings\n");
    assert_eq!(run_with_input("list countries --format json --data -", dataset).done(), *printed);
}

#[test]
fn every_line_of_the_readme_that_calls_the_program_works() {
    let readme = project_file("README.md");
    let lines = readme.lines().filter_map(|line| line.strip_prefix("    plenary "));
    let own = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (mut count, home) = (0, tempfile::tempdir().unwrap());
    for line in lines {
        let line = line.split(['>', '|']).next().unwrap().replace("river.json", "-");
        let ran = run_at_home(home.path(), &line, own);
        assert!(matches!(ran.status, Some(0 | 1)) && !ran.out.is_empty(), "{line}: {}", ran.err);
        count += 1;
    }
    assert!(count > 5);
}
