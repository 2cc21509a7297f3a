//! Invariant 7: a provider is a crate, a page, a contract and one line in the roster. None is
//! without the others.

use std::path::Path;

use anyhow::Result;

use crate::contract::CONTRACTS;
use crate::problems::Problems;
use crate::root::{entries, name, read};
use crate::roster::ROSTER;

/// The template's text where a page must be read first.
const UNREAD: &str = "not read yet";

pub(super) fn check(
    root: &Path,
    providers: &[String],
    listed: &[String],
    problems: &mut Problems,
) -> Result<()> {
    for provider in providers {
        let page = format!("docs/providers/{provider}.md");
        let contract = format!("{CONTRACTS}/{provider}.json");
        for needed in [&page, &contract] {
            if !root.join(needed).exists() {
                problems.add(format!("the provider crate {provider} has no {needed}"));
            }
        }
        let contract_file = root.join(&contract);
        if contract_file.exists() && read(&contract_file)?.contains(UNREAD) {
            problems.add(format!(
                "{contract} says `{UNREAD}`: write what the page says"
            ));
        }
        let times = listed.iter().filter(|name| *name == provider).count();
        if times != 1 {
            problems.add(format!("{ROSTER} lists {provider} {times} times, not once"));
        }
    }
    for name in listed.iter().filter(|name| !providers.contains(name)) {
        problems.add(format!("{ROSTER} lists {name}, and there is no such crate"));
    }
    for folder in ["docs/providers", "fixtures", CONTRACTS] {
        for entry in entries(&root.join(folder))? {
            let named = name(&entry)
                .trim_end_matches(".md")
                .trim_end_matches(".json");
            // Sample files of batches are every provider's.
            let is_batch = folder == "fixtures" && named == "batch";
            if !is_batch && !providers.iter().any(|provider| provider == named) {
                problems.add(format!("{folder}/{named} belongs to no provider crate"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{CONTRACTS, Problems, check};
    use crate::scratch::Scratch;

    fn findings(scratch: &Scratch, providers: &[&str], listed: &[&str]) -> Vec<String> {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let mut problems = Problems::default();
        check(
            scratch.path(),
            &owned(providers),
            &owned(listed),
            &mut problems,
        )
        .unwrap();
        let found = problems.into_result().err().map(|error| error.to_string());
        found
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_provider_with_a_missing_half_is_found() {
        let scratch = Scratch::new("complete");
        scratch.write("docs/providers/meum.md", "");
        scratch.write(
            &format!("{CONTRACTS}/meum.json"),
            r#"{"amount":"not read yet"}"#,
        );
        scratch.write(&format!("{CONTRACTS}/orphan.json"), "{}");
        scratch.write("fixtures/stray/requests/minimal.json", "{}");
        let both = ["meum", "sixth"];
        assert_eq!(
            findings(&scratch, &both, &both),
            [
                "crates/paylink-sandbox/contracts/meum.json says `not read yet`: write what the page says",
                "the provider crate sixth has no docs/providers/sixth.md",
                "the provider crate sixth has no crates/paylink-sandbox/contracts/sixth.json",
                "fixtures/stray belongs to no provider crate",
                "crates/paylink-sandbox/contracts/orphan belongs to no provider crate",
            ]
        );
    }

    #[test]
    fn a_provider_that_is_not_listed_or_twice_or_no_crate_is_found() {
        let scratch = Scratch::new("listed");
        for provider in ["meum", "sixth"] {
            scratch.write(&format!("docs/providers/{provider}.md"), "");
            scratch.write(&format!("{CONTRACTS}/{provider}.json"), "{}");
        }
        let both = ["meum", "sixth"];
        let count = |listed: &[&str]| findings(&scratch, &both, listed).len();
        assert_eq!(count(&["sixth", "meum"]), 0);
        assert_eq!(count(&["meum"]), 1);
        assert_eq!(count(&["meum", "sixth", "meum"]), 1);
        assert_eq!(count(&["meum", "sixth", "seventh"]), 1);
    }
}
