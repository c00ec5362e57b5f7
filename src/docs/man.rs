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
    commands(&command, out)?;
    keys(out)?;
    settings(out)?;
    man.render_extra_section(out)?;
    man.render_version_section(out)
}

/// Writes the commands, each with its own options and examples.
fn commands(command: &clap::Command, out: &mut impl Write) -> io::Result<()> {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let mut roff = Roff::new();
        roff.control("SH", [format!("plenary {}", sub.get_name()).to_uppercase().as_str()]);
        roff.to_writer(out)?;
        Man::new(sub.clone()).render_description_section(out)?;
        Man::new(sub.clone()).render_extra_section(out)?;
    }
    Ok(())
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
