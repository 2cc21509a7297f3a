//! JSON texts for proptest: any value, and objects whose known members have any value. The
//! properties of the provider crates include this file by path.
#![allow(dead_code, reason = "not every crate needs every strategy")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "test code fails by panicking"
)]

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

/// What almost is a documented value, and what JSON allows but few expect.
const ODD: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0e-0",
    "1e400",
    "1E-400",
    "25.00",
    "995",
    "\"\"",
    "\" \"",
    "\"25.0\"",
    "\"1e5\"",
    "\"false\"",
    "\"usd\"",
    "\"EURO\"",
    "\"P1D\"",
    "\"2026-01-01T00:00:00Z\"",
    "\"2025-03-21T08:29Z\"",
    "\"2025-03-21T08:29+0530\"",
    "\"2025-03-21T08:29+25:00\"",
    "\"2025-03-21T23:59:60Z\"",
    "\"2025-03-21T08:2éZ\"",
    "\"+99999-13-32T24:60:60.0000000001-99:99\"",
    "18446744073709551616",
    "\" 25.00\"",
    "\"+25\"",
    "\"https://pay.example.com/a b\\u0000\\u001b[2J\"",
    "\"yesterday\"",
    "\"\\ud800\"",
    "\"\\u0000\\n\"",
    "\"\\uD83D\\uDE00\"",
    "{\"\\udfff\":1}",
    "[[[[]]]]",
];

/// Any JSON value.
pub(crate) fn any_json() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        select(ODD).prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,12})?",
        any_text(),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let member =
            (any_text(), inner.clone()).prop_map(|(name, value)| format!("{name}:{value}"));
        prop_oneof![
            vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            vec(member, 0..4).prop_map(|all| format!("{{{}}}", all.join(","))),
        ]
    })
    .boxed()
}

fn any_text() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| serde_json::Value::from(text).to_string())
}

/// Members of these names with any value.
pub(crate) fn any_values(names: &[&'static str]) -> Vec<(&'static str, BoxedStrategy<String>)> {
    names.iter().map(|name| (*name, any_json())).collect()
}

/// An object that has the members of `identity`, and each of `fields` or not, in any order.
pub(crate) fn any_object(
    identity: impl Into<String>,
    fields: Vec<(&'static str, BoxedStrategy<String>)>,
) -> BoxedStrategy<String> {
    any_object_with(Just(identity.into()), fields)
}

/// The same, where `identity` varies.
pub(crate) fn any_object_with(
    identity: impl Strategy<Value = String> + 'static,
    fields: Vec<(&'static str, BoxedStrategy<String>)>,
) -> BoxedStrategy<String> {
    let members: Vec<_> = (fields.into_iter())
        .map(|(name, value)| {
            weighted(
                0.8,
                value.prop_map(move |value| format!("\"{name}\":{value}")),
            )
        })
        .collect();
    (identity, members)
        .prop_map(|(identity, members)| {
            let identity = Some(identity).filter(|text| !text.is_empty());
            members.into_iter().flatten().chain(identity).collect()
        })
        .prop_shuffle()
        .prop_map(|members: Vec<String>| format!("{{{}}}", members.join(",")))
        .boxed()
}

/// A member that no page documents.
pub(crate) fn extra_member() -> impl Strategy<Value = String> {
    ("x-[a-z]{1,8}|\\\\ud800", any_json()).prop_map(|(name, value)| format!("\"{name}\":{value}"))
}

/// The same body with a member more: first in the outermost object, or in every object that is not
/// empty.
pub(crate) fn with_extra(body: &str, member: &str, everywhere: bool) -> String {
    let mut text = String::new();
    let (mut quoted, mut escaped, mut outermost) = (false, false, true);
    for (index, character) in body.char_indices() {
        text.push(character);
        let begins = character == '{' && !quoted && (outermost || everywhere);
        if begins && !body[index + 1..].trim_start().starts_with('}') {
            text.push_str(member);
            text.push(',');
            outermost = false;
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
    }
    text
}
