//! The query language on the embedded dataset: what it finds, against counts that were made without the program, and against a filter
//! that is written straight over the records.

use std::ops::Range;
use std::sync::LazyLock;

use plenary::base::date::{Day, PartialDate, Period};
use plenary::base::text::fold;
use plenary::index::{Origin, Snapshot};
use plenary::model::field::Shape;
use plenary::model::{Kind, Name, Record, Rid, Row, Value};
use plenary::query::fields::whole_places;
use plenary::query::{Filter, Ground, Query};
use proptest::prelude::*;

use crate::finding::generator;

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let loaded = plenary::load::load(&plenary::load::Source::embedded()).unwrap();
    Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default())
});

const TODAY: Day = (2021, 6, 1);

fn kinds(word: &str) -> Vec<Kind> {
    Kind::from_word(word).map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind])
}

fn filter(query: &str, kinds: &[Kind]) -> Filter {
    let ground = Ground::new(&SNAPSHOT, Some(TODAY));
    Filter::parse(query, kinds, ground).unwrap_or_else(|errors| panic!("{query}: {}", errors[0]))
}

/// Queries with how many records they find, by the kind of records; without a kind, of all.
///
/// The numbers were counted in the JSON itself, each with an expression of its own.
#[rustfmt::skip]
const COUNTED: &[(&str, &[(&str, usize)])] = &[
    ("statement", &[
        ("", 38),
        ("by:BG", 3),
        ("by:bulgaria", 3),
        ("by:BGR", 3),
        ("by:BG,TR", 7),
        ("by:türkiye", 4),
        ("by:TURKEY", 4),
        ("by:\"north macedonia\"", 1),
        ("by:north-macedonia", 1),
        ("by:pluim", 1),
        ("by:\"European Border and Coast Guard Agency\"", 0),
        ("by:frontex", 0),
        ("-by:BG", 35),
        ("-has:by", 1),
        ("has:person", 4),
        ("meeting:som-2019", 38),
        ("type:offer", 3),
        ("type:offer,request by:BG,LV,MK", 3),
        ("capacity:chair", 9),
        ("capacity:co-chair", 2),
        ("about:plan", 13),
        ("about:activity:A-31", 1),
        ("activity:A-31", 1),
        ("\"return and reintegration\"", 2),
        ("para:5", 24),
        ("para:>=9", 2),
        ("is:inferred", 10),
        ("bulgaria", 3),
        ("north macedonia", 1),
    ]),
    ("activity", &[
        ("status:held", 14),
        ("status:held,held-online", 21),
        ("-status:held kind:meeting", 11),
        ("kind:\"study visit\"", 0),
        ("year:2020", 13),
        ("when:2019..2020", 16),
        ("when:2020-Q1", 9),
        ("when:2020-03-03", 9),
        ("when:2020-03", 9),
        ("before:2020", 3),
        ("after:2020", 13),
        ("after:2019 before:2021", 13),
        ("when:<2020", 3),
        ("when:2021..", 13),
        ("is:undated", 5),
        ("host:latvia", 1),
        ("hosts:LV,AZ", 2),
        ("goals:1", 16),
        ("goal:1,2 -has:meeting", 6),
        ("group:black-sea", 1),
        ("is:online", 7),
        ("country:BG", 3),
        ("country:BG,TR status:held", 7),
        ("organisation:ICMPD", 3),
        ("commitment:C-04", 1),
    ]),
    ("commitment", &[
        ("is:open", 21),
        ("-is:open", 3),
        ("is:overdue", 7),
        ("kind:host,contribute", 9),
        ("from:statement:S-13", 1),
        ("made-at:som-2019 -has:goal", 14),
        ("is:dated", 8),
    ]),
    ("meeting", &[
        ("online:yes", 7),
        ("-online:no", 10),
        ("number:>=20", 5),
        ("number:3..6 kind:ministerial", 4),
        ("participants:<100", 5),
        ("place:istanbul", 14),
        ("country:TR kind:ministerial", 2),
    ]),
    ("project", &[
        ("funder:EU", 18),
        ("funder:\"European Union\" countries:AF,IQ", 11),
        ("amount:>=10000000", 4),
        ("currency:eur", 5),
        ("parent:mrc", 10),
        ("project:mrc", 12),
        ("also:migrap", 1),
        ("\"migrant resource centre\"", 14),
    ]),
    ("goal", &[
        ("framework:cfa-2019", 6),
        ("is:in-force", 6),
        ("-has:number", 6),
    ]),
    ("country", &[
        ("role:observer", 7),
        ("has:adopted", 6),
        ("is:disputed", 7),
        ("project:ibm", 5),
        ("meeting:som-2019", 37),
        ("sao tome", 0),
    ]),
    ("group", &[
        ("country:BG", 2),
    ]),
    ("figure", &[
        ("value:<5", 7),
        ("unit:countries year:2019", 10),
    ]),
    ("document", &[
        ("has:paragraph", 1),
        ("kind:declaration", 2),
    ]),
    ("amendment", &[
        ("by:RS,MK status:accepted", 1),
    ]),
    ("person", &[
        ("of:EC", 1),
        ("tothi", 0),
    ]),
    ("", &[
        ("", 525),
        ("kind:meeting", 70),
        ("kind:ministerial", 7),
        ("kind:goal,framework", 27),
        ("by:MK", 3),
        ("doc:som-2019", 166),
        ("year:2020", 50),
        ("after:2024", 36),
        ("is:undated", 140),
        ("is:inferred", 118),
        ("-has:source", 111),
        ("status:planned", 9),
        ("value:24", 3),
        ("country:BG", 16),
        ("country:BG kind:statement,commitment", 5),
        ("turkey", 41),
        ("turkiye", 41),
        ("Türkiye", 41),
        ("TURKIYE", 41),
        ("Tu\u{308}rkiye", 41),
        ("turkey kind:statement", 5),
    ]),
    ("organisation", &[
        ("hanns-seidel", 1),
    ]),
];

#[test]
fn a_query_finds_what_is_in_the_dataset() {
    let mut wrong = Vec::new();
    for (kind, queries) in COUNTED {
        let kinds = kinds(kind);
        for (query, expected) in *queries {
            let found = filter(query, &kinds).mask(&kinds, &SNAPSHOT).count_ones(..);
            if found != *expected {
                wrong.push(format!("{kind} {query}: {found} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn what_is_missing_is_named_and_what_can_be_used_is() {
    let ground = Ground::new(&SNAPSHOT, None);
    let errors = |query: &str, kinds: &[Kind]| -> Vec<(String, Range<usize>)> {
        let errors = Filter::parse(query, kinds, ground).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.to_string(), error.at)).collect()
    };
    let one = |message: &str, at: Range<usize>| vec![(message.to_owned(), at)];
    let (all, statements) = (Kind::ALL, &[Kind::Statement][..]);
    assert_eq!(errors("a staus:held", all), one("no record has a field \"staus\"; did you mean \"status\"?", 2..7));
    assert_eq!(
        errors("http://x", all),
        one("no record has a field \"http\"; a text with a colon stands in quotation marks", 0..4)
    );
    assert_eq!(
        errors("meeting:som-2091", statements),
        one("no meeting \"som-2091\"; did you mean \"som-2019\"?", 8..16)
    );
    assert_eq!(
        errors("type:ofer,thanks", statements),
        one("type: has no value \"ofer\"; did you mean \"offer\"?", 5..9)
    );
    assert_eq!(errors("kind:meting", all), one("kind: has no value \"meting\"; did you mean \"meeting\"?", 5..11));
    assert_eq!(errors("kind:pamphlet", &[Kind::Document]), []);
    assert_eq!(errors("is:inferd", all), one("is: has no value \"inferd\"; did you mean \"inferred\"?", 3..9));
    assert_eq!(errors("has:sorces", all), one("no field \"sorces\"; did you mean \"sources\"?", 4..10));
    assert_eq!(errors("year:2020-13", all), one("\"2020-13\" is no date; a month is 01 to 12", 5..12));
    assert_eq!(errors("year:2021..2020", all)[0].0, "\"2021..2020\" is no date; the end stands before the beginning");
    assert_eq!(
        errors("number:x", all)[0].0,
        "\"x\" is no number; write a number such as 3 or 2.5, or a range such as 3..5, >=3 or <10"
    );
    assert_eq!(errors("online:maybe", all), one("online: has no value \"maybe\"; one of yes, no", 7..12));
    assert_eq!(errors("by: \"x", statements).len(), 2);
    assert_eq!(
        errors("roles:chair", all),
        one("roles: has parts and no value of its own; ask for has:roles, or for its role, of, when, sources", 6..11)
    );
    assert_eq!(errors("is:open", statements)[0].0, "is: has no value \"open\"; one of disputed, inferred, flagged");
    // What is understood stays in force while the rest is still being typed.
    let (query, wrong) = Query::parse("by:BG,");
    let (filter, misunderstood) = Filter::new(&query, statements, ground);
    assert_eq!((wrong.len(), misunderstood.len()), (1, 0));
    assert_eq!(filter.mask(statements, &SNAPSHOT).count_ones(..), 3);
    let (filter, misunderstood) = Filter::new(&Query::parse("by:BG,ZX typ:offer").0, statements, ground);
    assert_eq!((misunderstood.len(), filter.mask(statements, &SNAPSHOT).count_ones(..)), (2, 3));
}

#[test]
fn what_can_be_written_is_named_whole_and_for_every_kind_that_is_asked() {
    let ground = Ground::new(&SNAPSHOT, None);
    let hint = |query: &str, kinds: &[Kind]| -> String {
        let errors = Filter::parse(query, kinds, ground).err().unwrap_or_default();
        errors.first().and_then(|error| error.hint.clone()).unwrap_or_default()
    };
    let all = Kind::ALL;
    // Activities, amendments, commitments, documents, plan and projects each have their own words.
    let status = hint("status:done", all);
    for word in ["planned", "rejected", "under-way", "kept", "circulated", "completed"] {
        assert!(status.contains(word), "{word}: {status}");
    }
    assert_eq!(
        hint("kind:conference", &[Kind::Meeting]),
        "one of meeting, ministerial, senior-officials, working-group, thematic, consultation, other"
    );
    let kinds = hint("kind:conference", all);
    assert!(kinds.starts_with("one of country, ") && kinds.contains("senior-officials"), "{kinds}");
    // What one is called is understood, and meant as often as what many are called.
    assert_eq!(hint("has:sorce", all), "did you mean \"source\"?");
    assert_eq!(hint("fundr:EU", all), "did you mean \"funder\"?");
    assert_eq!(hint("stats:held", all), "did you mean \"status\"?");
    assert_eq!(hint("has:xyz", all), "\"plenary query\" in a shell lists all there are");
    // Not only an id.
    assert_eq!(hint("country:Zimbabwe", all), "the id of a country or organisation, or its whole name");
    assert_eq!(hint("meeting:vienna", all), "the id of a meeting, or its whole name");
    // One date has nothing behind it.
    for query in ["after:2020..2021", "before:2020/2021", "after:>2020", "after:soon"] {
        assert_eq!(hint(query, all), "write one date, as 2020, 2020-Q2, 2020-03 or 2020-03-15", "{query}");
    }
    assert_eq!(hint("after:2020-13", all), "a month is 01 to 12");
    assert_eq!(
        hint("year:soon", all),
        "write a date as 2020, 2020-Q2, 2020-03 or 2020-03-15, or a range such as 2019..2021, 2020.. or >=2020"
    );
}

#[test]
fn where_nothing_passes_one_term_stands_in_the_way() {
    let statements = [Kind::Statement];
    let count = |rest: &Filter| rest.mask(&statements, &SNAPSHOT).count_ones(..);
    let way = filter("by:BG  -\"no such words\" \"nor these\"", &statements).in_the_way(count).unwrap();
    assert_eq!((way.term.as_str(), way.at, way.left), ("\"nor these\"", 24..35, 3));
    // Without its only term everything is left, and where two are wrong none alone helps.
    assert_eq!(filter("\"no such words\"", &statements).in_the_way(count), None);
    assert_eq!(filter("\"no such words\" \"nor these\"", &statements).in_the_way(count), None);
}

#[test]
fn however_a_name_is_written_it_is_found() {
    let text = "{\"format\":\"plenary/1\",\"id\":\"t\",\"title\":\"T\",
        \"countries\":[{\"id\":\"CI\",\"name\":\"Co\u{302}te d\u{2019}Ivoire\",\"also\":[\"Ivory Coast\"]},
            {\"id\":\"RO\",\"name\":\"Romania\"},{\"id\":\"OM\",\"name\":\"Oman\"},{\"id\":\"AD\",\"name\":\"Andorra\",\"also\":[\"AND\"]}],
        \"activities\":[{\"id\":\"d\",\"title\":\"Talks and AND\"},{\"id\":\"e\",\"title\":\"Talks and talks\"},
            {\"id\":\"a\",\"title\":\"Talks\",\"hosts\":[\"CI\"]},{\"id\":\"b\",\"title\":\"In the Ivory Coast\"},
            {\"id\":\"c\",\"title\":\"\u{ff26}\u{ff35}\u{ff2c}\u{ff2c} North\u{2013}South\",\"hosts\":[\"RO\"]},
            {\"id\":\"f\",\"title\":\"Paper\",\"summary\":\"On so\u{ad}ft hy\u{ad}phens\"}]}";
    let loaded = plenary::load::load(&plenary::load::Source::bytes("t", text.as_bytes().to_vec())).unwrap();
    let snapshot = Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default());
    let found = |query: &str| -> Vec<&str> {
        let filter = Filter::parse(query, Kind::ALL, Ground::new(&snapshot, None)).unwrap();
        let rids = filter.mask(Kind::ALL, &snapshot).ones().collect::<Vec<_>>();
        rids.into_iter().map(|at| snapshot.dataset.record(Rid(at as u32)).unwrap().id()).collect()
    };
    for query in ["\"cote d ivoire\"", "\"C\u{f4}te d'Ivoire\"", "\"CO\u{302}TE D-IVOIRE\"", "\"ivory coast\""] {
        assert_eq!(found(query), ["CI", "a", "b"], "{query}");
    }
    for query in ["cote d ivoire", "country:\"cote d ivoire\"", "country:CIV", "country:ci", "country:\"Ivory Coast\""]
    {
        assert_eq!(found(query), ["CI", "a"], "{query}");
    }
    assert_eq!(found("host:\"C\u{f4}te d\u{2019}Ivoire\""), ["a"]);
    assert_eq!(found("full north-south"), ["c"]);
    // Nobody sees where a word processor would break a word, nor types it.
    assert_eq!(found("soft"), ["f"]);
    assert_eq!(found("\"so\u{ad}ft\u{200b}\" hyphen"), ["f"]);
    // A word within a word is found in texts, but does not mean the country.
    assert_eq!(found("oman"), ["RO", "OM"]);
    assert_eq!(found("roman"), ["RO", "c"]);
    // A code is a code only where it is written as one.
    assert_eq!(found("andorra"), ["AD", "d"]);
}

/// A term, with what it asks for written straight over the records.
#[derive(Clone, Debug)]
enum Ask {
    Word(&'static str),
    Status(&'static str),
    By(&'static str),
    Year(&'static str),
    Number(u32, u32),
    Has(Name),
    Goals(&'static str),
    Country(&'static str),
    When(&'static str),
    After(&'static str),
    Flag(Name, bool),
    Is(&'static str),
    Refers(Name, &'static str),
    Para(u32),
    Amount(u32),
}

impl Ask {
    fn text(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Status(word) => format!("status:{word}"),
            Self::By(id) => format!("by:{id}"),
            Self::Year(year) => format!("year:{year}"),
            Self::Number(from, to) => format!("number:{from}..{to}"),
            Self::Has(name) => format!("has:{}", name.text()),
            Self::Goals(id) => format!("goals:{id}"),
            Self::Country(id) => format!("country:{id}"),
            Self::When(range) => format!("when:{range}"),
            Self::After(date) => format!("after:{date}"),
            Self::Flag(name, yes) => format!("{}:{}", name.text(), if *yes { "yes" } else { "no" }),
            Self::Is(condition) => format!("is:{condition}"),
            Self::Refers(name, id) => format!("{}:{id}", name.text()),
            Self::Para(least) => format!("para:>={least}"),
            Self::Amount(most) => format!("amount:<{most}"),
        }
    }

    fn holds(&self, record: Record<'_>) -> bool {
        let values = || record.fields().iter().enumerate().map(|(at, field)| (field, record.value(at)));
        match self {
            Self::Word(word) => values().any(|(field, value)| match value {
                Value::Text(text) if field.words => text.all().any(|text| fold(text).contains(word)),
                Value::Texts(texts) if field.words => texts.iter().any(|text| fold(text.text()).contains(word)),
                Value::Term(term) => fold(term.name).starts_with(word),
                _ => false,
            }),
            Self::Status(word) => record.word(Name::Status).is_some_and(|term| term.name == *word),
            Self::By(id) => {
                let plan = record.parts(Name::Changes).into_iter().any(|change| refers(change, Name::By, id));
                refers(record.row(), Name::By, id) || plan
            }
            Self::Year(year) => {
                let year: Period = year.parse().unwrap();
                values().any(|(_, value)| matches!(value, Value::Date(date) if date.overlaps(year)))
            }
            Self::Number(from, to) => record.whole(Name::Number).is_some_and(|number| (*from..=*to).contains(&number)),
            Self::Has(name) => match record.kind.spec().position(*name) {
                Some(at) => is_filled(&record.value(at)),
                None => values().any(|(_, value)| match value {
                    Value::Parts(rows) => rows.into_iter().any(|row| is_filled(&row.get(*name))),
                    _ => false,
                }),
            },
            Self::Goals(id) => refers(record.row(), Name::Goals, id),
            Self::Country(id) => touches(record, SNAPSHOT.dataset.find(Kind::Country, id).unwrap()),
            Self::When(range) => has_value(record, Name::When, &|value| {
                let range: Period = range.replace("..", "/").parse().unwrap();
                matches!(value, Value::Date(date) if date.overlaps(range))
            }),
            Self::After(date) => {
                let date: PartialDate = date.parse().unwrap();
                values().any(|(_, value)| matches!(value, Value::Date(of) if of.end().is_none_or(|end| end.last_day() > date.last_day())))
            }
            Self::Flag(name, yes) => {
                has_value(record, *name, &|value| matches!(value, Value::Flag(flag) if flag == yes))
            }
            Self::Is(condition) => is(record, condition, &SNAPSHOT),
            Self::Refers(name, id) => has_value(record, *name, &|value| match value {
                Value::Link(rid) => SNAPSHOT.dataset.record(*rid).is_some_and(|record| record.id() == *id),
                Value::Links(rids) => {
                    rids.iter().any(|rid| SNAPSHOT.dataset.record(*rid).is_some_and(|to| to.id() == *id))
                }
                _ => false,
            }),
            Self::Para(least) => {
                has_value(record, Name::Para, &|value| matches!(value, Value::Whole(para) if para >= least))
            }
            Self::Amount(most) => has_value(record, Name::Amount, &|value| match value {
                Value::Text(text) => text.text().parse::<f64>().is_ok_and(|amount| amount < f64::from(*most)),
                _ => false,
            }),
        }
    }
}

/// Tells whether a field of a record is so; where the record has no such field, one of its parts.
fn has_value(record: Record<'_>, name: Name, is_so: &dyn Fn(&Value<'_>) -> bool) -> bool {
    if record.kind.spec().position(name).is_some() {
        return is_so(&record.get(name));
    }
    (0..record.fields().len()).any(|at| match record.value(at) {
        Value::Parts(rows) => rows.into_iter().any(|row| is_so(&row.get(name))),
        _ => false,
    })
}

/// Tells whether a condition is true of a record.
fn is(record: Record<'_>, condition: &str, snapshot: &Snapshot) -> bool {
    let dated = || (0..record.fields().len()).any(|at| matches!(record.value(at), Value::Date(_)));
    let can_be_dated = || record.fields().iter().any(|field| matches!(field.shape, Shape::Date));
    let is_online = |row: Row<'_>| row.flag(Name::Online) == Some(true);
    let open = || {
        let status = record.word(Name::Status).map(|term| term.name);
        record.kind == Kind::Commitment && !matches!(status, Some("kept" | "withdrawn" | "lapsed"))
    };
    match condition {
        "dated" => dated(),
        "undated" => can_be_dated() && !dated(),
        "inferred" | "disputed" => carries(record.row(), condition),
        "online" => {
            matches!(record.kind, Kind::Activity | Kind::Meeting)
                && (is_online(record.row())
                    || record.link(Name::Meeting).is_some_and(|meeting| is_online(meeting.row()))
                    || record.word(Name::Status).is_some_and(|term| term.name == "held-online"))
        }
        "open" => open(),
        "overdue" => {
            open() && record.date(Name::When).and_then(|when| when.end()).is_some_and(|end| end.last_day() < TODAY)
        }
        "in-force" => match record.kind {
            Kind::Framework => snapshot.framework().is_some_and(|of| of.rid == record.rid),
            Kind::Goal => snapshot.is_in_force(record),
            Kind::Action => record.link(Name::Goal).is_some_and(|goal| snapshot.is_in_force(goal)),
            _ => false,
        },
        _ => unreachable!("{condition}"),
    }
}

/// Tells whether a row or a part of it has that certainty.
fn carries(row: Row<'_>, certainty: &str) -> bool {
    let own = row.word(Name::Certainty).is_some_and(|term| term.name == certainty);
    own || (0..row.fields().len()).any(|at| match row.value(at) {
        Value::Parts(rows) => rows.into_iter().any(|row| carries(row, certainty)),
        _ => false,
    })
}

fn is_filled(value: &Value<'_>) -> bool {
    match value {
        Value::Unknown => false,
        Value::Links(rids) => !rids.is_empty(),
        Value::Parts(rows) => !rows.is_empty(),
        Value::Texts(texts) => !texts.is_empty(),
        _ => true,
    }
}

fn refers(row: Row<'_>, name: Name, id: &str) -> bool {
    let is_it = |rid: &Rid| SNAPSHOT.dataset.record(*rid).is_some_and(|record| record.id() == id);
    row.links(name).is_some_and(|rids| rids.iter().any(is_it))
}

/// Tells whether a row or a part of it refers to a record, in whatever field.
fn names(row: Row<'_>, rid: Rid) -> bool {
    (0..row.fields().len()).any(|at| match row.value(at) {
        Value::Link(to) => to == rid,
        Value::Links(to) => to.contains(&rid),
        Value::Parts(rows) => rows.into_iter().any(|row| names(row, rid)),
        _ => false,
    })
}

fn touches(record: Record<'_>, country: Record<'_>) -> bool {
    let meets = |meeting: Record<'_>| {
        let near = [Name::Hosts, Name::Attended].into_iter().filter_map(|name| meeting.links(name)).flatten();
        near.into_iter().any(|&rid| rid == country.rid)
            || meeting.link(Name::Country).is_some_and(|at| at.rid == country.rid)
    };
    let undertook = |commitment: Record<'_>| {
        let has = |name, rid| commitment.links(name).is_some_and(|rids: &[Rid]| rids.contains(&rid));
        has(Name::By, country.rid) && has(Name::Activities, record.rid)
    };
    let is_activity = record.kind == Kind::Activity;
    record.rid == country.rid
        || names(record.row(), country.rid)
        || record.kind != Kind::Document && names(country.row(), record.rid)
        || is_activity && record.link(Name::Meeting).is_some_and(meets)
        || is_activity && SNAPSHOT.dataset.records(Kind::Commitment).any(undertook)
}

fn ask() -> impl Strategy<Value = Ask> {
    let pick = |all: &'static [&'static str]| prop::sample::select(all);
    prop_oneof![
        pick(&["return", "border", "meet", "plan", "som 2019", "offer", "e", "of the"]).prop_map(Ask::Word),
        pick(&["held", "planned", "open", "completed", "accepted", "no-record"]).prop_map(Ask::Status),
        pick(&["BG", "TR", "MK", "ICMPD", "EC", "NL"]).prop_map(Ask::By),
        pick(&["2019", "2020", "2013", "2020-03", "2019-12-05"]).prop_map(Ask::Year),
        (0u32..8, 0u32..30).prop_map(|(from, more)| Ask::Number(from, from + more)),
        prop::sample::select(
            &[
                Name::When,
                Name::Goals,
                Name::Sources,
                Name::Roles,
                Name::Hosts,
                Name::Also,
                Name::Budget,
                Name::Summary,
                Name::Status,
                Name::Number,
                Name::Online,
                Name::Meeting,
                Name::Value,
                Name::Para,
                Name::Amount,
                Name::Id,
                Name::Person,
            ][..]
        )
        .prop_map(Ask::Has),
        pick(&["2019", "2019..2020", "2020-03", "..2019", "2021.."]).prop_map(Ask::When),
        pick(&["2019", "2020-03", "2020-03-03"]).prop_map(Ask::After),
        (prop::sample::select(&[Name::Online, Name::Current][..]), any::<bool>())
            .prop_map(|(name, yes)| Ask::Flag(name, yes)),
        pick(&["dated", "disputed", "in-force", "inferred", "online", "open", "overdue", "undated"]).prop_map(Ask::Is),
        prop::sample::select(
            &[
                (Name::Hosts, "BG"),
                (Name::Of, "BG"),
                (Name::Participants, "TR"),
                (Name::Attended, "TR"),
                (Name::By, "TR")
            ][..]
        )
        .prop_map(|(name, id)| Ask::Refers(name, id)),
        (0u32..30).prop_map(Ask::Para),
        (1u32..4_000_000).prop_map(Ask::Amount),
        pick(&["1", "2", "4", "imd-2013.1"]).prop_map(Ask::Goals),
        pick(&["BG", "TR", "AF", "NO"]).prop_map(Ask::Country),
    ]
}

#[test]
fn of_many_records_the_columns_say_what_looking_at_each_says() {
    let mut bytes = Vec::new();
    // More than twenty thousand commitments are shared by several threads.
    assert!(generator::write(11_000, 5, &mut bytes).is_ok());
    let loaded = plenary::load::load(&plenary::load::Source::bytes("generated", bytes)).unwrap();
    let generated = Snapshot::new(loaded.dataset, loaded.diagnostics, loaded.more, Origin::default());
    for snapshot in [&*SNAPSHOT, &generated] {
        let mask = |query: &str| {
            let filter = Filter::parse(query, Kind::ALL, Ground::new(snapshot, Some(TODAY)));
            filter.unwrap_or_else(|errors| panic!("{query}: {}", errors[0])).mask(Kind::ALL, snapshot)
        };
        let same = |query: &str, is_so: &dyn Fn(Record<'_>) -> bool| {
            let mask = mask(query);
            for record in Kind::ALL.iter().flat_map(|&kind| snapshot.dataset.records(kind)) {
                assert_eq!(mask.contains(record.rid.index()), is_so(record), "{query} {}", record.reference());
            }
        };
        for condition in ["dated", "disputed", "in-force", "inferred", "online", "open", "overdue", "undated"] {
            same(&format!("is:{condition}"), &|record| is(record, condition, snapshot));
        }
        let mut names: Vec<Name> =
            Kind::ALL.iter().flat_map(|kind| kind.spec().fields).map(|field| field.name).collect();
        names.sort_by_key(|name| name.text());
        names.dedup();
        for name in names {
            same(&format!("has:{}", name.text()), &|record| {
                whole_places(name.text(), record.fields()).into_iter().any(|(at, part)| {
                    match (part, record.value(at)) {
                        (None, value) => is_filled(&value),
                        (Some(part), Value::Parts(rows)) => rows.into_iter().any(|row| is_filled(&row.value(part))),
                        _ => false,
                    }
                })
            });
        }
        for (query, name, text) in [
            ("id:c-00", Name::Id, "c 00"),
            ("id:\"c 000\"", Name::Id, "c 000"),
            ("title:MIGRATION", Name::Title, "migration"),
            ("title:\"coope\u{301}ration\"", Name::Title, "cooperation"),
            ("name:u", Name::Name, "u"),
            ("-summary:procedure", Name::Summary, "procedure"),
            ("summary:\"of the\"", Name::Summary, "of the"),
            ("basis:generated", Name::Basis, "generated"),
        ] {
            same(query, &|record| {
                let is_so =
                    |value: &Value<'_>| matches!(value, Value::Text(of) if of.all().any(|of| fold(of).contains(text)));
                has_value(record, name, &is_so) != query.starts_with('-')
            });
        }
        for year in ["2015", "2019-06..2024", ">2029"] {
            let range = match year.strip_prefix('>') {
                Some(_) => "2030/".parse::<Period>(),
                None => year.replace("..", "/").parse(),
            };
            let range = range.unwrap();
            same(&format!("when:{year}"), &|record| {
                has_value(record, Name::When, &|value| matches!(value, Value::Date(date) if date.overlaps(range)))
            });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]
    #[test]
    fn a_filter_lets_pass_what_one_written_over_the_records_does(asks in prop::collection::vec((any::<bool>(), ask()), 0..4)) {
        let term = |(wanted, ask): &(bool, Ask)| match (wanted, ask.text()) {
            (wanted, text) if text.contains(' ') => format!("{}\"{text}\"", if *wanted { "" } else { "-" }),
            (wanted, text) => format!("{}{text}", if *wanted { "" } else { "-" }),
        };
        let query = asks.iter().map(term).collect::<Vec<_>>().join(" ");
        let filter = filter(&query, Kind::ALL);
        let mask = filter.mask(Kind::ALL, &SNAPSHOT);
        for record in Kind::ALL.iter().flat_map(|&kind| SNAPSHOT.dataset.records(kind)) {
            let expected = asks.iter().all(|(wanted, ask)| ask.holds(record) == *wanted);
            prop_assert_eq!(mask.contains(record.rid.index()), expected, "{} in {}", record.reference(), query);
            prop_assert_eq!(filter.accepts(record), expected, "{} in {}", record.reference(), query);
        }
    }

    #[test]
    fn any_text_is_answered(text in "[a-z:,\"“ é.<>=0-]{0,24}", kind in prop::sample::select(Kind::ALL)) {
        let (query, mut errors) = Query::parse(&text);
        errors.extend(Filter::new(&query, &[kind], Ground::new(&SNAPSHOT, None)).1);
        for error in errors {
            prop_assert!(text.get(error.at.clone()).is_some_and(|piece| !piece.is_empty()), "{:?}", error);
        }
    }
}
