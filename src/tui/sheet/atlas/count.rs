//! What is counted for a participant, and the shades that stand for numbers.

use crate::config::Role;
use crate::model::Kind;
use crate::tui::skin::Skin;

/// What can be counted.
const COUNTED: [(&str, Kind); 5] = [
    ("activities", Kind::Activity),
    ("commitments", Kind::Commitment),
    ("statements", Kind::Statement),
    ("projects", Kind::Project),
    ("meetings", Kind::Meeting),
];

/// The ways, by what is counted.
pub const WAYS: [&str; COUNTED.len()] = {
    let mut ways = [""; COUNTED.len()];
    let mut at = 0;
    while at < COUNTED.len() {
        ways[at] = COUNTED[at].0;
        at += 1;
    }
    ways
};

/// The shade of the numbers from one number on.
#[derive(Clone, Copy, Debug)]
pub struct Shade {
    from: usize,
    sign: (&'static str, &'static str),
    /// How it looks: the more, the heavier.
    pub role: Role,
}

/// The shades: the same everywhere, so that two pictures can be compared; neutral, and told apart by the sign without colour.
const SHADES: [Shade; 5] = [
    Shade { from: 0, sign: ("·", "."), role: Role::Muted },
    Shade { from: 1, sign: ("░", ":"), role: Role::Text },
    Shade { from: 3, sign: ("▒", "+"), role: Role::Text },
    Shade { from: 6, sign: ("▓", "%"), role: Role::Key },
    Shade { from: 15, sign: ("█", "#"), role: Role::Key },
];

impl Shade {
    /// Returns the shade of a number.
    pub fn of(number: usize) -> Self {
        let [none, ..] = SHADES;
        SHADES.into_iter().rev().find(|shade| number >= shade.from).unwrap_or(none)
    }

    /// Returns its sign.
    pub fn sign(self, skin: &Skin) -> &'static str {
        skin.sign(self.sign)
    }
}

/// Says which numbers the shades mean: `· 0  ░ 1-2  ▒ 3-5  ▓ 6-14  █ 15+`.
pub fn legend(skin: &Skin) -> String {
    let ends = SHADES.iter().skip(1).map(|shade| Some(shade.from - 1)).chain([None]);
    let parts = SHADES.iter().zip(ends).map(|(shade, end)| {
        let sign = shade.sign(skin);
        match end {
            Some(end) if end == shade.from => format!("{sign} {end}"),
            Some(end) => format!("{sign} {}-{end}", shade.from),
            None => format!("{sign} {}+", shade.from),
        }
    });
    parts.collect::<Vec<_>>().join("  ")
}

/// Returns the kind that is counted in that way.
pub fn counted(way: usize) -> Kind {
    COUNTED.get(way).map_or(Kind::Activity, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Theme;

    #[test]
    fn the_legend_says_in_numbers_what_every_shade_means() {
        let theme = Theme::named(Default::default());
        assert_eq!(legend(&Skin::new(&theme, false, true)), ". 0  : 1-2  + 3-5  % 6-14  # 15+");
        let skin = Skin::new(&theme, true, false);
        assert_eq!(legend(&skin), "· 0  ░ 1-2  ▒ 3-5  ▓ 6-14  █ 15+");
        let signs: Vec<_> = [0, 1, 2, 3, 5, 6, 14, 15, 999].map(|number| Shade::of(number).sign(&skin)).into();
        assert_eq!(signs.concat(), "·░░▒▒▓▓██");
    }
}
