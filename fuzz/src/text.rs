//! Structured texts: times, periods, addresses and their paths.

use paylink_core::{BaseUrl, Timestamp};

use paylink_core::provider::PathSegment;

/// A time is kept to the letter; what is written of an instant is read as the same instant.
pub fn time(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let read = Timestamp::read(text);
    assert_eq!(read.text(), text);
    if let Some(parsed) = Timestamp::parse(text) {
        assert_eq!(parsed.instant(), read.instant());
        assert!(parsed.text().ends_with('Z'));
    }
    if let Some(written) = read.instant().and_then(Timestamp::from_instant) {
        assert_eq!(Timestamp::parse(written.text()), Some(written));
    }
    if let Ok(period) = text.parse::<costplus::Period>() {
        assert_eq!(period.as_str(), text);
    }
}

/// The first line is a base address, the rest an id: it is one segment of one path, on the same
/// host, or refused.
pub fn address(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let (base, id) = text
        .split_once('\n')
        .unwrap_or(("https://api.example.com/v1", text));
    let Ok(base) = base.parse::<BaseUrl>() else {
        return;
    };
    let alone = base.join("/x", &[]).unwrap();
    for segment in [PathSegment::id("id", id), PathSegment::text("id", id)] {
        let Ok(segment) = segment else { continue };
        // An address may be longer than HTTP libraries take.
        let Ok(uri) = base.join("/{id}/end", &[&segment]) else {
            continue;
        };
        assert_eq!(
            (uri.scheme(), uri.authority()),
            (alone.scheme(), alone.authority())
        );
        assert_eq!(uri.query(), None);
        let slashes = |path: &str| path.matches('/').count();
        assert_eq!(slashes(uri.path()), slashes(alone.path()) + 1);
        assert!(
            uri.path()
                .split('/')
                .all(|part| part != "." && part != "..")
        );
    }
}
