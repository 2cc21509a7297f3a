//! Every answer that a test reads says where it comes from, and is called what its file is called.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::json::Json;
use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

/// Where an answer's values stand, or how else it came about.
const LABELS: &[&str] = &["documented", "synthetic", "captured"];

/// Looks at `fixtures/<provider>/responses` and `fixtures/<provider>/errors`.
pub(super) fn check(providers: &[String], problems: &mut Problems) -> Result<()> {
    for provider in providers {
        for kind in ["responses", "errors"] {
            for file in files_under(&root().join("fixtures").join(provider).join(kind), "")? {
                check_file(&file, problems)?;
            }
        }
    }
    Ok(())
}

fn check_file(file: &Path, problems: &mut Problems) -> Result<()> {
    let answer = Json::parse(&read(file)?).with_context(|| shown(file))?;
    let stem = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    for fault in faults(&answer, stem) {
        problems.add(format!("{}: {fault}", shown(file)));
    }
    Ok(())
}

fn faults(answer: &Json, stem: &str) -> Vec<String> {
    let mut found = Vec::new();
    for member in ["operation", "address", "claim"] {
        if answer
            .get(member)
            .and_then(Json::as_str)
            .is_none_or(str::is_empty)
        {
            found.push(format!(
                "there is no `{member}`: an answer without a source proves nothing"
            ));
        }
    }
    if answer.get("name").and_then(Json::as_str) != Some(stem) {
        found.push("`name` is not the file's name".to_owned());
    }
    if !answer
        .get("label")
        .and_then(Json::as_str)
        .is_some_and(|label| LABELS.contains(&label))
    {
        found.push(format!("`label` is none of {}", LABELS.join(", ")));
    }
    if !matches!(answer.get("status"), Some(Json::Number(_))) {
        found.push("there is no `status`".to_owned());
    }
    if answer.get("body").is_some() == answer.get("text").is_some() {
        found.push("it needs `body` (JSON) or `text` (anything else), and not both".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::faults;
    use crate::json::Json;

    #[test]
    fn an_answer_without_its_source_is_found() {
        let good = r#"{"name": "ok", "operation": "o", "label": "synthetic", "address": "a", "claim": "c", "status": 200, "body": {}}"#;
        assert_eq!(
            faults(&Json::parse(good).unwrap(), "ok"),
            Vec::<String>::new()
        );
        for (from, to) in [
            ("\"ok\"", "\"other\""),
            ("synthetic", "guessed"),
            ("\"address\": \"a\"", "\"address\": \"\""),
            ("\"claim\"", "\"claims\""),
            ("200", "\"200\""),
            ("\"body\"", "\"bodies\""),
        ] {
            let bad = Json::parse(&good.replace(from, to)).unwrap();
            assert_eq!(faults(&bad, "ok").len(), 1, "{to}");
        }
    }
}
