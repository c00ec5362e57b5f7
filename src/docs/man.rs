//! The manual page.

use std::io::{self, Write};

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::args::command;
use crate::config::settings::SETTINGS;
use crate::keys::Group;

/// Writes the manual page: the program, its commands, its keys, its settings.
///
/// # Errors
///
/// Says why it cannot be written.
pub fn write(out: &mut impl Write) -> io::Result<()> {
    let mut command = command();
    command.build();
    let man = Man::new(command.clone()).manual("plenary");
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    commands(&mut command, out)?;
    keys(out)?;
    settings(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES AND EXIT STATUS"]);
    as_written(&mut roff, &command);
    roff.to_writer(out)?;
    man.render_version_section(out)
}

/// Writes the commands, each with its usage and its help.
fn commands(command: &mut clap::Command, out: &mut impl Write) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let usage = sub.render_usage().to_string();
        roff.control("SS", [usage.trim_start_matches("Usage: ")]);
        roff.text([roman(format!("{}.", sub.get_about().map(ToString::to_string).unwrap_or_default()))]);
        as_written(&mut roff, sub);
    }
    roff.to_writer(out)
}

/// Writes the help behind the options line by line, since it is set by hand.
fn as_written(roff: &mut Roff, command: &clap::Command) {
    let Some(help) = command.get_after_help() else { return };
    roff.control("PP", []);
    roff.control("nf", []);
    for line in help.to_string().lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

fn keys(out: &mut impl Write) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for group in Group::ALL {
        roff.control("SS", [group.title()]);
        for action in group.actions() {
            let spec = action.spec();
            roff.control("TP", []);
            roff.text([bold(spec.keys.join(", "))]);
            roff.text([roman(format!("{}.", spec.doc))]);
        }
    }
    roff.to_writer(out)
}

fn settings(out: &mut impl Write) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["CONFIGURATION"]);
    roff.text([roman(
        "\"plenary config path\" names the file, \"plenary config show --default\" prints one to start from.",
    )]);
    for spec in SETTINGS {
        roff.control("TP", []);
        roff.text([bold(spec.key), roman(format!(" ({})", spec.variable))]);
        roff.text([roman(format!("{}.", spec.doc))]);
    }
    roff.to_writer(out)
}
