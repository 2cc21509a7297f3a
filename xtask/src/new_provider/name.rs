//! [`Name`]: the name of a new provider.

use anyhow::{Result, bail};

use crate::roster::is_provider;

/// Keywords and crates of the standard distribution, which cannot name a crate.
const WORDS: &[&str] = &[
    "abstract", "alloc", "as", "async", "await", "become", "box", "break", "const", "continue",
    "core", "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen",
    "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
    "pub", "ref", "return", "self", "static", "std", "struct", "super", "test", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The name of a provider's crate.
pub(super) struct Name(String);

impl Name {
    /// Reads a name that can be a crate, a module and a feature, and is not taken.
    ///
    /// `manifest` is the workspace's: the names of its dependencies are taken.
    pub(super) fn parse(text: &str, providers: &[String], manifest: &str) -> Result<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        if !begins || !text.bytes().all(plain) {
            bail!("`{text}`: a provider's name is small letters and digits, a letter first");
        }
        // A keyword is not an identifier.
        if WORDS.contains(&text) {
            bail!("`{text}` means something in Rust");
        }
        if !is_provider(text) || text.starts_with("paylink") {
            bail!("`{text}` is a name of Paylink's own");
        }
        if ["connection", "crates", "default", "define", "settings"].contains(&text) {
            bail!("`{text}` is a feature or a module of the facade");
        }
        let line = format!("{text} =");
        let taken = manifest.lines().any(|known| known.starts_with(&line));
        if taken || providers.iter().any(|known| known == text) {
            bail!("`{text}` is the name of a crate that is there already");
        }
        Ok(Self(text.to_owned()))
    }

    /// The crate: `acme`.
    pub(super) fn krate(&self) -> &str {
        &self.0
    }

    /// The beginning of its types' names: `Acme`.
    pub(super) fn types(&self) -> String {
        let mut letters = self.0.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    fn parse(text: &str) -> anyhow::Result<Name> {
        Name::parse(
            text,
            &["meum".to_owned()],
            "serde = { version = \"1\" }\nbytes = \"1\"\n",
        )
    }

    #[test]
    fn a_name_is_a_crate_and_the_beginning_of_its_types() {
        let name = parse("acme2").unwrap();
        assert_eq!((name.krate(), name.types().as_str()), ("acme2", "Acme2"));
    }

    #[test]
    fn a_name_that_is_taken_or_no_name_is_refused() {
        for text in [
            "", "2acme", "Acme", "ac-me", "ac_me", "ac me", "../acme", "ácme", "match", "self",
            "core", "meum", "serde", "bytes", "paylink", "paylinks", "xtask", "default",
            "settings",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
