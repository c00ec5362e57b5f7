//! The words of a line that is cut off or damaged: nothing is taken from it as an event, but a person gets back what he wrote.

use serde_json::{Map, Value};

use crate::journal::ops::OPS;

/// How many characters at the end of a line that is cut off may be of no use: half an escape, or a name without its text.
const HALF: usize = 16;

/// Lists what can be read in a line or a draft, as name and text: what it is and where it hangs, then its fields; nothing where it is
/// rubbish.
pub fn words(line: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    flat(read(line.trim_start()), &mut words);
    let head = ["op", "on", "meeting", "of"];
    let fields = || OPS.iter().flat_map(|spec| spec.fields).map(|field| field.name);
    words.retain(|(name, text)| {
        !text.is_empty() && (head.contains(&name.as_str()) || fields().any(|field| field == name))
    });
    words.sort_by_key(|(name, _)| head.iter().position(|head| head == name).unwrap_or(head.len()));
    words
}

/// Lists the texts of an object, those of an object within it, too.
fn flat(map: Map<String, Value>, words: &mut Vec<(String, String)>) {
    for (name, value) in map {
        match value {
            Value::Object(inner) => flat(inner, words),
            Value::String(text) => words.push((name, text)),
            Value::Array(list) => {
                let list: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                words.push((name, list.join(", ")));
            }
            other => words.push((name, other.to_string())),
        }
    }
}

/// Reads an object of which the end may be missing.
fn read(line: &str) -> Map<String, Value> {
    let ends = line.char_indices().rev().map(|(at, _)| at).take(HALF);
    let starts = [line.len()].into_iter().chain(ends).filter_map(|end| line.get(..end));
    starts.map(closed).find_map(|line| serde_json::from_str(&line).ok()).unwrap_or_default()
}

/// Closes what is open at the end of a piece of JSON.
fn closed(piece: &str) -> String {
    let (mut open, mut is_text, mut is_escaped) = (Vec::new(), false, false);
    for character in piece.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            '{' if !is_text => open.push('}'),
            '[' if !is_text => open.push(']'),
            '}' | ']' if !is_text => drop(open.pop()),
            _ => {}
        }
    }
    let end = if is_text { "\"" } else { "" };
    format!("{piece}{end}{}", open.into_iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    const LINE: &str = concat!(
        r#"{"v":1,"id":"0193","dev":"d1","seq":1,"hlc":"x","who":"A","on":"country:BG","meeting":"som","op":"statement","#,
        r#""about":["goal:1","goal:2"],"by":["country:BG"],"text":"We \"host\"\nin \ud83d\ude00 May","type":"offer","crc":"00000000"}"#,
    );

    fn words(line: &str) -> Vec<String> {
        super::words(line).into_iter().map(|(name, text)| format!("{name}={text}")).collect()
    }

    #[test]
    fn whatever_is_left_of_a_line_its_words_are_read() {
        let whole = [
            "op=statement",
            "on=country:BG",
            "meeting=som",
            "about=goal:1, goal:2",
            "by=country:BG",
            "text=We \"host\"\nin 😀 May",
            "type=offer",
        ];
        assert_eq!(words(LINE), whole);
        let upto = |end: &str| LINE.split_once(end).unwrap().0.to_owned() + end;
        assert_eq!(words(&upto("We ")), [&whole[..5], &["text=We "]].concat());
        // In the middle of an escape, and of a pair of them.
        assert_eq!(words(&upto("We \\")), [&whole[..5], &["text=We "]].concat());
        assert_eq!(words(&upto("\\ud83d\\ud")), [&whole[..5], &["text=We \"host\"\nin "]].concat());
        assert_eq!(words(&upto(r#""goal:1","#)), [&whole[..3], &["about=goal:1"]].concat());
        assert_eq!(words(&upto(r#","text""#)), whole[..5]);
        assert_eq!(words(&upto(r#","meeting":"#)), whole[1..2]);
    }

    #[test]
    fn of_a_line_that_is_cut_off_anywhere_some_of_the_words_before_that_are_read() {
        let whole = words(LINE);
        for piece in (0..LINE.len()).filter_map(|end| LINE.get(..end)) {
            let cut = words(piece);
            assert!(cut.len() <= whole.len());
            // All but the last are as they were.
            let before = cut.iter().filter(|word| whole.contains(word)).count();
            assert!(before + 1 >= cut.len(), "{piece}: {cut:?}");
        }
        assert!(words(LINE.split_once(r#"","type"#).unwrap().0).len() >= 6);
    }

    #[test]
    fn a_draft_is_read_as_well_and_rubbish_gives_nothing() {
        assert_eq!(words(r#"{"v":99,"op":"note","fields":{"text":"half of i"#), ["op=note", "text=half of i"]);
        for rubbish in ["", "\0\0\0", "{", "half a line", "\"text\"", "[1,2", &"[".repeat(100_000), "}}}"] {
            assert_eq!(words(rubbish), Vec::<String>::new());
        }
    }
}
