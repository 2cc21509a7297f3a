//! The generated request cases: the sandbox accepts what the contract allows, and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use paylink_sandbox::Sandbox;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client::{Request, ask};
use crate::links::{make, make_with};

#[derive(Deserialize)]
struct Case {
    case: String,
    operation: String,
    valid: bool,
    limit: Option<Limit>,
    path: BTreeMap<String, String>,
    #[serde(default)]
    query: BTreeMap<String, Value>,
    headers: BTreeMap<String, String>,
    body: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Limit {
    now: Option<String>,
}

/// The contract of a provider, from the crate's own folder.
pub(crate) fn contract(provider: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("contracts/{provider}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// A file below `fixtures`, which is outside the crate: these tests run in the workspace only.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(path)
}

fn cases(provider: &str) -> Vec<Case> {
    let files = std::fs::read_dir(fixture(&format!("{provider}/requests"))).unwrap();
    files
        .map(|file| serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap())
        .collect()
}

#[tokio::test]
async fn every_generated_case_is_accepted_or_refused_as_it_says() {
    for provider in Sandbox::PROVIDERS {
        let contract = contract(provider);
        let sandbox = Sandbox::start().await.unwrap();
        let mut seen = [0, 0];
        for case in cases(provider) {
            let name = &case.case;
            let request = request(&sandbox, provider, &contract, &case).await;
            if let Some(now) = case.limit.as_ref().and_then(|limit| limit.now.as_deref()) {
                sandbox
                    .clock()
                    .stop_at(OffsetDateTime::parse(now, &Rfc3339).unwrap());
            }
            let request = request.authenticated(&sandbox, provider).await;
            let answer = request.send(&sandbox).await;
            let expected: &[u16] = if case.valid { &[200, 201] } else { &[400, 422] };
            assert!(
                expected.contains(&answer.status),
                "{provider} {name}: {} {}",
                answer.status,
                answer.body
            );
            seen[usize::from(case.valid)] += 1;
        }
        let [beyond, within] = seen;
        assert!(
            beyond > 0 && within > 1,
            "{provider}: {beyond} cases beyond a limit, {within} within"
        );
    }
}

/// The request of a case. What a valid one reads or changes is there: it is made first.
async fn request(sandbox: &Sandbox, provider: &str, contract: &Value, case: &Case) -> Request {
    let (template, method) = operation(contract, &case.operation);
    let there = match case.operation.as_str() {
        "createPaymentLink" => BTreeMap::new(),
        _ => resources(sandbox, provider, case).await,
    };
    let parameters = contract["paths"][template][method]["parameters"].as_array();
    let parameters = parameters.into_iter().flatten();
    let value_of = |name: &str, given: Option<String>| {
        let example = parameters
            .clone()
            .find(|parameter| parameter["name"] == name)
            .and_then(|parameter| parameter["example"].as_str());
        match given {
            Some(given) if Some(given.as_str()) != example => given,
            _ => there
                .get(name)
                .cloned()
                .unwrap_or_else(|| example.unwrap().to_owned()),
        }
    };
    let mut path = template.to_owned();
    for parameter in parameters
        .clone()
        .filter(|parameter| parameter["in"] == "path")
    {
        let name = parameter["name"].as_str().unwrap();
        let value = value_of(name, case.path.get(name).cloned());
        let value = utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string();
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    let query: Vec<_> = case
        .query
        .iter()
        .map(|(name, value)| match value.as_str() {
            Some(text) => format!("{name}={}", value_of(name, Some(text.to_owned()))),
            None => format!("{name}={value}"),
        })
        .collect();
    let base_url = sandbox.base_url(provider).unwrap();
    let base_path = base_url
        .strip_prefix(&sandbox.base_url("paywint").unwrap())
        .unwrap();
    let target = format!("{base_path}{path}?{}", query.join("&"));
    let method = ["GET", "POST", "PUT", "PATCH"]
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(method))
        .unwrap();
    let request = Request::new(method, target.trim_end_matches('?'));
    let request = match &case.body {
        Some(body) => request.json(with_credentials(sandbox, case, body.get())),
        None => request,
    };
    case.headers.iter().fold(request, |request, (name, value)| {
        request.header(name, value.as_str())
    })
}

/// What the parameters of an operation can name.
async fn resources(
    sandbox: &Sandbox,
    provider: &str,
    case: &Case,
) -> BTreeMap<&'static str, String> {
    // A reference of its own: another case may have cancelled the link of an earlier one.
    let link = make_with(sandbox, provider, "r-1", &case.case).await;
    let mut named = BTreeMap::from([
        ("id", link.id.clone()),
        ("payment_link_id", link.id.clone()),
    ]);
    match case.operation.as_str() {
        "getOrder" => {
            sandbox.pay(provider, &link.id).unwrap();
            let path = format!("/v1/paymentlinks/{}/", link.id);
            let paid = ask(sandbox, provider, "GET", &path).await;
            named.insert("id", paid.text("/completed_order_id"));
        }
        "getPayment" => {
            named.insert("payment_id", link.id);
        }
        "findPaymentLink" => {
            named.insert("merchant_payment_link_reference", link.reference.unwrap());
        }
        "listPaymentLinks" => {
            make(sandbox, provider).await;
            let page = ask(sandbox, provider, "GET", "/v1/payment-links?limit=1").await;
            named.insert("starting_after", page.text("/next_cursor"));
        }
        "listPaymentLinkInvoices" => {
            sandbox.pay(provider, &link.id).unwrap();
            sandbox.pay(provider, &link.id).unwrap();
            let path = format!("/v1/payment-links/{}/invoices?limit=1", link.id);
            let page = ask(sandbox, provider, "GET", &path).await;
            named.insert("starting_after", page.text("/next_cursor"));
        }
        _ => {}
    }
    named
}

/// A request for a token, with the credentials of this sandbox in the place of the example's.
fn with_credentials(sandbox: &Sandbox, case: &Case, body: &str) -> String {
    if case.operation != "createToken" {
        return body.to_owned();
    }
    let mut body: Value = serde_json::from_str(body).unwrap();
    for ((_, value), field) in sandbox
        .credentials("pinelabs")
        .into_iter()
        .zip(["client_id", "client_secret"])
    {
        if let Some(given) = body.get_mut(field) {
            *given = Value::from(value);
        }
    }
    body.to_string()
}

fn operation<'a>(contract: &'a Value, id: &str) -> (&'a str, &'a str) {
    contract["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (path, method, operation))
        })
        .find(|(_, _, operation)| operation["operationId"] == id)
        .map(|(path, method, _)| (path.as_str(), method.as_str()))
        .unwrap()
}
