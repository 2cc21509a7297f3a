//! What holds for all five providers.

use paylink_sandbox::{Sandbox, StartError};

use crate::client::{Request, post};
use crate::links::VALID;

#[tokio::test]
async fn every_provider_makes_a_link_whose_address_shows_it() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, body, status) in VALID {
        let answer = post(&sandbox, provider, path, body)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, status, "{provider}: {}", answer.body);

        let [link] = &sandbox.links(provider)[..] else {
            panic!("{provider}: one link")
        };
        assert!(
            answer.body.contains(&link.url),
            "{provider}: {} in {}",
            link.url,
            answer.body
        );
        // Who looks at a Paywint link opens it.
        let seen = match provider {
            "paywint" => "opened",
            _ => link.status.as_str(),
        };
        let (_, page) = link.url.split_once("/pay/").unwrap();
        let page = Request::new("GET", format!("/pay/{page}"))
            .send(&sandbox)
            .await;
        assert_eq!(page.status, 200);
        for (fact, value) in [("Link", link.id.as_str()), ("State", seen)] {
            let fact = format!("<dt>{fact}</dt><dd>{value}</dd>");
            assert!(
                page.body.contains(&fact),
                "{provider}: {fact} in {}",
                page.body
            );
        }
    }
    assert_eq!(
        Request::new("GET", "/pay/meum/other")
            .send(&sandbox)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn base_urls_lead_to_the_documented_paths() {
    let sandbox = Sandbox::start().await.unwrap();
    let origin = sandbox.base_url("paywint").unwrap();
    for (provider, base_path) in Sandbox::PROVIDERS
        .into_iter()
        .zip(["", "", "", "/v1", "/v1"])
    {
        assert_eq!(
            sandbox.base_url(provider),
            Some(format!("{origin}{base_path}"))
        );
    }
    assert_eq!(sandbox.base_url("other"), None);
    assert!(sandbox.credentials("other").is_empty());
}

#[tokio::test]
async fn refused_requests_are_counted_and_kept_with_their_status() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, body, _) in VALID {
        let stranger = Request::new("POST", path).json(body).send(&sandbox).await;
        assert!(
            matches!(stranger.status, 401 | 422),
            "{provider}: {}",
            stranger.status
        );
        let [kept] = &sandbox.requests(provider)[..] else {
            panic!("{provider}: one request")
        };
        assert_eq!((kept.target.as_str(), &*kept.body_text()), (path, body));
        assert_eq!(kept.answered, Some(stranger.status));
        assert_eq!(sandbox.arrived(provider), 1);
        assert!(sandbox.links(provider).is_empty(), "{provider}");
    }
}

#[tokio::test]
async fn an_invalid_body_is_refused_by_field_and_never_repeats_a_value() {
    let sandbox = Sandbox::start().await.unwrap();
    let empty = [
        "amount",
        "amount",
        "title",
        "paymentProviderId",
        "merchant_order_id",
    ];
    for ((provider, path, ..), field) in VALID.into_iter().zip(empty) {
        for body in [
            "{}",
            r#"{"unknown_field":"canary"}"#,
            r#"{"description":["canary"]}"#,
        ] {
            let answer = post(&sandbox, provider, path, body)
                .await
                .send(&sandbox)
                .await;
            assert!(
                matches!(answer.status, 400 | 422),
                "{provider} {body}: {}",
                answer.body
            );
            assert!(
                answer.body.contains(field),
                "{provider} {body}: {}",
                answer.body
            );
            assert!(
                !answer.body.contains("canary"),
                "{provider} {body}: {}",
                answer.body
            );
        }
        for body in ["", "{", "[]", "null", "{\"description\":\"\u{1}\"}"] {
            let answer = post(&sandbox, provider, path, body)
                .await
                .send(&sandbox)
                .await;
            assert!(
                matches!(answer.status, 400 | 422),
                "{provider} {body}: {}",
                answer.body
            );
        }
        assert!(sandbox.links(provider).is_empty(), "{provider}");
    }
}

#[tokio::test]
async fn a_name_that_comes_twice_is_refused_wherever_it_is() {
    let sandbox = Sandbox::start().await.unwrap();
    let twice = [
        r#"{"amount":1,"amount":1}"#,
        r#"{"amount":{"value":1,"currency":"INR","value":1},"merchant_payment_link_reference":"r"}"#,
        r#"{"title":"t","amount_mode":"customer_defined_amount","metadata":{"list":[{"a":1,"\u0061":1}]}}"#,
        r#"{"paymentProviderId":1,"amountInMajorCurrency":1,"description":"d","description":"d"}"#,
        r#"{"merchant_order_id":"o","amount":1,"currency":"EUR","customer":{"gender":"x","gender":"x"}}"#,
    ];
    for ((provider, path, ..), body) in VALID.into_iter().zip(twice) {
        let answer = post(&sandbox, provider, path, body)
            .await
            .send(&sandbox)
            .await;
        assert!(
            matches!(answer.status, 400 | 422),
            "{provider}: {}",
            answer.body
        );
        assert!(
            answer.body.contains("comes more than once"),
            "{provider}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn the_content_type_must_be_json() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, body, status) in VALID {
        let request = post(&sandbox, provider, path, body)
            .await
            .without("content-type");
        for wrong in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
        ] {
            let request = wrong.iter().fold(request.clone(), |request, kind| {
                request.header("content-type", *kind)
            });
            let answer = request.send(&sandbox).await;
            assert!(
                matches!(answer.status, 400 | 422),
                "{provider} {wrong:?}: {}",
                answer.body
            );
        }
        let with_charset = request.header("Content-Type", "application/json; charset=utf-8");
        assert_eq!(
            with_charset.send(&sandbox).await.status,
            status,
            "{provider}"
        );
    }
}

#[tokio::test]
async fn a_path_that_nobody_documents_gets_the_sandbox_s_own_404_and_a_method_the_provider_s_error()
{
    let sandbox = Sandbox::start().await.unwrap();
    let unknown = [
        ("paywint", "/api/platform/payment/other"),
        ("pinelabs", "/api/pay/v2/paymentlink"),
        // On a page of the vendor's, and not what its clients use.
        ("pinelabs", "/api/pay/v1/paymentlink/reference/r-1"),
        ("meum", "/v1/payment-links/"),
        ("invoicing", "/v1/payment-provider-payment-link/"),
        // Without the slash at its end, CostPlus' path is another one.
        ("costplus", "/v1/paymentlinks"),
    ];
    for (provider, path) in unknown {
        for request in [
            post(&sandbox, provider, path, "{}").await,
            Request::new("GET", path),
        ] {
            let answer = request.send(&sandbox).await;
            let own = (404, "no operation has this path\n");
            assert_eq!(
                (answer.status, answer.body.as_str()),
                own,
                "{provider} {path}"
            );
        }
    }
    for (provider, known, body, _) in VALID {
        let answer = Request::new("PUT", known)
            .json(body)
            .authenticated(&sandbox, provider)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 405, "{provider}");
    }
    let nobody = Request::new("GET", "/favicon.ico").send(&sandbox).await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn credentials_are_new_at_every_start_and_belong_to_one_sandbox() {
    let [one, other] = [
        Sandbox::start().await.unwrap(),
        Sandbox::start().await.unwrap(),
    ];
    for (provider, path, body, _) in VALID {
        for ((name, value), (same_name, other_value)) in one
            .credentials(provider)
            .into_iter()
            .zip(other.credentials(provider))
        {
            assert_eq!(name, same_name);
            assert_ne!(value, other_value, "{name}");
        }
        let answer = post(&one, provider, path, body).await.send(&other).await;
        assert_eq!(answer.status, 401, "{provider}: {}", answer.body);
    }
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let refused = Sandbox::builder()
            .listen(address.parse().unwrap())
            .start()
            .await;
        assert!(
            matches!(refused, Err(StartError::NotLoopback(_))),
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_and_a_shutdown_frees_it() {
    let first = Sandbox::start().await.unwrap();
    let address = first
        .base_url("meum")
        .unwrap()
        .strip_prefix("http://")
        .unwrap()
        .parse()
        .unwrap();

    let refused = Sandbox::builder().listen(address).start().await;
    assert!(matches!(refused, Err(StartError::Listen { .. })));

    first.shutdown().await;
    Sandbox::builder().listen(address).start().await.unwrap();
}
