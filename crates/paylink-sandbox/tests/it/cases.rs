//! The generated request cases: the sandbox accepts what the contract allows, and nothing else.

use std::path::{Path, PathBuf};

use paylink_sandbox::Sandbox;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client::Request;

#[derive(Deserialize)]
struct Case {
    case: String,
    operation: String,
    valid: bool,
    limit: Option<Limit>,
    path: Map<String, Value>,
    headers: Map<String, Value>,
    body: Box<RawValue>,
}

#[derive(Deserialize)]
struct Limit {
    now: Option<String>,
}

/// A file below `fixtures`, which is outside the crate: these tests run in the workspace only.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(path)
}

#[tokio::test]
async fn every_generated_case_is_accepted_or_refused_as_it_says() {
    for provider in Sandbox::PROVIDERS {
        let sandbox = Sandbox::start().await.unwrap();
        let contract: Value = serde_json::from_slice(
            &std::fs::read(fixture(&format!("{provider}/contract.json"))).unwrap(),
        )
        .unwrap();
        let mut seen = [0, 0];
        for file in std::fs::read_dir(fixture(&format!("{provider}/requests"))).unwrap() {
            let case: Case =
                serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
            if case.operation != "createPaymentLink" {
                continue;
            }
            if let Some(now) = case.limit.as_ref().and_then(|limit| limit.now.as_deref()) {
                sandbox
                    .clock()
                    .stop_at(OffsetDateTime::parse(now, &Rfc3339).unwrap());
            }
            let answer = request(&sandbox, provider, &contract, &case)
                .await
                .send(&sandbox)
                .await;
            let accepted = matches!(answer.status, 200 | 201);
            let refused = matches!(answer.status, 400 | 422);
            let name = &case.case;
            assert!(
                if case.valid { accepted } else { refused },
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

async fn request(sandbox: &Sandbox, provider: &str, contract: &Value, case: &Case) -> Request {
    let (template, method) = operation(contract, &case.operation);
    let mut path = template.to_owned();
    let parameters = contract["paths"][template][method]["parameters"]
        .as_array()
        .unwrap();
    for parameter in parameters
        .iter()
        .filter(|parameter| parameter["in"] == "path")
    {
        let name = parameter["name"].as_str().unwrap();
        // A case without the variable uses the documented example.
        let value = case
            .path
            .get(name)
            .unwrap_or(&parameter["example"])
            .as_str()
            .unwrap();
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    let base_path = sandbox.base_url(provider).unwrap();
    let base_path = base_path
        .strip_prefix(&sandbox.base_url("paywint").unwrap())
        .unwrap();
    let request = Request::new("POST", format!("{base_path}{path}")).json(case.body.get());
    let request = case.headers.iter().fold(request, |request, (name, value)| {
        request.header(name, value.as_str().unwrap())
    });
    request.authenticated(sandbox, provider).await
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
