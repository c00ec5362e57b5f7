//! A report as plain text, broken into lines.

use crate::base::text::{cells, part, visible, wrap};
use crate::report::{Line, Report};

/// Lines are never broken into less.
const NARROWEST: usize = 20;

/// Writes a report in lines of at most `width` cells, but for words that are longer.
pub fn write(report: &Report, width: usize) -> String {
    let mut out = String::new();
    heading(&report.title, '=', width, &mut out);
    for line in &report.about {
        put("", line, width, &mut out);
    }
    for (section, lines) in report.numbered() {
        out.push('\n');
        heading(&section.title, '-', width, &mut out);
        for (number, line) in lines {
            let head = if report.is_numbered { format!("{number:3}. ") } else { "- ".to_owned() };
            put(&head, line, width, &mut out);
        }
    }
    let sources = report.sources();
    if !sources.is_empty() {
        out.push('\n');
        heading("Sources", '-', width, &mut out);
    }
    for source in sources {
        let text = format!("{}: {}", visible(&source.name, false), visible(&source.title, false));
        pieces("- ", &[text], "", width, &mut out);
        // A broken address is none.
        out.extend(source.url.iter().map(|url| format!("  {}\n", visible(url, false))));
    }
    if let Some(signs) = report.signs() {
        pieces("", &[signs.to_owned()], "", width, &mut out);
    }
    out
}

fn heading(title: &str, rule: char, width: usize, out: &mut String) {
    let title = visible(title, false);
    pieces("", &[title.to_string()], "", width, out);
    out.extend(std::iter::repeat_n(rule, cells(&title).min(width)));
    out.push('\n');
}

fn put(head: &str, line: &Line, width: usize, out: &mut String) {
    pieces(head, &line.shown(), &line.tail(), width, out);
}

/// Writes texts behind a head, each from a new line on, and a tail that stays whole.
fn pieces(head: &str, texts: &[String], tail: &str, width: usize, out: &mut String) {
    let indent = cells(head);
    let room = width.saturating_sub(indent).max(NARROWEST);
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        let broken = wrap(text, room);
        if broken.is_empty() {
            lines.push(String::new());
        }
        lines.extend(broken.into_iter().map(|range| part(text, range).to_owned()));
    }
    match lines.last_mut() {
        _ if tail.is_empty() => {}
        Some(last) if cells(last) + 1 + cells(tail) <= room => {
            last.push(' ');
            last.push_str(tail);
        }
        _ => lines.extend(wrap(tail, room).into_iter().map(|range| part(tail, range).to_owned())),
    }
    for (at, line) in lines.iter().enumerate() {
        let before = if at == 0 { head.to_owned() } else { " ".repeat(indent) };
        out.push_str(format!("{before}{line}").trim_end());
        out.push('\n');
    }
}
