//! Timestamps: sent as given, read as far as they can be.

use paylink_core::Timestamp;
use time::OffsetDateTime;

#[test]
fn a_text_in_utc_is_sent_to_the_letter() {
    for text in [
        "2024-10-28T13:26:06.909140Z",
        "2025-09-01T14:31:44.171Z",
        "2026-01-01T00:00:00Z",
    ] {
        assert_eq!(Timestamp::parse(text).unwrap().text(), text);
    }
    let moved = Timestamp::parse("2026-01-01T01:30:00+01:30").unwrap();
    assert_eq!(moved.text(), "2026-01-01T00:00:00Z");
}

#[test]
fn a_request_takes_only_rfc_3339() {
    for text in [
        "",
        "yesterday",
        "2025-03-21",
        "2025-03-21T08:29Z",
        "2025-03-21T08:29:00",
        "2025-13-01T00:00:00Z",
    ] {
        assert!(Timestamp::parse(text).is_none(), "{text}");
    }
}

#[test]
fn an_answer_keeps_any_text() {
    let instant = |text: &str| {
        Timestamp::read(text)
            .instant()
            .map(OffsetDateTime::unix_timestamp)
    };
    assert_eq!(instant("2025-03-21T08:29Z"), Some(1_742_545_740));
    assert_eq!(instant("2025-03-21T08:29+05:30"), Some(1_742_525_940));
    assert_eq!(
        instant("2026-01-15T12:05:30.123456+00:00"),
        Some(1_768_478_730)
    );
    for text in [
        "",
        "yesterday",
        "2025-03-21T08",
        "2025-03-21T08:2éZ",
        "\u{1F600}",
    ] {
        assert_eq!(instant(text), None, "{text}");
        assert_eq!(Timestamp::read(text).text(), text);
    }
}

#[test]
fn an_unread_text_is_not_printed() {
    assert_eq!(format!("{:?}", Timestamp::read("canary")), "[unread]");
}
