//! `Retry-After`: seconds, or an HTTP date in one of its three forms (RFC 9110, 10.2.3 and 5.6.7).

use std::time::{Duration, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;
use time::OffsetDateTime;

/// How long the provider asks us to wait. A date in the past means no wait. A value that cannot be
/// read is ignored, so the usual pause applies. More seconds than a number holds are the longest
/// wait, so the call stops. Of several values, as when a proxy adds its own, the longest counts.
pub(super) fn retry_after(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    let values = headers.get_all(RETRY_AFTER).iter();
    values
        .filter_map(|value| wait(value.to_str().ok()?.trim(), now))
        .max()
}

fn wait(text: &str, now: OffsetDateTime) -> Option<Duration> {
    if let Some(wait) = seconds(text) {
        return Some(wait);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let date = date.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let now = u64::try_from(now.unix_timestamp()).unwrap_or(0);
    Some(Duration::from_secs(date.saturating_sub(now)))
}

/// Whole seconds, as in the standard, or with a fraction, as some servers write them: `120`, `0.5`.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let Ok(whole) = whole.parse() else {
        return Some(Duration::MAX);
    };
    // Digits after the nanoseconds are cut. The usual pause is added to every wait.
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Some(Duration::new(whole, nanoseconds))
}
