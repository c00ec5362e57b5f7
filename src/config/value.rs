//! The values that settings take: how each is read from text and written again.
//!
//! What a value does is decided where it is used.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::base::quote::quoted;
use crate::base::suggest;

/// The value of a setting.
pub trait Value: Clone + Default {
    /// Returns the words that are allowed; none when any text will do.
    fn allowed() -> Vec<&'static str>;

    /// Says what is wanted, as a sentence has it.
    fn wanted() -> String {
        choice(&Self::allowed())
    }

    /// Returns the value that a text stands for.
    fn read(text: &str) -> Option<Self>;

    /// Returns the value that an environment variable stands for. Only paths may be something else than text.
    fn read_os(text: &OsStr) -> Option<Self> {
        text.to_str().and_then(Self::read)
    }

    /// Returns the text that stands for the value.
    fn show(&self) -> String;
}

/// A text that is no value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    text: String,
    wanted: String,
    allowed: Vec<&'static str>,
}

impl ValueError {
    /// Returns the error of reading a text as a `T`.
    pub fn of<T: Value>(text: &str) -> Self {
        Self { text: text.to_owned(), wanted: T::wanted(), allowed: T::allowed() }
    }

    /// Returns what was probably meant.
    pub fn suggestion(&self) -> Option<&'static str> {
        suggest::nearest(&self.text, self.allowed.iter().copied())
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not {}", quoted(&self.text), self.wanted)
    }
}

impl std::error::Error for ValueError {}

/// Returns the allowed words as a sentence has them: `auto, always or never`.
pub fn choice(words: &[&str]) -> String {
    match words {
        [] => "the path of a file".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Makes an enum of words that is a [`Value`]; the first word is the default.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident {
        $(#[doc = $first_doc:literal])* $first:ident $first_word:literal,
        $($(#[doc = $each_doc:literal])* $each:ident $word:literal,)*
    }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $first_doc])*
            #[default]
            $first,
            $($(#[doc = $each_doc])* $each,)*
        }

        impl $name {
            /// Every value, the default first.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$each),*];
        }

        impl $crate::config::value::Value for $name {
            fn allowed() -> Vec<&'static str> {
                vec![$first_word, $($word),*]
            }

            fn read(text: &str) -> Option<Self> {
                match text {
                    $first_word => Some(Self::$first),
                    $($word => Some(Self::$each),)*
                    _ => None,
                }
            }

            fn show(&self) -> String {
                match self {
                    Self::$first => $first_word,
                    $(Self::$each => $word,)*
                }
                .to_owned()
            }
        }
    };
}

pub(super) use words;

words! {
    /// Which characters draw lines, bars and marks.
    Glyphs {
        /// Unicode where the terminal can show it.
        Auto "auto",
        /// Always Unicode.
        Unicode "unicode",
        /// Only the 95 characters that every terminal has.
        Ascii "ascii",
    }
}

words! {
    /// When colours are used.
    Color {
        /// Where the terminal shows them and nobody asked for none.
        Auto "auto",
        /// Even where the environment asks for none.
        Always "always",
        /// Never; bold, underlined and reversed text stays.
        Never "never",
    }
}

words! {
    /// Whether something is done at all.
    Switch {
        /// It is.
        On "true",
        /// It is not.
        Off "false",
    }
}

/// Which dataset is opened when the command line names none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DatasetChoice {
    /// The one that comes with the program.
    #[default]
    Embedded,
    /// A file.
    File(PathBuf),
}

impl DatasetChoice {
    /// Returns the choice with a relative path taken from `folder`, and `~/` from `home`.
    pub fn within(self, folder: Option<&Path>, home: Option<&Path>) -> Self {
        let Self::File(path) = self else { return self };
        Self::File(taken_from(path, folder, home))
    }
}

/// Takes a relative path from `folder`, and `~/` from `home`.
fn taken_from(path: PathBuf, folder: Option<&Path>, home: Option<&Path>) -> PathBuf {
    let from_home = path.strip_prefix("~").ok().and_then(|rest| home.map(|home| home.join(rest)));
    match (from_home, folder) {
        (Some(path), _) => path,
        // An absolute path replaces the folder.
        (None, Some(folder)) => folder.join(path),
        (None, None) => path,
    }
}

/// Which folder holds the journals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum JournalFolder {
    /// The one among the program's own files.
    #[default]
    Own,
    /// Another, which may be shared.
    Folder(PathBuf),
}

impl JournalFolder {
    /// Returns the choice with a relative path taken from `folder`, and `~/` from `home`.
    pub fn within(self, folder: Option<&Path>, home: Option<&Path>) -> Self {
        let Self::Folder(path) = self else { return self };
        Self::Folder(taken_from(path, folder, home))
    }
}

impl Value for JournalFolder {
    fn allowed() -> Vec<&'static str> {
        Vec::new()
    }

    fn wanted() -> String {
        "the path of a folder".to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::read_os(OsStr::new(text))
    }

    fn read_os(text: &OsStr) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Folder(PathBuf::from(text)))
    }

    fn show(&self) -> String {
        match self {
            Self::Own => "among the program's own files".to_owned(),
            Self::Folder(path) => path.display().to_string(),
        }
    }
}

/// How a person calls himself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserName(pub String);

impl Value for UserName {
    fn allowed() -> Vec<&'static str> {
        Vec::new()
    }

    fn wanted() -> String {
        "a name".to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    fn show(&self) -> String {
        if self.0.is_empty() { "no name".to_owned() } else { self.0.clone() }
    }
}

impl Value for DatasetChoice {
    fn allowed() -> Vec<&'static str> {
        Vec::new()
    }

    fn read(text: &str) -> Option<Self> {
        Self::read_os(OsStr::new(text))
    }

    fn read_os(text: &OsStr) -> Option<Self> {
        (!text.is_empty()).then(|| Self::File(PathBuf::from(text)))
    }

    fn show(&self) -> String {
        match self {
            Self::Embedded => "the embedded one".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// Lets the command line read the value with the same message as the file.
macro_rules! from_str {
    ($($name:ident)*) => {$(
        impl FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                Self::read(text).ok_or_else(|| ValueError::of::<Self>(text))
            }
        }
    )*};
}

from_str! { Glyphs Color DatasetChoice }

#[cfg(test)]
mod tests {
    use super::*;

    fn round<T: Value + PartialEq + fmt::Debug>() {
        assert!(T::allowed().contains(&T::default().show().as_str()));
        for word in T::allowed() {
            assert_eq!(T::read(word).unwrap().show(), word);
        }
        assert_eq!(T::read(""), None);
    }

    #[test]
    fn words_are_read_and_written() {
        round::<Glyphs>();
        round::<Color>();
        round::<Switch>();
    }

    #[test]
    fn what_is_no_value_is_told() {
        let error = "allways".parse::<Color>().unwrap_err();
        assert_eq!(error.to_string(), "\"allways\" is not auto, always or never");
        assert_eq!(error.suggestion(), Some("always"));
        let error = "".parse::<DatasetChoice>().unwrap_err();
        assert_eq!(error.to_string(), "\"\" is not the path of a file");
        assert_eq!(choice(&["one"]), "one");
    }

    #[test]
    fn paths_are_taken_from_their_folder() {
        let within = |path: &str| {
            let choice = DatasetChoice::File(PathBuf::from(path));
            choice.within(Some(Path::new("/etc/plenary")), Some(Path::new("/home/eva"))).show()
        };
        assert_eq!(within("plan.json"), "/etc/plenary/plan.json");
        assert_eq!(within("/srv/plan.json"), "/srv/plan.json");
        assert_eq!(within("~/plan.json"), "/home/eva/plan.json");
        let nowhere = DatasetChoice::File(PathBuf::from("~/plan.json")).within(None, None);
        assert_eq!(nowhere.show(), "~/plan.json");
        assert_eq!(DatasetChoice::Embedded.within(None, None), DatasetChoice::Embedded);
    }
}
