//! The editor of the user, to which a text can be handed: which one it is, and what came of it.
//!
//! [`call`] runs it. Nothing here knows a form or draws; the terminal is given and taken back by [`run`](super::run).

#[cfg(unix)]
pub mod call;

use std::ffi::OsString;

/// What came of handing a text to an editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// The text as it is now; `None` where it is as it was.
    pub text: Option<String>,
    /// What is to be said, such as why no editor could be called.
    pub said: Option<String>,
}

impl Edited {
    /// Makes the answer where nothing came of it.
    pub fn nothing(said: impl Into<String>) -> Self {
        Self { text: None, said: Some(said.into()) }
    }
}

/// The variables that name an editor, the first of them first: `VISUAL` is for a whole screen, `EDITOR` may be for a line.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// What is tried where no variable names one: what Debian and its kin choose, what a beginner can leave, what POSIX has.
const USUAL: [&str; 5] = ["sensible-editor", "editor", "nano", "vim", "vi"];

/// An editor that may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// The program.
    pub program: String,
    /// What stands between it and the file.
    pub arguments: Vec<String>,
    /// The variable that names it; `None` where it is one of the usual.
    pub variable: Option<&'static str>,
}

/// Lists the editors to try, the first of them first; `variable` reads one of the environment. Where a variable names one it is the only.
///
/// Words of a variable are parted as a shell would: at blanks that are not within quotes.
///
/// # Errors
///
/// Says what is wrong with a variable.
pub fn editors(variable: impl Fn(&str) -> Option<OsString>) -> Result<Vec<Editor>, String> {
    for name in VARIABLES {
        let Some(value) = variable(name) else { continue };
        let value = value.into_string().map_err(|_| format!("{name} is no text; set it to the name of your editor"))?;
        let words = shell_words::split(&value).map_err(|_| format!("a quote in {name} is not closed: {value}"))?;
        if let [program, arguments @ ..] = words.as_slice() {
            return Ok(vec![Editor { program: program.clone(), arguments: arguments.to_vec(), variable: Some(name) }]);
        }
    }
    let usual = |name: &&str| Editor { program: (*name).to_owned(), arguments: Vec::new(), variable: None };
    Ok(USUAL.iter().map(usual).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let value = |name: &str| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| value.into());
        let line = |editor: Editor| {
            let mut words = vec![editor.program];
            words.extend(editor.arguments);
            words.join("|")
        };
        editors(value).map(|editors| editors.into_iter().map(line).collect())
    }

    #[test]
    fn visual_comes_before_editor_and_their_words_are_parted_as_by_a_shell() {
        assert_eq!(found(&[("EDITOR", "ed"), ("VISUAL", "code --wait")]).unwrap(), ["code|--wait"]);
        assert_eq!(found(&[("EDITOR", "vim -u NONE"), ("VISUAL", "")]).unwrap(), ["vim|-u|NONE"]);
        assert_eq!(found(&[("EDITOR", "'/a b/ed' \"-x y\" c\\ d")]).unwrap(), ["/a b/ed|-x y|c d"]);
    }

    #[test]
    fn without_a_variable_the_usual_ones_are_tried() {
        for none in [&[][..], &[("VISUAL", " "), ("EDITOR", "")]] {
            assert_eq!(found(none).unwrap(), ["sensible-editor", "editor", "nano", "vim", "vi"]);
        }
    }

    #[test]
    fn a_variable_that_cannot_be_read_is_said() {
        assert_eq!(found(&[("EDITOR", "vi 'a")]).unwrap_err(), "a quote in EDITOR is not closed: vi 'a");
    }
}
