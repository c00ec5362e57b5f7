//! Themes: what each role on the screen looks like.
//!
//! Code names roles, never colours; a theme gives each role its look. The themes are TOML files under `assets/themes`, built into
//! the program. Nothing here knows the terminal or how it is told.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::document::{Document, Entry, kind};
use super::look::Look;
use super::problem::{Problem, Report};
use super::value::{Value, ValueError};
use crate::base::quote::quoted;
use crate::base::suggest;

/// The themes that come with the program, the default first: name and text.
pub const THEMES: &[(&str, &str)] = &[
    ("default", include_str!("../../assets/themes/default.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("deuteranopia", include_str!("../../assets/themes/deuteranopia.toml")),
    ("tritanopia", include_str!("../../assets/themes/tritanopia.toml")),
];

/// The name of a theme that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThemeName(&'static str);

impl Default for ThemeName {
    fn default() -> Self {
        Self("default")
    }
}

impl Value for ThemeName {
    fn allowed() -> Vec<&'static str> {
        THEMES.iter().map(|(name, _)| *name).collect()
    }

    fn read(text: &str) -> Option<Self> {
        THEMES.iter().find(|(name, _)| *name == text).map(|(name, _)| Self(name))
    }

    fn show(&self) -> String {
        self.0.to_owned()
    }
}

impl FromStr for ThemeName {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::read(text).ok_or_else(|| ValueError::of::<Self>(text))
    }
}

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

macro_rules! roles {
    ($($role:ident $name:literal $doc:literal;)*) => {
        /// What a piece of the screen is, which a theme gives a look.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $(
                #[doc = concat!($doc, ".")]
                $role,
            )*
        }

        impl Role {
            /// Every role, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$role),*];

            /// Returns the name of the role in a theme file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$role => $name,)*
                }
            }

            /// Returns what has this role, in words.
            pub fn doc(self) -> &'static str {
                match self {
                    $(Self::$role => $doc,)*
                }
            }
        }
    };
}

roles! {
    Text "text" "Ordinary text";
    Muted "muted" "Text of less weight: explanations, separators, what is filtered out";
    Title "title" "The title of a pane, a popup or a record";
    Heading "heading" "A heading within a text or a list";
    Border "border" "The frame of a pane";
    BorderFocused "border-focused" "The frame of the pane that the keys go to";
    Selected "selected" "The row under the cursor in the pane that the keys go to";
    SelectedUnfocused "selected-unfocused" "The row under the cursor in another pane";
    Marked "marked" "A row that is marked";
    Match "match" "The letters of a row that match what was typed";
    Count "count" "A number that counts records";
    Bar "bar" "The bar behind a count";
    Key "key" "A key that can be pressed";
    KeyLabel "key-label" "What a key does, beside it";
    Input "input" "What is being typed";
    Chip "chip" "One part of the scope";
    Notice "notice" "A message that something was done";
    Warning "warning" "A message that something needs attention";
    Error "error" "A message that something went wrong";
    Link "link" "The name of another record that can be opened";
    Source "source" "The document and paragraph that a fact rests on";
    Unknown "unknown" "A value that is not known, or not stated";
    Inferred "inferred" "A value that was inferred, or is told differently elsewhere";
    Date "date" "A date";
    Breadcrumb "breadcrumb" "The way taken to this place";
    Tab "tab" "The name of a screen";
    TabActive "tab-active" "The name of the screen that is shown";
    Label "label" "A letter that jumps to what stands beside it";
    Dataset "dataset" "The name of the dataset at the top";
}

/// The look of every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    looks: [Look; Role::ALL.len()],
}

impl Theme {
    /// Returns a theme that comes with the program.
    pub fn named(name: ThemeName) -> Self {
        let text = THEMES.iter().find(|(known, _)| *known == name.0).map_or("", |(_, text)| text);
        Self::read(Path::new(name.0), text.as_bytes()).0
    }

    /// Reads a theme file: every role it sets, and what is wrong in it. Roles that it does not set look plain.
    pub fn read(path: &Path, bytes: &[u8]) -> (Self, Vec<Problem>) {
        let mut theme = Self { looks: [Look::default(); Role::ALL.len()] };
        let mut report = Report::new(path, bytes);
        if let Some(document) = Document::read(bytes, &mut report) {
            for entry in document.entries(&document.root) {
                theme.read_role(&entry, &mut report);
            }
        }
        (theme, report.into_problems())
    }

    /// Returns the look of a role.
    pub fn look(&self, role: Role) -> Look {
        self.looks.get(role as usize).copied().unwrap_or_default()
    }

    /// Takes one row of a theme file.
    fn read_role(&mut self, entry: &Entry<'_>, report: &mut Report<'_>) {
        let Some(role) = Role::ALL.iter().find(|role| role.name() == entry.key) else {
            let meant = suggest::nearest(entry.key, Role::ALL.iter().map(|role| role.name()));
            report.at_meant(entry.key_span.clone(), format!("unknown role {}", quoted(entry.key)), meant);
            return;
        };
        let Some(text) = entry.value.as_str() else {
            let message = format!("a look is text in quotes, such as \"bold red\", not {}", kind(entry.value));
            report.at(entry.value_span.clone(), message);
            return;
        };
        match Look::read(text) {
            Ok(look) => self.set(*role, look),
            Err(error) => report.at_meant(entry.value_span.clone(), error.to_string(), error.meant),
        }
    }

    fn set(&mut self, role: Role, look: Look) {
        if let Some(place) = self.looks.get_mut(role as usize) {
            *place = look;
        }
    }
}

#[cfg(test)]
mod sight;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Ink;
    use std::collections::HashSet;

    /// What must differ without any colour, because it means something.
    const DISTINCT: &[(Role, Role)] = &[
        (Role::Selected, Role::Text),
        (Role::Selected, Role::SelectedUnfocused),
        (Role::SelectedUnfocused, Role::Text),
        (Role::Marked, Role::Text),
        (Role::Match, Role::Text),
        (Role::Error, Role::Text),
        (Role::Warning, Role::Text),
        (Role::Unknown, Role::Text),
        (Role::Inferred, Role::Text),
        (Role::BorderFocused, Role::Border),
        (Role::TabActive, Role::Tab),
        (Role::Key, Role::KeyLabel),
        (Role::Link, Role::Text),
    ];

    fn themes() -> impl Iterator<Item = (ThemeName, Theme)> {
        ThemeName::allowed()
            .into_iter()
            .map(|name| (ThemeName::read(name).unwrap(), Theme::named(name.parse().unwrap())))
    }

    #[test]
    fn roles_are_well_formed() {
        let names: HashSet<_> = Role::ALL.iter().map(|role| role.name()).collect();
        assert_eq!(names.len(), Role::ALL.len());
        for role in Role::ALL {
            assert!(!role.doc().ends_with('.') && role.doc().starts_with(char::is_uppercase));
        }
    }

    #[test]
    fn every_theme_sets_every_role_and_nothing_else() {
        for (name, text) in THEMES {
            let (_, problems) = Theme::read(Path::new(name), text.as_bytes());
            assert_eq!(problems, [], "{name}");
            for role in Role::ALL {
                let row = format!("\n{} = \"", role.name());
                assert!(text.contains(&row), "{name} does not set {}", role.name());
            }
        }
        assert_eq!(ThemeName::default().show(), THEMES[0].0);
    }

    #[test]
    fn a_theme_paints_all_of_the_ground_or_none_of_it() {
        for (name, theme) in themes() {
            let own = name.show() == "high-contrast";
            assert!(Role::ALL.iter().all(|role| (theme.look(*role).ground != Ink::Default) == own), "{name}");
        }
    }

    #[test]
    fn mono_has_no_colour() {
        let theme = Theme::named(ThemeName::read("mono").unwrap());
        assert!(Role::ALL.iter().all(|role| theme.look(*role) == theme.look(*role).without_colour()));
    }

    #[test]
    fn colour_alone_carries_no_meaning() {
        for (name, theme) in themes() {
            for (one, other) in DISTINCT {
                let shape = |role: &Role| theme.look(*role).without_colour();
                assert_ne!(shape(one), shape(other), "{name}: {one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn text_looks_as_the_terminal_does() {
        for (name, theme) in themes().filter(|(name, _)| name.show() != "high-contrast") {
            assert_eq!(theme.look(Role::Text), Look::default(), "{name}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let text = "text = \"plain\"\ntitel = \"bold\"\nerror = 3\nlink = \"bleu\"\nmarked = \"bold\"\n";
        let (theme, problems) = Theme::read(Path::new("my.toml"), text.as_bytes());
        let said: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(
            said,
            [
                "my.toml:2:1 unknown role \"titel\"; did you mean \"title\"?",
                "my.toml:3:9 a look is text in quotes, such as \"bold red\", not a number",
                "my.toml:4:8 \"bleu\" is neither a colour nor one of plain, bold, dim, italic, underline, reverse; did you mean \"blue\"?",
            ]
        );
        assert!(theme.look(Role::Marked).bold);
    }
}
