//! The query of a request.

use percent_encoding::percent_decode_str;

use crate::wire::Recorded;

/// The first value of a name in the query, decoded.
pub(crate) fn query_value(request: &Recorded, name: &str) -> Option<String> {
    let pairs = request
        .query()?
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    pairs
        .map(|(key, value)| (decode(key), decode(value)))
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}
