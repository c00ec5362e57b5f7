//! The configuration file: read, with every mistake at its place, and the commented file to start from.
//!
//! A missing file is fine and a wrong one stops nothing: what is right in it applies. Where the file lives is said in
//! [`paths`].

use std::path::Path;

use toml::de::DeValue;

use super::bindings::Bindings;
use super::document::{Document, Entry, kind};
use super::paths;
use super::problem::{Problem, Report};
use super::settings::{Layer, SETTINGS, SettingSpec};
use super::value::{Switch, Value};
use super::views::{Change, Views, changed};
use crate::base::fs::{ReadError, read_limited, replace, replace_private};
use crate::base::quote::quoted;
use crate::base::suggest;
use crate::keys::{Action, Group};

/// The longest configuration file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Reads the configuration file: what is right in it, and what is wrong. A missing file says nothing and has no mistakes.
pub fn read(path: &Path) -> (Layer, Vec<Problem>) {
    match read_limited(path, LONGEST) {
        Ok(bytes) => parse(path, &bytes),
        Err(ReadError::Missing) => (Layer::default(), Vec::new()),
        Err(error) => {
            let mut report = Report::new(path, &[]);
            report.whole(error.to_string());
            (Layer::default(), report.into_problems())
        }
    }
}

/// Makes a change to the views in the configuration file, and leaves everything else in it as it is. A missing file is made.
///
/// # Errors
///
/// Says in words why the file cannot be changed; nothing has changed then.
pub fn change_views(path: &Path, change: &Change) -> Result<(), String> {
    let (old, is_new) = match read_limited(path, LONGEST) {
        Ok(bytes) => (bytes, false),
        Err(ReadError::Missing) => (Vec::new(), true),
        Err(error) => return Err(error.to_string()),
    };
    let old = std::str::from_utf8(&old).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let new = changed(old, change)?;
    let write = if is_new { replace_private } else { replace };
    write(path, new.as_bytes()).map_err(|error| error.to_string())
}

/// Reads the bytes of a configuration file. The path names it in messages, and relative paths in it start from its folder.
pub fn parse(path: &Path, bytes: &[u8]) -> (Layer, Vec<Problem>) {
    // Some editors put a mark in front that no column counts.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut report = Report::new(path, bytes);
    let mut layer = Layer::default();
    if let Some(document) = Document::read(bytes, &mut report) {
        for entry in document.entries(&document.root) {
            read_entry(&entry, &document, &mut layer, &mut report);
        }
    }
    layer.dataset = layer.dataset.map(|choice| choice.within(path.parent(), paths::home().as_deref()));
    layer.journal = layer.journal.map(|choice| choice.within(path.parent(), paths::home().as_deref()));
    (layer, report.into_problems())
}

fn read_entry(entry: &Entry<'_>, document: &Document<'_>, layer: &mut Layer, report: &mut Report<'_>) {
    if entry.key == "keys" {
        layer.keys = Some(Bindings::read(entry, document, report));
        return;
    }
    if entry.key == "views" {
        layer.views = Some(Views::read(entry, document, report));
        return;
    }
    match SETTINGS.iter().find(|spec| spec.key == entry.key) {
        Some(spec) => read_setting(spec, entry, layer, report),
        None => report_unknown(entry, report),
    }
}

fn read_setting(spec: &SettingSpec, entry: &Entry<'_>, layer: &mut Layer, report: &mut Report<'_>) {
    let is_switch = is_switch(spec);
    let text = match entry.value {
        DeValue::String(text) if !is_switch => text,
        DeValue::Boolean(true) if is_switch => "true",
        DeValue::Boolean(false) if is_switch => "false",
        other => {
            let wanted = (spec.wanted)();
            let form = if is_switch { wanted } else { format!("text in quotes, {wanted}") };
            report.at(entry.value_span.clone(), format!("\"{}\" is {form}, not {}", spec.key, kind(other)));
            return;
        }
    };
    if let Err(error) = layer.set_text(spec.key, text) {
        report.at_meant(entry.value_span.clone(), error.to_string(), error.suggestion());
    }
}

/// Tells whether the setting is written without quotes.
fn is_switch(spec: &SettingSpec) -> bool {
    (spec.allowed)() == Switch::allowed()
}

fn report_unknown(entry: &Entry<'_>, report: &mut Report<'_>) {
    if report.is_full() {
        return;
    }
    if Action::ALL.iter().any(|action| action.name() == entry.key) {
        let message = format!("{} is an action: put it under [keys]", quoted(entry.key));
        report.at(entry.key_span.clone(), message);
        return;
    }
    let known = SETTINGS.iter().map(|spec| spec.key).chain(["keys", "views"]);
    let meant = suggest::nearest(entry.key, known);
    report.at_meant(entry.key_span.clone(), format!("unknown key {}", quoted(entry.key)), meant);
}

/// Returns the configuration file to start from: every setting and every key, explained and commented out.
pub fn default_file() -> String {
    let mut lines = vec![
        "# Configuration of plenary.".to_owned(),
        "# Every line that is commented out shows the default. `plenary config check` finds mistakes.".to_owned(),
        String::new(),
    ];
    for spec in SETTINGS {
        lines.extend(setting_lines(spec));
    }
    lines.extend([
        "# Views stand here as tables named [views.NAME]; \":\" and \"save NAME\" in the dashboard writes them.".to_owned(),
        String::new(),
        "# Keys by action: \"key\" or [\"key\", \"key\"]; [] takes them away. Several keys in a row are written \"g e\".".to_owned(),
        "# A list replaces the keys shown here. Up, Down, Enter, Esc, F1, F10 and Ctrl-c keep their action.".to_owned(),
        "[keys]".to_owned(),
    ]);
    for group in Group::ALL {
        lines.push(format!("# {}", group.title()));
        lines.extend(group.actions().map(key_line));
    }
    lines.join("\n") + "\n"
}

fn setting_lines(spec: &SettingSpec) -> Vec<String> {
    let allowed = (spec.allowed)();
    let mut lines = vec![format!("# {}.", spec.doc)];
    if !allowed.is_empty() {
        lines.push(format!("# One of: {}.", allowed.join(", ")));
    }
    let variable = match spec.variable_means {
        Some(value) => format!("# Environment: {} set to anything means \"{value}\".", spec.variable),
        None => format!("# Environment: {}.", spec.variable),
    };
    let quote = if is_switch(spec) { "" } else { "\"" };
    lines.extend([variable, format!("#{} = {quote}{}{quote}", spec.key, spec.example), String::new()]);
    lines
}

fn key_line(action: Action) -> String {
    let keys: Vec<String> = action.spec().keys.iter().map(|key| format!("\"{key}\"")).collect();
    format!("#{} = [{}]  # {}", action.name(), keys.join(", "), action.spec().title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::keys::Keymap;

    #[test]
    fn a_view_is_written_into_a_file_that_need_not_be_there_and_a_wrong_one_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plenary/config.toml");
        let save = |name: &str| Change::Save(super::super::View { name: name.to_owned(), ..Default::default() });
        change_views(&path, &save("a")).unwrap();
        change_views(&path, &save("b c")).unwrap();
        let (layer, problems) = read(&path);
        let names: Vec<String> = layer.views.unwrap_or_default().0.into_iter().map(|view| view.name).collect();
        assert_eq!((names, problems), (vec!["a".to_owned(), "b c".to_owned()], Vec::new()));
        std::fs::write(&path, "theme = ").unwrap();
        assert!(change_views(&path, &save("a")).unwrap_err().starts_with("it is not valid TOML"));
        assert_eq!(std::fs::read(&path).unwrap(), b"theme = ");
    }

    #[test]
    fn the_default_file_says_nothing() {
        let (layer, problems) = parse(Path::new("config.toml"), default_file().as_bytes());
        assert_eq!(problems, []);
        assert_eq!(Settings::new(layer, Layer::default(), Layer::default()).keymap(), Keymap::default());
    }

    #[test]
    fn the_default_file_uncommented_sets_the_defaults() {
        let text: String = default_file()
            .lines()
            .map(|line| if line.contains(" = ") { line.trim_start_matches('#') } else { line })
            .map(|line| format!("{line}\n"))
            .collect();
        let (layer, problems) = parse(Path::new("/etc/config.toml"), text.as_bytes());
        assert_eq!(problems, [], "{text}");
        assert_eq!(layer.dataset.as_ref().map(Value::show).as_deref(), Some("/etc/plan.json"));
        assert_eq!(layer.keys.as_ref().map(|keys| keys.iter().count()), Some(Action::ALL.len()));
        let keymap = Settings::new(layer, Layer::default(), Layer::default()).keymap();
        for action in Action::ALL {
            let keys = |keymap: &Keymap| {
                let mut keys: Vec<String> = keymap.keys_of(*action).map(ToString::to_string).collect();
                keys.sort_unstable();
                keys
            };
            assert_eq!(keys(&keymap), keys(&Keymap::default()), "{action}");
        }
    }
}
