//! What can stand where the cursor is in a query of what was added. Nothing is counted: a scope may hide some of it.

use crate::base::text::fold;
use crate::journal::ops::{FATES, Shape};
use crate::model::field::Target;
use crate::model::{Kind, Reference};
use crate::query::complete::{Candidate, fit};
use crate::query::conditions::Ground;
use crate::query::items::conditions::CONDITIONS;
use crate::query::items::words::{Meaning, WORDS, fields, meaning, names, specs};

/// A candidate before it is known whether it fits: what is written, and what it means.
type Offer = (String, String);

/// Finds the fields and words that fit what is typed.
pub fn of_names(typed: &str) -> Vec<Candidate> {
    let typed = typed.replace('-', "_").to_ascii_lowercase();
    let offers = names().into_iter().map(|name| (format!("{name}:"), doc(name)));
    fitting(&typed, offers, |(text, _)| vec![text.trim_end_matches(':').to_owned()])
}

fn doc(name: &str) -> String {
    let word = WORDS.iter().find(|word| word.name() == name).map(|word| word.doc.to_owned());
    let field = || fields().into_iter().find(|field| field.name == name).map(|field| field.doc.to_owned());
    let kind = || Kind::from_word(name).map(|kind| format!("What belongs to one of the {}", kind.spec().plural));
    word.or_else(field).or_else(kind).unwrap_or_default()
}

/// Finds the values of a word that fit what is typed.
pub fn of_values(name: &str, typed: &str, ground: Ground<'_>) -> Vec<Candidate> {
    let plain = |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), String::new())).collect();
    let offers: Vec<Offer> = match meaning(name) {
        Some(Meaning::Kind) => specs().map(|spec| (spec.title.replace(' ', "-"), spec.doc.to_owned())).collect(),
        Some(Meaning::Is) => CONDITIONS.iter().map(|is| (is.name.to_owned(), is.doc.to_owned())).collect(),
        Some(Meaning::Fate) => plain(FATES),
        Some(Meaning::On) => records(Target::Any, true, ground),
        Some(Meaning::By) => records(Target::Participant, false, ground),
        Some(Meaning::Touch(target)) => records(target, false, ground),
        Some(Meaning::Field(field)) => match field.shape {
            Shape::Word(words) => plain(words),
            Shape::Reference | Shape::References => records(Target::Any, true, ground),
            Shape::Participants => records(Target::Participant, false, ground),
            _ => Vec::new(),
        },
        Some(Meaning::Who | Meaning::During | Meaning::After | Meaning::Before) | None => Vec::new(),
    };
    let typed = fold(typed).trim().replace('_', " ");
    let is_word = matches!(meaning(name), Some(Meaning::Kind | Meaning::Is));
    // What a word means is no other name of it.
    fitting(
        &typed,
        offers.into_iter(),
        |(text, name)| if is_word { vec![text.clone()] } else { vec![text.clone(), name.clone()] },
    )
}

/// Lists the records to which anything belongs, by id or in full, with what they are called.
fn records(target: Target, in_full: bool, ground: Ground<'_>) -> Vec<Offer> {
    let items = ground.book.into_iter().flat_map(|book| &book.review.items);
    let mut references: Vec<String> = items.flat_map(|item| item.touches()).collect();
    references.sort_unstable();
    references.dedup();
    let offer = |text: &String| {
        let reference = Reference::parse(text).filter(|reference| target.allows(reference.kind))?;
        let record = ground.snapshot.dataset.find_reference(reference);
        let name =
            record.map_or_else(|| "no longer in the dataset".to_owned(), |record| record.label().text().to_owned());
        let written = if in_full { text.clone() } else { reference.id.to_owned() };
        // What would need quotation marks is typed by hand.
        (!written.contains([' ', ',', '"'])).then_some((written, name))
    };
    references.iter().filter_map(offer).collect()
}

fn fitting(typed: &str, offers: impl Iterator<Item = Offer>, called: impl Fn(&Offer) -> Vec<String>) -> Vec<Candidate> {
    let candidate = |offer: Offer| {
        let called: Vec<String> = called(&offer).iter().map(|name| name.replace('-', " ")).collect();
        let fit = fit(typed, called.iter().map(String::as_str))?;
        let (text, name) = offer;
        Some(Candidate { text, name, left: None, fit })
    };
    let mut found: Vec<Candidate> = offers.filter_map(candidate).collect();
    found.sort_by_key(|candidate| candidate.fit);
    found
}
