//! Fixtures and snapshots: no credential of anybody's, and no payer that exists.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shown::CANARY;

/// The vendor's own sample of a token, from its page: the one that jwt.io shows everybody.
const SAMPLE_TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.";

/// How the credentials of these providers, and others that are often left behind, begin.
const BEGINNINGS: &[&str] = &[
    "authorization: b",
    "authorization\": \"b",
    "eyj",
    "sk_live_",
    "sk_test_",
    "whsec_",
    "-----begin",
];

/// The headers that say who calls.
const SECRET_HEADERS: &[&str] = &["authorization", "x-signature", "x-platform-id", "cookie"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below a folder whose name ends so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

fn snapshots() -> Vec<PathBuf> {
    files(&root().join("crates"), ".snap")
}

/// The domains of email addresses.
fn domains(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let parts: Vec<&str> = text.split('@').collect();
    let found: Vec<&str> = (parts.windows(2))
        .filter(|pair| pair[0].ends_with(is_part))
        .map(|pair| pair[1].split(|c| !is_part(c)).next().unwrap())
        .filter(|domain| domain.contains('.'))
        .collect();
    found.into_iter()
}

/// Whether the text has `beginning` with more after it. The prefix alone, as in prose, is allowed.
fn begins(text: &str, beginning: &str) -> bool {
    let mut rests = text.split(beginning).skip(1);
    rests.any(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == ' '))
}

/// Everything that is wrong with a text.
fn faults(text: &str) -> Vec<String> {
    let lower = text.replace(SAMPLE_TOKEN, "").to_lowercase();
    let beginnings = BEGINNINGS.iter().filter(|it| begins(&lower, it));
    let mut faults: Vec<String> = beginnings.map(|it| format!("a credential: {it}")).collect();
    if lower.contains(CANARY) {
        faults.push("a canary".to_owned());
    }
    let strangers = domains(&lower).filter(|domain| !domain.starts_with("example."));
    faults.extend(strangers.map(|domain| format!("a payer at {domain}")));
    faults
}

#[test]
fn fixtures_and_snapshots_hold_no_credential_and_no_payer_that_exists() {
    let fixtures = files(&root().join("fixtures"), "");
    let contracts = files(&root().join("crates/paylink-sandbox/contracts"), "");
    let all = [fixtures, contracts, snapshots()].concat();
    assert!(all.len() > 300, "only {} files", all.len());
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let faults = faults(&text);
        assert!(faults.is_empty(), "{}: {faults:?}", path.display());
    }
}

#[test]
fn snapshots_show_no_header_that_says_who_calls() {
    let snapshots = snapshots();
    assert!(snapshots.len() >= 19, "only {} snapshots", snapshots.len());
    for path in snapshots {
        let text = fs::read_to_string(&path).unwrap();
        let secret = text.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            SECRET_HEADERS.contains(&name).then_some(value)
        });
        let values: Vec<&str> = secret.collect();
        assert!(!values.is_empty(), "{}", path.display());
        assert!(
            values.iter().all(|it| *it == "[redacted]"),
            "{}",
            path.display()
        );
    }
}

/// The search finds what it is for.
#[test]
fn what_must_not_be_there_is_found() {
    for (text, found) in [
        ("authorization: Bearer abc", 1),
        ("{\"token\":\"eyJhbGciOiJIUzI1NiJ9.e30.x\"}", 1),
        (SAMPLE_TOKEN, 0),
        ("sk_live_1 and ada@shop.test.org", 2),
        ("payer@example.com", 0),
        ("Canary", 1),
    ] {
        assert_eq!(faults(text).len(), found, "{text}");
    }
}
