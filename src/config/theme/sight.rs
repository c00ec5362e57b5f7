//! What eyes can tell apart: the contrast of every role, and colours as colour-blind eyes see them.
//!
//! Contrast is that of WCAG 2.2, "contrast ratio" and "relative luminance" (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
//!
//! What can be held: colours with a fixed value are taken at that value, which is the one of xterm's cube and greys. The ground and
//! the text of the terminal are its user's. They are taken as black on white and as white on black, the two ends; on a ground between
//! them the contrast of a fixed colour is less (3.6 to 1 on `#1e1e1e`), and no colour whatever reaches 4.5 to 1 on both `#1e1e1e` and
//! white. Only a theme that paints its own ground (high-contrast) can promise more. How faint faint text is differs so much between
//! terminals that nothing can be held of it: only mono, which has nothing else, uses it. The sixteen colours of the terminal, which
//! its user may have set to anything, are used by none.

use super::*;
use crate::config::Ink;

/// Red, green and blue, linear, from 0 to 1.
type Light = [f64; 3];

const BLACK: Light = [0.0; 3];
const WHITE: Light = [1.0; 3];

/// Terminals as their users have them: text and ground.
const TERMINALS: [(Light, Light); 2] = [(WHITE, BLACK), (BLACK, WHITE)];

/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15(6),
/// 2009), severity 1.0; applied to linear light.
const PROTANOPIA: [Light; 3] =
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const DEUTERANOPIA: [Light; 3] =
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
const TRITANOPIA: [Light; 3] =
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];

/// How far apart two colours must be: CIE 1976 colour difference. From about 2.3 on a difference is seen side by side.
const APART: f64 = 20.0;

/// The light of a component of sRGB, as WCAG defines it.
fn linear(component: u8) -> f64 {
    let share = f64::from(component) / 255.0;
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// The light of a number of the 256 colours, as xterm defines them: a cube of six steps, then greys.
fn light(number: u8) -> Light {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let rgb = match number.checked_sub(16) {
        Some(place @ 0..216) => [place / 36, place / 6 % 6, place % 6].map(|step| STEPS[usize::from(step)]),
        Some(place) => [8 + 10 * (place - 216); 3],
        None => panic!("a colour that the user may have changed"),
    };
    rgb.map(linear)
}

fn luminance([red, green, blue]: Light) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Light, other: Light) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// Text and ground of a look in a terminal.
fn seen(look: Look, (text, ground): (Light, Light)) -> (Light, Light) {
    let shown = |ink: Ink, own| if ink == Ink::Default { own } else { light(ink.number().expect("a fixed colour")) };
    let (text, ground) = (shown(look.ink, text), shown(look.ground, ground));
    if look.reverse { (ground, text) } else { (text, ground) }
}

fn through(eye: &[Light; 3], light: Light) -> Light {
    eye.map(|row| row.iter().zip(light).map(|(weight, share)| weight * share).sum::<f64>().clamp(0.0, 1.0))
}

/// CIE 1976 L*a*b* under D65 of linear sRGB (IEC 61966-2-1).
fn lab(light: Light) -> [f64; 3] {
    const XYZ: [Light; 3] =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    const D65: Light = [0.95047, 1.0, 1.08883];
    let bend = |t: f64| if t > (6.0f64 / 29.0).powi(3) { t.cbrt() } else { t * 841.0 / 108.0 + 4.0 / 29.0 };
    let xyz = XYZ.map(|row| row.iter().zip(light).map(|(weight, share)| weight * share).sum::<f64>());
    let [x, y, z] = [0, 1, 2].map(|at| bend(xyz[at] / D65[at]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn difference(one: Light, other: Light) -> f64 {
    lab(one).iter().zip(lab(other)).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

fn theme(name: &str) -> Theme {
    Theme::named(name.parse().unwrap())
}

#[test]
fn the_formulas_give_the_known_values() {
    assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
    // The lightest grey that WCAG's readers know to pass on white.
    assert!((contrast([linear(0x76); 3], WHITE) - 4.54).abs() < 0.005);
    assert!((contrast([linear(255), 0.0, 0.0], WHITE) - 3.998).abs() < 0.005);
    assert_eq!(light(243), [linear(0x76); 3]);
    assert_eq!(light(131), [linear(0xaf), linear(0x5f), linear(0x5f)]);
    assert!((lab(WHITE)[0] - 100.0).abs() < 1e-3 && lab(WHITE)[1].abs() < 0.02);
    // Red and green of the same weight are one colour to eyes without the cones for either.
    let (red, green) = ([linear(0xaf), linear(0x5f), linear(0x5f)], light(29));
    assert!(difference(red, green) > 70.0);
    assert!(difference(through(&DEUTERANOPIA, red), through(&DEUTERANOPIA, green)) < 10.0);
}

#[test]
fn every_role_of_every_theme_can_be_read() {
    for (name, _) in THEMES {
        let least = if *name == "high-contrast" { 7.0 } else { 4.5 };
        for role in Role::ALL {
            let look = theme(name).look(*role);
            assert!(!look.dim || *name == "mono", "{name}: how faint {} is cannot be known", role.name());
            for terminal in TERMINALS {
                let (text, ground) = seen(look, terminal);
                let contrast = contrast(text, ground);
                assert!(contrast >= least, "{name}: {} has only {contrast:.2}", role.name());
            }
        }
    }
}

#[test]
fn what_only_a_colour_tells_apart_is_told_apart_by_the_eyes_a_theme_is_for() {
    let eyes: [(&str, &[[Light; 3]]); 2] =
        [("deuteranopia", &[DEUTERANOPIA, PROTANOPIA]), ("tritanopia", &[TRITANOPIA])];
    for (name, eyes) in eyes {
        let theme = theme(name);
        let shape = |look: Look| Look { ink: Ink::Default, ground: Ink::Default, ..look };
        let mut told = 0;
        for (at, one) in Role::ALL.iter().enumerate() {
            for other in &Role::ALL[at + 1..] {
                let (first, second) = (theme.look(*one), theme.look(*other));
                if shape(first) != shape(second) || first == second {
                    continue;
                }
                told += 1;
                for (eye, terminal) in eyes.iter().flat_map(|eye| TERMINALS.map(|terminal| (eye, terminal))) {
                    let [first, second] = [first, second].map(|look| through(eye, seen(look, terminal).0));
                    let apart = difference(first, second);
                    assert!(apart >= APART, "{name}: {} and {}: {apart:.1}", one.name(), other.name());
                }
            }
        }
        assert!(told > 0, "{name} has colours");
    }
}
