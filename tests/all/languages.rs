//! Texts in several languages: read in one after the other, and never mistaken for another.

use plenary::tui::effect::Effect;

use crate::keystrokes::reloaded;
use crate::stage::{Stage, dataset, manner};

/// Turkey in three languages, Iraq in two, Bulgaria in one that is not named.
const SPOKEN: &str = r#""languages":["en","ru"],"countries":[
    {"id":"BG","name":"Bulgaria","summary":{"ru":"Черное море"}},
    {"id":"IQ","name":{"en":"Iraq","ar":"العراق"}},
    {"id":"TR","name":{"ru":"Турция","en":"Turkey","ar":"تركيا"}}]"#;

fn stage(keys: &str) -> Stage {
    Stage::after(SPOKEN, false, (100, 30), keys)
}

fn names(stage: &Stage) -> Vec<String> {
    let snapshot = &stage.state.shared.snapshot;
    let order = snapshot.index.order.of(plenary::model::Kind::Country).iter();
    order.map(|&rid| snapshot.dataset.record(rid).unwrap().label().text().to_owned()).collect()
}

#[test]
fn the_first_language_of_the_head_is_read_whatever_stands_first_in_a_text() {
    let stage = stage("Down");
    assert_eq!(names(&stage), ["Bulgaria", "Iraq", "Turkey"]);
    // The summary is there in Russian alone.
    assert!(stage.text().contains("Черное море [ru]"), "{}", stage.text());
}

#[test]
fn each_press_reads_the_next_language_and_marks_what_stands_in() {
    let mut stage = stage("Down Down g l");
    // Alphabetical in Russian: the cursor stays on Iraq.
    assert_eq!(names(&stage), ["Bulgaria", "Iraq [en]", "Турция"]);
    let text = stage.text();
    assert!(text.contains("in Russian (ru)") && text.contains("Турция") && text.contains("Iraq [en]"), "{text}");
    assert!(text.contains("country:IQ"), "{text}");
    assert_eq!(names(stage.press("g l")), ["Bulgaria", "العراق", "تركيا"].map(str::to_owned));
    assert_eq!(names(stage.press("g l")), ["Bulgaria", "Iraq", "Turkey"]);
    assert!(!stage.text().contains("in English"));
}

#[test]
fn a_name_is_found_in_any_language() {
    let stage = stage("g l / t u r k");
    assert!(stage.text().contains("Турция"), "{}", stage.text());
}

#[test]
fn the_language_is_taken_up_again() {
    let mut first = stage("g l q");
    let kept = first.effects.drain(..).find_map(|effect| match effect {
        Effect::Remember(session) => Some(session),
        _ => None,
    });
    let mut second = Stage::new(dataset(SPOKEN), manner(true, false), (100, 30));
    kept.unwrap().restore(&mut second.state);
    assert_eq!(names(&second), ["Bulgaria", "Iraq [en]", "Турция"]);
}

#[test]
fn a_file_that_changes_is_read_on_in_the_language_that_was_chosen() {
    let mut stage = stage("g l");
    let msg = reloaded(&stage, dataset(&SPOKEN.replace("Bulgaria", "Republic of Bulgaria")));
    stage.tell(msg);
    assert_eq!(names(&stage), ["Iraq [en]", "Republic of Bulgaria", "Турция"]);
    // In which language it is read changes nothing of what is compared: only the name did.
    assert_eq!(stage.notice(), "test.json changed: 1 changed");
}

#[test]
fn a_dataset_of_one_language_says_so() {
    let mut stage = Stage::usual();
    assert_eq!(stage.press("g l").notice(), "the texts of this dataset are in one language: English (en)");
}
