//! Values in words, as a person reads them.

use crate::model::{Dataset, Kind, Name, Record, Rid, Row, Value};

/// Writes a value in words; `None` where it is unknown. References are written by what the record is called.
pub fn words(value: &Value<'_>, dataset: &Dataset) -> Option<String> {
    Some(match value {
        Value::Unknown => return None,
        Value::Text(text) => text.text().to_owned(),
        Value::Texts(texts) => join(texts.iter().map(|text| text.text().to_owned())),
        Value::Term(term) => term.name.to_owned(),
        Value::Date(period) => period.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => grouped(*number),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Link(rid) => name(*rid, dataset),
        Value::Links(rids) => join(rids.iter().map(|&rid| name(rid, dataset))),
        Value::Parts(rows) => rows.iter().map(|row| part(*row, dataset)).collect::<Vec<_>>().join("; "),
    })
}

fn join(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    // An empty list is known: there is none.
    if items.is_empty() { "none".into() } else { items.join(", ") }
}

fn name(rid: Rid, dataset: &Dataset) -> String {
    dataset.record(rid).map_or_else(String::new, |record| record.label().text().to_owned())
}

/// Writes what a record is called, with its reference: `Bulgaria (country:BG)`.
pub fn named(rid: Rid, dataset: &Dataset) -> String {
    dataset.record(rid).map_or_else(String::new, |record| match record.label().text() {
        label if label == record.id() => record.reference().to_string(),
        label => format!("{label} ({})", record.reference()),
    })
}

/// Writes what a record is called, with its number before it where it has one: `4 Development`.
pub fn numbered(record: Record<'_>) -> String {
    let number = record.whole(Name::Number).map_or_else(String::new, |number| format!("{number} "));
    format!("{number}{}", record.label().text())
}

/// Writes how many records of a kind: `1 activity`, `34 activities`, `no meetings`.
pub fn counted(count: usize, kind: Kind) -> String {
    let spec = kind.spec();
    match count {
        0 => format!("no {}", spec.plural),
        1 => format!("1 {}", spec.name),
        _ => format!("{} {}", grouped(count as f64), spec.plural),
    }
}

/// Names kinds of records: `meetings and activities`.
pub fn kinds(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.spec().plural).collect::<Vec<_>>().join(" and ")
}

/// Writes a part in words: its values, without its sources.
pub fn part(row: Row<'_>, dataset: &Dataset) -> String {
    if let (Some(amount), Some(currency)) = (row.text(Name::Amount), row.text(Name::Currency)) {
        let basis = row.text(Name::Basis).map_or_else(String::new, |basis| format!(" ({basis})"));
        return format!("{} {currency}{basis}", grouped_digits(amount));
    }
    let values = row.fields().iter().enumerate().filter(|(_, field)| field.name != Name::Sources);
    let said = values.filter_map(|(at, _)| words(&row.value(at), dataset));
    said.collect::<Vec<_>>().join(" · ")
}

/// Writes a number with its thousands apart.
pub fn grouped(number: f64) -> String {
    grouped_digits(&number.to_string())
}

/// Sets the thousands of a decimal number apart with a space, as ISO 80000-1 does.
pub fn grouped_digits(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_record_is_no_plural_and_none_is_said() {
        let counts = [0, 1, 2, 12_345].map(|count| counted(count, Kind::Country));
        assert_eq!(counts, ["no countries", "1 country", "2 countries", "12\u{202f}345 countries"]);
    }

    #[test]
    fn thousands_stand_apart_from_five_digits_on() {
        assert_eq!(grouped_digits("12000000"), "12\u{202f}000\u{202f}000");
        assert_eq!(grouped_digits("-150000.50"), "-150\u{202f}000.50");
        assert_eq!(grouped_digits("2019"), "2019");
        assert_eq!(grouped(82.0), "82");
        assert_eq!(grouped_digits("many"), "many");
    }
}
