//! Every response that a test reads names its source, and has its file's name.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

/// What every file of `fixtures/<provider>/responses` and `fixtures/<provider>/errors` has.
#[derive(Deserialize)]
struct Answer<'a> {
    name: String,
    operation: String,
    /// Where the response comes from.
    #[serde(rename = "label")]
    _label: Label,
    address: String,
    claim: String,
    #[serde(rename = "status")]
    _status: u16,
    /// JSON, which may be null.
    #[serde(borrow, default, deserialize_with = "present")]
    body: Option<&'a RawValue>,
    /// Anything that is not JSON.
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Label {
    Documented,
    Synthetic,
    Captured,
}

fn present<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Option<&'de RawValue>, D::Error> {
    Deserialize::deserialize(reader).map(Some)
}

pub(super) fn check(providers: &[String], problems: &mut Problems) -> Result<()> {
    for provider in providers {
        for kind in ["responses", "errors"] {
            for file in files_under(&root().join("fixtures").join(provider).join(kind), "")? {
                let stem = file.file_stem().unwrap_or_default().to_string_lossy();
                problems.take(faults(&read(&file)?, &stem).with_context(|| shown(&file)));
            }
        }
    }
    Ok(())
}

fn faults(text: &str, stem: &str) -> Result<()> {
    let answer: Answer<'_> = serde_json::from_str(text)?;
    ensure!(answer.name == stem, "`name` is not the file's name");
    let cited = [&answer.operation, &answer.address, &answer.claim];
    ensure!(
        cited.iter().all(|text| !text.is_empty()),
        "`operation`, `address` or `claim` is empty"
    );
    ensure!(
        answer.body.is_some() != answer.text.is_some(),
        "it needs `body` (JSON) or `text` (anything else), and not both"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn an_answer_without_its_source_is_found() {
        let good = r#"{"name": "ok", "operation": "o", "label": "synthetic", "address": "a", "claim": "c", "status": 200, "body": {}}"#;
        faults(good, "ok").unwrap();
        for (from, to) in [
            ("\"ok\"", "\"other\""),
            ("synthetic", "guessed"),
            ("\"address\": \"a\"", "\"address\": \"\""),
            ("\"claim\"", "\"claims\""),
            ("200", "\"200\""),
            ("\"body\"", "\"bodies\""),
        ] {
            assert!(faults(&good.replace(from, to), "ok").is_err(), "{to}");
        }
    }
}
