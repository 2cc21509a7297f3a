//! Addresses: no identifier leads a request elsewhere.

use paylink_core::BaseUrl;

use paylink_core::provider::PathSegment;
use proptest::prelude::*;

fn base() -> BaseUrl {
    "https://api.example.com/v1".parse().unwrap()
}

#[test]
fn a_base_url_is_kept_without_its_last_slash() {
    for (given, kept) in [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        ("https://api.example.com/v1/", "https://api.example.com/v1"),
        (
            "https://api.example.com:8443/a/b",
            "https://api.example.com:8443/a/b",
        ),
        ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1"),
        ("http://[::1]:1", "http://[::1]:1"),
        (
            "https://api.example.com:65535",
            "https://api.example.com:65535",
        ),
        ("https://api.example.com.", "https://api.example.com."),
        ("https://3com.example", "https://3com.example"),
        ("https://192.0.2.1", "https://192.0.2.1"),
        ("http://localhost", "http://localhost"),
    ] {
        assert_eq!(given.parse::<BaseUrl>().unwrap().as_str(), kept);
    }
}

#[test]
fn what_an_http_library_would_rewrite_is_refused() {
    for address in [
        "",
        "api.example.com",
        "/v1",
        "https://",
        "https:///v1",
        "ftp://api.example.com",
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "https://user@api.example.com",
        "https://u:p@api.example.com",
        "https://api.example.com?x=1",
        "https://api.example.com#x",
        "https://api.example.com/a//b",
        "https://api.example.com/../b",
        "https://api.example.com/./b",
        "https://api.example.com/%2e%2e/b",
        "https://api.example.com/a b",
        "https://api.example.com/a\\b",
        "https://api.example.com:",
        "https://api.example.com\n",
        "https://api.example.com:65536",
        "https://api.example.com:99999999999999999999",
        "https://api.example.com:+80",
        "https://api.example.com:x",
        "http://[127.0.0.1]",
        "https://[127.0.0.1]",
        "https://[api.example.com]",
        "https://[::1",
        "https://::1",
        "https://[::1]x",
        "https://[fe80::1%25eth0]",
        "https://300.1.1.1",
        "https://127.1",
        "https://0x7f000001",
        "http://2130706433",
        "https://.",
        "https://api.%65xample.com",
        "https://api..example.com",
        "https://-",
        "https://exam ple.com",
        "https://api.example.com:443:443",
    ] {
        assert!(address.parse::<BaseUrl>().is_err(), "{address:?}");
    }
}

/// A password in an address is a mistake, and is not made worse.
#[test]
fn a_refused_address_is_not_repeated() {
    for address in [
        "https://user:canary@api.example.com",
        "https://canary@api.example.com",
        "http://user:canary@127.0.0.1",
        "https://user:can/ary@api.example.com/canary",
        "user:canary@api.example.com",
        "https://api.example.com?key=canary",
        "https://api.example.com#canary",
        "https://canary:canary:443",
        "ftp://canary",
        "https://[canary]",
        "https://can%61ry.example",
    ] {
        let invalid = address.parse::<BaseUrl>().unwrap_err();
        assert_eq!(invalid.field(), "base_url");
        assert!(
            !format!("{invalid} {invalid:?}").contains("can"),
            "{address}"
        );
    }
}

#[test]
fn an_id_that_could_be_a_path_is_refused() {
    for id in [
        "", " ", "../x", "..", ".", "a/b", "a\\b", "a?b", "a#b", "%2e%2e", "a\nb", "x/../y", "a..b",
    ] {
        assert!(PathSegment::id("id", id).is_err(), "{id:?}");
    }
    assert_eq!(PathSegment::id("id", "../x").unwrap_err().field(), "id");
}

#[test]
fn a_reference_stays_one_segment() {
    let join = |text: &str| {
        let segment = PathSegment::text("reference", text).unwrap();
        base()
            .join("/ref/{reference}", &[&segment])
            .unwrap()
            .to_string()
    };
    assert_eq!(
        join("a/b?c#d%2e e"),
        "https://api.example.com/v1/ref/a%2Fb%3Fc%23d%252e%20e"
    );
    assert_eq!(join("ü"), "https://api.example.com/v1/ref/%C3%BC");
    for text in [
        "", " ", ".", "..", "../x", "a/..", "a\\..\\b", "a/./b", "a\u{0}b",
    ] {
        assert!(PathSegment::text("reference", text).is_err(), "{text:?}");
    }
}

#[test]
fn a_template_takes_as_many_segments_as_it_has_places() {
    let segment = PathSegment::id("id", "x").unwrap();
    assert_eq!(
        base().join("/a/{id}/b/", &[&segment]).unwrap().path(),
        "/v1/a/x/b/"
    );
    assert!(base().join("/a/{id}", &[]).is_err());
    assert!(base().join("/a", &[&segment]).is_err());
    let query = [("limit", "20"), ("after", "a&b=c d")];
    let uri = base().join_query("/a", &[], &query).unwrap();
    assert_eq!(uri.query(), Some("limit=20&after=a%26b%3Dc%20d"));
}

proptest! {
    #[test]
    fn any_accepted_segment_comes_back_as_one(text in "\\PC{1,30}") {
        if let Ok(segment) = PathSegment::text("reference", &text) {
            let uri = base().join("/ref/{reference}", &[&segment]).unwrap();
            let parts: Vec<_> = uri.path().split('/').collect();
            prop_assert_eq!(parts.len(), 4);
            let decoded = percent_encoding::percent_decode_str(parts[3]).decode_utf8().unwrap();
            prop_assert_eq!(decoded.as_ref(), text.as_str());
            prop_assert!(uri.query().is_none());
        }
    }
}
