//! The JSON Schema against the loader: what one takes, the other takes, as far as a schema can tell.

use std::path::Path;

use jsonschema::Validator;
use plenary::docs::schema;
use serde_json::Value;

/// Beginnings of the names of fixtures that a schema must refuse.
const REFUSED: &[&str] = &[
    "bad-amount",
    "bad-currency",
    "bad-date-form",
    "bad-date-month",
    "bad-date-open-twice",
    "bad-date-order",
    "bad-date-quarter",
    "bad-date-year-zero",
    "bad-date-zone",
    "bad-id",
    "dangling-any-unknown-kind",
    "dangling-any-without-kind",
    "no-format",
    "no-id",
    "no-title",
    "not-an-object",
    "other-format",
    "out-of-range",
    "right-to-left-and-accents",
    "unknown-value",
    "wrong-type",
];

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn the_embedded_dataset_is_valid() {
    let dataset: Value = serde_json::from_str(include_str!("../../assets/budapest-process.json")).unwrap();
    let errors: Vec<_> = validator().iter_errors(&dataset).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
}

#[test]
fn a_fixture_is_refused_where_a_single_value_is_wrong_and_only_there() {
    let validator = validator();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad");
    let mut refused = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What is not JSON at all is nothing for a schema.
        let Ok(value) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else { continue };
        let name = path.file_stem().unwrap().to_str().unwrap();
        let expected = REFUSED.iter().any(|begin| name.starts_with(begin));
        assert_eq!(!validator.is_valid(&value), expected, "{name}");
        refused += usize::from(expected);
    }
    assert!(refused > 50, "{refused}");
}

#[test]
fn every_precision_of_a_date_fits_the_pattern() {
    let validator = validator();
    let file = |when: &str| serde_json::json!({ "format": "plenary/1", "id": "x", "title": "X", "activities": [{ "id": "A", "when": when }] });
    for good in [
        "2020",
        "2020-Q2",
        "2020-03",
        "2020-03-15",
        "2020/",
        "/2020-03",
        "2019-12-04/2019-12-05",
        "0001",
        "1900/9999-12-31",
    ] {
        assert!(validator.is_valid(&file(good)), "{good}");
    }
    for bad in [
        "",
        "/",
        "0000",
        "20",
        "2020-Q5",
        "2020-3",
        "2020-13",
        "2020-00",
        "2020-01-32",
        "2020//2021",
        " 2020",
        "2020\n",
    ] {
        assert!(!validator.is_valid(&file(bad)), "{bad:?}");
    }
}
