//! Every claim that a contract or a fixture leans on stands in the provider's page.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::json::Json;
use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

/// Looks at `fixtures/<provider>/**/*.json` and `docs/providers/<provider>.md`.
pub(super) fn check(providers: &[String], problems: &mut Problems) -> Result<()> {
    for provider in providers {
        let page = root().join("docs/providers").join(format!("{provider}.md"));
        // A page that is not there is the finding of another check.
        let Ok(text) = std::fs::read_to_string(&page) else {
            continue;
        };
        let told = claims_told(&text);
        for file in files_under(&root().join("fixtures").join(provider), ".json")? {
            let fixture = Json::parse(&read(&file)?)?;
            for claim in claims_used(&fixture) {
                if !told.contains(claim) {
                    problems.add(format!(
                        "{}: the claim `{claim}` does not stand in {}: a fact without a source is a guess",
                        shown(&file),
                        shown(&page)
                    ));
                }
            }
        }
    }
    Ok(())
}

/// The ids in the first column of a page's tables.
fn claims_told(page: &str) -> BTreeSet<String> {
    let rows = page
        .lines()
        .filter_map(|line| line.trim().strip_prefix('|'));
    rows.filter_map(|row| row.split('|').next())
        .map(|cell| cell.trim().trim_matches('`').to_owned())
        .collect()
}

/// The values of `x-claim` and `claim`, wherever they stand.
fn claims_used(json: &Json) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (name, value) in json.members() {
        match value.as_str() {
            Some(claim) if name == "x-claim" || name == "claim" => {
                found.insert(claim);
            }
            _ => found.extend(claims_used(value)),
        }
    }
    json.items()
        .iter()
        .for_each(|item| found.extend(claims_used(item)));
    found
}

#[cfg(test)]
mod tests {
    use super::{claims_told, claims_used};
    use crate::json::Json;

    #[test]
    fn a_claim_is_told_in_the_first_column_and_nowhere_else() {
        let page = "| id | claim |\n|---|---|\n| meum-p1 | like meum-p2 |\n| `meum-v1` | b |\nsee meum-p3\n";
        let told = claims_told(page);
        assert!(told.contains("meum-p1") && told.contains("meum-v1"));
        assert!(!told.contains("meum-p2") && !told.contains("meum-p3"));
    }

    #[test]
    fn a_claim_is_used_at_any_depth() {
        let json =
            Json::parse(r#"{"claim": "a", "list": [{"x-claim": "b"}], "text": "c"}"#).unwrap();
        assert_eq!(
            claims_used(&json).into_iter().collect::<Vec<_>>(),
            ["a", "b"]
        );
    }
}
