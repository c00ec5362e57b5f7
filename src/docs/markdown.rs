//! The tables of the program as Markdown, for the README.

use std::fmt::Write as _;

use crate::cli::args::command;
use crate::config::settings::SETTINGS;
use crate::keys::{Action, Chord, Group};
use crate::model::{Field, Kind};
use crate::query::grammar;

/// A table that the README holds between `<!-- name -->` and `<!-- /name -->`.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name in the markers.
    pub name: &'static str,
    /// Writes it.
    pub text: fn() -> String,
}

/// Every such table.
pub const TABLES: &[Table] = &[
    Table { name: "keys", text: keys },
    Table { name: "commands", text: commands },
    Table { name: "query", text: query },
    Table { name: "settings", text: settings },
    Table { name: "kinds", text: kinds },
    Table { name: "fields", text: fields },
];

/// Writes the keys of every action.
fn keys() -> String {
    let mut out = String::from("| action | keys | what it does |\n| --- | --- | --- |\n");
    for action in Group::ALL.iter().flat_map(|group| group.actions()) {
        let spec = action.spec();
        line(&mut out, &[spec.title, &shown_keys(action), spec.doc]);
    }
    out
}

/// Writes the keys of an action as a person reads them.
fn shown_keys(action: Action) -> String {
    let chords = action.spec().keys.iter().filter_map(|key| key.parse::<Chord>().ok());
    chords.map(|chord| format!("`{chord:#}`")).collect::<Vec<_>>().join(" ")
}

/// Writes the commands.
fn commands() -> String {
    let mut out = String::from("| command | what it does |\n| --- | --- |\n");
    let mut command = command();
    command.build();
    line(&mut out, &["`plenary [FILE]`", "Open the dashboard"]);
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let usage = sub.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").replace(" [OPTIONS]", "");
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        line(&mut out, &[&format!("`{usage}`"), &about]);
    }
    out
}

/// Writes the query language, but for the fields of the kinds, which have tables of their own.
fn query() -> String {
    let mut out = String::new();
    let mut chapters = grammar::chapters();
    chapters.pop();
    for chapter in chapters {
        let [form, doc] = chapter.heads;
        let _ = writeln!(out, "{}:\n\n| {form} | {doc} |\n| --- | --- |", chapter.title);
        chapter.lines.iter().for_each(|(form, doc)| line(&mut out, &[&format!("`{form}`"), doc]));
        out.push('\n');
    }
    out
}

/// Writes the settings.
fn settings() -> String {
    let mut out = String::from("| setting | environment | values | what it decides |\n| --- | --- | --- | --- |\n");
    for spec in SETTINGS {
        let allowed = (spec.allowed)();
        let values = if allowed.is_empty() { (spec.wanted)() } else { allowed.join(", ") };
        let variable = match spec.variable_means {
            Some(value) => format!("`{}` set to anything means {value}", spec.variable),
            None => format!("`{}`", spec.variable),
        };
        line(&mut out, &[&format!("`{}`", spec.key), &variable, &values, spec.doc]);
    }
    out
}

/// Writes the kinds of records.
fn kinds() -> String {
    let mut out = String::from("| kind | list in the dataset | what it is |\n| --- | --- | --- |\n");
    for spec in Kind::ALL.iter().map(|kind| kind.spec()) {
        line(&mut out, &[&format!("`{}`", spec.name), &format!("`{}`", spec.plural), spec.doc]);
    }
    out
}

/// Writes the fields of every kind.
fn fields() -> String {
    let mut out = String::new();
    for spec in Kind::ALL.iter().map(|kind| kind.spec()) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "**{}** (`{}`)\n", spec.title, spec.plural);
        out.push_str("| field | value | what it means |\n| --- | --- | --- |\n");
        field_lines(&mut out, spec.fields, "");
        out.push('\n');
    }
    out
}

fn field_lines(out: &mut String, fields: &[Field], before: &str) {
    for field in fields {
        let name = format!("{before}{}", field.name.text());
        line(out, &[&format!("`{name}`"), &field.shape.expected(), field.doc]);
        // The parts of a source are the same everywhere and stand once, in the text.
        if field.name != crate::model::Name::Sources {
            field_lines(out, field.parts(), &format!("{name}."));
        }
    }
}

fn line(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}
