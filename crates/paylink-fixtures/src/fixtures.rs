//! The fixtures, bodies as exact text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use paylink_sandbox::wire::Reply;
use serde::Deserialize;
use serde_json::value::RawValue;

pub(crate) fn folder(provider: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(provider)
}

pub(crate) fn contract_path(provider: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../paylink-sandbox/contracts")
        .join(format!("{provider}.json"))
}

/// A generated request case.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// The file's name.
    #[serde(rename = "case")]
    pub name: String,
    /// The contract's `operationId`.
    pub operation: String,
    /// Whether the page allows it.
    pub valid: bool,
    /// The documented limit that it tries.
    pub limit: Option<Limit>,
    /// Path parameters.
    #[serde(default)]
    pub path: BTreeMap<String, String>,
    /// Query parameters.
    #[serde(default)]
    query: BTreeMap<String, serde_json::Value>,
    /// Header parameters.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    body: Option<Box<RawValue>>,
}

/// A documented limit.
#[derive(Debug, Deserialize)]
pub struct Limit {
    /// The path of the field.
    pub field: String,
    /// The schema keyword.
    pub rule: String,
    /// The time at which the case holds, in RFC 3339, where the limit counts from it.
    pub now: Option<String>,
}

impl Limit {
    /// Whether an error names this field: `suggested_amounts[]` is any element, `Idempotency-Key`
    /// is `idempotency_key`.
    #[must_use]
    pub fn is_named_by(&self, field: Option<&str>) -> bool {
        let digits = |character: char| character.is_ascii_digit();
        let general = field
            .unwrap_or_default()
            .split('[')
            .map(|part| part.trim_start_matches(digits));
        let general = general.collect::<Vec<_>>().join("[");
        general == self.field.to_lowercase().replace('-', "_")
    }
}

impl Case {
    /// A query parameter as it is written in a URL.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let value = self.query.get(name)?;
        Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    }

    /// The body's exact text; empty when there is none.
    #[must_use]
    pub fn body(&self) -> &str {
        self.body.as_deref().map_or("", RawValue::get)
    }
}

/// A documented, synthetic or captured answer.
#[derive(Debug, Deserialize)]
pub struct Documented {
    /// The file's name.
    pub name: String,
    /// The contract's `operationId`.
    pub operation: String,
    /// The status.
    pub status: u16,
    /// The headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    body: Option<Box<RawValue>>,
    text: Option<String>,
}

impl Documented {
    /// The body's exact text.
    #[must_use]
    pub fn body(&self) -> &str {
        let json = self.body.as_deref().map(RawValue::get);
        json.or(self.text.as_deref()).unwrap_or_default()
    }

    /// The answer for a scripted server.
    #[must_use]
    pub fn reply(&self) -> Reply {
        let json = String::from("application/json");
        let content_type = self.headers.get("content-type").unwrap_or(&json);
        let mut reply = Reply::text(self.status, content_type, self.body());
        for (name, value) in &self.headers {
            if name != "content-type" {
                reply = reply.header(name, value);
            }
        }
        reply
    }
}

/// All generated cases of an operation, in the order of their names.
#[must_use]
pub fn cases(provider: &str, operation: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = read_all(&folder(provider).join("requests"));
    cases.retain(|case| case.operation == operation);
    assert!(!cases.is_empty(), "{provider} has no case of {operation}");
    cases
}

/// One answer, by its folder (`responses` or `errors`) and name.
#[must_use]
pub fn documented(provider: &str, kind: &str, name: &str) -> Documented {
    let path = folder(provider).join(kind).join(format!("{name}.json"));
    read(&path)
}

/// All answers of an operation in a folder (`responses` or `errors`), in the order of their names.
#[must_use]
pub fn all_documented(provider: &str, kind: &str, operation: &str) -> Vec<Documented> {
    let mut answers: Vec<Documented> = read_all(&folder(provider).join(kind));
    answers.retain(|answer| answer.operation == operation);
    assert!(!answers.is_empty(), "{provider} has none of {operation}");
    answers
}

/// The page's own example request, to the letter.
#[must_use]
pub fn documented_request(provider: &str) -> String {
    let path = folder(provider).join("documented-request.json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn account_text(provider: &str) -> String {
    let path = folder(provider).join("account.json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read_all<T: for<'de> Deserialize<'de>>(folder: &Path) -> Vec<T> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
