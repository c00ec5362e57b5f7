//! Text that means nothing to Markdown (CommonMark 0.31, GitHub's tables).

/// Signs that mean something in the cell of a table. An underscore within a word does not.
const IN_CELL: &[char] = &['|', '\\', '`', '*', '[', ']', '<', '#'];

/// Signs that mean something in running text.
const IN_TEXT: &[char] = &['|', '\\', '`', '*', '[', ']', '<', '#', '_', '>', '&', '~', '!'];

/// Escapes what would end the cell of a table, or mean something within it.
pub fn cell(text: &str) -> String {
    escape(text, |_, c| IN_CELL.contains(&c))
}

/// Escapes what would mean something in a line: signs anywhere, and at the beginning what would begin a list, a rule or a heading.
pub fn line(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let begins = |at, c| at == 0 && matches!(c, '-' | '+' | '=') || at > 0 && at == digits && matches!(c, '.' | ')');
    escape(text, |at, c| begins(at, c) || IN_TEXT.contains(&c))
}

fn escape(text: &str, means: impl Fn(usize, char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if means(at, c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_cell() {
        assert_eq!(cell("a | b\\"), "a \\| b\\\\");
        assert_eq!(cell("<script>"), "\\<script>");
        assert_eq!(cell("made_at"), "made_at");
    }

    #[test]
    fn nothing_of_a_line_means_anything() {
        assert_eq!(line("<script>&amp;[a](b) *c* _d_"), "\\<script\\>\\&amp;\\[a\\](b) \\*c\\* \\_d\\_");
        assert_eq!(line("- item"), "\\- item");
        assert_eq!(line("12. item"), "12\\. item");
        assert_eq!(line("made-up 1.5"), "made-up 1.5");
    }
}
