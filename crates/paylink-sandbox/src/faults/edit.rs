//! Changes in a JSON body that leave the rest of its values as the text that they were.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::wire::Reply;

/// The step of a path that means each item of a list.
pub(super) const EACH: &str = "*";

/// The fields of an object, each the text that it came as.
pub(super) type Fields = BTreeMap<String, Box<RawValue>>;

/// Whether an answer says that the request was carried out.
pub(super) fn is_success(answer: &Reply) -> bool {
    matches!(answer.status(), Some(200..=299))
}

/// The outer object of a success; `None` for any other answer.
pub(super) fn fields_of(answer: &Reply) -> Option<Fields> {
    let body = answer.body().filter(|_| is_success(answer))?;
    serde_json::from_slice(body).ok()
}

/// The answer with other fields.
pub(super) fn with_fields(answer: Reply, fields: &Fields) -> Reply {
    match serde_json::to_string(fields) {
        Ok(body) => answer.with_body(body),
        Err(_) => answer,
    }
}

/// A success with the value at each path changed, where there is one. An error stays as it is.
pub(super) fn changed_at(
    answer: Reply,
    paths: &[&[&str]],
    change: &dyn Fn(&RawValue) -> Option<String>,
) -> Reply {
    let Some(mut body) = raw_body(&answer) else {
        return answer;
    };
    for path in paths {
        if let Some(changed) = value_at(&body, path, change) {
            body = changed;
        }
    }
    answer.with_body(body.get())
}

fn raw_body(answer: &Reply) -> Option<Box<RawValue>> {
    let body = answer.body().filter(|_| is_success(answer))?;
    serde_json::from_slice(body).ok()
}

/// The value with what is at the path changed; `None` where nothing is there or nothing changes.
fn value_at(
    value: &RawValue,
    path: &[&str],
    change: &dyn Fn(&RawValue) -> Option<String>,
) -> Option<Box<RawValue>> {
    match path {
        [] => RawValue::from_string(change(value)?).ok(),
        [EACH, rest @ ..] => {
            let mut items: Vec<Box<RawValue>> = serde_json::from_str(value.get()).ok()?;
            for item in &mut items {
                if let Some(changed) = value_at(item, rest, change) {
                    *item = changed;
                }
            }
            serde_json::value::to_raw_value(&items).ok()
        }
        [name, rest @ ..] => {
            let mut fields: Fields = serde_json::from_str(value.get()).ok()?;
            let field = fields.get_mut(*name)?;
            *field = value_at(field, rest, change)?;
            serde_json::value::to_raw_value(&fields).ok()
        }
    }
}

/// Another text or number of the same length and kind: its last letter or digit is another one.
///
/// `None` for every other value: for `null` there is no other.
pub(super) fn another(value: &RawValue) -> Option<String> {
    let text = value.get();
    if let Ok(text) = serde_json::from_str::<String>(text) {
        return serde_json::to_string(&last_changed(&text)?).ok();
    }
    let is_number = text.starts_with(|start: char| start == '-' || start.is_ascii_digit());
    is_number.then(|| last_changed(text)).flatten()
}

/// Never a 0 in the place of another digit: an amount stays above 0.
fn last_changed(text: &str) -> Option<String> {
    let place = text.rfind(|character: char| character.is_ascii_alphanumeric())?;
    let (before, rest) = text.split_at_checked(place)?;
    let (old, after) = rest.split_at_checked(1)?;
    let new = if old == "1" { "2" } else { "1" };
    Some(format!("{before}{new}{after}"))
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::another;

    #[test]
    fn another_value_differs_and_keeps_length_and_kind() {
        for (value, other) in [
            (r#""r-1""#, Some(r#""r-2""#)),
            (r#""plink_00""#, Some(r#""plink_01""#)),
            (r#""a\n""#, Some(r#""1\n""#)),
            (r#""""#, None),
            ("1000", Some("1001")),
            ("10.50", Some("10.51")),
            ("1", Some("2")),
            ("null", None),
            ("true", None),
            ("[1]", None),
        ] {
            let raw = RawValue::from_string(value.to_owned()).map(|raw| another(&raw));
            assert_eq!(raw.ok().flatten().as_deref(), other, "{value}");
        }
    }
}
