//! [`BaseUrl`] and [`PathSegment`]: where a request goes. No identifier can change the path.

use core::net::IpAddr;
use std::fmt;
use std::str::FromStr;

use http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::field_error::FieldError;

/// Everything but the unreserved characters of RFC 3986 is escaped in a path segment or query
/// value.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The address of a provider's API: scheme, host, and a path prefix if the provider documents one.
///
/// The scheme is `https`, or `http` for loopback only. There is no user name, query or fragment. A
/// slash at the end makes no difference.
///
/// ```
/// use paylink_core::BaseUrl;
/// let base: BaseUrl = "https://api.example.com/v1/".parse()?;
/// assert_eq!(base.as_str(), "https://api.example.com/v1");
/// assert!("http://api.example.com".parse::<BaseUrl>().is_err());
/// # Ok::<(), paylink_core::FieldError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(Box<str>);

impl BaseUrl {
    /// The address without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As parsing, but accepts plain `http` for every host. Credentials and payer data are then
    /// readable on the network.
    ///
    /// # Errors
    /// As parsing, except for the scheme.
    pub fn allowing_plain_http(text: &str) -> Result<Self, FieldError> {
        Self::read(text, true)
    }

    /// Replaces each `{...}` of a route template with a segment, in order, and appends the result
    /// to the base.
    ///
    /// # Errors
    /// [`FieldError`] if template and segments do not match, or the address is longer than HTTP
    /// libraries accept.
    pub fn join(&self, route: &str, segments: &[&PathSegment]) -> Result<Uri, FieldError> {
        self.join_query(route, segments, &[])
    }

    /// As [`join`](Self::join), with a query. Its names and values are percent-encoded.
    ///
    /// # Errors
    /// As [`join`](Self::join).
    pub fn join_query(
        &self,
        route: &str,
        segments: &[&PathSegment],
        query: &[(&str, &str)],
    ) -> Result<Uri, FieldError> {
        let mut address = String::with_capacity(self.0.len().saturating_add(route.len()));
        address.push_str(&self.0);
        let mut segments = segments.iter();
        let mut rest = route;
        while let Some((literal, tail)) = rest.split_once('{') {
            let (_, tail) = tail.split_once('}').ok_or_else(mismatch)?;
            address.push_str(literal);
            address.push_str(&segments.next().ok_or_else(mismatch)?.0);
            rest = tail;
        }
        address.push_str(rest);
        if segments.next().is_some() {
            return Err(mismatch());
        }
        for (index, (name, value)) in query.iter().enumerate() {
            address.push(if index == 0 { '?' } else { '&' });
            address.extend(utf8_percent_encode(name, ESCAPED));
            address.push('=');
            address.extend(utf8_percent_encode(value, ESCAPED));
        }
        // Without a copy: parsing a `&str` would make one.
        Uri::try_from(address).map_err(|_| FieldError::new("path", "must make a valid address"))
    }
}

fn mismatch() -> FieldError {
    FieldError::new("path", "must have one value for each place in its template")
}

impl FromStr for BaseUrl {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        Self::read(text, false)
    }
}

impl BaseUrl {
    fn read(text: &str, plain_http: bool) -> Result<Self, FieldError> {
        let refuse = |rule: &'static str| Err(FieldError::new("base_url", rule));
        if text.contains(['#', '?', '@']) {
            return refuse("must have no user name, query or fragment");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return refuse("must be an absolute URL");
        };
        let host = uri.host().unwrap_or_default();
        match uri.scheme_str() {
            _ if host.is_empty() => return refuse("must be an absolute URL"),
            Some("https") => {}
            Some("http") if plain_http || is_loopback(host) => {}
            Some("http") => return refuse("must use https; http is for loopback only"),
            _ => return refuse("must use https"),
        }
        let authority = uri.authority().map_or("", http::uri::Authority::as_str);
        if !is_host(host) {
            return refuse("must have a host name or an IP address");
        }
        if !is_port(authority.strip_prefix(host).unwrap_or_default()) {
            return refuse("must have a port between 0 and 65535 after the colon");
        }
        let prefix = uri.path().trim_end_matches('/');
        if !prefix.split('/').skip(1).all(is_plain_segment) {
            return refuse("must have a plain path: letters, digits, '-', '_', '~' and single '.'");
        }
        let origin = text.strip_suffix(uri.path()).unwrap_or(text);
        Ok(Self(format!("{origin}{prefix}").into()))
    }
}

/// A character that a path has unescaped, in any position.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~')
}

/// A prefix that no HTTP library rewrites: what is signed is what is sent.
fn is_plain_segment(segment: &str) -> bool {
    !segment.is_empty()
        && !matches!(segment, "." | "..")
        && segment.bytes().all(|byte| is_plain(byte) || byte == b'.')
}

/// A name, or an IP address in the form that every HTTP library reads in the same way, so not
/// `127.1`.
fn is_host(host: &str) -> bool {
    if host.contains('[') {
        return address(host).is_some();
    }
    let is_label = |label: &str| {
        label.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
            && label.bytes().all(is_plain)
    };
    let mut labels = host.strip_suffix('.').unwrap_or(host).split('.');
    let last = labels.clone().next_back().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || last.starts_with("0x")
        || last.starts_with("0X");
    labels.all(is_label) && (!is_number || address(host).is_some())
}

/// Empty, or a colon and a port.
fn is_port(text: &str) -> bool {
    text.is_empty()
        || text.strip_prefix(':').is_some_and(|port| {
            port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
        })
}

/// The host as an IP address, if it is one.
fn address(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || address(host).is_some_and(|address| address.is_loopback())
}

impl AsRef<str> for BaseUrl {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One segment of a path, percent-encoded. It stays one segment: it adds no slash, no `..` and no
/// query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathSegment(String);

impl PathSegment {
    /// An identifier from the provider. It is refused if it could be more than an identifier.
    ///
    /// # Errors
    /// [`FieldError`] if it is empty, is `.` or `..`, or contains a character with a meaning in
    /// URLs.
    pub fn id(field: &'static str, id: &str) -> Result<Self, FieldError> {
        if id.contains(['/', '\\', '?', '#', '%']) || id.contains("..") {
            let rule = "must be an identifier, without '/', '\\', '?', '#', '%' or '..'";
            return Err(FieldError::new(field, rule));
        }
        Self::text(field, id)
    }

    /// Any text, such as a merchant reference. It is encoded, so `a/b` stays one segment.
    ///
    /// # Errors
    /// [`FieldError`] if it is blank or contains a control character, or if a part between slashes
    /// is `.` or `..`: a server that decodes before it routes would use another path.
    pub fn text(field: &'static str, text: &str) -> Result<Self, FieldError> {
        if !text.is_empty() && text.bytes().all(is_plain) {
            // The usual case: nothing to refuse and nothing to encode.
            return Ok(Self(text.to_owned()));
        }
        if text.trim().is_empty() {
            return Err(FieldError::new(field, "must not be empty"));
        }
        if text.chars().any(char::is_control) {
            return Err(FieldError::new(
                field,
                "must not contain a control character",
            ));
        }
        if text
            .split(['/', '\\'])
            .any(|part| matches!(part, "." | ".."))
        {
            return Err(FieldError::new(
                field,
                "must not contain a '.' or '..' segment",
            ));
        }
        Ok(Self(utf8_percent_encode(text, ESCAPED).to_string()))
    }
}
