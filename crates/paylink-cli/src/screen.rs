//! What a provider's text may not do on a screen or in a log: move the cursor, turn the writing
//! direction round, hide.

use std::fmt::Write as _;

use unicode_general_category::GeneralCategory::{Format, LineSeparator, ParagraphSeparator};
use unicode_general_category::get_general_category;

/// Whether a character is one that a screen would obey instead of showing it.
fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(
            get_general_category(character),
            Format | LineSeparator | ParagraphSeparator
        )
}

/// A text within a line: what would be obeyed is replaced.
pub(crate) fn plain(text: &str) -> String {
    text.replace(is_obeyed, "\u{fffd}")
}

/// A text of several lines: what would be obeyed is replaced, but for the ends of its lines.
pub(crate) fn plain_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).collect();
    lines.join("\n")
}

/// A text within a line that can be read back: what would be obeyed is written as its code.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_obeyed(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// JSON in ASCII where a screen would obey: the same JSON to a reader.
pub(crate) fn ascii_where_obeyed(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_obeyed(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // A `String` takes any text.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(character);
        }
    }
    shown
}
