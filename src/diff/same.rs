//! Whether two values of two datasets mean the same. References are compared by what they point to.

use crate::model::{Dataset, LangText, Rid, Row, Value};

/// Tells whether two values mean the same. Unknown and none do not.
pub(super) fn same((old, before): (&Value<'_>, &Dataset), (new, after): (&Value<'_>, &Dataset)) -> bool {
    match (old, new) {
        (Value::Unknown, Value::Unknown) => true,
        (Value::Text(one), Value::Text(other)) => same_text((*one, before), (*other, after)),
        (Value::Texts(one), Value::Texts(other)) => one == other,
        (Value::Term(one), Value::Term(other)) => one.name == other.name,
        (Value::Date(one), Value::Date(other)) => one == other,
        (Value::Whole(one), Value::Whole(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => one == other,
        (Value::Flag(one), Value::Flag(other)) => one == other,
        (Value::Link(one), Value::Link(other)) => same_record((*one, before), (*other, after)),
        (Value::Links(one), Value::Links(other)) => {
            let mut pairs = one.iter().zip(*other);
            one.len() == other.len() && pairs.all(|(&one, &other)| same_record((one, before), (other, after)))
        }
        (Value::Parts(one), Value::Parts(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| same_row((*one, before), (*other, after)))
        }
        _ => false,
    }
}

/// Tells whether two parts mean the same.
pub(super) fn same_row((old, before): (Row<'_>, &Dataset), (new, after): (Row<'_>, &Dataset)) -> bool {
    (0..old.fields().len()).all(|at| same((&old.value(at), before), (&new.value(at), after)))
}

/// Lists a text by its languages, in the order of their tags. One without a tag is in the first language of its dataset.
pub(super) fn tagged<'a>(text: LangText<'a>, dataset: &'a Dataset) -> Vec<(&'a str, &'a str)> {
    let mut texts: Vec<(&str, &str)> = match text {
        LangText::One(text) => vec![(dataset.header().languages.first().map_or("", String::as_str), text)],
        LangText::Several(texts, _) => texts.iter().map(|(tag, text)| (&**tag, &**text)).collect(),
    };
    texts.sort_by_key(|(tag, _)| *tag);
    texts
}

fn same_text((old, before): (LangText<'_>, &Dataset), (new, after): (LangText<'_>, &Dataset)) -> bool {
    match (old, new) {
        (LangText::One(old), LangText::One(new)) => old == new,
        _ => tagged(old, before) == tagged(new, after),
    }
}

fn same_record((old, before): (Rid, &Dataset), (new, after): (Rid, &Dataset)) -> bool {
    match (before.record(old), after.record(new)) {
        (Some(old), Some(new)) => old.reference() == new.reference(),
        _ => false,
    }
}
