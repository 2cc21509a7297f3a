//! Paywint's error bodies, read into a refusal.

use paylink_core::json::{Object, Value};
use paylink_core::{Received, Refusal};

/// Reads the body of an error, whatever it is.
pub(crate) fn refusal(received: &Received) -> Refusal {
    received
        .object()
        .map_or_else(|_| Refusal::default(), |body| read_refusal(&body))
}

/// Reads `{detail: [{loc, msg, type}]}`, `{detail: "text"}`, an envelope with its `message`, or anything else. None of it
/// is required. The code is the type of the first fault.
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

/// A fault in one line: `body.amount: Input should be greater than 0`. A copy of what was sent, which such faults may
/// hold besides, is left out.
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

/// Names and positions as one path: `body.items[0]`.
fn path(steps: &[Value<'_>]) -> String {
    (steps.iter()).fold(String::new(), |path, step| match step.string() {
        Some(name) if path.is_empty() => name.into_owned(),
        Some(name) => format!("{path}.{name}"),
        None => format!("{path}[{}]", step.json()),
    })
}

fn string(value: Value<'_>) -> Option<String> {
    value.string().map(Into::into)
}
