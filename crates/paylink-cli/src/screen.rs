//! What a provider's text may not do on a screen or in a log: move the cursor, turn the writing direction round, hide.

use std::fmt::Write as _;

/// Characters that are not seen and change how others are seen: Unicode's category `Cf`, and the two separators of lines and
/// paragraphs.
const INVISIBLE: &[(u32, u32)] = &[
    (0x00ad, 0x00ad),
    (0x0600, 0x0605),
    (0x061c, 0x061c),
    (0x06dd, 0x06dd),
    (0x070f, 0x070f),
    (0x0890, 0x0891),
    (0x08e2, 0x08e2),
    (0x180e, 0x180e),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0x110bd, 0x110bd),
    (0x110cd, 0x110cd),
    (0x13430, 0x1343f),
    (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a),
    (0xe0001, 0xe0001),
    (0xe0020, 0xe007f),
];

/// Whether a character is one that a screen would obey instead of showing it.
fn is_obeyed(character: char) -> bool {
    let code = u32::from(character);
    character.is_control()
        || INVISIBLE
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&code))
}

/// A text within a line: what would be obeyed is replaced.
pub(crate) fn plain(text: &str) -> String {
    text.replace(is_obeyed, "\u{fffd}")
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
