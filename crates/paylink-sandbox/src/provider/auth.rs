//! Credentials in headers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq;

use crate::wire::Recorded;

/// Whether two secrets are the same, in a time that does not depend on where they differ.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

/// The value of a header that came exactly once: of two credentials nobody knows which one counts.
pub(crate) fn single<'a>(request: &'a Recorded, name: &'a str) -> Option<&'a str> {
    let mut values = request.header_values(name);
    values.next().filter(|_| values.next().is_none())
}

/// The token of `Authorization: Bearer`.
pub(crate) fn bearer(request: &Recorded) -> Option<&str> {
    credentials(request, "Bearer")
}

/// User name and password of `Authorization: Basic`.
pub(crate) fn basic(request: &Recorded) -> Option<(String, String)> {
    let bytes = STANDARD.decode(credentials(request, "Basic")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.split_once(':')
        .map(|(name, password)| (name.to_owned(), password.to_owned()))
}

fn credentials<'a>(request: &'a Recorded, scheme: &str) -> Option<&'a str> {
    let (given, credentials) = single(request, "authorization")?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then_some(credentials)
}
