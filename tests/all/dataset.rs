//! The embedded dataset against the summary of December 2019, counted by hand in its ten paragraphs, and against its own promises.

use std::sync::LazyLock;

use plenary::base::{codes, text};
use plenary::load::{Source, load};
use plenary::model::{Dataset, Kind, Name, Record, Row, Shape, Value};

/// The embedded dataset.
pub static DATASET: LazyLock<Dataset> = LazyLock::new(|| load(&Source::embedded()).unwrap().dataset);

/// Returns a record that must be there.
pub fn record(kind: Kind, id: &str) -> Record<'static> {
    DATASET.find(kind, id).unwrap_or_else(|| panic!("no {} {id}", kind.spec().name))
}

/// Returns the ids that a field of a row points to; empty also where they are unknown.
pub fn ids(row: Row<'static>, name: Name) -> Vec<&'static str> {
    let links = row.links(name).unwrap_or_default().iter();
    links.map(|&rid| DATASET.record(rid).unwrap().id()).collect()
}

/// Returns the word of a closed list.
pub fn word(row: Row<'static>, name: Name) -> &'static str {
    row.word(name).map_or("", |term| term.name)
}

/// Returns the paragraphs of the summary that a row rests on, with how it rests on them.
pub fn paragraphs(row: Row<'static>) -> Vec<(u32, &'static str)> {
    let sources = row.parts(Name::Sources).into_iter();
    let summary = sources.filter(|source| source.link(Name::Doc).is_some_and(|document| document.id() == "som-2019"));
    summary.filter_map(|source| Some((source.whole(Name::Para)?, word(source, Name::Certainty)))).collect()
}

/// Returns the date of a field as it is written.
pub fn date(row: Row<'static>, name: Name) -> String {
    row.date(name).map_or(String::new(), |date| date.to_string())
}

fn value(figure: &str) -> f64 {
    match record(Kind::Figure, figure).get(Name::Value) {
        Value::Number(number) => number,
        _ => f64::NAN,
    }
}

/// What other sources say of a record where they differ.
fn disputes(row: Row<'static>) -> Vec<(&'static str, &'static str)> {
    let disputed = row.parts(Name::Sources).into_iter().filter(|source| word(*source, Name::Certainty) == "disputed");
    disputed.map(|source| (source.link(Name::Doc).unwrap().id(), source.text(Name::Says).unwrap())).collect()
}

/// The countries of paragraph 1, in its order.
pub const ATTENDED: [&str; 37] = [
    "AF", "AM", "AT", "AZ", "BY", "BE", "BG", "CZ", "DK", "FI", "GE", "DE", "GR", "HU", "IQ", "IT", "KG", "LV", "MD",
    "ME", "NL", "MK", "NO", "PK", "PL", "PT", "RO", "RU", "RS", "SI", "ES", "SE", "CH", "TJ", "TR", "UA", "GB",
];

/// Who made each of the 38 statements, by paragraph, in the order of the text; empty is nobody by name.
const SPEAKERS: [(u32, &[&str]); 9] = [
    (2, &["TR", "HU", "EC", "ICMPD"]),
    (3, &["ICMPD"]),
    (4, &["ICMPD"]),
    (
        5,
        &[
            "", "BG", "BG", "BG", "AF", "PK", "SE", "LV", "LV", "AZ", "AZ", "PL", "MK", "HU", "HU", "HU", "HU", "CZ",
            "CZ", "EC", "EC", "NL", "NL", "RS",
        ],
    ),
    (6, &["ICMPD"]),
    (7, &["UNODC", "EC", "ILO", "TR"]),
    (8, &["ICMPD"]),
    (9, &["TR"]),
    (10, &["TR"]),
];

#[test]
fn eighty_two_people_met_in_istanbul_on_two_days() {
    let meeting = record(Kind::Meeting, "som-2019");
    assert_eq!(meeting.whole(Name::Participants), Some(82));
    assert_eq!(
        (meeting.text(Name::Place), date(*meeting, Name::When)),
        (Some("Istanbul"), "2019-12-04/2019-12-05".into())
    );
    assert_eq!(meeting.whole(Name::Number), None);
    assert_eq!(value("som-2019-participants"), 82.0);
}

#[test]
fn thirty_seven_countries_and_eleven_organisations_attended_in_the_order_of_the_list() {
    let attended = ids(*record(Kind::Meeting, "som-2019"), Name::Attended);
    let (countries, organisations) = attended.split_at(37);
    assert_eq!(countries, ATTENDED);
    let eleven = ["EC", "COUNCIL-EU", "EEAS", "EASO", "FRONTEX", "BSEC", "ICMPD", "ILO", "IOM", "UNODC", "UNDP"];
    assert_eq!(organisations, eleven);
    assert!(countries.iter().all(|id| DATASET.find(Kind::Country, id).is_some()));
    assert!(organisations.iter().all(|id| DATASET.find(Kind::Organisation, id).is_some()));
    assert_eq!((value("som-2019-countries"), value("som-2019-organisations")), (37.0, 11.0));
}

#[test]
fn both_orders_of_the_six_goals_are_there_and_point_to_each_other() {
    let goals = |framework: &str| -> Vec<Record<'_>> {
        let of = |goal: &Record<'_>| goal.link(Name::Framework).is_some_and(|found| found.id() == framework);
        DATASET.records(Kind::Goal).filter(of).collect()
    };
    let (old, new) = (goals("imd-2013"), goals("cfa-2019"));
    for list in [&old, &new] {
        let numbers: Vec<_> = list.iter().map(|goal| goal.whole(Name::Number)).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6].map(Some));
    }
    // Irregular migration went from fourth to first, and the three before it one down each.
    for (new, old) in [("1", 4), ("2", 1), ("3", 2), ("4", 3), ("5", 5), ("6", 6)] {
        let old = format!("imd-2013.{old}");
        assert!(ids(*record(Kind::Goal, new), Name::SameAs).contains(&&*old), "{new}");
        assert_eq!(ids(*record(Kind::Goal, &old), Name::SameAs), [new]);
    }
    assert_eq!(value("current-goals"), 6.0);
    let current: Vec<_> =
        DATASET.records(Kind::Framework).filter(|found| found.flag(Name::Current) == Some(true)).collect();
    assert_eq!(current.iter().map(|found| found.id()).collect::<Vec<_>>(), ["cfa-2019"]);
}

#[test]
fn the_portfolio_of_three_hundred_million_is_not_added_to_the_regional_projects() {
    assert_eq!((value("eu-regional-projects"), value("eu-regional-project-amount")), (3.0, 12e6));
    assert_eq!((value("eu-portfolio"), value("eu-regional-total")), (300e6, 36e6));
    assert!(record(Kind::Figure, "eu-portfolio").text(Name::Basis).unwrap().contains("not to be added"));
    let sums =
        DATASET.records(Kind::Figure).filter(|figure| value(figure.id()) == 336e6 || value(figure.id()) == 264e6);
    assert_eq!(sums.count(), 0);
    let total = paragraphs(*record(Kind::Figure, "eu-regional-total"));
    assert_eq!(total, [(7, "inferred")]);
}

#[test]
fn six_grants_were_awarded_and_none_is_given_a_name() {
    assert_eq!(value("silk-routes-grants"), 6.0);
    assert_eq!(paragraphs(*record(Kind::Figure, "silk-routes-grants")), [(3, "")]);
    let below =
        |project: &Record<'_>| project.link(Name::Parent).is_some_and(|parent| parent.id() == "facility-grants");
    assert_eq!(DATASET.records(Kind::Project).filter(below).count(), 0);
}

#[test]
fn the_summary_has_ten_paragraphs_each_told_in_other_words() {
    let paragraphs = record(Kind::Document, "som-2019").parts(Name::Paragraphs);
    let numbers: Vec<_> = paragraphs.iter().map(|paragraph| paragraph.whole(Name::N).unwrap()).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
    assert!(paragraphs.iter().all(|paragraph| paragraph.text(Name::Summary).is_some_and(|text| text.len() > 100)));
}

#[test]
fn thirty_eight_statements_stand_in_the_order_of_the_text_with_their_speakers() {
    let expected: Vec<(u32, &str)> =
        SPEAKERS.iter().flat_map(|&(paragraph, speakers)| speakers.iter().map(move |&by| (paragraph, by))).collect();
    let found: Vec<(u32, &str)> = DATASET
        .records(Kind::Statement)
        .map(|statement| (paragraphs(*statement)[0].0, ids(*statement, Name::By).first().copied().unwrap_or_default()))
        .collect();
    assert_eq!(found.len(), 38);
    assert_eq!(found, expected);
    assert!(
        DATASET.records(Kind::Statement).all(|statement| statement.link(Name::Meeting).unwrap().id() == "som-2019")
    );
    let people = ["S-01", "S-02", "S-03", "S-04"]
        .map(|id| record(Kind::Statement, id).link(Name::Person).unwrap().label().text());
    assert_eq!(people, ["Abdullah Ayaz", "Ferenc Dancs", "Silvena Pesta", "Martijn Pluim"]);
}

#[test]
fn fifty_nine_countries_stand_in_alphabetical_order_with_both_codes() {
    let countries: Vec<_> = DATASET.records(Kind::Country).collect();
    assert_eq!(countries.len(), 59);
    let names: Vec<_> = countries.iter().map(|country| text::fold(country.label().text()).into_owned()).collect();
    assert!(names.is_sorted(), "{names:?}");
    for country in &countries {
        let alpha3 = codes::alpha3(country.id()).unwrap_or_else(|| panic!("{}", country.id()));
        let Value::Texts(also) = country.get(Name::Also) else { panic!("{}", country.id()) };
        assert!(also.iter().any(|name| name.text() == alpha3), "{}", country.id());
    }
}

/// Visits a row, and every part of it.
fn visit(row: Row<'static>, take: &mut dyn FnMut(Row<'static>)) {
    take(row);
    for field in row.fields().iter().filter(|field| matches!(field.shape, Shape::One(_) | Shape::Many(_))) {
        row.parts(field.name).into_iter().for_each(|part| visit(part, take));
    }
}

#[test]
fn every_record_has_a_source_that_can_be_found() {
    for &kind in Kind::ALL {
        for record in DATASET.records(kind) {
            assert!(kind == Kind::Document || !record.parts(Name::Sources).is_empty(), "{}", record.reference());
            visit(*record, &mut |row| {
                for source in row.parts(Name::Sources) {
                    let url = |row: Row<'_>| row.text(Name::Url).is_some_and(|url| url.starts_with("http"));
                    let paragraph = source.whole(Name::Para).is_some();
                    let found =
                        paragraph || url(source) || source.link(Name::Doc).is_some_and(|document| url(*document));
                    assert!(found, "{}", record.reference());
                }
            });
        }
    }
}

#[test]
fn every_paragraph_that_a_source_names_is_there() {
    for &kind in Kind::ALL {
        for record in DATASET.records(kind) {
            visit(*record, &mut |row| {
                assert!(paragraphs(row).iter().all(|&(n, _)| (1..=10).contains(&n)), "{}", record.reference());
            });
        }
    }
}

/// Records of which a part was concluded from a source, not read in it.
const CONCLUDED: &[&str] = &[
    "meeting:mc-1-1991",
    "meeting:mc-2-1993",
    "meeting:relec-2016",
    "meeting:som-2016",
    "meeting:som-2020",
    "meeting:tm-irregular-covid-2020",
    "meeting:tm-labour-2020",
    "meeting:joint-2018",
    "meeting:relec-2019",
    "meeting:ibm-launch-2019",
    "meeting:tm-trafficking-2022",
    "meeting:colep-3-2023",
    "meeting:consultations-2019",
    "group:legal-pathways",
    "project:gloact-2",
    "project:mrc-dushanbe",
    "project:eu-special-measure-2017",
    "activity:A-12",
    "statement:S-25",
    "amendment:M-02",
    "amendment:M-03",
    "commitment:C-12",
    "commitment:C-14",
    "figure:som-2019-organisations",
    "figure:som-2019-no-statement",
    "framework:cfa-2019",
];

#[test]
fn what_was_concluded_is_marked_as_such() {
    for sample in CONCLUDED {
        let record = DATASET.find_reference(plenary::model::Reference::parse(sample).unwrap()).unwrap();
        let marked = record.parts(Name::Sources).iter().any(|source| word(*source, Name::Certainty) == "inferred");
        assert!(marked, "{sample}");
    }
    // The meeting of March 2020 names its goal itself.
    assert!(
        record(Kind::Meeting, "tm-return-2020").parts(Name::Sources).iter().all(|source| word(
            *source,
            Name::Certainty
        )
        .is_empty())
    );
    let roles = record(Kind::Country, "AF").parts(Name::Roles);
    assert_eq!(date(roles[0], Name::When), "/2021-08");
    assert!(roles[0].parts(Name::Sources).iter().any(|source| word(*source, Name::Certainty) == "inferred"));
}

#[test]
fn the_texts_of_the_forty_one_actions_are_absent_and_said_to_be() {
    assert_eq!((DATASET.count(Kind::Action), value("action-points")), (0, 41.0));
    let said = [DATASET.summary().unwrap().text(), record(Kind::Framework, "cfa-2019").text(Name::Summary).unwrap()];
    assert!(said.iter().all(|text| text.contains("41") && text.contains("not found in public sources")));
    assert!(DATASET.records(Kind::Activity).all(|activity| activity.links(Name::Actions).is_none()));
}

#[test]
fn where_sources_disagree_both_values_stand() {
    let meeting = |id: &str| disputes(*record(Kind::Meeting, id));
    assert_eq!((value("mc-6-2019-countries"), value("mc-6-2019-organisations")), (46.0, 10.0));
    assert_eq!(meeting("mc-6-2019"), [("ikv-2019", "47 countries and 15 organisations")]);
    assert_eq!(meeting("mc-5-2013"), [("bp-istanbul-declaration", "over 230 people")]);
    assert_eq!(meeting("mc-7-2024"), [("dnh-2024", "about 50 countries and seven organisations")]);
    assert_eq!(meeting("som-2016"), [("bp-news", "15 December 2017")]);
    assert_eq!(meeting("som-2017"), [("goc-som-2017", "34 countries")]);
    assert_eq!(disputes(*record(Kind::Project, "ibm")), [("bp-ibm-where", "the same countries without Iran")]);
    assert_eq!(disputes(*record(Kind::Project, "gloact-2")), [("som-2019", "GLO.ACT has six pillars over four years")]);
    assert_eq!(disputes(*record(Kind::Project, "mrc-baghdad")).len(), 1);
}

#[test]
fn no_text_tells_how_the_dataset_was_made() {
    let file = include_str!("../../assets/budapest-process.json");
    for word in ["stored cop", "this copy", "cached", "cut off", "recorded here", "TODO", "lorem", "placeholder"] {
        assert!(!file.contains(word), "{word}");
    }
}
