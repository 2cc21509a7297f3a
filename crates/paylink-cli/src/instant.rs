//! Reads a time as a person writes it.

use paylink::Timestamp;
use time::OffsetDateTime;

/// A time in RFC 3339; otherwise the rule, as the end of a sentence.
pub(crate) fn instant(text: &str) -> Result<OffsetDateTime, &'static str> {
    let time = Timestamp::parse(text).and_then(|time| time.instant());
    time.ok_or("must be an RFC 3339 time: 2027-01-31T12:00:00Z")
}
