//! Invariant 1, in the sources: `paylink-core` names no provider and no HTTP client, and touches nothing outside itself.

use super::source::Source;
use super::tokens::find_rows;
use crate::problems::Problems;

const CORE: &str = "paylink-core";

/// Crates that send, run or draw random bytes.
const STRANGERS: &[&str] = &[
    "reqwest",
    "hyper",
    "tokio",
    "async_std",
    "smol",
    "getrandom",
    "rand",
    "fastrand",
    "ureq",
    "curl",
];

/// Modules of the standard library that reach outside the process.
const OUTSIDE: &[&str] = &["env", "fs", "net", "process", "os"];

/// `names` are the providers' crate names and the names they call themselves.
pub(super) fn check(sources: &[Source], names: &[String], problems: &mut Problems) {
    for source in sources
        .iter()
        .filter(|source| source.krate == CORE && source.is_src())
    {
        named_providers(source, names, problems);
        for word in source
            .tokens
            .iter()
            .filter(|token| STRANGERS.iter().any(|stranger| token.is_word(stranger)))
        {
            problems.add(format!(
                "{}:{}: core names `{}`. Core asks a Transport and a Host for all of this, so that a test can give fixed ones",
                source.path, word.line, word.text
            ));
        }
        for module in OUTSIDE {
            for word in find_rows(&source.tokens, &["std", "::", module]) {
                problems.add(format!(
                    "{}:{}: core uses `std::{module}`. Core does no I/O, so that the same input gives the same answer everywhere \
                     (plain addresses are in `core::net`)",
                    source.path, word.line
                ));
            }
        }
    }
}

fn named_providers(source: &Source, names: &[String], problems: &mut Problems) {
    for (line, number) in source.text.lines().zip(1..) {
        let words = spaced(line);
        for name in names {
            if words.contains(&spaced(name)) {
                problems.add(format!(
                    "{}:{number}: core names the provider {name}. A sixth provider must not touch core: say what is common instead",
                    source.path
                ));
            }
        }
    }
}

/// The words of a text in lower case, with one space before and after each: a word is then found only as a whole.
fn spaced(text: &str) -> String {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(String::from(" "), |text, word| {
        text + &word.to_lowercase() + " "
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::problems::Problems;
    use crate::tidy::source::example;

    fn findings(text: &str) -> usize {
        let mut problems = Problems::default();
        let names = ["meum".to_owned(), "Pine Labs".to_owned()];
        check(
            &[example("crates/paylink-core/src/lib.rs", text)],
            &names,
            &mut problems,
        );
        problems.count()
    }

    #[test]
    fn core_names_no_provider_even_in_a_comment() {
        assert_eq!(findings("// what `pine labs` speaks\nstruct A;"), 1);
        assert_eq!(findings("struct MeumKey;\n// a museum"), 0);
        assert_eq!(findings("fn f() { let meum = 1; }"), 1);
    }

    #[test]
    fn core_reaches_for_nothing_outside() {
        assert_eq!(findings("fn f() { std::fs::read(\"a\"); }"), 1);
        assert_eq!(findings("use tokio::time::sleep;"), 1);
        assert_eq!(
            findings("/// Not `std::net`.\nfn f() { let a = \"std::env\"; }"),
            0
        );
    }
}
