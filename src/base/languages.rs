//! Names of languages, by the tags of BCP 47.

/// The languages of the participants and of the documents: the code of ISO 639-1, and its English name.
const NAMES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("ky", "Kyrgyz"),
    ("lb", "Luxembourgish"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("mn", "Mongolian"),
    ("mt", "Maltese"),
    ("nb", "Norwegian Bokmål"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("tg", "Tajik"),
    ("tk", "Turkmen"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// Names a language: `Russian (ru)`, and by its tag alone where it is none of these.
pub fn named(tag: &str) -> String {
    let code = tag.split('-').next().unwrap_or(tag);
    let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
    found.map_or_else(|| tag.to_owned(), |(_, name)| format!("{name} ({tag})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_by_the_first_part_of_its_tag() {
        let names = ["ru", "sr-Latn", "EN", "tlh", ""].map(named);
        assert_eq!(names, ["Russian (ru)", "Serbian (sr-Latn)", "English (EN)", "tlh", ""]);
    }

    #[test]
    fn codes_are_small_letters_in_their_order_each_once() {
        assert!(NAMES.is_sorted_by(|(one, _), (other, _)| one < other));
        assert!(NAMES.iter().all(|(code, _)| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())));
    }
}
