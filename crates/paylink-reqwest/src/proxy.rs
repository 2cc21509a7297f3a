//! The address of a proxy, and what never goes through one.

use paylink_core::{BaseUrl, FieldError};
use reqwest::{NoProxy, Proxy};

const FIELD: &str = "proxy";

/// This machine: not the proxy's idea of it, and not over the network.
const LOOPBACK: &str = "localhost,127.0.0.0/8,::1";

/// The proxy at this address, for what goes over https and not to loopback. The rest is plain http, and holds credentials in clear.
///
/// reqwest takes almost any URL here, and sends without a proxy when it does not know its scheme.
pub(crate) fn proxy(address: &str) -> Result<Proxy, FieldError> {
    check(address).map_err(|rule| FieldError::new(FIELD, rule))?;
    let proxy = Proxy::https(address)
        .map_err(|_| FieldError::new(FIELD, "must be an address of a proxy"))?;
    Ok(proxy.no_proxy(NoProxy::from_string(LOOPBACK)))
}

/// The rule that an address breaks. None of them repeats it: it may hold a password.
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
    // The host and the port of a proxy are read as those of an API are. A proxy has no path.
    if host.contains('/') || format!("https://{host}").parse::<BaseUrl>().is_err() {
        return Err("must have a host, a port if there is one, and nothing behind them");
    }
    Ok(())
}

/// A scheme may be written in capitals.
fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(prefix.len())?;
    begin.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A user name, or one with a password, as RFC 3986 writes them (3.2.1).
fn is_user(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:%".contains(&byte);
    let is_escape = |rest: &str| {
        (rest.get(..2)).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    text.bytes().all(plain) && text.split('%').skip(1).all(is_escape)
}
