//! What core takes for an address is the same address to the HTTP client.

use paylink_core::BaseUrl;

use paylink_core::provider::PathSegment;
use proptest::prelude::*;
use reqwest::Url;

/// Whatever looks a little like a base URL.
fn base_url() -> impl Strategy<Value = String> {
    let part = "[a-zA-Z0-9._~:%@-]{0,6}|[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[[0-9a-f:.]{2,12}\\]|0[xX][0-9a-f]{1,8}|xn--[a-z0-9]{0,6}|localhost";
    let host = proptest::collection::vec(part, 1..4).prop_map(|parts| parts.join("."));
    (
        "https|http|HTTPS",
        host,
        "(:[0-9]{0,6})?",
        "(/[a-z0-9._~%-]{0,5}){0,3}",
    )
        .prop_map(|(scheme, host, port, path)| format!("{scheme}://{host}{port}{path}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_base_url_that_is_accepted_is_not_read_in_another_way(text in base_url()) {
        if let Ok(base) = text.parse::<BaseUrl>() {
            let segment = PathSegment::text("id", "a b").unwrap();
            let joined = base.join("/links/{id}", &[&segment]).unwrap();
            let Ok(url) = Url::parse(&joined.to_string()) else {
                // A name in punycode that encodes nothing: the transport refuses it, and nothing is
                // sent.
                prop_assert!(text.contains("xn--"), "{}", text);
                return Ok(());
            };
            let host = joined.host().unwrap().to_ascii_lowercase();
            // An address with colons has several forms.
            if let Some(host) = host.strip_prefix('[') {
                let address = |text: &str| text.trim_matches(['[', ']']).parse::<std::net::Ipv6Addr>().unwrap();
                prop_assert_eq!(address(host), address(url.host_str().unwrap()));
            } else {
                prop_assert_eq!(Some(host.as_str()), url.host_str());
            }
            prop_assert_eq!(joined.port_u16().unwrap_or(if url.scheme() == "https" { 443 } else { 80 }), url.port_or_known_default().unwrap());
            prop_assert_eq!(joined.path(), url.path());
            prop_assert_eq!((url.username(), url.password(), url.query(), url.fragment()), ("", None, None, None));
        }
    }
}
