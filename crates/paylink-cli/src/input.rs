//! What a command is given to read: a file, or standard input.

use std::path::Path;
use std::{fs, io};

use crate::failure::Failure;

/// The text of a file, `-` for standard input. `flag` names it when it cannot be read.
pub(crate) fn text(flag: &str, path: &Path) -> Result<String, Failure> {
    let (name, text) = if path.as_os_str() == "-" {
        ("standard input".into(), io::read_to_string(io::stdin()))
    } else {
        (path.display().to_string(), fs::read_to_string(path))
    };
    let text =
        text.map_err(|error| Failure::command(format!("{flag}: {name} cannot be read: {error}")))?;
    // An editor may have put a byte order mark in front.
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// Everything on standard input, to the byte.
pub(crate) fn raw() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    (io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes))
        .map_err(|error| Failure::command(format!("standard input cannot be read: {error}")))?;
    Ok(bytes)
}
