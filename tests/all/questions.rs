//! The twelve questions that a delegate asks of the meeting of December 2019, answered from the dataset.
//!
//! The answers were worked out from the ten paragraphs of the summary, not from the dataset.

use std::collections::BTreeSet;

use plenary::model::{Kind, Name, Record, Row};

use crate::dataset::{ATTENDED, DATASET, date, ids, paragraphs, record, word};

fn records(kind: Kind, wanted: impl Fn(&Record<'static>) -> bool) -> Vec<Record<'static>> {
    DATASET.records(kind).filter(wanted).collect()
}

/// Returns who holds a role in a group: the participant and the row of the role.
fn holders(role: &str, group: &str) -> Vec<(&'static str, Row<'static>)> {
    let participants = DATASET.records(Kind::Country).chain(DATASET.records(Kind::Organisation));
    let roles = participants.flat_map(|who| who.parts(Name::Roles).into_iter().map(move |row| (who.id(), row)));
    let of = |row: Row<'_>| row.link(Name::Of).is_some_and(|found| found.kind == Kind::Group && found.id() == group);
    roles.filter(|(_, row)| word(*row, Name::Role) == role && of(*row)).collect()
}

fn who(holders: &[(&'static str, Row<'static>)]) -> Vec<&'static str> {
    holders.iter().map(|(who, _)| *who).collect()
}

#[test]
fn bulgaria_latvia_and_azerbaijan_offered_to_host_in_2020() {
    let offers = records(Kind::Statement, |statement| word(**statement, Name::Type) == "offer");
    let by: Vec<_> = offers.iter().flat_map(|offer| ids(**offer, Name::By)).collect();
    assert_eq!(by, ["BG", "LV", "AZ"]);
    assert!(offers.iter().all(|offer| paragraphs(**offer) == [(5, "")]));
    for (offer, id) in offers.iter().zip(["BG", "LV", "AZ"]) {
        let from = |commitment: &Record<'_>| commitment.link(Name::From).is_some_and(|from| from.rid == offer.rid);
        let [commitment] = records(Kind::Commitment, from)[..] else { panic!("{id}") };
        assert_eq!((word(*commitment, Name::Kind), date(*commitment, Name::When)), ("host", "2020".into()));
        let [activity] = ids(*commitment, Name::Activities)[..] else { panic!("{id}") };
        let activity = record(Kind::Activity, activity);
        assert_eq!((word(*activity, Name::Status), ids(*activity, Name::Hosts)), ("offered", vec![id]));
        // Nobody said what the meeting would be about.
        assert_eq!(activity.links(Name::Goals), None);
    }
}

#[test]
fn three_asked_for_changes_and_only_north_macedonias_is_known_to_be_in() {
    let found: Vec<_> = DATASET
        .records(Kind::Amendment)
        .map(|amendment| (ids(*amendment, Name::By), word(*amendment, Name::Status)))
        .collect();
    let expected = [(vec!["MK"], "accepted"), (vec!["RS"], "not-stated"), (vec!["EC"], "not-stated")];
    assert_eq!(found, expected);
    assert_eq!(paragraphs(*record(Kind::Amendment, "M-01")), [(5, ""), (6, "")]);
    let summary = |id: &str| record(Kind::Amendment, id).text(Name::Summary).unwrap();
    assert!(summary("M-01").contains("three points") && summary("M-02").contains("'prevention'"));
    // Neither wording is public, so neither is given.
    assert!(DATASET.records(Kind::Amendment).all(|amendment| amendment.text(Name::After).is_none()));
    let changes = DATASET.plan().unwrap().parts(Name::Changes);
    assert_eq!(changes.iter().map(|change| ids(*change, Name::By)).collect::<Vec<_>>(), [["MK"]]);
}

#[test]
fn each_regional_group_has_the_chair_that_the_summary_names() {
    assert_eq!(who(&holders("chair", "black-sea")), ["BG"]);
    assert_eq!(who(&holders("co-chair", "silk-routes")), ["AF"]);
    let south_east = holders("chair", "south-east-europe");
    let now = south_east.iter().filter(|(_, row)| row.date(Name::When).is_some_and(|when| when.end().is_none()));
    assert_eq!(now.map(|(who, _)| *who).collect::<Vec<_>>(), ["MK"]);
    for (_, row) in holders("chair", "black-sea").into_iter().chain(holders("co-chair", "silk-routes")) {
        assert!(paragraphs(row).contains(&(5, "")));
    }
    // Who chairs the Silk Routes group is not in the summary: another page says it.
    assert!(holders("chair", "silk-routes").iter().all(|(_, row)| paragraphs(*row).is_empty()));
}

#[test]
fn the_netherlands_undertook_to_contribute_on_return_and_reintegration() {
    let [commitment] = records(Kind::Commitment, |found| ids(**found, Name::By) == ["NL"])[..] else { panic!() };
    assert_eq!(word(*commitment, Name::Kind), "contribute");
    assert!(commitment.text(Name::Summary).unwrap().contains("return and reintegration"));
    assert_eq!(paragraphs(*commitment), [(5, "")]);
    assert_eq!(commitment.link(Name::MadeAt).unwrap().id(), "som-2019");
}

#[test]
fn twenty_four_countries_attended_and_said_nothing_on_record() {
    let spoke = |only: Option<u32>| -> BTreeSet<&str> {
        let round = |statement: &Record<'static>| only.is_none_or(|n| paragraphs(**statement)[0].0 == n);
        records(Kind::Statement, round).iter().flat_map(|statement| ids(**statement, Name::By)).collect()
    };
    let silent = |spoke: BTreeSet<&str>| ATTENDED.into_iter().filter(|id| !spoke.contains(id)).collect::<Vec<_>>();
    let twenty_four = [
        "AM", "AT", "BY", "BE", "DK", "FI", "GE", "DE", "GR", "IQ", "IT", "KG", "MD", "ME", "NO", "PT", "RO", "RU",
        "SI", "ES", "CH", "TJ", "UA", "GB",
    ];
    assert_eq!(silent(spoke(None)), twenty_four);
    // In the round itself, the Chair did not speak for itself either.
    let in_the_round = silent(spoke(Some(5)));
    assert_eq!((in_the_round.len(), in_the_round.contains(&"TR")), (25, true));
}

#[test]
fn three_eu_regional_projects_have_twelve_million_euro_each() {
    let overview = record(Kind::Statement, "S-33");
    assert_eq!((ids(*overview, Name::By), paragraphs(*overview)), (vec!["EC"], vec![(7, "")]));
    let about = overview.links(Name::About).unwrap().iter().map(|&rid| DATASET.record(rid).unwrap());
    let projects: Vec<_> = about.filter(|record| record.kind == Kind::Project).collect();
    assert_eq!(projects.iter().map(|project| project.id()).collect::<Vec<_>>(), ["imm", "ibm", "gloact-2"]);
    for project in projects {
        let budget = project.parts(Name::Budget)[0];
        assert_eq!((budget.text(Name::Amount), budget.text(Name::Currency)), (Some("12000000"), Some("EUR")));
    }
    // That the third is the second phase is a conclusion, and the portfolio is nobody's budget.
    assert!(paragraphs(*record(Kind::Project, "gloact-2")).contains(&(7, "inferred")));
    let budgets = DATASET.records(Kind::Project).flat_map(|project| project.parts(Name::Budget));
    assert!(budgets.into_iter().all(|budget| budget.text(Name::Amount) != Some("300000000")));
}

#[test]
fn migrant_resource_centres_belong_to_improving_migration_management() {
    let centres = record(Kind::Project, "mrc");
    assert_eq!(centres.link(Name::Parent).unwrap().id(), "imm");
    assert!(paragraphs(*centres).contains(&(3, "")));
    let countries = ids(*centres, Name::Countries);
    assert!(["PK", "AF", "IQ"].iter().all(|id| countries.contains(id)));
    for (country, centre) in [("PK", "mrc-islamabad"), ("PK", "mrc-lahore"), ("AF", "mrc-kabul"), ("IQ", "mrc-baghdad")]
    {
        let centre = record(Kind::Project, centre);
        assert_eq!((centre.link(Name::Parent).unwrap().id(), ids(*centre, Name::Countries)), ("mrc", vec![country]));
    }
    // The summary reports results from Iraq before the date that other sources give for the centre there.
    assert!(paragraphs(*record(Kind::Project, "mrc-baghdad")).contains(&(3, "disputed")));
}

#[test]
fn final_texts_and_calendar_are_due_from_the_chair_and_more_on_the_tool_from_the_secretariat() {
    let due = records(Kind::Commitment, |found| word(**found, Name::Kind) == "deliver");
    let found: Vec<_> = due
        .iter()
        .map(|found| (ids(**found, Name::By).first().copied(), date(**found, Name::When), paragraphs(**found)[0].0))
        .collect();
    let expected = [
        (Some("TR"), "2019-12-31".to_owned(), 9),
        (Some("TR"), "2019-12-31".to_owned(), 9),
        (Some("ICMPD"), "2020".to_owned(), 8),
        (None, "2020".to_owned(), 8),
    ];
    assert_eq!(found, expected);
    let summaries: Vec<_> = due.iter().map(|found| found.text(Name::Summary).unwrap()).collect();
    assert!(summaries[0].contains("final") && summaries[1].contains("calendar"));
    assert!(summaries[2].contains("tool") && summaries[3].contains("tool"));
    assert!(due.iter().all(|found| word(**found, Name::Status) == "no-record"));
}

#[test]
fn four_topics_are_on_the_short_list_and_their_hosts_are_unknown() {
    let short = records(Kind::Activity, |found| found.text(Name::Title).unwrap().starts_with("Short list 2020: "));
    let topics: BTreeSet<_> =
        short.iter().filter_map(|found| found.text(Name::Title).unwrap().strip_prefix("Short list 2020: ")).collect();
    let expected = ["return", "reintegration", "smuggling", "legal pathways for migration"];
    assert_eq!(topics, BTreeSet::from(expected));
    for activity in short {
        assert_eq!((date(*activity, Name::When), word(*activity, Name::Status)), ("2020".into(), "planned"));
        assert!(paragraphs(*activity).contains(&(6, "")));
        // Unknown, not none: hosts were shown, and are not named.
        assert!(activity.links(Name::Hosts).is_none());
    }
}

#[test]
fn the_czech_republic_did_not_adopt_the_declaration_and_stands_by_the_plan() {
    let [reservation] = records(Kind::Statement, |found| word(**found, Name::Type) == "reservation")[..] else {
        panic!()
    };
    assert_eq!((ids(*reservation, Name::By), paragraphs(*reservation)[0]), (vec!["CZ"], (5, "")));
    let adopted = record(Kind::Country, "CZ").parts(Name::Adopted);
    assert_eq!((adopted.len(), word(adopted[0], Name::Value)), (1, "no"));
    let [commitment] = records(Kind::Commitment, |found| ids(**found, Name::By) == ["CZ"])[..] else { panic!() };
    assert_eq!((word(*commitment, Name::Kind), paragraphs(*commitment)), ("support", vec![(5, "")]));
}

#[test]
fn no_adopter_is_made_up_from_attendance() {
    let values: BTreeSet<_> = DATASET
        .records(Kind::Country)
        .flat_map(|country| {
            country.parts(Name::Adopted).into_iter().map(move |row| (country.id(), word(row, Name::Value)))
        })
        .collect();
    assert_eq!(values, ["AT", "CZ", "HU", "IT", "PL", "SK"].map(|id| (id, "no")).into());
}

#[test]
fn the_tool_has_no_results_so_far() {
    assert_eq!(DATASET.count(Kind::Indicator), 0);
    let tool = record(Kind::Activity, "A-11");
    assert_eq!(
        (tool.text(Name::Title), word(*tool, Name::Status)),
        (Some("Results-oriented Learning Tool"), "no-record")
    );
    assert_eq!(paragraphs(*tool), [(8, "")]);
}

#[test]
fn acronyms_stand_for_what_the_list_of_participants_says() {
    for (acronym, name) in [
        ("EASO", "European Asylum Support Office"),
        ("FRONTEX", "European Border and Coast Guard Agency"),
        ("BSEC", "Black Sea Economic Cooperation"),
    ] {
        let organisation = record(Kind::Organisation, acronym);
        assert_eq!(organisation.label().text(), name);
        assert!(paragraphs(*organisation).contains(&(1, "")));
    }
}
