//! How long a call waits before it sends again: as the provider asks, or the usual pause, and never
//! beyond its own time.

use std::time::Duration;

use http::HeaderValue;
use http::header::RETRY_AFTER;
use paylink_core::transport::Limits;
use paylink_core::{ErrorKind, Outcome};

use crate::call::{Keyed, Plain, bench, lost, run, status, with_header};

#[tokio::test]
async fn retry_after_is_read_as_seconds_or_a_date_in_any_form_and_nothing_else() {
    // The clock says Sunday, 9 September 2001, 01:46:40. The dates were written by Python's
    // strftime.
    for (text, seconds) in [
        ("7", Some(7)),
        ("0", Some(0)),
        ("00010", Some(10)),
        ("Sun, 09 Sep 2001 01:46:50 GMT", Some(10)),
        ("Sunday, 09-Sep-01 01:46:50 GMT", Some(10)),
        ("Sun Sep  9 01:46:50 2001", Some(10)),
        ("Mon, 10 Sep 2001 01:46:40 GMT", Some(86_400)),
        ("Sun, 09 Sep 2001 01:46:30 GMT", Some(0)),
        ("Sunday, 09-Sep-01 01:46:30 GMT", Some(0)),
        ("Sun Sep  9 01:46:30 2001", Some(0)),
        ("-3", None),
        ("1.", None),
        (".5", None),
        ("1.5.5", None),
        ("1,5", None),
        ("1e3", None),
        ("+7", None),
        ("soon", None),
        ("2001-09-09T01:46:50Z", None),
        ("Sun, 09 Sep 2001 01:46:50 +0200", None),
        ("", None),
    ] {
        let busy = with_header(429, "retry-after", text);
        let bench = bench(vec![busy], 0, Limits::default());
        let error = bench.caller.call(&Plain).await.unwrap_err();
        assert_eq!(
            error.retry_after(),
            seconds.map(Duration::from_secs),
            "{text}"
        );
    }
}

#[tokio::test]
async fn retry_after_may_have_a_fraction_and_more_digits_than_a_number_holds() {
    for (text, wait) in [
        ("1.5", Duration::from_millis(1500)),
        ("0.25", Duration::from_millis(250)),
        ("0.0000000019", Duration::from_nanos(1)),
        ("99999999999999999999999", Duration::MAX),
    ] {
        let busy = with_header(429, "retry-after", text);
        let bench = bench(vec![busy], 0, Limits::default());
        let error = bench.caller.call(&Plain).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(wait), "{text}");
    }
}

/// A proxy may add its own wait to the provider's.
#[tokio::test]
async fn of_several_waits_the_longest_counts() {
    for (texts, seconds) in [
        (&["3", "7"][..], Some(7)),
        (&["7", "3"], Some(7)),
        (&["soon", "3"], Some(3)),
        (&["3", "Sun, 09 Sep 2001 01:46:50 GMT"], Some(10)),
        (&["soon", "later"], None),
    ] {
        let busy = texts.iter().fold(status(429), |busy, text| {
            busy.with_header(RETRY_AFTER, HeaderValue::from_static(text))
        });
        let bench = bench(vec![busy], 0, Limits::default());
        let error = bench.caller.call(&Plain).await.unwrap_err();
        assert_eq!(
            error.retry_after(),
            seconds.map(Duration::from_secs),
            "{texts:?}"
        );
    }
}

/// A transport that cannot work says so once: there is no pause, and what went before is not
/// forgotten.
#[tokio::test]
async fn every_status_that_is_sent_again_waits_as_asked_and_an_unreadable_wait_is_the_usual_pause()
{
    for code in [429, 502, 503, 504] {
        for (text, least) in [("4", 4000), ("soon", 0), ("0", 0)] {
            let busy = with_header(code, "retry-after", text);
            let bench = bench(vec![busy, status(200)], 0, Limits::default());
            bench.caller.call(&Keyed(None)).await.unwrap();
            let pauses = bench.runtime.sleeps();
            assert_eq!(pauses.len(), 1, "{code} {text}");
            let most = Duration::from_millis(least + 200);
            assert!(!pauses[0].is_zero(), "{code} {text}");
            assert!(
                pauses[0] >= Duration::from_millis(least),
                "{code} {text} {pauses:?}"
            );
            assert!(pauses[0] <= most, "{code} {text} {pauses:?}");
        }
        // A wait that nobody can make stops the call: at once again would be the opposite of what
        // was asked.
        let busy = with_header(code, "retry-after", "99999999999999999999999");
        let bench = bench(vec![busy, status(200)], 0, Limits::default());
        assert!(bench.caller.call(&Keyed(None)).await.is_err(), "{code}");
        assert!(bench.runtime.sleeps().is_empty(), "{code}");
    }
}

#[tokio::test]
async fn a_wait_beyond_the_calls_time_ends_it() {
    let (bench, result) = run(vec![with_header(429, "retry-after", "3600")]).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::RateLimited, Outcome::Refused)
    );
    assert!(bench.runtime.sleeps().is_empty());
}

#[tokio::test]
async fn pauses_grow() {
    let (bench, _) = run(vec![lost(), lost(), lost()]).await;
    let pauses = bench.runtime.sleeps();
    assert_eq!(pauses.len(), 2);
    assert!(pauses[0] < pauses[1], "{pauses:?}");
}
