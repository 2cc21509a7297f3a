//! A page of `docs/providers`: its claims, with their addresses, and what is unverified.

use std::collections::{BTreeMap, BTreeSet};

/// The columns of the table of claims: id, claim, address, checked, kind.
const COLUMNS: usize = 5;

/// The sections that every page has.
const SECTIONS: [&str; 4] = [
    "## Claims",
    "## What an answer repeats",
    "## Our own rules",
    "## Unverified",
];

/// What the checks need of a page.
pub(super) struct Page<'a> {
    pub(super) provider: &'a str,
    claims: BTreeMap<&'a str, Claim<'a>>,
}

/// A row of the table of claims.
struct Claim<'a> {
    text: &'a str,
    addresses: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// Reads a page and returns its faults.
    pub(super) fn read(provider: &'a str, text: &'a str) -> (Self, Vec<String>) {
        let named = named_addresses(text);
        let mut faults: Vec<_> = SECTIONS
            .iter()
            .filter(|heading| !text.lines().any(|line| line == **heading))
            .map(|heading| format!("there is no section `{heading}`"))
            .collect();
        let mut claims = BTreeMap::new();
        for cells in rows(section(text, "## Claims")) {
            let [id, claim, cited, ..] = cells.as_slice() else {
                continue;
            };
            if !ids_in(provider, id).any(|found| found == *id) {
                continue;
            }
            if cells.len() != COLUMNS {
                faults.push(format!(
                    "the row of `{id}` has {} cells, not {COLUMNS}",
                    cells.len()
                ));
            }
            let (addresses, unknown) = addresses(cited, &named);
            for name in unknown {
                faults.push(format!(
                    "`{id}` cites [{name}], and the page gives it no address"
                ));
            }
            if addresses.is_empty() {
                faults.push(format!("`{id}` has no address"));
            }
            let claim = Claim {
                text: claim,
                addresses,
            };
            if claims.insert(*id, claim).is_some() {
                faults.push(format!("`{id}` is there twice"));
            }
        }
        let page = Self { provider, claims };
        faults.extend(page.faults_of_references(text));
        (page, faults)
    }

    pub(super) fn has(&self, claim: &str) -> bool {
        self.claims.contains_key(claim)
    }

    /// The addresses that a claim names.
    pub(super) fn addresses(&self, claim: &str) -> impl Iterator<Item = &'a str> + '_ {
        let claim = self.claims.get(claim).into_iter();
        claim.flat_map(|claim| claim.addresses.iter().copied())
    }

    /// Whether a claim is about this field: its text has the name, as a whole word.
    pub(super) fn names(&self, claim: &str, field: &str) -> bool {
        let text = self.claims.get(claim).map_or("", |claim| claim.text);
        text.split(|character: char| {
            !(character.is_ascii_alphanumeric() || character == '_' || character == '-')
        })
        .any(|word| word == field)
    }

    /// Ids that the page mentions but does not have, and claims without a call that settles them.
    fn faults_of_references(&self, text: &str) -> Vec<String> {
        let mentioned: BTreeSet<_> = ids_in(self.provider, text).collect();
        let mut faults: Vec<_> = mentioned
            .iter()
            .filter(|id| !self.has(id))
            .map(|id| format!("`{id}` is mentioned, and there is no such claim"))
            .collect();
        let settled: BTreeSet<_> = rows(section(text, "## Unverified"))
            .filter_map(|cells| cells.first().copied())
            .flat_map(|cell| ids_in(self.provider, cell))
            .collect();
        let unverified = |id: &&str| !id.contains("-p");
        for id in self.claims.keys().filter(|id| unverified(id)) {
            if !settled.contains(*id) {
                faults.push(format!(
                    "`{id}` was only read, and \"Unverified\" has no call that would settle it"
                ));
            }
        }
        faults
    }
}

/// The ids of a provider's claims in a text: its name, `-`, one of `p`, `v` and `o`, and a number.
pub(super) fn ids_in<'a>(provider: &str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let provider = provider.to_owned();
    text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '-'))
        .filter(move |word| {
            let number = word
                .strip_prefix(provider.as_str())
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.strip_prefix(['p', 'v', 'o']));
            number.is_some_and(|number| {
                !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
}

/// The text from a heading to the next one of the same level.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let mut found = text.match_indices(heading).filter(|(start, _)| {
        text.get(..*start)
            .is_some_and(|before| before.is_empty() || before.ends_with('\n'))
    });
    let Some((start, _)) = found.next() else {
        return "";
    };
    let rest = text
        .get(start.saturating_add(heading.len())..)
        .unwrap_or_default();
    rest.split("\n## ").next().unwrap_or_default()
}

/// The cells of each row of the tables in a text.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter_map(|line| {
        let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        Some(inner.split('|').map(str::trim).collect())
    })
}

/// The lines `[name]: address`.
fn named_addresses(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix('['));
    lines.filter_map(|line| line.split_once("]: ")).collect()
}

/// The addresses that a cell cites as `[name]` or `<address>`, and the names without one.
fn addresses<'a>(cell: &'a str, named: &BTreeMap<&str, &'a str>) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for part in cell.split('[').skip(1) {
        let name = part.split(']').next().unwrap_or_default();
        match named.get(name) {
            Some(address) => found.push(*address),
            None => unknown.push(name),
        }
    }
    for part in cell.split('<').skip(1) {
        found.extend(part.split('>').next());
    }
    (found, unknown)
}

/// A page without faults.
#[cfg(test)]
pub(super) const SAMPLE: &str = "\
[create]: https://docs.example/create
[get]: https://docs.example/get

## Claims

| Id | Claim | Address | Checked | Kind |
|---|---|---|---|---|
| meum-p1 | A link is made from its `title`. | [create] | 2026-11-21 | page |
| meum-v1 | It can be read, unlike meum-p1. | [get], <https://docs.example/limits> | 2026-11-21 | vendor elsewhere |

## What an answer repeats

Nothing.

## Our own rules

None.

## Unverified

| Id | Built on it | Call |
|---|---|---|
| meum-v1 | Reading. | A read. |
";

#[cfg(test)]
mod tests {
    use super::{Page, SAMPLE, ids_in};

    #[test]
    fn a_claim_is_what_the_table_of_claims_has_in_its_first_column() {
        let (page, faults) = Page::read("meum", SAMPLE);
        assert_eq!(faults, Vec::<String>::new());
        assert!(page.has("meum-p1") && page.has("meum-v1") && !page.has("meum-p2"));
        assert_eq!(
            page.addresses("meum-v1").collect::<Vec<_>>(),
            ["https://docs.example/get", "https://docs.example/limits"]
        );
    }

    #[test]
    fn each_fault_of_a_page_is_found() {
        let twice =
            "| meum-p1 | A link is made from its `title`. | [create] | 2026-11-21 | page |\n";
        for (from, to, fault) in [
            ("[get],", "[gets],", "cites [gets]"),
            ("| [create] |", "| a page |", "`meum-p1` has no address"),
            ("is made from", "is | made from", "has 6 cells"),
            ("unlike meum-p1", "unlike meum-p2", "`meum-p2` is mentioned"),
            (
                "| meum-v1 | Reading.",
                "| meum-p1 | Reading.",
                "`meum-v1` was only read",
            ),
            ("## Our own", "## Our", "no section `## Our own rules`"),
            (
                "## What",
                "### What",
                "no section `## What an answer repeats`",
            ),
            (twice, &twice.repeat(2), "`meum-p1` is there twice"),
        ] {
            assert!(SAMPLE.contains(from), "{from}");
            let text = SAMPLE.replacen(from, to, 1);
            let (_, faults) = Page::read("meum", &text);
            assert!(
                faults.iter().any(|found| found.contains(fault)),
                "{to}: {faults:?}"
            );
        }
    }

    #[test]
    fn a_claim_names_a_field_as_a_whole_word() {
        let (page, _) = Page::read("meum", SAMPLE);
        assert!(page.names("meum-p1", "title") && page.names("meum-p1", "made"));
        assert!(!page.names("meum-p1", "tit") && !page.names("meum-v1", "title"));
        assert!(!page.names("meum-p9", "title"));
    }

    #[test]
    fn an_id_is_a_whole_word() {
        let text = "meum-p1, (meum-v22) `meum-o3`: meum-p, meum-x1, meum-p1a, other-meum-p4";
        assert_eq!(
            ids_in("meum", text).collect::<Vec<_>>(),
            ["meum-p1", "meum-v22", "meum-o3"]
        );
    }
}
