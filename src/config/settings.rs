//! The one table of settings, the layers they come from, and the settings in force.
//!
//! Add a row and the file, the environment, the command line, the default file and `plenary config show` follow. Nothing here reads
//! a file or asks the system.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

use super::bindings::Bindings;
use super::problem::Problem;
use super::theme::ThemeName;
use super::value::{Color, DatasetChoice, Glyphs, JournalFolder, Switch, UserName, Value, ValueError};
use super::views::Views;
use crate::keys::{Chord, Keymap};

/// One row of the table: all that is known of a setting.
#[derive(Clone, Copy, Debug)]
pub struct SettingSpec {
    /// The key in the configuration file.
    pub key: &'static str,
    /// What it decides, in one sentence without the final period.
    pub doc: &'static str,
    /// A value to show in the default file, in words.
    pub example: &'static str,
    /// The environment variable that sets it.
    pub variable: &'static str,
    /// The value that the variable stands for whenever it is set to anything; none when it holds the value itself.
    pub variable_means: Option<&'static str>,
    /// Returns the words that are allowed; none when any text will do.
    pub allowed: fn() -> Vec<&'static str>,
    /// Says what is wanted, as a sentence has it.
    pub wanted: fn() -> String,
    /// Returns the default in words.
    pub default: fn() -> String,
}

macro_rules! settings {
    ($($key:ident: $type:ty, $variable:literal $(means $means:literal)?, $example:literal, $doc:literal;)*) => {
        /// Every setting, in the order of the default file.
        pub static SETTINGS: &[SettingSpec] = &[$(
            SettingSpec {
                key: stringify!($key),
                doc: $doc,
                example: $example,
                variable: $variable,
                variable_means: [$($means,)?].as_slice().first().copied(),
                allowed: <$type as Value>::allowed,
                wanted: <$type as Value>::wanted,
                default: || <$type>::default().show(),
            },
        )*];

        /// What one source of settings says; silent on the others.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Layer {
            $(
                #[doc = concat!($doc, ".")]
                pub $key: Option<$type>,
            )*
            /// The user's own keys.
            pub keys: Option<Bindings>,
            /// The views that the user saved.
            pub views: Option<Views>,
        }

        impl Layer {
            /// Returns this layer laid over a lower one, which shows where this one is silent.
            pub fn over(self, lower: Self) -> Self {
                Self {
                    $($key: self.$key.or(lower.$key),)*
                    keys: self.keys.or(lower.keys),
                    views: self.views.or(lower.views),
                }
            }

            /// Sets the setting of this key, if there is one, to the value that the text stands for.
            fn set(&mut self, key: &str, text: &OsStr) -> Result<(), ValueError> {
                match key {
                    $(stringify!($key) => {
                        let value = <$type>::read_os(text);
                        let value = value.ok_or_else(|| ValueError::of::<$type>(&text.to_string_lossy()))?;
                        self.$key = Some(value);
                    })*
                    _ => {}
                }
                Ok(())
            }

            /// Returns the value of the setting of this key in words, if the layer says anything about it.
            fn show(&self, key: &str) -> Option<String> {
                match key {
                    $(stringify!($key) => self.$key.as_ref().map(Value::show),)*
                    _ => None,
                }
            }
        }

        impl Settings {
            $(
                #[doc = concat!($doc, ".")]
                pub fn $key(&self) -> $type {
                    self.in_force.$key.clone().unwrap_or_default()
                }
            )*
        }
    };
}

settings! {
    dataset: DatasetChoice, "PLENARY_DATASET", "plan.json",
        "The file that is opened when the command line names none";
    theme: ThemeName, "PLENARY_THEME", "default",
        "The theme: how each part of the screen looks";
    glyphs: Glyphs, "PLENARY_GLYPHS", "auto",
        "The characters that draw lines, bars and marks";
    color: Color, "NO_COLOR" means "never", "auto",
        "Whether colours are used";
    mouse: Switch, "PLENARY_MOUSE", "true",
        "Whether the mouse is used; F9 releases and takes it, too";
    cache: Switch, "PLENARY_CACHE", "true",
        "Whether a large dataset is kept in the cache folder, so that it opens at once the next time and takes less memory";
    journal: JournalFolder, "PLENARY_JOURNAL", "~/shared/journals",
        "The folder that holds the journals, one folder for each dataset; several people may use one";
    name: UserName, "PLENARY_NAME", "A. Author",
        "How you are called in the journal";
}

impl Layer {
    /// Reads the layer of the environment. A variable that is set to nothing is not set.
    pub fn from_environment(variable: impl Fn(&str) -> Option<OsString>) -> (Self, Vec<Problem>) {
        let (mut layer, mut problems) = (Self::default(), Vec::new());
        for spec in SETTINGS {
            let Some(value) = variable(spec.variable).filter(|value| !value.is_empty()) else {
                continue;
            };
            let value = spec.variable_means.map_or(value, OsString::from);
            if let Err(error) = layer.set(spec.key, &value) {
                problems.push(Problem {
                    path: PathBuf::from(spec.variable),
                    at: None,
                    message: error.to_string(),
                    suggestion: error.suggestion().map(str::to_owned),
                });
            }
        }
        (layer, problems)
    }

    /// Sets a setting from the text of a file.
    pub(super) fn set_text(&mut self, key: &str, text: &str) -> Result<(), ValueError> {
        self.set(key, OsStr::new(text))
    }
}

/// Where the value of a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File,
    /// This environment variable.
    Environment(&'static str),
    /// The command line.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File => f.write_str("configuration file"),
            Self::Environment(variable) => write!(f, "environment, {variable}"),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// The settings in force, and where each comes from.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    file: Layer,
    environment: Layer,
    command_line: Layer,
    in_force: Layer,
}

impl Settings {
    /// Returns the settings that follow from the three layers, the command line above the environment above the file.
    pub fn new(file: Layer, environment: Layer, command_line: Layer) -> Self {
        let in_force = command_line.clone().over(environment.clone()).over(file.clone());
        Self { file, environment, command_line, in_force }
    }

    /// Returns the keys in force.
    pub fn keymap(&self) -> Keymap {
        self.in_force.keys.as_ref().map(Bindings::keymap).unwrap_or_default()
    }

    /// Returns the saved views.
    pub fn views(&self) -> Views {
        self.in_force.views.clone().unwrap_or_default()
    }

    /// Returns every setting with its value in words and its origin, then the user's own keys and views.
    pub fn explain(&self) -> Vec<(String, String, Origin)> {
        let settings = SETTINGS.iter().map(|spec| {
            let (value, origin) = self.origin(spec);
            (spec.key.to_owned(), value, origin)
        });
        let keys = self.in_force.keys.iter().flat_map(Bindings::iter).map(|(action, chords)| {
            let keys: Vec<String> = chords.iter().map(Chord::to_string).collect();
            let keys = if keys.is_empty() { "no key".to_owned() } else { keys.join(", ") };
            (format!("keys.{action}"), keys, Origin::File)
        });
        let views = self.in_force.views.iter().flat_map(|views| &views.0);
        let views = views.map(|view| (format!("views.{}", view.name), view.screen.clone(), Origin::File));
        settings.chain(keys).chain(views).collect()
    }

    fn origin(&self, spec: &SettingSpec) -> (String, Origin) {
        let layers = [
            (&self.command_line, Origin::CommandLine),
            (&self.environment, Origin::Environment(spec.variable)),
            (&self.file, Origin::File),
        ];
        let nearest = layers.into_iter().find_map(|(layer, origin)| Some((layer.show(spec.key)?, origin)));
        nearest.unwrap_or_else(|| ((spec.default)(), Origin::Default))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn environment(set: &'static [(&str, &str)]) -> (Layer, Vec<Problem>) {
        Layer::from_environment(|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn rows_are_well_formed() {
        let (mut keys, mut variables) = (HashSet::new(), HashSet::new());
        for spec in SETTINGS {
            assert!(keys.insert(spec.key) && variables.insert(spec.variable));
            assert!(!spec.doc.ends_with('.') && spec.doc.starts_with(char::is_uppercase));
            let allowed = (spec.allowed)();
            assert!(allowed.is_empty() || allowed.contains(&spec.example), "{}", spec.key);
            assert!(spec.variable_means.is_none_or(|value| allowed.contains(&value)), "{}", spec.key);
            assert!(Layer::default().set_text(spec.key, spec.example).is_ok(), "{}", spec.key);
        }
    }

    #[test]
    fn nothing_set_gives_the_defaults() {
        let settings = Settings::default();
        assert_eq!(settings.color(), Color::Auto);
        assert_eq!(settings.dataset(), DatasetChoice::Embedded);
        assert_eq!(settings.keymap(), Keymap::default());
        assert!(settings.explain().iter().all(|(_, _, origin)| *origin == Origin::Default));
        assert_eq!(settings.explain()[0], ("dataset".to_owned(), "the embedded one".to_owned(), Origin::Default));
    }

    #[test]
    fn the_nearer_layer_wins() {
        let file = Layer { glyphs: Some(Glyphs::Ascii), color: Some(Color::Always), ..Layer::default() };
        let (environment, problems) = environment(&[("NO_COLOR", "1"), ("PLENARY_THEME", "mono")]);
        assert_eq!(problems, []);
        let settings = Settings::new(file.clone(), environment.clone(), Layer::default());
        assert_eq!((settings.glyphs(), settings.color()), (Glyphs::Ascii, Color::Never));
        assert_eq!(settings.theme().show(), "mono");
        let flags = Layer { color: Some(Color::Always), ..Layer::default() };
        let settings = Settings::new(file, environment, flags);
        assert_eq!(settings.color(), Color::Always);
        let origins: Vec<String> = settings.explain().into_iter().map(|(_, _, origin)| origin.to_string()).collect();
        assert_eq!(
            origins,
            [
                "default",
                "environment, PLENARY_THEME",
                "configuration file",
                "command line",
                "default",
                "default",
                "default",
                "default"
            ]
        );
    }

    #[test]
    fn an_empty_variable_is_not_set() {
        let (layer, problems) = environment(&[("NO_COLOR", ""), ("PLENARY_GLYPHS", "")]);
        assert_eq!((layer, problems), (Layer::default(), Vec::new()));
    }

    #[test]
    fn a_wrong_variable_is_told_and_left_out() {
        let (layer, problems) = environment(&[("PLENARY_GLYPHS", "asci"), ("PLENARY_DATASET", "/srv/a.json")]);
        assert_eq!(layer.glyphs, None);
        assert_eq!(layer.dataset, Some(DatasetChoice::File(PathBuf::from("/srv/a.json"))));
        let said: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(said, ["PLENARY_GLYPHS: \"asci\" is not auto, unicode or ascii; did you mean \"ascii\"?"]);
    }
}
