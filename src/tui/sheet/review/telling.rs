//! What a row says of something that was added: its kind, who, the beginning of its text, where it belongs, what became of it, when.

use crate::base::text::head;
use crate::journal::{Item, Op};
use crate::model::Rid;
use crate::report::told;
use crate::tui::notebook::{Added, Wish, words};
use crate::tui::sheet::body::{Cx, Row};
use crate::tui::sheet::review::sieve::record;
use crate::tui::sheet::review::{BY_MEETING, BY_TIME};

/// How many cells of a text are kept for a row: more than any screen has.
const LONGEST: usize = 400;

/// Makes the row of an item; under the heading of the record that it hangs on it does not name that.
pub fn item(item: &Item, under: Option<Rid>, cx: &Cx<'_>) -> Row {
    let on = item.event.on.as_deref().and_then(|on| record(on, &cx.snapshot.dataset));
    let place = if on.is_some() && on == under { String::new() } else { place(item, cx) };
    let cells = vec![kind(item), who(item, cx), place, text(item, cx), became(item), when(item, cx), about(item, cx)];
    Row { cells, ..Row::added(Added::Item(item.event.id), on, 0, 0) }
}

/// Makes the row of what is not on the disk.
pub fn wish(wish: &Wish, why: Option<&str>, cx: &Cx<'_>) -> Row {
    let on = wish.acts.iter().find_map(|act| act.on.as_deref()).and_then(|on| record(on, &cx.snapshot.dataset));
    let state = if why.is_some() { "NOT SAVED" } else { "saving" };
    let text = short(&format!("{} {}", wish.title, words::said(wish)));
    let empty = String::new;
    let cells = vec![state.to_owned(), empty(), empty(), text, empty(), empty(), empty()];
    Row { cells, ..Row::added(Added::Wish(wish.number), on, 0, 0) }
}

/// Says when it was made, in UTC; below the heading of its day the minute alone.
fn when(item: &Item, cx: &Cx<'_>) -> String {
    let minute = item.event.stamp.minute();
    match minute.split_once(' ') {
        Some((_, minute)) if cx.view.grouping == BY_TIME => minute.to_owned(),
        _ => minute,
    }
}

/// The word for what it is; decisions are numbered.
fn kind(item: &Item) -> String {
    match item.op {
        Op::Decide => format!("{} {}", item.op.spec().title, item.number),
        // The column is narrow.
        Op::Observe => "observed".to_owned(),
        op => op.spec().title.to_owned(),
    }
}

/// Names who spoke and how, who asked, who is to do it, or else who else than the user wrote it; ends with a colon.
fn who(item: &Item, cx: &Cx<'_>) -> String {
    let dataset = &cx.snapshot.dataset;
    let by = item.list("by").into_iter().map(|by| told::meant(by, dataset)).collect::<Vec<_>>().join(", ");
    let is_own = item.event.device == cx.notebook.book.device;
    let name = match item.op {
        Op::Statement if by.is_empty() => "no speaker named",
        Op::Task if !item.text("owner").is_empty() => item.text("owner"),
        Op::Statement | Op::Amend => &by,
        _ if is_own => "",
        _ => &item.event.who,
    };
    let sort = if item.op == Op::Statement { item.text("type") } else { "" };
    let sort = if sort.is_empty() { String::new() } else { format!(" ({sort})") };
    if name.is_empty() { String::new() } else { format!("{name}{sort}: ") }
}

/// Names what it hangs on.
fn place(item: &Item, cx: &Cx<'_>) -> String {
    item.event.on.as_deref().map_or_else(String::new, |on| told::meant(on, &cx.snapshot.dataset))
}

/// Names what it hangs on, and what it is about, or else its meeting.
fn about(item: &Item, cx: &Cx<'_>) -> String {
    let about = item.list("about");
    let meeting = if item.event.on.is_some() || !about.is_empty() { String::new() } else { meeting(item, cx) };
    let names = item.event.on.as_deref().into_iter().chain(about).map(|name| told::meant(name, &cx.snapshot.dataset));
    short(&names.chain(Some(meeting)).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", "))
}

/// Names its meeting, unless it stands below that.
fn meeting(item: &Item, cx: &Cx<'_>) -> String {
    let id = item.event.meeting.as_deref().filter(|_| cx.view.grouping != BY_MEETING);
    id.map_or_else(String::new, |id| told::meant(&format!("meeting:{id}"), &cx.snapshot.dataset))
}

/// The beginning of what it says.
fn text(item: &Item, cx: &Cx<'_>) -> String {
    let arrow = cx.skin.sign(("→", "->"));
    let text = item.text("text");
    let why = if text.is_empty() { String::new() } else { format!(": {text}") };
    let said = match item.op {
        Op::Amend => format!("{}: {} {arrow} {}", item.text("field"), item.text("before"), item.text("after")),
        Op::Status => format!("{}{why}", item.text("value")),
        Op::Observe if item.text("when").is_empty() => format!("{}{why}", item.text("value")),
        Op::Observe => format!("{} ({}){why}", item.text("value"), item.text("when")),
        Op::Open | Op::Close => meeting(item, cx),
        _ => text.to_owned(),
    };
    let sign = if item.is_in_conflict() { cx.skin.sign(("≠ ", "!= ")) } else { "" };
    short(&format!("{sign}{said}"))
}

/// What became of an amendment, or by when something is to be done.
fn became(item: &Item) -> String {
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    match (item.op, &item.fate) {
        (Op::Amend, Some(fate)) => or(fate.text("fate"), "not settled"),
        (Op::Amend, None) => "not settled".to_owned(),
        (Op::Task, _) => or(item.text("due"), "no date"),
        _ => String::new(),
    }
}

/// Writes the beginning of a text in one line.
fn short(text: &str) -> String {
    head(text, LONGEST).split_whitespace().collect::<Vec<_>>().join(" ")
}
