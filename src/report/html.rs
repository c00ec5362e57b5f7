//! A report as one page of HTML that needs nothing else and prints on A4; no text of it can be anything but text.

use crate::base::text::visible;
use crate::report::{Line, Report, Source};

const STYLE: &str = "\
@page { size: A4; margin: 20mm 22mm; }
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #111; background: #fff; max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; line-height: 1.2; }
h2 { font-size: 1.1em; margin: 1.4em 0 .4em; break-after: avoid; }
ol, ul { padding-left: 2.2em; margin: 0; }
li, p { margin: .3em 0; break-inside: avoid; overflow-wrap: anywhere; }
.source { color: #555; font-size: .85em; }
@media print { body { max-width: none; margin: 0; padding: 0; } a { color: inherit; text-decoration: none; } }
";

/// Writes a report.
pub fn write(report: &Report) -> String {
    let title = shown(&report.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n"
    );
    out.extend(report.about.iter().map(|line| format!("<p>{}</p>\n", said(line))));
    for (section, lines) in report.numbered() {
        out.push_str(&format!("<h2>{}</h2>\n", shown(&section.title)));
        let first = lines.first().map_or(1, |(number, _)| *number);
        let (open, close) = match report.is_numbered {
            true => (format!("<ol start=\"{first}\">"), "</ol>"),
            false => ("<ul>".to_owned(), "</ul>"),
        };
        let items: String = lines.iter().map(|(_, line)| format!("<li>{}</li>\n", said(line))).collect();
        out.push_str(&format!("{open}\n{items}{close}\n"));
    }
    let sources: String = report.sources().into_iter().map(listed).collect();
    if !sources.is_empty() {
        out.push_str(&format!("<h2>Sources</h2>\n<ul>\n{sources}</ul>\n"));
    }
    if let Some(signs) = report.signs() {
        out.push_str(&format!("<p class=\"source\">{}</p>\n", escape(signs)));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn said(line: &Line) -> String {
    let lines: Vec<String> = line.shown().iter().map(|line| escape(line)).collect();
    format!("{} <span class=\"source\">{}</span>", lines.join("<br>"), escape(&line.tail()))
}

fn listed(source: &Source) -> String {
    let url = match source.url.as_deref() {
        // Any other scheme could carry something out.
        Some(url) if ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) => {
            format!(", <a href=\"{0}\">{0}</a>", shown(url))
        }
        Some(url) => format!(", {}", shown(url)),
        None => String::new(),
    };
    format!("<li>{}: {}{url}</li>\n", shown(&source.name), shown(&source.title))
}

fn shown(text: &str) -> String {
    escape(&visible(text, false))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_text_and_an_address_that_is_none_is_no_link() {
        assert_eq!(escape("<b a='\"'>&"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;");
        let source = |url: &str| Source { name: "a".into(), title: "A".into(), url: Some(url.into()) };
        assert_eq!(listed(&source("javascript:alert(1)")), "<li>a: A, javascript:alert(1)</li>\n");
        let url = "https://example.org/?a=\"onload=x&b";
        assert_eq!(
            listed(&source(url)),
            "<li>a: A, <a href=\"https://example.org/?a=&quot;onload=x&amp;b\">\
             https://example.org/?a=&quot;onload=x&amp;b</a></li>\n"
        );
    }
}
