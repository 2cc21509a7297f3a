//! The address of a proxy, and the addresses that never use one.

use paylink_core::{BaseUrl, FieldError};
use reqwest::{NoProxy, Proxy};

const FIELD: &str = "proxy";

/// This machine, reached directly.
const LOOPBACK: &str = "localhost,127.0.0.0/8,::1";

/// The proxy at this address, for https to hosts other than loopback. Plain http has readable
/// credentials.
///
/// reqwest accepts almost any URL here, and sends without a proxy if the scheme is unknown.
pub(crate) fn proxy(address: &str) -> Result<Proxy, FieldError> {
    check(address).map_err(|rule| FieldError::new(FIELD, rule))?;
    let proxy = Proxy::https(address)
        .map_err(|_| FieldError::new(FIELD, "must be an address of a proxy"))?;
    Ok(proxy.no_proxy(NoProxy::from_string(LOOPBACK)))
}

/// The rule that an address breaks. It does not repeat the address, which may contain a password.
fn check(address: &str) -> Result<(), &'static str> {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| strip_prefix(address, scheme))
        .ok_or("must begin with http:// or https://: no other kind of proxy is supported")?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let host = match rest.rsplit_once('@') {
        Some((user, host)) if is_user(user) => host,
        Some(_) => return Err("must have its user name and password percent-encoded"),
        None => rest,
    };
    // Host and port are read like those of an API. A proxy has no path.
    if host.contains('/') || format!("https://{host}").parse::<BaseUrl>().is_err() {
        return Err("must have a host, an optional port, and nothing after them");
    }
    Ok(())
}

/// A scheme may have capitals.
fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(prefix.len())?;
    begin.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A user name, with or without a password, as in RFC 3986 (3.2.1).
fn is_user(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:%".contains(&byte);
    let is_escape = |rest: &str| {
        (rest.get(..2)).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    text.bytes().all(plain) && text.split('%').skip(1).all(is_escape)
}
