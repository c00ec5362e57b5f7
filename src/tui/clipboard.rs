//! Text on its way to the terminal's clipboard (OSC 52).
//!
//! It only goes out: the clipboard is never asked for, and whether the terminal took the text is never known.

use std::fmt::Write;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// What terminals are known to take: 100,000 bytes for the whole sequence in the oldest, which leaves this much base64.
pub const LIMIT_BYTES: usize = 74_994;

/// Why text did not go to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The text is too long for the terminals in use.
    #[error("too long for the clipboard: {bytes} bytes encoded, {LIMIT_BYTES} can be sent")]
    TooLong {
        /// How long the text is in base64.
        bytes: usize,
    },
    /// The terminal did not take the bytes.
    #[error("the terminal did not take it: {0}")]
    Unsent(String),
}

/// Makes the bytes that put `text` on the clipboard.
///
/// Inside tmux the sequence is sent twice: bare for `set-clipboard on`, and wrapped for the terminal around tmux.
pub fn encode(text: &str, in_tmux: bool) -> Result<String, CopyError> {
    let bytes = text.len().div_ceil(3).saturating_mul(4);
    if bytes > LIMIT_BYTES {
        return Err(CopyError::TooLong { bytes });
    }
    let mut bare = String::new();
    CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut bare)
        .map_err(|error| CopyError::Unsent(error.to_string()))?;
    if in_tmux {
        let escaped = bare.replace('\x1b', "\x1b\x1b");
        let _ = write!(bare, "\x1bPtmux;{escaped}\x1b\\");
    }
    Ok(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_sent_once_in_base64() {
        assert_eq!(encode("Sofia", false).unwrap(), "\x1b]52;c;U29maWE=\x1b\\");
    }

    #[test]
    fn tmux_gets_a_wrapped_copy_as_well() {
        assert_eq!(encode("a", true).unwrap(), "\x1b]52;c;YQ==\x1b\\\x1bPtmux;\x1b\x1b]52;c;YQ==\x1b\x1b\\\x1b\\");
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(encode(&"x".repeat(56_244), false).is_ok());
        let error = encode(&"x".repeat(56_248), false).unwrap_err();
        assert_eq!(error, CopyError::TooLong { bytes: 75_000 });
    }
}
