//! One request, as it came.

use std::borrow::Cow;
use std::fmt;

/// Headers whose values are credentials, or made from them.
const SECRET_HEADERS: [&str; 4] = ["authorization", "x-signature", "x-platform-id", "cookie"];

/// One HTTP request exactly as it arrived.
///
/// `Debug` shows neither header values nor the body, as both may hold credentials and payer data.
/// [`Recorded::as_text`] is the form for snapshots.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// The method, in the case in which it came.
    pub method: String,
    /// Path and query as on the wire: nothing is decoded or normalised.
    pub target: String,
    /// Names and values in the order and the case in which they came. A value that is not UTF-8 has
    /// replacement characters.
    pub headers: Vec<(String, String)>,
    /// The body, without the framing of a chunked one.
    pub body: Vec<u8>,
    /// The status that was answered; `None` when no status line was sent.
    pub answered: Option<u16>,
}

impl Recorded {
    /// The path, as on the wire, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The query, as on the wire, without its question mark; `None` when there is no question mark.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// The first value of a name in the query, decoded.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let mut pairs = self.query_pairs();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The names and values in the query, decoded.
    pub(crate) fn query_pairs(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.query().unwrap_or_default().as_bytes()).into_owned()
    }

    /// The first value of a header. The name's case does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All values of a header, in the order in which they came. The name's case does not matter.
    pub fn header_values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text. Bytes that are not UTF-8 become replacement characters.
    #[must_use]
    pub fn body_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// Keeps at most so many bytes of the target, of the headers and of the body each.
    pub(crate) fn cut(&mut self, most: usize) {
        if self.target.len() > most {
            self.target = self.target.chars().take(most / 4).collect();
        }
        let mut left = most;
        self.headers.retain(|(name, value)| {
            let size = name.len().saturating_add(value.len());
            let fits = size <= left;
            left = left.saturating_sub(if fits { size } else { 0 });
            fits
        });
        if self.body.len() > most {
            self.body.truncate(most);
        }
        self.body.shrink_to_fit();
    }

    /// The request as exact text for a snapshot.
    ///
    /// Method and target; the headers by name, in lower case and sorted; an empty line; the body as
    /// it came; and an end mark with the body's length in bytes. Values that are secret or differ
    /// from run to run are replaced: `[redacted]`, `[host]`, and `[version]` in the user agent.
    #[must_use]
    pub fn as_text(&self) -> String {
        let mut text = format!("{} {}\n", self.method, self.target);
        for (name, value) in self.shown_headers() {
            text.push_str(&format!("{name}: {value}\n"));
        }
        text.push('\n');
        if !self.body.is_empty() {
            text.push_str(&self.body_text());
            text.push('\n');
        }
        text.push_str(&format!("-- {} bytes", self.body.len()));
        text
    }

    /// The headers by name, in lower case and sorted, without values that are secret or differ from
    /// run to run.
    pub(crate) fn shown_headers(&self) -> Vec<(String, Cow<'_, str>)> {
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| {
                let name = name.to_ascii_lowercase();
                let value = shown(&name, value);
                (name, value)
            })
            .collect();
        // A stable sort by name alone: several values of one header keep their order.
        headers.sort_by(|(left, _), (right, _)| left.cmp(right));
        headers
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Recorded")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .field("answered", &self.answered)
            .finish()
    }
}

/// A header's value as a snapshot shows it.
fn shown<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    match name {
        _ if SECRET_HEADERS.contains(&name) => Cow::Borrowed("[redacted]"),
        "host" => Cow::Borrowed("[host]"),
        "user-agent" => Cow::Owned(without_versions(value)),
        _ => Cow::Borrowed(value),
    }
}

/// `name/1.2.3 (more)` becomes `name/[version] (more)`, so that a release does not change every
/// snapshot.
fn without_versions(user_agent: &str) -> String {
    let products: Vec<_> = user_agent
        .split(' ')
        .map(|product| match product.split_once('/') {
            Some((name, _)) => format!("{name}/[version]"),
            None => product.to_owned(),
        })
        .collect();
    products.join(" ")
}
