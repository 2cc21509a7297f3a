//! Every claim that a contract, a fixture or a source file cites is in the provider's page, and a
//! fixture's address is one of its claim's.

mod page;

use anyhow::Result;

use self::page::{Page, ids_in};
use crate::contract::CONTRACTS;
use crate::json::Json;
use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

/// Looks at `docs/providers/<provider>.md`, the contract, `fixtures/<provider>/**/*.json` and the
/// sources of all crates.
pub(super) fn check(providers: &[String], problems: &mut Problems) -> Result<()> {
    let sources = sources()?;
    for provider in providers {
        let path = root().join("docs/providers").join(format!("{provider}.md"));
        // A page that is not there is the finding of another check.
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let (page, faults) = Page::read(provider, &text);
        for fault in faults {
            problems.add(format!("{}: {fault}", shown(&path)));
        }
        let mut files = files_under(&root().join("fixtures").join(provider), ".json")?;
        files.extend(files_under(
            &root().join(CONTRACTS),
            &format!("{provider}.json"),
        )?);
        for file in files {
            for fault in faults_of_fixture(&Json::parse(&read(&file)?)?, &page) {
                problems.add(format!("{}: {fault}", shown(&file)));
            }
        }
        for (place, text) in &sources {
            for fault in faults_of_source(place, text, &page) {
                problems.add(fault);
            }
        }
    }
    Ok(())
}

/// The Rust files of all crates: their paths from the repository's root, and their text.
fn sources() -> Result<Vec<(String, String)>> {
    let files = files_under(&root().join("crates"), ".rs")?;
    files
        .iter()
        .map(|file| Ok((shown(file), read(file)?)))
        .collect()
}

fn faults_of_fixture(fixture: &Json, page: &Page<'_>) -> Vec<String> {
    let mut found: Vec<_> = claims_used(fixture)
        .into_iter()
        .filter(|claim| !page.has(claim))
        .map(|claim| {
            format!(
                "the claim `{claim}` is not in docs/providers: a fact without a source is a guess"
            )
        })
        .collect();
    found.sort();
    found.dedup();
    for (field, claim) in fields_claimed(fixture) {
        if page.has(claim) && !page.names(claim, field) {
            found.push(format!(
                "`{field}` cites the claim `{claim}`, which does not name it: one of the two is wrong"
            ));
        }
    }
    let cited = |member| fixture.get(member).and_then(Json::as_str);
    if let (Some(address), Some(claim)) = (cited("address"), cited("claim"))
        && page.has(claim)
        && !page.addresses(claim).any(|known| known == address)
    {
        let known: Vec<_> = page.addresses(claim).collect();
        found.push(format!(
            "`{address}` is not an address of the claim `{claim}`, which names {}: one of the two is wrong",
            known.join(", ")
        ));
    }
    found
}

fn faults_of_source(place: &str, text: &str, page: &Page<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        for claim in ids_in(page.provider, line) {
            if !page.has(claim) {
                found.push(format!(
                    "{place}:{number}: the claim `{claim}` is not in docs/providers/{}.md",
                    page.provider
                ));
            }
        }
    }
    found
}

/// The values of `x-claim` and `claim`, at any depth.
fn claims_used(json: &Json) -> Vec<&str> {
    let mut found = Vec::new();
    for (name, value) in json.members() {
        match value.as_str() {
            Some(claim) if name == "x-claim" || name == "claim" => found.push(claim),
            _ => found.extend(claims_used(value)),
        }
    }
    json.items()
        .iter()
        .for_each(|item| found.extend(claims_used(item)));
    found
}

/// The properties and parameters of a contract that cite a claim, with it.
fn fields_claimed(json: &Json) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (name, value) in json.members() {
        if name == "properties" {
            let fields = value.members().iter();
            found.extend(fields.filter_map(|(field, of)| Some((field.as_str(), own_claim(of)?))));
        }
        found.extend(fields_claimed(value));
    }
    let parameter = json.get("in").and(json.get("name")).and_then(Json::as_str);
    found.extend(parameter.zip(own_claim(json)));
    json.items()
        .iter()
        .for_each(|item| found.extend(fields_claimed(item)));
    found
}

fn own_claim(field: &Json) -> Option<&str> {
    field.get("x-claim").and_then(Json::as_str)
}

#[cfg(test)]
mod tests {
    use super::page::{Page, SAMPLE};
    use super::{claims_used, faults_of_fixture, faults_of_source};
    use crate::json::Json;

    fn faults(fixture: &str) -> usize {
        let (page, _) = Page::read("meum", SAMPLE);
        faults_of_fixture(&Json::parse(fixture).unwrap(), &page).len()
    }

    #[test]
    fn a_claim_is_used_at_any_depth() {
        let json =
            Json::parse(r#"{"claim": "a", "list": [{"x-claim": "b"}], "text": "c"}"#).unwrap();
        assert_eq!(claims_used(&json), ["a", "b"]);
    }

    #[test]
    fn a_claim_that_the_page_does_not_have_is_found_once() {
        assert_eq!(faults(r#"{"x-claim": "meum-p1"}"#), 0);
        assert_eq!(
            faults(r#"{"x-claim": "meum-p9", "a": {"x-claim": "meum-p9"}}"#),
            1
        );
    }

    #[test]
    fn a_field_that_cites_a_claim_about_something_else_is_found() {
        let property = |field, claim| {
            faults(&format!(
                r#"{{"a": [{{"properties": {{"{field}": {{"x-claim": "{claim}"}}}}}}]}}"#
            ))
        };
        assert_eq!(property("title", "meum-p1"), 0);
        assert_eq!(property("amount", "meum-p1"), 1);
        assert_eq!(property("title", "meum-v1"), 1);
        let parameter = r#"{"in": "query", "name": "limit", "x-claim": "meum-p1"}"#;
        assert_eq!(faults(parameter), 1);
        assert_eq!(faults(&parameter.replace("limit", "title")), 0);
    }

    #[test]
    fn a_fixture_with_an_address_of_another_claim_is_found() {
        for (claim, address, findings) in [
            ("meum-p1", "https://docs.example/create", 0),
            ("meum-v1", "https://docs.example/get", 0),
            ("meum-v1", "https://docs.example/limits", 0),
            ("meum-p1", "https://docs.example/get", 1),
            ("meum-v1", "https://docs.example/create", 1),
            ("meum-p1", "https://docs.example/create/", 1),
        ] {
            let fixture = format!(r#"{{"claim": "{claim}", "address": "{address}"}}"#);
            assert_eq!(faults(&fixture), findings, "{claim} {address}");
        }
    }

    #[test]
    fn a_source_file_that_cites_no_claim_of_the_page_is_found_with_its_line() {
        let (page, _) = Page::read("meum", SAMPLE);
        let text = "/// As the page says (meum-p1, meum-v1).\nfn a() {}\n// meum-p12\n";
        assert_eq!(
            faults_of_source("crates/meum/src/lib.rs", text, &page),
            ["crates/meum/src/lib.rs:3: the claim `meum-p12` is not in docs/providers/meum.md"]
        );
    }
}
