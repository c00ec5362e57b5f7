//! Saved views: the `[views.NAME]` tables of the configuration file, read and written.
//!
//! A view says what is shown and how, in words that outlive a dataset: references, titles, names of fields. What they mean is known
//! where they are opened. Writing touches the lines of that view alone: everything else in the file stays as the user wrote it.

use toml::de::DeValue;
use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::document::{Document, Entry, kind, texts};
use super::problem::Report;
use crate::base::quote::quoted;
use crate::base::suggest;

/// What is shown and how, under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The name.
    pub name: String,
    /// The title of the screen.
    pub screen: String,
    /// The title of the list, on a screen with several.
    pub list: String,
    /// The references of the scope.
    pub scope: Vec<String>,
    /// The filter of the list.
    pub filter: String,
    /// The fields that it is sorted by, with a minus where the last stands first.
    pub sort: Vec<String>,
    /// The name of the way of grouping.
    pub group: String,
    /// Whether the other of picture and table is shown than at the very first time.
    pub turned: bool,
}

/// The views, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Views(pub Vec<View>);

/// The keys of a view.
const KEYS: [&str; 7] = ["screen", "list", "scope", "filter", "sort", "group", "turned"];

/// What is done to the views of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This one is added, or takes the place of the one of its name.
    Save(View),
    /// The one of this name is taken away.
    Forget(String),
}

impl Change {
    /// Returns the name of the view.
    pub fn name(&self) -> &str {
        match self {
            Self::Save(view) => &view.name,
            Self::Forget(name) => name,
        }
    }
}

impl Views {
    /// Finds the view of a name.
    pub fn find(&self, name: &str) -> Option<&View> {
        self.0.iter().find(|view| view.name == name)
    }

    /// Makes a change, as it is made in the file.
    pub fn change(&mut self, change: &Change) {
        match change {
            Change::Forget(name) => self.0.retain(|view| view.name != *name),
            Change::Save(view) => match self.0.iter_mut().find(|old| old.name == view.name) {
                Some(old) => old.clone_from(view),
                None => self.0.push(view.clone()),
            },
        }
    }

    /// Reads the `[views]` table.
    pub(super) fn read(table: &Entry<'_>, document: &Document<'_>, report: &mut Report<'_>) -> Self {
        let Some(rows) = table.value.as_table() else {
            let message = format!("\"views\" is a table of views by name, not {}", kind(table.value));
            report.at(table.value_span.clone(), message);
            return Self::default();
        };
        let view = |entry: Entry<'_>| {
            let Some(keys) = entry.value.as_table() else {
                let message = format!("a view is a table such as [views.mine], not {}", kind(entry.value));
                report.at(entry.value_span.clone(), message);
                return None;
            };
            let mut view = View { name: entry.key.to_owned(), ..View::default() };
            document.entries(keys).iter().for_each(|entry| view.take(entry, report));
            Some(view)
        };
        Self(document.entries(rows).into_iter().filter_map(view).collect())
    }
}

impl View {
    /// Takes one key.
    fn take(&mut self, entry: &Entry<'_>, report: &mut Report<'_>) {
        let mut list =
            |items, wanted| texts(items, wanted, report).into_iter().map(|text| (*text.get_ref()).to_owned()).collect();
        match (entry.key, entry.value) {
            ("screen", DeValue::String(text)) => self.screen = text.to_string(),
            ("list", DeValue::String(text)) => self.list = text.to_string(),
            ("filter", DeValue::String(text)) => self.filter = text.to_string(),
            ("group", DeValue::String(text)) => self.group = text.to_string(),
            ("scope", DeValue::Array(items)) => self.scope = list(items, "the scope is a list of references in quotes"),
            ("sort", DeValue::Array(items)) => self.sort = list(items, "it is sorted by a list of fields in quotes"),
            ("turned", DeValue::Boolean(turned)) => self.turned = *turned,
            (key, other) if KEYS.contains(&key) => {
                let wanted = match key {
                    "scope" | "sort" => "a list of texts in quotes",
                    "turned" => "true or false",
                    _ => "text in quotes",
                };
                report.at(entry.value_span.clone(), format!("{} is {wanted}, not {}", quoted(key), kind(other)));
            }
            (key, _) => {
                let meant = suggest::nearest(key, KEYS);
                report.at_meant(entry.key_span.clone(), format!("a view has no {}", quoted(key)), meant);
            }
        }
    }

    /// Writes the keys into its table; what says nothing has no line.
    fn put(&self, table: &mut Table) {
        let list = |texts: &[String]| value(texts.iter().map(String::as_str).collect::<Array>());
        let text = |text: &str| (!text.is_empty()).then(|| value(text));
        let items = [
            text(&self.screen),
            text(&self.list),
            (!self.scope.is_empty()).then(|| list(&self.scope)),
            text(&self.filter),
            (!self.sort.is_empty()).then(|| list(&self.sort)),
            text(&self.group),
            self.turned.then(|| value(true)),
        ];
        for (key, item) in KEYS.into_iter().zip(items) {
            match item {
                Some(item) => drop(table.insert(key, item)),
                None => drop(table.remove(key)),
            }
        }
    }
}

/// Makes a change in the text of a configuration file, and leaves everything else in it as it is.
///
/// # Errors
///
/// Says in words why the file cannot be changed.
pub fn changed(text: &str, change: &Change) -> Result<String, String> {
    // Some editors put a mark in front that is no part of the text.
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("it is not valid TOML: {}", error.message().trim()))?;
    let mut none = Table::new();
    none.set_implicit(true);
    let views = document.entry("views").or_insert(Item::Table(none));
    let views = views.as_table_mut().ok_or("\"views\" is no table in it")?;
    match change {
        Change::Forget(name) => drop(views.remove(name)),
        Change::Save(view) => {
            let own = views.entry(&view.name).or_insert(Item::Table(Table::new()));
            view.put(own.as_table_mut().ok_or_else(|| format!("the view {} is no table in it", quoted(&view.name)))?);
        }
    }
    Ok(format!("{mark}{document}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn view(name: &str, filter: &str) -> View {
        let (screen, scope) = ("Commitments".to_owned(), vec!["country:BG".to_owned()]);
        View {
            name: name.to_owned(),
            screen,
            scope,
            filter: filter.to_owned(),
            sort: vec!["-when".into()],
            ..View::default()
        }
    }

    fn read(text: &str) -> (Vec<View>, Vec<String>) {
        let (layer, problems) = crate::config::file::parse(Path::new("c.toml"), text.as_bytes());
        (layer.views.unwrap_or_default().0, problems.iter().map(ToString::to_string).collect())
    }

    const OWN: &str = "# mine\ntheme = \"mono\"   # dark room\n\n[keys]\nquit = []\n";

    #[test]
    fn what_is_saved_is_read_again_and_the_rest_of_the_file_stays_as_it_was() {
        let first = Change::Save(view("my \"view\"", "status:open \"a b\""));
        let one = changed(OWN, &first).unwrap();
        assert!(one.starts_with(OWN), "{one}");
        let two = changed(&one, &Change::Save(view("b", ""))).unwrap();
        assert_eq!(read(&two), (vec![view("my \"view\"", "status:open \"a b\""), view("b", "")], Vec::new()));
        // The same name again takes its place, with the comments that stand there.
        let commented = two.replace("[views.b]", "# why\n[views.b]");
        let three = changed(&commented, &Change::Save(view("b", "x"))).unwrap();
        assert!(three.contains("# why\n[views.b]"), "{three}");
        assert_eq!(read(&three).0.last(), Some(&view("b", "x")));
        let gone = changed(&changed(&two, &Change::Forget("b".into())).unwrap(), &Change::Forget("my \"view\"".into()));
        assert_eq!(gone.unwrap(), OWN);
        assert_eq!(read(&changed("", &first).unwrap()).0.len(), 1);
        assert_eq!(changed("\u{feff}", &Change::Forget("x".into())).unwrap(), "\u{feff}");
    }

    #[test]
    fn a_file_that_is_wrong_is_not_touched_and_a_mistake_in_a_view_is_told() {
        let save = Change::Save(view("a", ""));
        assert!(changed("theme = ", &save).unwrap_err().starts_with("it is not valid TOML"));
        assert_eq!(changed("views = 1", &save).unwrap_err(), "\"views\" is no table in it");
        assert_eq!(changed("[views]\na = 1", &save).unwrap_err(), "the view \"a\" is no table in it");
        let (views, problems) =
            read("[views.a]\nscren = \"x\"\nscope = \"country:BG\"\nfilter = \"y\"\n[views]\nb = 2\n");
        assert_eq!((views.len(), views[0].filter.as_str()), (1, "y"));
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].contains("a view has no \"scren\"; did you mean \"screen\"?"), "{problems:?}");
        assert!(problems[1].contains("\"scope\" is a list of texts in quotes, not text"), "{problems:?}");
    }
}
