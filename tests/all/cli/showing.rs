//! `plenary show`: everything about one record, each line with its source.

use super::{run, run_with_input};

#[test]
fn bulgaria_chairs_the_black_sea_group_and_offers_to_host_in_2020() {
    let text = run("show country:BG").done();
    let has = |wanted: &str| text.lines().any(|line| line.contains(wanted) && line.contains("[som-2019 ¶5"));
    assert!(text.starts_with("Bulgaria  country:BG\nA participating state\n"), "{text}");
    assert!(has("chair · Black Sea Regional Working Group"), "{text}");
    assert!(has("Willing to host a meeting in 2020"), "{text}");
    assert!(has("Host a meeting in 2020"), "{text}");
    assert!(text.contains("\nNot known: note, adopted\n"), "{text}");
}

#[test]
fn every_line_ends_with_its_source() {
    for reference in ["country:BG", "meeting:som-2019", "group:black-sea", "project:ibm", "goal:1"] {
        let text = run(&format!("show {reference}")).done();
        for line in text.lines().skip(3).filter(|line| !line.is_empty()) {
            let is_head = !line.starts_with(' ') && line.ends_with(')') && line.contains(": ");
            assert!(is_head || line.starts_with("Not known: ") || line.ends_with(']'), "{reference}: {line}");
        }
    }
}

#[test]
fn a_group_shows_its_chair() {
    let text = run("show group:black-sea").done();
    let chair = text.lines().find(|line| line.contains("Bulgaria (country:BG): chair")).unwrap();
    assert!(chair.ends_with("[som-2019 ¶5 +1]"), "{chair}");
}

#[test]
fn a_name_or_an_id_is_enough_where_it_is_the_only_one() {
    let whole = run("show country:BG").done();
    for word in ["BG", "bulgaria", "Bulgaria", "countries:BG", "country:bulgaria"] {
        assert_eq!(run(&format!("show {word}")).done(), whole, "{word}");
    }
    assert!(run("show North Macedonia").done().contains("country:MK"));
}

#[test]
fn a_word_that_means_several_records_lists_them() {
    let twins = r#"{"format": "plenary/1", "id": "x", "title": "X",
        "groups": [{"id": "g", "name": "Twin"}], "projects": [{"id": "p", "title": "Twin"}]}"#;
    let ran = run_with_input("show twin --data -", twins);
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert_eq!(ran.err, "error: \"twin\" could mean any of these\n  group:g  Twin\n  project:p  Twin\n");
}

#[test]
fn a_word_that_means_nothing_is_answered_with_the_nearest() {
    let ran = run("show country:BL");
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.starts_with("error: no record \"country:BL\"\n  did you mean country:B"), "{}", ran.err);
    let ran = run("show nothinglikethis");
    assert_eq!((ran.status, ran.err.as_str()), (Some(1), "error: no record \"nothinglikethis\"\n"));
}

#[test]
fn json_names_what_links_here() {
    let json = run("show country:BG --format json").json();
    let record = &json[0];
    assert_eq!((json.as_array().map(Vec::len), &record["name"]), (Some(1), &"Bulgaria".into()));
    let links = record["backlinks"].as_array().unwrap();
    assert!(links.contains(&serde_json::json!({"ref": "statement:S-10", "field": "by"})));
    let json = run("show group:black-sea --format json").json();
    let links = json[0]["backlinks"].as_array().unwrap();
    assert!(links.contains(&serde_json::json!({"ref": "country:BG", "field": "roles.of"})));
}

#[test]
fn doubt_is_said_with_what_the_other_source_has() {
    let disputed = r#"{"format": "plenary/1", "id": "x", "title": "X", "documents": [{"id": "d", "title": "Doc"}, {"id": "e", "title": "Else"}],
        "groups": [{"id": "g", "name": "G", "summary": "S", "sources":
            [{"doc": "d", "para": 1, "certainty": "inferred"}, {"doc": "e", "certainty": "disputed", "says": "begun in 2011"}]}]}"#;
    let text = run_with_input("show g --data -", disputed).done();
    assert!(text.contains("Summary  S  [≈ d ¶1 inferred +1; ≠ e says begun in 2011]"), "{text}");
    assert!(text.contains("Else, disputed: it says begun in 2011  [≠ e]"), "{text}");
}

#[test]
fn markdown_is_a_page_with_headings() {
    let text = run("show country:BG --format md").done();
    assert!(text.starts_with("# Bulgaria\n\n`country:BG` · A participating state\n"), "{text}");
    assert!(text.contains("\n## Commitments: by\n"), "{text}");
}
