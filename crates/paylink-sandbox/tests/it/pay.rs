//! Paying links, as a test does it.

use std::time::Duration;

use paylink_sandbox::{ActionError, Sandbox};

use crate::client::Request;
use crate::links::{make, make_with};

/// The word for a paid link, where a provider has one, or the sandbox for it.
const PAID: [(&str, &str); 5] = [
    ("paywint", "success"),
    ("pinelabs", "PROCESSED"),
    ("meum", "active"),
    ("invoicing", "paid"),
    ("costplus", "completed"),
];

#[tokio::test]
async fn a_link_is_paid_in_full_and_only_once_unless_it_takes_more() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, paid) in PAID {
        let link = make(&sandbox, provider).await;
        let after = sandbox.pay(provider, &link.id).unwrap();
        assert_eq!((after.id, after.status.as_str()), (link.id.clone(), paid));
        assert_eq!(sandbox.links(provider).pop().unwrap().status, paid);
        let again = sandbox.pay(provider, &link.id);
        // A Meum link takes many payments unless it is made for one.
        assert_eq!(again.is_ok(), provider == "meum", "{provider}");
        if let Err(error) = again {
            assert!(
                matches!(&error, ActionError::WrongState(status) if status == paid),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn a_part_is_paid_only_where_it_is_documented() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, _) in PAID {
        let link = make(&sandbox, provider).await;
        let (part, whole) = match provider {
            "pinelabs" | "costplus" => ("400", "1000"),
            _ => ("4.00", "10.0"),
        };
        for wrong in [
            part,
            "0",
            "-1",
            "1e3",
            "",
            "99999999999999999999999999999999999999999",
        ] {
            let refused = sandbox.pay_amount(provider, &link.id, wrong);
            assert!(
                matches!(refused, Err(ActionError::Amount(_))),
                "{provider} {wrong:?}"
            );
        }
        assert_eq!(
            sandbox.links(provider).pop(),
            Some(link.clone()),
            "nothing has changed"
        );
        sandbox.pay_amount(provider, &link.id, whole).unwrap();
    }
}

#[tokio::test]
async fn nobody_pays_a_link_that_is_over() {
    let sandbox = Sandbox::start().await.unwrap();
    let end = r#","expiration_period":"PT1H"}"#;
    let link = make_with(&sandbox, "costplus", "}", end).await;
    sandbox.clock().advance(Duration::from_secs(3600));
    let refused = sandbox.pay("costplus", &link.id);
    assert!(matches!(refused, Err(ActionError::WrongState(status)) if status == "expired"));
}

#[tokio::test]
async fn one_link_is_ended_where_the_provider_documents_an_end() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, ended) in [
        ("pinelabs", "EXPIRED"),
        ("meum", "expired"),
        ("costplus", "expired"),
    ] {
        let link = make(&sandbox, provider).await;
        assert_eq!(sandbox.expire(provider, &link.id).unwrap().status, ended);
        let over = sandbox.pay(provider, &link.id).unwrap_err();
        assert!(
            matches!(over, ActionError::WrongState(_)),
            "{provider}: {over}"
        );
        let again = sandbox.expire(provider, &link.id).unwrap_err();
        assert!(
            matches!(again, ActionError::WrongState(_)),
            "{provider}: {again}"
        );
    }
    let other = make_with(&sandbox, "pinelabs", "r-1", "r-2").await;
    assert_eq!(other.status, "CREATED");
    for provider in ["paywint", "invoicing"] {
        let link = make(&sandbox, provider).await;
        let path = format!("/_sandbox/{provider}/links/{}/expire", link.id);
        let refused = Request::new("POST", path).json("{}").send(&sandbox).await;
        assert_eq!(refused.status, 409);
        assert_eq!(
            refused.text("/error"),
            format!("{provider} documents no end of a link")
        );
        assert_eq!(sandbox.links(provider)[0].status, link.status);
    }
}

/// Another end is another life, as when a merchant changes a link that is over.
#[tokio::test]
async fn a_link_that_was_ended_lives_on_with_another_end() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make(&sandbox, "meum").await;
    sandbox.expire("meum", &link.id).unwrap();
    let path = format!("/v1/payment-links/{}", link.id);
    let later = r#"{"expires_at":"2099-01-01T00:00:00Z"}"#;
    let change = Request::new("PATCH", path).json(later);
    let change = change.authenticated(&sandbox, "meum").await;
    assert_eq!(
        change.send(&sandbox).await.text("/effective_status"),
        "active"
    );
}

#[tokio::test]
async fn unknown_providers_and_links_are_said_to_be_unknown() {
    let sandbox = Sandbox::start().await.unwrap();
    let refused = sandbox.pay("other", "1");
    assert!(matches!(refused, Err(ActionError::UnknownProvider(name)) if name == "other"));
    for provider in Sandbox::PROVIDERS {
        for id in ["", "0", "1", "other"] {
            let refused = sandbox.pay(provider, id);
            assert!(
                matches!(refused, Err(ActionError::UnknownLink { .. })),
                "{provider} {id}"
            );
        }
    }
}
