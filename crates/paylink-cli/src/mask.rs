//! Credentials in what a provider says: it may repeat what it was sent.

use std::sync::{Mutex, PoisonError};

/// The credentials that this process has read, as they are and as HTTP Basic carries them.
static IN_USE: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Shorter texts are in too many words to be looked for.
const SHORTEST: usize = 4;

/// Notes a credential that is in use.
pub(crate) fn note(credential: &str) {
    if credential.len() < SHORTEST {
        return;
    }
    let basic = base64(format!("{credential}:").as_bytes());
    let mut known = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
    for form in [
        credential.to_owned(),
        basic.trim_end_matches('=').to_owned(),
    ] {
        if !known.contains(&form) {
            known.push(form);
        }
    }
    // The longest first: one may be a part of another.
    known.sort_by_key(|form| std::cmp::Reverse(form.len()));
}

/// The text without any of them.
pub(crate) fn masked(text: &str) -> String {
    let known = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
    known.iter().fold(text.to_owned(), |text, credential| {
        text.replace(credential.as_str(), "[redacted]")
    })
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
