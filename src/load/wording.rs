//! The wording of documents, where somebody laid their texts beside the dataset.
//!
//! A document's own words are not in the dataset. Who has the document puts it, as plain text, into `documents/ID.txt` beside the
//! dataset or in the data directory; then a source can be shown with the paragraph itself, found by its printed number.

use std::path::PathBuf;

use crate::base::fs;

/// The longest text of a document that is read, in bytes.
const LONGEST: u64 = 16 << 20;

/// Returns a numbered paragraph of a document from the first of the folders that has its text.
pub fn paragraph(folders: &[PathBuf], document: &str, number: u32) -> Option<String> {
    // An id is not a path: one that could leave the folder has no text.
    if document.contains(['/', '\\', '\0']) || document.starts_with('.') {
        return None;
    }
    let name = format!("{document}.txt");
    let bytes =
        folders.iter().find_map(|folder| fs::read_limited(&folder.join("documents").join(&name), LONGEST).ok())?;
    find(&String::from_utf8_lossy(&bytes), number)
}

/// Finds a paragraph by the number that it begins with; its lines are joined, also over the break of a page.
///
/// A paragraph goes on until the next number in the order of the document begins a line.
pub fn find(text: &str, number: u32) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| begins_with(line, number).is_none());
    let first = begins_with(lines.next()?, number)?;
    let rest = lines.take_while(|line| begins_with(line, number + 1).is_none());
    let words = first.split_whitespace().chain(rest.flat_map(str::split_whitespace));
    Some(words.collect::<Vec<_>>().join(" ").replace("**", ""))
}

/// Returns what stands behind the number and its period, where the line begins with both.
fn begins_with(line: &str, number: u32) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(number.to_string().as_str())?;
    rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Summary\n\n1. The meeting gathered **82** people.\n10. Not the next.\n2. Two\nlines\n\n\nover a page.\n3. End";

    #[test]
    fn a_paragraph_is_found_by_its_number_and_joined_over_page_breaks() {
        assert_eq!(find(TEXT, 1).as_deref(), Some("The meeting gathered 82 people. 10. Not the next."));
        assert_eq!(find(TEXT, 2).as_deref(), Some("Two lines over a page."));
        assert_eq!(find(TEXT, 3).as_deref(), Some("End"));
        assert_eq!(find(TEXT, 4), None);
    }

    #[test]
    fn an_id_that_could_leave_the_folder_has_no_text() {
        for id in ["../secret", "/etc/passwd", "a/b", ".hidden", "a\\b"] {
            assert_eq!(paragraph(&[PathBuf::from("/tmp")], id, 1), None);
        }
    }
}
