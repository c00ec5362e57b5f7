//! Datasets of any size for benchmarks: the same size and seed give the same bytes.
//!
//! Records are written as they are made, so that a million need little memory. The words are drawn as in real texts, few of them
//! often and most of them seldom, with accents, quotes and line breaks among them. Nothing here reads what it wrote.

use std::fmt::Display;
use std::io::{self, Write};

use fastrand::Rng;

/// The countries of a generated dataset, with names that need more than ASCII.
const COUNTRIES: &[(&str, &str)] = &[
    ("AF", "Afghanistan"),
    ("AL", "Albania"),
    ("AM", "Armenia"),
    ("AT", "Österreich"),
    ("AZ", "Azerbaijan"),
    ("BA", "Bosnia and Herzegovina"),
    ("BD", "Bangladesh"),
    ("BE", "Belgium"),
    ("BG", "Bulgaria"),
    ("CH", "Switzerland"),
    ("CI", "Côte d’Ivoire"),
    ("CZ", "Česko"),
    ("DE", "Germany"),
    ("DK", "Denmark"),
    ("EE", "Estonia"),
    ("ES", "España"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("GE", "Georgia"),
    ("GR", "Greece"),
    ("HU", "Magyarország"),
    ("IE", "Ireland"),
    ("IQ", "Iraq"),
    ("IS", "Ísland"),
    ("IT", "Italy"),
    ("KZ", "Kazakhstan"),
    ("LT", "Lietuva"),
    ("LV", "Latvia"),
    ("MD", "Moldova"),
    ("MK", "North Macedonia"),
    ("NL", "Netherlands"),
    ("NO", "Norway"),
    ("PK", "Pakistan"),
    ("PL", "Polska"),
    ("PT", "Portugal"),
    ("RO", "România"),
    ("RS", "Serbia"),
    ("SE", "Sweden"),
    ("SK", "Slovensko"),
    ("ST", "São Tomé and Príncipe"),
    ("TR", "Türkiye"),
    ("UA", "Україна"),
    ("UZ", "Oʻzbekiston"),
    ("VN", "Việt Nam"),
];

const GOALS: &[&str] = &[
    "Irregular migration",
    "Legal pathways",
    "Integration",
    "Return and reintegration",
    "Trafficking in human beings",
    "Forced displacement",
    "Migration and development",
    "Border management",
];

/// Frequent words first; a long tail of made-up ones follows.
const WORDS: &[&str] = &[
    "the",
    "of",
    "and",
    "on",
    "for",
    "migration",
    "national",
    "regional",
    "training",
    "policy",
    "border",
    "return",
    "officials",
    "data",
    "workshop",
    "report",
    "partners",
    "support",
    "local",
    "joint",
    "study",
    "visit",
    "labour",
    "skills",
    "diaspora",
    "protection",
    "resource",
    "centre",
    "campaign",
    "dialogue",
    "exchange",
    "pilot",
    "procédure",
    "coopération",
    "übergreifend",
    "señal",
];

const KINDS: &[&str] = &["meeting", "training", "study-visit", "study", "campaign", "project", "coordination", "other"];
const STATUS: &[&str] = &["offered", "planned", "planned", "ongoing", "held", "held", "held", "postponed", "no-record"];
const PROMISES: &[&str] = &["host", "contribute", "lead", "fund", "support", "deliver"];
const FATES: &[&str] = &["open", "open", "under-way", "kept", "kept", "lapsed", "no-record"];

/// How many words the long tail has.
const TAIL: usize = 2_500;
/// How many action points each goal has.
const POINTS: usize = 5;
/// How many working groups there are.
const GROUPS: usize = 9;

/// Writes a dataset with that many activities and two commitments for each.
///
/// # Errors
///
/// Says why it cannot be written.
pub fn write(activities: usize, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let mut generator = Generator::new(activities, seed);
    out.write_all(HEAD.as_bytes())?;
    generator.section(out, "goals", GOALS.len(), Generator::goal)?;
    generator.section(out, "actions", GOALS.len() * POINTS, Generator::action)?;
    generator.section(out, "countries", COUNTRIES.len(), Generator::country)?;
    generator.section(out, "organisations", generator.organisations, Generator::organisation)?;
    generator.section(out, "groups", GROUPS, Generator::group)?;
    generator.section(out, "projects", generator.projects, Generator::project)?;
    generator.section(out, "activities", activities, Generator::activity)?;
    generator.section(out, "commitments", activities * 2, Generator::commitment)?;
    out.write_all(b"\n}\n")
}

const HEAD: &str = r#"{"format":"plenary/1","id":"generated","title":"Generated","languages":["en"],
"documents":[{"id":"gen","title":"Generator","kind":"program","date":"2020","paragraphs":[{"n":1,"summary":"Made by a program"}]}],
"frameworks":[{"id":"gen","title":"Generated plan","adopted":"2019-02-20","period":"2019/2030","current":true,"sources":[{"doc":"gen","para":1}]}]"#;

const SOURCES: &str = r#""sources":[{"doc":"gen","para":1}]"#;

/// What a dataset is drawn from.
struct Generator {
    random: Rng,
    tail: Vec<String>,
    organisations: usize,
    projects: usize,
}

impl Generator {
    fn new(activities: usize, seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let tail = (0..TAIL).map(|at| made_up(&mut random, at)).collect();
        Self { random, tail, organisations: 20 + activities / 1_000, projects: 20 + activities / 50 }
    }

    fn section<W: Write>(
        &mut self,
        out: &mut W,
        name: &str,
        count: usize,
        one: impl Fn(&mut Self, usize) -> String,
    ) -> io::Result<()> {
        write!(out, ",\n\"{name}\":[")?;
        for at in 0..count {
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", one(self, at))?;
        }
        out.write_all(b"\n]")
    }

    fn goal(&mut self, at: usize) -> String {
        let (title, summary) = (json(GOALS[at]), self.prose(25, 50));
        let number = at + 1;
        format!(
            r#"{{"id":"{number}","framework":"gen","number":{number},"title":{title},"summary":{summary},{SOURCES}}}"#
        )
    }

    fn action(&mut self, at: usize) -> String {
        let (goal, point) = (at / POINTS + 1, at % POINTS + 1);
        format!(r#"{{"id":"{goal}.{point}","goal":"{goal}","title":{},{SOURCES}}}"#, self.phrase(5, 10))
    }

    fn country(&mut self, at: usize) -> String {
        let (code, name) = COUNTRIES[at];
        format!(
            r#"{{"id":"{code}","name":{},"roles":[{{"role":"member","when":"2013/",{SOURCES}}}],{SOURCES}}}"#,
            json(name)
        )
    }

    fn organisation(&mut self, at: usize) -> String {
        format!(r#"{{"id":"O-{:04}","name":{},{SOURCES}}}"#, at + 1, self.phrase(2, 5))
    }

    fn group(&mut self, at: usize) -> String {
        format!(r#"{{"id":"G-{}","name":{},"kind":"regional",{SOURCES}}}"#, at + 1, self.phrase(2, 4))
    }

    fn project(&mut self, at: usize) -> String {
        let (title, countries, when) = (self.phrase(4, 9), self.countries(1, 5), self.period());
        let (funder, amount) = (self.random.usize(1..=self.organisations), self.random.u32(50..5_000) * 1_000);
        format!(
            r#"{{"id":"P-{:05}","title":{title},"funders":["O-{funder:04}"],"budget":{{"amount":"{amount}","currency":"EUR","basis":"generated"}},"when":"{when}","countries":{countries},"goals":{},{SOURCES}}}"#,
            at + 1,
            self.goals()
        )
    }

    fn activity(&mut self, at: usize) -> String {
        let (title, summary, kind, status) =
            (self.phrase(5, 11), self.prose(25, 60), self.pick(KINDS), self.pick(STATUS));
        let (goals, participants, when) = (self.goals(), self.countries(1, 6), self.period());
        let action = format!("{}.{}", self.random.usize(1..=GOALS.len()), self.random.usize(1..=POINTS));
        let (group, project) = (self.random.usize(1..=GROUPS), self.random.usize(1..=self.projects));
        format!(
            r#"{{"id":"A-{:07}","title":{title},"summary":{summary},"kind":"{kind}","goals":{goals},"actions":["{action}"],"hosts":{},"participants":{participants},"groups":["G-{group}"],"projects":["P-{project:05}"],"when":"{when}","status":"{status}",{SOURCES}}}"#,
            at + 1,
            self.countries(1, 1)
        )
    }

    fn commitment(&mut self, at: usize) -> String {
        let (summary, kind, status) = (self.prose(12, 25), self.pick(PROMISES), self.pick(FATES));
        let year = self.random.u32(2019..2031);
        format!(
            r#"{{"id":"C-{:07}","by":{},"kind":"{kind}","summary":{summary},"goals":{},"activities":["A-{:07}"],"when":"{year}","status":"{status}",{SOURCES}}}"#,
            at + 1,
            self.countries(1, 1),
            self.goals(),
            at / 2 + 1
        )
    }

    fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        words[self.random.usize(..words.len())]
    }

    fn word(&mut self) -> &str {
        // Squaring draws the first words most often.
        let draw = self.random.f64();
        let at = (draw * draw * draw * (WORDS.len() + self.tail.len()) as f64) as usize;
        WORDS.get(at).copied().or_else(|| self.tail.get(at - WORDS.len()).map(String::as_str)).unwrap_or("of")
    }

    fn words(&mut self, least: usize, most: usize) -> String {
        let mut out = String::new();
        for at in 0..self.random.usize(least..=most) {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(self.word());
        }
        out
    }

    /// Writes a title as a JSON text.
    fn phrase(&mut self, least: usize, most: usize) -> String {
        json(&self.words(least, most))
    }

    /// Writes sentences as a JSON text; about one in twelve has quotes and a line break.
    fn prose(&mut self, least: usize, most: usize) -> String {
        let mut text = self.words(least, most);
        if self.random.u8(..12) == 0 {
            text = format!("\"{}\" and:\n\t{text}", self.words(1, 3));
        }
        json(&format!("{text}."))
    }

    fn goals(&mut self) -> String {
        let count = [1, 1, 1, 2, 2, 3][self.random.usize(..6)];
        list(self.random.choose_multiple(1..=GOALS.len(), count))
    }

    fn countries(&mut self, least: usize, most: usize) -> String {
        let count = self.random.usize(least..=most);
        list(self.random.choose_multiple(COUNTRIES, count).into_iter().map(|(code, _)| code))
    }

    /// Writes a date of any precision, or two.
    fn period(&mut self) -> String {
        let (year, month) = (self.random.u32(2013..2031), self.random.u32(1..=12));
        match self.random.u8(..6) {
            0 => format!("{year}"),
            1 => format!("{year}-Q{}", month.div_ceil(3)),
            2 => format!("{year}-{month:02}"),
            3 => format!("{year}-{month:02}/{}", year + 1),
            _ => format!("{year}-{month:02}-{:02}", self.random.u32(1..=28)),
        }
    }
}

/// Makes up a word; about one in ten has an accent.
fn made_up(random: &mut Rng, at: usize) -> String {
    const SYLLABLES: &[&str] = &["ba", "ko", "ri", "men", "tal", "su", "ve", "dor", "li", "an", "per", "go"];
    const ACCENTED: &[&str] = &["çã", "né", "šö", "úl", "ạm"];
    let mut word: String = (0..random.usize(1..=3)).map(|_| SYLLABLES[random.usize(..SYLLABLES.len())]).collect();
    word.push_str(if at.is_multiple_of(10) {
        ACCENTED[random.usize(..ACCENTED.len())]
    } else {
        SYLLABLES[random.usize(..SYLLABLES.len())]
    });
    word
}

/// Writes a text with its quotes and escapes.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes a list of texts.
fn list(items: impl IntoIterator<Item = impl Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| format!("\"{item}\"")).collect();
    format!("[{}]", items.join(","))
}
