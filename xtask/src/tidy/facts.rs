//! The README's table of providers comes from the contracts (`info.x-provider`). Here each of its facts is held against what
//! the client does, and against the contract's own schema.

use std::path::Path;

use anyhow::Result;

use crate::contract::{CONTRACTS, Contract, contracts};
use crate::json::Json;
use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

/// What the template says where a page has to be read first; `complete` finds it.
const UNREAD: &str = "not read yet";

/// A phrase of a fact, and the mark of it in the client's code: none without the other.
struct Rule {
    fact: &'static str,
    phrase: &'static str,
    mark: Mark,
}

enum Mark {
    /// A word of the code outside comments and webhooks.
    Word(&'static str),
    /// A beginning of a text.
    Text(&'static str),
    /// A word of the files that say what a request is.
    InRequest(&'static str),
    /// A word of the operation that creates.
    InCreate(&'static str),
    /// The type of the amount in the contract.
    AmountIs(&'static str),
}

const RULES: &[Rule] = &[
    rule("authentication", "bearer", Mark::Text("\"Bearer\"")),
    rule("authentication", "HTTP Basic", Mark::Text("\"Basic\"")),
    rule(
        "authentication",
        "client credentials",
        Mark::Word("client_credentials"),
    ),
    rule("authentication", "HMAC", Mark::Word("Hmac")),
    rule("amount", "minor units", Mark::InRequest("MinorUnits")),
    rule("amount", "with currency", Mark::InRequest("Currency")),
    rule("amount", "integer", Mark::AmountIs("integer")),
    rule("amount", "decimal number", Mark::AmountIs("number")),
    rule("amount", "decimal string", Mark::AmountIs("string")),
    rule("repeats", "not documented", Mark::InCreate("Undocumented")),
    rule("repeats", "` header", Mark::InCreate("Header")),
];

const fn rule(fact: &'static str, phrase: &'static str, mark: Mark) -> Rule {
    Rule { fact, phrase, mark }
}

pub(super) fn check(problems: &mut Problems) -> Result<()> {
    for contract in contracts()? {
        let sources = Sources::of(&root().join("crates").join(&contract.provider).join("src"))?;
        let amount = amount_type(&contract)?;
        for found in faults(&contract.tree, &sources, amount.as_deref()) {
            problems.add(format!(
                "{CONTRACTS}/{}.json: x-provider.{found}",
                contract.provider
            ));
        }
    }
    Ok(())
}

/// The code of a client without its comments.
#[derive(Default)]
struct Sources {
    all: String,
    request: String,
    create: String,
}

impl Sources {
    fn of(folder: &Path) -> Result<Self> {
        let mut sources = Self::default();
        for file in files_under(folder, ".rs")? {
            let path = shown(&file);
            if path.contains("webhook") {
                continue;
            }
            let text = read(&file)?;
            let code: Vec<_> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let code = code.join("\n");
            if path.ends_with("/request.rs") || path.ends_with("/amount.rs") {
                sources.request.push_str(&code);
            }
            if path.ends_with("/operation/create.rs") {
                sources.create.push_str(&code);
            }
            sources.all.push_str(&code);
        }
        Ok(sources)
    }
}

fn faults(contract: &Json, sources: &Sources, amount: Option<&str>) -> Vec<String> {
    let fact = |name: &str| {
        let facts = contract.get("info")?.get("x-provider")?;
        facts.get(name)?.as_str()
    };
    let mut found = Vec::new();
    for Rule {
        fact: name,
        phrase,
        mark,
    } in RULES
    {
        let Some(said) = fact(name).filter(|said| *said != UNREAD) else {
            continue;
        };
        let (done, what) = match mark {
            Mark::Word(word) => (has_word(&sources.all, word), *word),
            Mark::Text(text) => (sources.all.contains(text), *text),
            Mark::InRequest(word) => (has_word(&sources.request, word), *word),
            Mark::InCreate(word) => (has_word(&sources.create, word), *word),
            Mark::AmountIs(kind) => (amount == Some(*kind), *kind),
        };
        match (said.contains(phrase), done) {
            (true, false) => {
                found.push(format!("{name} says `{phrase}`, and there is no `{what}`"))
            }
            (false, true) => found.push(format!(
                "{name} does not say `{phrase}`, and there is `{what}`"
            )),
            _ => {}
        }
    }
    // What makes a repeat safe is named, and the operation that creates uses it.
    let key = fact("repeats").and_then(|said| said.split('`').nth(1));
    if let Some(key) = key
        && !sources.create.to_lowercase().contains(&key.to_lowercase())
    {
        found.push(format!("repeats names `{key}`, and create.rs does not"));
    }
    found
}

fn has_word(code: &str, word: &str) -> bool {
    code.split(|character: char| !character.is_alphanumeric() && character != '_')
        .any(|found| found == word)
}

/// The type of the amount that a create's body has, or of the value in it.
fn amount_type(contract: &Contract) -> Result<Option<String>> {
    let operations = contract.operations()?;
    let create = operations
        .iter()
        .find(|operation| operation.id == "createPaymentLink");
    let properties = create.and_then(|create| {
        let body = create.request.get("properties")?.get("body")?;
        body.get("properties")
    });
    let amount = properties.map(Json::members).unwrap_or_default().iter();
    let amount = amount
        .filter(|(name, _)| name == "amount" || name.starts_with("amountIn"))
        .map(|(_, schema)| schema)
        .next();
    let value = amount.map(|amount| {
        let properties = amount.get("properties");
        let value = properties.and_then(|properties| properties.get("value"));
        value.unwrap_or(amount)
    });
    let kind = value.and_then(|value| value.get("type"));
    Ok(kind.and_then(|kind| {
        let kinds = kind.items().iter().filter_map(Json::as_str);
        let only = kinds.into_iter().find(|kind| *kind != "null");
        kind.as_str().or(only).map(str::to_owned)
    }))
}

#[cfg(test)]
mod tests {
    use super::{Sources, amount_type, check, faults};
    use crate::contract::{Contract, contracts};
    use crate::json::Json;
    use crate::problems::Problems;

    fn contract(authentication: &str, amount: &str, repeats: &str) -> Json {
        Json::parse(&format!(
            r#"{{"info":{{"x-provider":{{"authentication":"{authentication}","amount":"{amount}","repeats":"{repeats}"}}}}}}"#
        ))
        .unwrap()
    }

    fn sources() -> Sources {
        Sources {
            all: r#"credentials_header("api_key", "Bearer", key)"#.to_owned(),
            request: "pub amount: Amount, amountInMajorCurrency".to_owned(),
            create: r#"Repeats::SameKey Key::Header(HeaderName::from_static("idempotency-key"))"#
                .to_owned(),
        }
    }

    const KEY: &str = "`Idempotency-Key` header";

    #[test]
    fn what_the_table_says_and_the_client_does_is_right() {
        let right = contract("bearer API key", "decimal string, no currency", KEY);
        assert_eq!(faults(&right, &sources(), Some("string")), [""; 0]);
    }

    #[test]
    fn each_fact_that_code_and_table_disagree_about_is_found() {
        let amount = "decimal string, no currency";
        for (authentication, amount, repeats, found) in [
            (
                "platform id",
                amount,
                KEY,
                "authentication does not say `bearer`",
            ),
            (
                "bearer and HTTP Basic",
                amount,
                KEY,
                "authentication says `HTTP Basic`",
            ),
            ("bearer and HMAC", amount, KEY, "authentication says `HMAC`"),
            (
                "bearer key",
                "decimal string, minor units",
                KEY,
                "amount says `minor units`",
            ),
            (
                "bearer key",
                "decimal string, with currency",
                KEY,
                "amount says `with currency`",
            ),
            (
                "bearer key",
                "integer or decimal string",
                KEY,
                "amount says `integer`",
            ),
            (
                "bearer key",
                "any",
                KEY,
                "amount does not say `decimal string`",
            ),
            (
                "bearer key",
                amount,
                "not documented, or the `Idempotency-Key` header",
                "repeats says `not documented`",
            ),
            (
                "bearer key",
                amount,
                "`Idempotency-Key`",
                "repeats does not say `` header`",
            ),
            (
                "bearer key",
                amount,
                "`Other-Key` header",
                "repeats names `Other-Key`",
            ),
        ] {
            let faults = faults(
                &contract(authentication, amount, repeats),
                &sources(),
                Some("string"),
            );
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(
                faults.iter().all(|fault| fault.starts_with(found)),
                "{found}: {faults:?}"
            );
        }
    }

    #[test]
    fn a_provider_that_is_not_read_yet_is_left_to_another_check() {
        let unread = contract("not read yet", "not read yet", "not read yet");
        assert_eq!(faults(&unread, &sources(), None), [""; 0]);
    }

    #[test]
    fn every_contract_has_an_amount_and_the_table_is_right() {
        for contract in contracts().unwrap() {
            assert!(
                amount_type(&contract).unwrap().is_some(),
                "{}",
                contract.provider
            );
        }
        let empty = Contract::parse("x", r#"{"paths":{}}"#).unwrap();
        assert_eq!(amount_type(&empty).unwrap(), None);
        let mut problems = Problems::default();
        check(&mut problems).unwrap();
        problems.into_result().unwrap();
    }
}
