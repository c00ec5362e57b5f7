//! A report in Markdown (CommonMark), with everything escaped that Markdown or HTML would take for its own.

use crate::base::markdown::line as escape;
use crate::base::text::visible;
use crate::report::{Line, Report, Source};

/// Writes a report.
pub fn write(report: &Report) -> String {
    let mut out = format!("# {}\n", escape(&visible(&report.title, false)));
    for line in &report.about {
        out.push_str(&format!("\n{}\n", said(line, "")));
    }
    for (section, lines) in report.numbered() {
        out.push_str(&format!("\n## {}\n\n", escape(&visible(&section.title, false))));
        for (number, line) in lines {
            let head = if report.is_numbered { format!("{number}. ") } else { "- ".to_owned() };
            out.push_str(&format!("{head}{}\n", said(line, &" ".repeat(head.len()))));
        }
    }
    let sources = report.sources();
    if !sources.is_empty() {
        out.push_str("\n## Sources\n\n");
    }
    out.extend(sources.into_iter().map(listed));
    if let Some(signs) = report.signs() {
        out.push_str(&format!("\n{signs}\n"));
    }
    out
}

fn said(line: &Line, indent: &str) -> String {
    let shown: Vec<String> = line.shown().iter().map(|line| escape(line.trim_start())).collect();
    // A backslash at the end of a line breaks it; a paragraph of its own would end the item.
    format!("{} {}", shown.join(&format!("\\\n{indent}")), escape(&line.tail()))
}

fn listed(source: &Source) -> String {
    let shown = |text: &str| escape(&visible(text, false));
    let url = source.url.as_deref().map(|url| format!(", {}", shown(url))).unwrap_or_default();
    format!("- {}: {}{url}\n", shown(&source.name), shown(&source.title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_means_anything_to_markdown() {
        let line = Line { text: "one\n\n# two".into(), source: "a_b".into(), cites: Vec::new() };
        assert_eq!(said(&line, "   "), "one\\\n   \\\n   \\# two \\[a\\_b\\]");
    }
}
