//! Minutes and briefs: who said what, what became of it, and where every line comes from.

use std::sync::Arc;

use plenary::index::Snapshot;
use plenary::journal::{Event, Op, Review};
use plenary::model::{Record, Reference};
use plenary::report::brief::{KINDS, brief};
use plenary::report::minutes::minutes;
use plenary::report::{Format, Report};

use crate::journal::Hand;
use crate::stage::{dataset, embedded};

/// A dataset with one meeting, of which little is known.
const SMALL: &str = r#"
  "documents": [{"id": "d1", "title": "Summary of the meeting", "url": "https://example.org/d1"}],
  "countries": [{"id": "BG", "name": "Bulgaria"}, {"id": "AT", "name": "Austria"}],
  "plan": {"title": "The plan"},
  "meetings": [
    {"id": "m", "title": "Meeting of 2020", "when": "2020-11-18", "place": "Sofia", "hosts": ["BG"],
     "attended": ["BG", "AT"], "sources": [{"doc": "d1", "para": 1}]},
    {"id": "bare", "title": "Another meeting"}
  ],
  "statements": [
    {"id": "S-1", "meeting": "m", "by": ["BG"], "capacity": "Chair", "type": "opening", "summary": "Opened the meeting",
     "sources": [{"doc": "d1", "para": 2}]},
    {"id": "S-2", "meeting": "m", "summary": "All agreed.", "sources": [{"doc": "d1", "para": 3, "certainty": "inferred"}]}
  ],
  "amendments": [
    {"id": "M-1", "by": ["AT"], "to": "plan", "summary": "Add a word", "status": "not-stated", "raised_at": "m",
     "sources": [{"doc": "d1", "para": 4}]}
  ],
  "commitments": [
    {"id": "C-1", "by": ["AT"], "summary": "Send the list", "when": "2020-12", "status": "open", "made_at": "m",
     "sources": [{"doc": "d1", "para": 5}]}
  ]
"#;

fn record<'a>(reference: &str, snapshot: &'a Arc<Snapshot>) -> Record<'a> {
    snapshot.dataset.find_reference(Reference::parse(reference).unwrap()).unwrap()
}

/// What was added in the meeting: two statements, two amendments, a decision, a task, a note, a flag.
fn added() -> Vec<Event> {
    let mut hand = Hand::new("a");
    let by = |who| ("by", who);
    let open = hand.at("m", Op::Open, None, &[]);
    let said = [by("country:AT"), ("capacity", "Rapporteur"), ("type", "comment"), ("text", "Is in favour")];
    let said = hand.at("m", Op::Statement, None, &said);
    let unnamed = hand.at("m", Op::Statement, None, &[("text", "Somebody asked for time."), ("about", "plan")]);
    let change = [by("country:BG"), ("field", "title"), ("before", "The plan"), ("after", "Our plan")];
    let accepted = hand.at("m", Op::Amend, Some("plan"), &change);
    let open_still = hand.at("m", Op::Amend, Some("country:XX"), &[("field", "name"), ("before", ""), ("after", "X")]);
    let fate = [("of", accepted.id.to_string()), ("fate", "accepted".into()), ("text", "No objection".into())];
    let fate = hand.event(Op::Resolve, None, &fate.each_ref().map(|(name, value)| (*name, value.as_str())));
    let decided = hand.at("m", Op::Decide, None, &[("text", "The plan is endorsed")]);
    let task = hand.at("m", Op::Task, None, &[("text", "Circulate it"), ("owner", "Bulgaria"), ("due", "2021-01")]);
    let bare = hand.at("m", Op::Task, None, &[("text", "Find a place")]);
    let note = hand.at("m", Op::Note, Some("country:BG"), &[("text", "Mine alone")]);
    let flag = hand.at("m", Op::Flag, Some("country:BG"), &[]);
    let gone = hand.at("m", Op::Decide, None, &[("text", "Taken away")]);
    let retract = hand.of(Op::Retract, &gone);
    vec![open, said, unnamed, accepted, open_still, fate, decided, task, bare, note, flag, gone, retract]
}

fn text(report: &Report) -> String {
    Format::Text.write(report, 78)
}

#[test]
fn the_minutes_have_dataset_and_journal_in_order_each_line_with_its_source() {
    let snapshot = dataset(SMALL);
    let events = added();
    let report = minutes(record("meeting:m", &snapshot), &snapshot, &Review::of(&events));
    let expected = "\
Minutes: Meeting of 2020
========================
Date: 2020-11-18. Place: Sofia. Host: Bulgaria. [d1 ¶1]
Opened 2020-11-18 10:42. [your journal, 2020-11-18 10:42, A. Author]

Participants
------------
  1. How many people took part is not stated. [no source]
  2. Countries (2): Austria, Bulgaria. [d1 ¶1]
  3. Organisations (0): none. [d1 ¶1]

Statements
----------
  4. Bulgaria (Chair, opening): Opened the meeting. [d1 ¶2]
  5. No speaker is named: All agreed. [≈ d1 ¶3]
  6. Austria (Rapporteur, comment): Is in favour.
     [your journal, 2020-11-18 10:42, A. Author]
  7. No speaker is named: Somebody asked for time. About: The plan.
     [your journal, 2020-11-18 10:42, A. Author]

Amendments
----------
  8. Austria, on The plan: Add a word. No source says what became of it.
     [d1 ¶4]
  9. Bulgaria, on The plan: Field: title. Before: \"The plan\". After: \"Our
     plan\". Accepted: No objection.
     [your journal, 2020-11-18 10:42, A. Author]
 10. Who asked is not stated, on country:XX (no longer in the dataset): Field:
     name. Before: \"\". After: \"X\". Not settled.
     [your journal, 2020-11-18 10:42, A. Author]

Decisions
---------
 11. Decision 1: The plan is endorsed.
     [your journal, 2020-11-18 10:42, A. Author]

Next steps
----------
 12. Austria: Send the list. Due 2020-12. Status: open. [d1 ¶5]
 13. Bulgaria: Circulate it. Due 2021-01.
     [your journal, 2020-11-18 10:42, A. Author]
 14. Nobody is named: Find a place. No date is stated.
     [your journal, 2020-11-18 10:42, A. Author]

Sources
-------
- d1: Summary of the meeting
  https://example.org/d1
- your journal: what was added with this program; times are in UTC
≈ it was concluded from the source, ≠ the source says something else
";
    assert_eq!(text(&report), expected);
}

#[test]
fn of_a_meeting_of_which_nothing_is_known_that_is_said() {
    let snapshot = dataset(SMALL);
    let report = minutes(record("meeting:bare", &snapshot), &snapshot, &Review::default());
    let text = text(&report);
    for said in [
        "Date: not stated. Place: not stated. Host: not stated. [no source]",
        "1. How many people took part is not stated. [no source]",
        "2. Which countries and organisations were present is not stated. [no source]",
        "3. No statement is recorded. [no source]",
        "4. No amendment is recorded. [no source]",
        "5. No decision is recorded in your journal. [no source]",
        "6. No next step is recorded. [no source]",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn the_minutes_of_the_meeting_of_2019_have_all_that_its_summary_has() {
    let snapshot = embedded();
    let report = minutes(record("meeting:som-2019", &snapshot), &snapshot, &Review::default());
    let counts: Vec<(&str, usize)> =
        report.sections.iter().map(|section| (section.title.as_str(), section.lines.len())).collect();
    // Of 24 commitments 19 were made there.
    let expected = [("Participants", 3), ("Statements", 38), ("Amendments", 3), ("Decisions", 1), ("Next steps", 19)];
    assert_eq!(counts, expected);
    let text = text(&report);
    assert!(text.contains("  1. 82 people took part. [som-2019 ¶1 +3]"), "{text}");
    assert!(text.contains("  2. Countries (37): Afghanistan, Armenia, Austria,"));
    assert!(text.contains(
        " 13. Bulgaria (offer): Willing to host a meeting in 2020; topic and place not\n     stated. [som-2019 ¶5]"
    ));
    assert!(text.lines().all(|line| plenary::base::text::cells(line) <= 78 || line.starts_with("  https://")));
}

#[test]
fn the_brief_of_a_country_has_its_roles_its_offers_and_what_became_of_them() {
    let snapshot = embedded();
    let report = brief(record("country:BG", &snapshot), &snapshot, None).unwrap();
    let lines = |title: &str| -> Vec<String> {
        let section = report.sections.iter().find(|section| section.title == title).unwrap();
        section.lines.iter().map(|line| format!("{} [{}]", line.text, line.source)).collect()
    };
    assert_eq!(
        lines("Roles"),
        [
            "Chair of Black Sea Regional Working Group. [som-2019 ¶5 +1]",
            "Co-chair of Community of Law Enforcement Practitioners (COLEP). [bp-colep-3 +1]",
            "Member of the dialogue. [iom-overview-2017 +1]",
        ]
    );
    assert_eq!(
        lines("Offered, and what became of it")[1],
        "Host a meeting in 2020; topic not stated. No such meeting was found in public sources. Bulgaria hosted in Sofia in \
         October 2023. Due 2020. No source says what became of it. [som-2019 ¶5 +1]"
    );
    assert_eq!(lines("Statements").len(), 3);
    assert_eq!(
        lines("Projects"),
        [
            "2014-02/2017-07: Support to the Silk Routes Partnership for Migration under the Budapest Process (completed): \
          funder. [icmpd-srp +1]"
        ]
    );
    assert_eq!(lines("Meetings hosted").len(), 3);
    assert_eq!(lines("Changes it asked for"), ["No amendment of its is recorded. [no source]"]);
    assert_eq!(lines("Open items")[1], "2020: Meeting offered by Bulgaria (offered). [som-2019 ¶5]");
    assert!(!report.sections.iter().any(|section| section.title == "Your notes"));
}

#[test]
fn the_brief_of_every_country_fits_two_pages() {
    let snapshot = embedded();
    for country in snapshot.dataset.records(plenary::model::Kind::Country) {
        let text = text(&brief(country, &snapshot, None).unwrap());
        let body = text.split("\nSources\n").next().unwrap();
        assert!(body.lines().count() <= 120, "{}: {}", country.id(), body.lines().count());
    }
}

#[test]
fn there_is_a_brief_on_every_record_of_its_kinds_and_on_no_other() {
    let snapshot = embedded();
    for &kind in plenary::model::Kind::ALL {
        for record in snapshot.dataset.records(kind) {
            let report = brief(record, &snapshot, Some(&Review::default()));
            assert_eq!(report.is_some(), KINDS.contains(&kind), "{}", record.reference());
            let Some(report) = report else { continue };
            let lines = report.about.iter().chain(report.sections.iter().flat_map(|section| &section.lines));
            assert!(
                lines.clone().count() > 0 && lines.clone().all(|line| !line.source.is_empty() && !line.text.is_empty())
            );
        }
    }
}

#[test]
fn your_notes_stand_in_a_brief_unless_it_is_to_be_public() {
    let snapshot = dataset(SMALL);
    let events = added();
    let review = Review::of(&events);
    let bulgaria = record("country:BG", &snapshot);
    let own = text(&brief(bulgaria, &snapshot, Some(&review)).unwrap());
    for said in ["Your notes", "- Mine alone.", "- Flagged: Bulgaria.", "Bulgaria, on The plan: Field: title."] {
        assert!(own.contains(said), "{said}: {own}");
    }
    assert!(!own.contains("Is in favour"), "{own}");
    let public = text(&brief(bulgaria, &snapshot, None).unwrap());
    for hidden in ["Your notes", "Mine alone", "Flagged", "your journal", "A. Author", "Our plan"] {
        assert!(!public.contains(hidden), "{hidden}: {public}");
    }
}

#[test]
fn both_versions_of_a_text_in_conflict_stand_in_the_minutes() {
    let snapshot = dataset(SMALL);
    let mut hand = Hand::new("a");
    let decided = hand.at("m", Op::Decide, None, &[("text", "First")]);
    let (one, other) = (hand.edit(&decided, "Second", &[]), hand.edit(&decided, "Third", &[]));
    let events = [decided, one, other];
    let text = text(&minutes(record("meeting:m", &snapshot), &snapshot, &Review::of(&events)));
    let said = "Decision 1: Third. Not settled; another version of the text: \"Second\".";
    assert!(text.contains(said), "{text}");
}

#[test]
fn no_text_is_anything_but_text_in_markdown_and_html() {
    let hostile =
        "<script>alert(1)</script> & [a](javascript:b) *c* \u{1b}[31m \u{202e}d\n# heading\n</li><img src=x onerror=y>";
    let json = serde_json::to_string(hostile).unwrap();
    let snapshot = dataset(&format!(
        r#""documents": [{{"id": "d1", "title": {json}, "url": "javascript:alert(1)"}}],
        "meetings": [{{"id": "m", "title": {json}, "place": {json}, "sources": [{{"doc": "d1"}}]}}]"#
    ));
    let mut hand = Hand::new("a");
    let events = [hand.at("m", Op::Decide, None, &[("text", hostile)])];
    let report = minutes(record("meeting:m", &snapshot), &snapshot, &Review::of(&events));
    let html = Format::Html.write(&report, 0);
    for never in ["<script", "<img", "</li><", "\u{1b}", "\u{202e}", "href=\"javascript"] {
        assert!(!html.contains(never), "{never:?}: {html}");
    }
    assert!(
        html.contains("Decision 1: &lt;script&gt;alert(1)&lt;/script&gt; &amp; [a](javascript:b) *c* ␛[31m"),
        "{html}"
    );
    assert!(html.contains("<br># heading<br>&lt;/li&gt;&lt;img src=x onerror=y&gt;."));
    // Every tag that is opened is closed, and there are no others.
    for tag in ["html", "head", "body", "title", "style", "h1", "ol", "ul", "li", "p", "span"] {
        let (opened, closed) = (html.matches(&format!("<{tag}")).count(), html.matches(&format!("</{tag}>")).count());
        let longer = if tag == "p" { 0 } else { html.matches(&format!("<{tag}er")).count() };
        assert_eq!(opened - longer, closed, "{tag}");
    }
    let md = Format::Md.write(&report, 0);
    for never in ["<script", " [a](", "*c*\u{20}", "\u{1b}", "\u{202e}", "\n# heading", "\n<"] {
        let escaped = md.replace("\\<", "").replace("\\[", "").replace("\\*", "").replace("\\#", "");
        assert!(!escaped.contains(never), "{never:?}: {md}");
    }
    let terminal = text(&report);
    assert!(!terminal.contains('\u{1b}') && !terminal.contains('\u{202e}'), "{terminal}");
}

#[test]
fn paragraphs_are_numbered_through_in_every_format() {
    let snapshot = dataset(SMALL);
    let report = minutes(record("meeting:m", &snapshot), &snapshot, &Review::default());
    let md = Format::Md.write(&report, 0);
    assert!(md.contains("## Statements\n\n4. Bulgaria (Chair, opening): Opened the meeting. \\[d1 ¶2\\]\n5. "), "{md}");
    let html = Format::Html.write(&report, 0);
    assert!(
        html.contains("<h2>Statements</h2>\n<ol start=\"4\">\n<li>Bulgaria (Chair, opening): Opened the meeting. ")
    );
    assert!(html.contains("size: A4") && html.starts_with("<!DOCTYPE html>"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/d1\">"), "{html}");
}
