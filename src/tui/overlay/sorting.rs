//! The fields that a list can be sorted by; picking one again turns it round, and a third time takes it away.

use crate::model::Name;
use crate::query::sort::{SortKey, sortable};
use crate::query::words;
use crate::tui::flow::Flow;
use crate::tui::overlay::{Item, Overlay, Pick, Picker};
use crate::tui::screen::Screen;
use crate::tui::skin::Skin;

/// Lists the fields of the list that has the keys, with the cursor on one of them.
pub fn choose(screen: &dyn Screen, skin: &Skin, on: Option<Name>) -> Flow {
    let Some((keys, kinds)) = screen.sorting() else {
        return Flow::Refused("the lists can be sorted; Tab goes to them".into());
    };
    let fields = sortable(kinds);
    if fields.is_empty() {
        return Flow::Refused("this list has nothing that it could be sorted by".into());
    }
    let own = Item { text: "The order of the list itself".into(), pick: Some(Pick::Sort(None)), ..Item::default() };
    let items = fields.iter().map(|field| Item {
        text: format!("{}: {}", field.name.text().replace('_', " "), field.doc),
        note: note(keys, field.name, skin),
        pick: Some(Pick::Sort(Some(field.name))),
        ..Item::default()
    });
    let cursor = on.and_then(|name| fields.iter().position(|field| field.name == name)).map_or(0, |at| at + 1);
    let title = format!("Sort {} by", words::kinds(kinds));
    Flow::Show(Overlay::Picker(Picker::new(title, [own].into_iter().chain(items).collect()).on(cursor)))
}

/// Says in which place and direction a field sorts, such as `2 ↓`.
fn note(keys: &[SortKey], name: Name, skin: &Skin) -> String {
    let Some(at) = keys.iter().position(|key| key.name == name) else { return String::new() };
    let down = keys.iter().any(|key| key.name == name && key.descending);
    let (sign, word) = if down { (("↓", "v"), "last first") } else { (("↑", "^"), "first first") };
    format!("{} {} {word}", at + 1, skin.sign(sign))
}

/// Returns the fields after one more was picked: new ones sort what those before leave equal.
pub fn picked(keys: &[SortKey], name: Option<Name>) -> Vec<SortKey> {
    let Some(name) = name else { return Vec::new() };
    let mut keys = keys.to_vec();
    match keys.iter().position(|key| key.name == name) {
        None => keys.push(SortKey { name, descending: false }),
        Some(at) if keys.get(at).is_some_and(|key| key.descending) => drop(keys.remove(at)),
        Some(at) => keys.iter_mut().skip(at).take(1).for_each(|key| key.descending = true),
    }
    keys
}

/// Says by what a list is sorted, for its title: `when ↑, title ↓`.
pub fn words(keys: &[SortKey], skin: &Skin) -> String {
    let word = |key: &SortKey| {
        let sign = if key.descending { ("↓", "v") } else { ("↑", "^") };
        format!("{} {}", key.name.text().replace('_', " "), skin.sign(sign))
    };
    keys.iter().map(word).collect::<Vec<_>>().join(", ")
}
