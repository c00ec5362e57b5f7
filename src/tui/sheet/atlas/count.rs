//! What is counted for a participant, and the shades that stand for numbers.

use fixedbitset::FixedBitSet;

use crate::config::Role;
use crate::model::{Kind, Record, Rid};
use crate::tui::sheet::body::Cx;
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

/// Lists what is counted for a participant and a goal: activities by what both touch, all else by what names both.
///
/// A commitment or project names its goals, a statement what it is about, a meeting its goals.
pub fn behind(participant: Record<'_>, goal: Option<Rid>, cx: &Cx<'_>) -> Vec<Rid> {
    let (dataset, index) = (&cx.snapshot.dataset, &cx.snapshot.index);
    let kind = COUNTED.get(cx.view.grouping).map_or(Kind::Activity, |(_, kind)| *kind);
    if kind == Kind::Activity {
        let range = dataset.range(kind);
        let mask = |rid: Rid| {
            let mut mask = FixedBitSet::with_capacity(range.len());
            index.touch.kept(dataset, rid).add_to(&mut mask);
            mask
        };
        let mut both = mask(participant.rid);
        if let Some(goal) = goal {
            both.intersect_with(&mask(goal));
        }
        return both.ones().map(|at| Rid(range.start + at as u32)).collect();
    }
    let named = |rid: Rid| {
        let mut from: Vec<Rid> =
            index.links.to(rid).filter(|link| link.via.kind == kind).map(|link| link.from).collect();
        from.sort_unstable();
        from.dedup();
        from
    };
    let mut both = named(participant.rid);
    if let Some(goal) = goal {
        let goal = named(goal);
        both.retain(|rid| goal.binary_search(rid).is_ok());
    }
    both
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
