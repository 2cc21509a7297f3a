//! Reads Paywint's error bodies into a refusal.

use paylink_core::provider::json::{Object, Value};
use paylink_core::provider::{Received, Refusal};

/// Reads the body of an error, which may be anything.
pub(crate) fn refusal(received: &Received) -> Refusal {
    received
        .object()
        .map_or_else(|_| Refusal::default(), |body| read_refusal(&body))
}

/// Reads `{detail: [{loc, msg, type}]}`, `{detail: "text"}`, an envelope with its `message`, or
/// anything else. No part is required. The code is the type of the first fault.
pub(crate) fn read_refusal(body: &Object<'_>) -> Refusal {
    let faults = body.array("detail").unwrap_or_default();
    let lines: Vec<String> = faults.iter().filter_map(line).collect();
    let detail = match lines.as_slice() {
        [] => body.get("detail").and_then(string),
        lines => Some(lines.join("; ")),
    };
    let mut refusal = Refusal::default();
    refusal.code = faults.iter().find_map(|fault| fault.object()?.text("type"));
    refusal.message = detail.or_else(|| body.text("message"));
    refusal
}

/// A fault in one line: `body.amount: Input should be greater than 0`. If the fault contains a copy
/// of the request, it is left out.
fn line(fault: &Value<'_>) -> Option<String> {
    let Some(fault) = fault.object() else {
        return string(*fault);
    };
    let message = fault.text("msg")?;
    let steps = fault.array("loc").unwrap_or_default();
    Some(match path(&steps).as_str() {
        "" => message,
        path => format!("{path}: {message}"),
    })
}

/// The maximum length of a path, in bytes. Paths of this crate's requests have at most three steps.
const LONGEST_PATH: usize = 256;

/// Names and positions as one path: `body.items[0]`. A path that is longer than any of a request is
/// cut, so that a response does not decide how much work this is.
fn path(steps: &[Value<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step.string() {
            Some(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&name);
            }
            None => {
                path.push('[');
                path.push_str(step.json());
                path.push(']');
            }
        }
        if path.len() > LONGEST_PATH {
            path.push_str("...");
            break;
        }
    }
    path
}

fn string(value: Value<'_>) -> Option<String> {
    value.string().map(Into::into)
}
