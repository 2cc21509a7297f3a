//! `Retry-After`: seconds, or an HTTP date (RFC 9110, 10.2.3). Anything else says nothing.

use std::time::Duration;

use http::HeaderMap;
use http::header::RETRY_AFTER;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// How long the provider asks to wait; a date in the past means no wait.
pub(super) fn retry_after(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Duration::from_secs);
    }
    // An HTTP date is an RFC 2822 date whose zone is always written `GMT`.
    let date = OffsetDateTime::parse(text, &Rfc2822).ok()?;
    let wait = date.unix_timestamp().saturating_sub(now.unix_timestamp());
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0)))
}
