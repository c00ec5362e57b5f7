//! Twelve questions and one more that a delegate asks of the meeting of December 2019, each typed from the start.

use super::{Exit, Setup};

/// What is asked, the keys that are typed from the start, and what then stands on the screen of 120x36, each piece within one line.
struct Question {
    asked: &'static str,
    keys: &'static str,
    answer: &'static [&'static str],
}

const QUESTIONS: &[Question] = &[
    Question {
        asked: "Who offered to host in 2020?",
        keys: "2 / h o s t",
        answer: &["Bulgaria           host", "Latvia             host", "Azerbaijan         host", "2020 som-2019 ¶5"],
    },
    Question {
        asked: "Who chairs which group?",
        keys: "3",
        answer: &[
            "Black Sea Regional Working Group",
            "Bulgaria (chair)",
            "Afghanistan",
            "North Macedonia 2019/ (chair)",
        ],
    },
    Question {
        asked: "What did the Netherlands undertake?",
        keys: "/ n e t Enter",
        answer: &["Contribute to actions on return and reintegration.", "· commitment", "som-2019 ¶5 +2"],
    },
    Question {
        asked: "Who attended and said nothing on record?",
        keys: "2 B B",
        answer: &[
            "24 of 37 countries have no statement on record: Annual Senior Officials Meeting 2019",
            "Armenia",
            "Austria",
        ],
    },
    Question {
        asked: "Which EU regional projects, at what amount?",
        keys: "4 v",
        answer: &[
            "EUR, as the Commission stated it in December 2019, per regional project  3",
            "Improving Migration Management",
            "Integrated Border Management in the Silk Ro",
            "GLO.ACT Asia and the Middle East",
            "12\u{202f}000\u{202f}000 EUR",
        ],
    },
    Question {
        asked: "Which projects have Migrant Resource Centres, and where?",
        keys: "4 / m r c",
        answer: &["parent: Improving Migration Management", "Afghanistan", "Iraq", "Migrant Resource Centre Islamabad"],
    },
    Question {
        asked: "What is due after the meeting, from whom?",
        keys: "2",
        answer: &[
            "Turkey             deliver      Circulate the final plan",
            "Turkey             deliver      Send out the calendar for 2020",
            "2019-12-31 som-2019 ¶9",
            "International Cen… deliver      Give further information on the results tool in 2020",
        ],
    },
    Question {
        asked: "Which topics are on the short list for 2020?",
        keys: "5 / s h o r",
        answer: &[
            "Short list 2020: return ",
            "Short list 2020: reintegration",
            "Short list 2020: smuggling",
            "Short list 2020: legal pathways",
            "Not known: actions, hosts",
        ],
    },
    Question {
        asked: "Who stated a reservation?",
        keys: "2 B / r e s",
        answer: &["Czech Republic     reservation  Had not adopted the declaration"],
    },
    Question { asked: "What are the results of the tool so far?", keys: "6", answer: &["no indicator is published"] },
    Question { asked: "What does EASO stand for?", keys: "/ e a s o", answer: &["European Asylum Support Office"] },
    Question {
        asked: "What does FRONTEX stand for?",
        keys: "/ f r o",
        answer: &["European Border and Coast Guard Agency"],
    },
    Question {
        asked: "What does BSEC stand for?",
        keys: "/ b s e c",
        answer: &["Organization of the Black Sea Economic Cooperation"],
    },
    Question {
        asked: "Who asked for a change, and what came of it?",
        keys: "8 B",
        answer: &[
            "Asked for, accepted: it went into the plan",
            "North Macedonia     Add three points on the regional priorities",
            "Asked for, not stated: no source says what became of it",
            "Serbia              Add the word 'prevention'",
            "European Commission Tie the running projects more closely",
            "som-2019 ¶5 +2",
        ],
    },
];

#[test]
fn each_of_the_questions_is_answered_by_at_most_six_keys() {
    for question in QUESTIONS {
        let keys: Vec<&str> = question.keys.split(' ').collect();
        assert!(keys.len() <= 6, "{}", question.asked);
        let mut session = Setup::new().size(120, 36).start();
        session.wait_for_row("All");
        session.press(question.keys);
        for piece in question.answer {
            session.wait_until(&format!("{piece:?} in answer to: {}", question.asked), |screen| {
                screen.contents().contains(piece)
            });
        }
        session.press("C-q");
        assert_eq!(session.finish(), Exit::Code(0));
    }
}
