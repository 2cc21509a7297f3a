//! The contracts: each rule has a source, or says that it is the sandbox's own.

use std::collections::{BTreeMap, BTreeSet};

use paylink_sandbox::Sandbox;
use serde_json::Value;

use crate::cases::{contract, fixture};

/// The claims of a provider's page, by their ids.
fn claims(provider: &str) -> BTreeMap<String, String> {
    let page = fixture(&format!("../docs/providers/{provider}.md"));
    let page = std::fs::read_to_string(page).unwrap();
    let rows = page.lines().filter_map(|line| {
        let (id, text) = line.strip_prefix("| ")?.split_once(" | ")?;
        let is_id = id.starts_with(&format!("{provider}-")) && !id.contains(' ');
        is_id.then(|| (id.to_owned(), text.to_owned()))
    });
    // The first table of a page has the claims; later ones say what follows from them.
    rows.fold(BTreeMap::new(), |mut claims, (id, text)| {
        claims.entry(id).or_insert(text);
        claims
    })
}

/// Whether a reason for a rule of ours is given, in a sentence.
fn says_why(value: &Value, rule: &str) -> bool {
    let why = value["x-ours"][rule].as_str().unwrap_or_default();
    why.len() > 15 && why.contains(' ')
}

/// The components that a value refers to, and those that they refer to.
fn components<'a>(contract: &'a Value, value: &Value, found: &mut BTreeMap<String, &'a Value>) {
    match value {
        Value::Object(fields) => {
            if let Some(path) = fields.get("$ref").and_then(Value::as_str) {
                let component = contract.pointer(path.trim_start_matches('#')).unwrap();
                if found.insert(path.to_owned(), component).is_none() {
                    components(contract, component, found);
                }
            }
            for field in fields.values() {
                components(contract, field, found);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| components(contract, item, found)),
        _ => {}
    }
}

/// The operations of a contract.
fn operations(contract: &Value) -> Vec<&Value> {
    let paths = contract["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations
        .filter(|operation| operation.is_object())
        .collect()
}

/// Calls `look` for every value, with whether something around it says why it may be null.
fn walk(value: &Value, excused: bool, look: &mut impl FnMut(&Value, bool)) {
    let excused = excused || says_why(value, "null");
    match value {
        Value::Object(fields) => {
            look(value, excused);
            for (name, field) in fields {
                if name != "example" {
                    walk(field, excused, look);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, excused, look)),
        _ => {}
    }
}

#[test]
fn a_schema_that_refuses_other_fields_says_that_this_is_ours() {
    let mut strict = 0;
    for provider in Sandbox::PROVIDERS {
        walk(&contract(provider), false, &mut |value, _| {
            if value["additionalProperties"] == false {
                strict += 1;
                assert!(
                    says_why(value, "additionalProperties"),
                    "{provider}: {value}"
                );
            }
        });
    }
    assert!(strict > 10, "{strict}");
}

#[test]
fn an_answer_s_field_that_may_be_null_is_cited_or_ours() {
    let (mut cited, mut ours) = (0, 0);
    for provider in Sandbox::PROVIDERS {
        let (contract, claims) = (contract(provider), claims(provider));
        let mut answers = BTreeMap::new();
        for operation in operations(&contract) {
            components(&contract, &operation["responses"], &mut answers);
        }
        for (path, component) in answers {
            walk(component, false, &mut |value, excused| {
                let kinds = value["type"].as_array().into_iter().flatten();
                if !kinds.into_iter().any(|kind| kind == "null") {
                    return;
                }
                if let Some(id) = value["x-null-claim"].as_str() {
                    let claim = claims.get(id).unwrap_or_else(|| panic!("{provider}: {id}"));
                    assert!(
                        claim.contains("null"),
                        "{provider} {path}: {id} has no word of null"
                    );
                    cited += 1;
                } else {
                    assert!(excused, "{provider} {path}: {value}");
                    ours += 1;
                }
            });
        }
    }
    assert!(cited >= 3 && ours > 50, "{cited} {ours}");
}

#[test]
fn an_error_status_that_no_page_gives_the_operation_says_that_this_is_ours() {
    let mut ours = BTreeSet::new();
    for provider in Sandbox::PROVIDERS {
        let (contract, claims) = (contract(provider), claims(provider));
        for operation in operations(&contract) {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap();
                if says_why(response, "status") {
                    ours.insert(format!("{provider} {id} {status}"));
                } else if !status.starts_with('2') {
                    let claim = response["x-claim"].as_str().unwrap();
                    let text = &claims[claim];
                    let mut words = text.split(|character: char| !character.is_ascii_digit());
                    assert!(
                        words.any(|word| word == status),
                        "{provider} {id}: {claim} does not name {status}"
                    );
                }
            }
        }
    }
    for known in [
        "meum createPaymentLink 401",
        "meum createPaymentLink 409",
        "pinelabs createToken 401",
    ] {
        assert!(ours.contains(known), "{known}");
    }
}
