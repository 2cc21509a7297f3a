//! Several accounts a provider, with credentials of a test's choice.

use paylink_sandbox::{Account, Sandbox};
use serde_json::Value;

use crate::client::{Answer, Request, hex_hmac};
use crate::links::VALID;

/// A platform id but for its last digit.
const PLATFORM: &str = "f47ac10b-58cc-4372-a567-0e02b2c3d47";

/// Two accounts of each provider, `a` and `b`, each with fixed credentials.
fn two(provider: &str, name: &str) -> Account {
    let account = Account::new(provider, name);
    match provider {
        "paywint" => account
            .credential("PAYWINT_PLATFORM_ID", format!("{PLATFORM}{name}"))
            .credential("PAYWINT_SECRET_KEY", format!("secret-{name}")),
        "pinelabs" => account
            .credential("PINELABS_CLIENT_ID", format!("client-{name}"))
            .credential("PINELABS_CLIENT_SECRET", format!("secret-{name}"))
            .webhook_secret(["c2VjcmV0LWE=", "c2VjcmV0LWI="][usize::from(name == "b")]),
        "meum" => account
            .credential("MEUM_API_KEY", format!("sk_live_sandbox_{name}"))
            .webhook_secret(format!("hook-{name}"))
            .currency(["EUR", "USD"][usize::from(name == "b")]),
        "invoicing" => account.credential("INVOICING_TOKEN", format!("token-{name}")),
        "costplus" => account.credential("COSTPLUS_API_KEY", format!("key-{name}")),
        _ => panic!("{provider}"),
    }
}

async fn with_two() -> Sandbox {
    let mut builder = Sandbox::builder();
    for provider in Sandbox::PROVIDERS {
        builder = builder
            .account(two(provider, "a"))
            .account(two(provider, "b"));
    }
    builder.start().await.unwrap()
}

async fn create(sandbox: &Sandbox, provider: &str, account: &str) -> Answer {
    let (_, path, body, status) = VALID
        .into_iter()
        .find(|(name, ..)| *name == provider)
        .unwrap();
    let request = Request::new("POST", path).json(body);
    let request = request.of_account(sandbox, provider, account).await;
    let answer = request.send(sandbox).await;
    assert_eq!(answer.status, status, "{provider}: {}", answer.body);
    answer
}

async fn get(sandbox: &Sandbox, provider: &str, account: &str, path: &str) -> Answer {
    let request = Request::new("GET", path);
    let request = request.of_account(sandbox, provider, account).await;
    request.send(sandbox).await
}

async fn admin(sandbox: &Sandbox, path: &str) -> Value {
    let request = Request::new("GET", format!("/_sandbox/{path}"));
    request.send(sandbox).await.json()
}

#[tokio::test]
async fn credentials_are_those_that_were_wanted() {
    let sandbox = with_two().await;
    assert_eq!(
        sandbox.credentials("paywint"),
        [
            ("PAYWINT_PLATFORM_ID", format!("{PLATFORM}a")),
            ("PAYWINT_SECRET_KEY", "secret-a".to_owned()),
        ]
    );
    assert_eq!(
        sandbox.account_credentials("meum", "b"),
        [("MEUM_API_KEY", "sk_live_sandbox_b".to_owned())]
    );
    assert_eq!(sandbox.webhook_secret("meum").unwrap(), "hook-a");
    assert_eq!(
        sandbox.account_webhook_secret("meum", "b").unwrap(),
        "hook-b"
    );
    assert_eq!(sandbox.account_credentials("meum", "c"), []);
    for provider in Sandbox::PROVIDERS {
        assert_eq!(sandbox.accounts(provider), ["a", "b"]);
        for account in ["a", "b"] {
            create(&sandbox, provider, account).await;
        }
        assert_eq!(sandbox.held(provider), 2, "{provider}");
        let owners: Vec<_> = sandbox
            .links(provider)
            .into_iter()
            .map(|link| link.account)
            .collect();
        assert_eq!(owners, ["a", "b"], "{provider}");
    }
}

#[tokio::test]
async fn an_account_sees_its_own_links_alone() {
    let sandbox = with_two().await;
    let paths = [
        ("paywint", "/api/platform/payment/get-payment/"),
        ("pinelabs", "/api/pay/v1/paymentlink/"),
        ("meum", "/v1/payment-links/"),
        ("costplus", "/v1/paymentlinks/"),
    ];
    for (provider, path) in paths {
        for account in ["a", "b"] {
            create(&sandbox, provider, account).await;
        }
        let links = sandbox.links(provider);
        let end = if provider == "costplus" { "/" } else { "" };
        for (account, status) in [("a", 200), ("b", 404)] {
            let path = format!("{path}{}{end}", links[0].id);
            let answer = get(&sandbox, provider, account, &path).await;
            assert_eq!(
                answer.status, status,
                "{provider} {account}: {}",
                answer.body
            );
        }
    }
    let ids = |answer: Answer| -> Vec<String> {
        let json = answer.json();
        let data = json["data"].as_array().unwrap().iter();
        data.map(|link| link["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let links = sandbox.links("meum");
    for (account, link) in [("a", &links[0]), ("b", &links[1])] {
        let listed = get(&sandbox, "meum", account, "/v1/payment-links").await;
        assert_eq!(ids(listed), [link.id.as_str()]);
        let other = if account == "a" { &links[1] } else { &links[0] };
        let cursor = format!("/v1/payment-links?starting_after={}", other.id);
        let answer = get(&sandbox, "meum", account, &cursor).await;
        assert_eq!(answer.status, 400, "another account's cursor");
    }
}

#[tokio::test]
async fn references_and_keys_belong_to_an_account() {
    let sandbox = with_two().await;
    let first = create(&sandbox, "pinelabs", "a").await;
    let other = create(&sandbox, "pinelabs", "b").await;
    let again = create(&sandbox, "pinelabs", "a").await;
    assert_eq!(
        first.text("/payment_link_id"),
        again.text("/payment_link_id")
    );
    assert_ne!(
        first.text("/payment_link_id"),
        other.text("/payment_link_id")
    );

    let (_, path, body, _) = VALID[2];
    let mut ids = Vec::new();
    for account in ["a", "b", "a"] {
        let request = Request::new("POST", path)
            .json(body)
            .header("Idempotency-Key", "k-1");
        let request = request.of_account(&sandbox, "meum", account).await;
        let answer = request.send(&sandbox).await;
        assert_eq!(
            answer.text("/currency"),
            if account == "a" { "EUR" } else { "USD" }
        );
        ids.push(answer.text("/id"));
    }
    assert_eq!(ids[0], ids[2]);
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn one_account_is_reset_and_asked_for() {
    let sandbox = with_two().await;
    for provider in Sandbox::PROVIDERS {
        for account in ["a", "b"] {
            create(&sandbox, provider, account).await;
        }
        let own = admin(&sandbox, &format!("{provider}/links?account=b")).await;
        assert_eq!(own["links"].as_array().unwrap().len(), 1, "{provider}");
        let query = format!("requests?provider={provider}&account=b&operation=createPaymentLink");
        assert_eq!(admin(&sandbox, &query).await["count"], 1, "{provider}");

        let body = format!(r#"{{"provider":"{provider}","account":"a"}}"#);
        let reset = Request::new("POST", "/_sandbox/reset").json(body);
        assert_eq!(reset.send(&sandbox).await.status, 200);
        let left: Vec<_> = sandbox
            .links(provider)
            .into_iter()
            .map(|link| link.account)
            .collect();
        assert_eq!(left, ["b"], "{provider}");
        let query = format!("requests?provider={provider}&account=a");
        assert_eq!(admin(&sandbox, &query).await["count"], 0, "{provider}");

        create(&sandbox, provider, "a").await;
        assert_eq!(sandbox.held(provider), 2, "{provider}");
    }
    sandbox.reset_account("meum", "b").unwrap();
    let left: Vec<_> = sandbox
        .links("meum")
        .into_iter()
        .map(|link| link.account)
        .collect();
    assert_eq!(left, ["a"]);
    let unknown = sandbox.reset_account("meum", "c").unwrap_err();
    assert_eq!(unknown.to_string(), "meum has no account c");
    for (body, status) in [
        (r#"{"provider":"meum","account":"c"}"#, 404),
        (r#"{"account":"a"}"#, 400),
    ] {
        let reset = Request::new("POST", "/_sandbox/reset").json(body);
        assert_eq!(reset.send(&sandbox).await.status, status);
    }
}

#[tokio::test]
async fn a_webhook_is_signed_with_the_secret_of_the_links_account() {
    let sandbox = with_two().await;
    for account in ["a", "b"] {
        create(&sandbox, "meum", account).await;
    }
    for link in sandbox.links("meum") {
        sandbox.pay("meum", &link.id).unwrap();
        let webhook = sandbox.webhook("meum", &link.id).unwrap();
        let header = |name: &str| {
            let found = webhook.headers.iter().find(|(known, _)| *known == name);
            found.unwrap().1.clone()
        };
        let signed = format!("{}.{}", header("X-Stablecoin-Timestamp"), webhook.body);
        let expected = hex_hmac(&format!("hook-{}", link.account), &signed);
        assert_eq!(header("X-Stablecoin-Signature"), format!("v1={expected}"));
    }
}

#[tokio::test]
async fn links_are_there_from_the_start() {
    let mut builder = Sandbox::builder();
    for (provider, _, body, _) in VALID {
        builder = builder
            .account(two(provider, "a").link(body))
            .account(two(provider, "b"));
    }
    let sandbox = builder.start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let links = sandbox.links(provider);
        assert_eq!(links.len(), 1, "{provider}");
        assert_eq!(links[0].account, "a");
        sandbox.pay(provider, &links[0].id).unwrap();
        assert_eq!(
            sandbox.arrived(provider),
            0,
            "{provider}: nobody has asked for it"
        );
    }
}

#[tokio::test]
async fn an_account_that_cannot_be_had_is_refused_by_name() {
    let cases = [
        (
            Account::new("maum", "a"),
            "account a of maum: there is no such provider",
        ),
        (Account::new("meum", ""), "a name has letters, digits"),
        (Account::new("meum", "a b"), "a name has letters, digits"),
        (
            Account::new("meum", "a").credential("MEUM_KEY", "x"),
            "MEUM_KEY is not one of MEUM_API_KEY",
        ),
        (
            Account::new("meum", "a").credential("MEUM_API_KEY", ""),
            "MEUM_API_KEY is empty",
        ),
        (
            Account::new("meum", "a").credential("MEUM_API_KEY", "a\nb"),
            "has characters that no header has",
        ),
        (
            Account::new("paywint", "a").credential("PAYWINT_PLATFORM_ID", "p-1"),
            "PAYWINT_PLATFORM_ID is not a UUID",
        ),
        (
            Account::new("paywint", "a").webhook_secret("x"),
            "it has no secret",
        ),
        (
            Account::new("pinelabs", "a").webhook_secret("-"),
            "is not base64",
        ),
        (
            Account::new("costplus", "a").currency("EUR"),
            "a currency is for Meum",
        ),
        (
            Account::new("meum", "a").webhook("http://example.com/"),
            "http://example.com/: a webhook goes to",
        ),
        (Account::new("meum", "a").link("{}"), "link 1: "),
        (Account::new("meum", "a").link("no JSON"), "link 1: "),
        (
            Account::new("meum", "other"),
            "the name is another account's, too",
        ),
        (
            Account::new("meum", "a").credential("MEUM_API_KEY", "sk-other"),
            "the credentials are another account's, too",
        ),
    ];
    for (account, expected) in cases {
        let shown = format!("{account:?}");
        assert!(!shown.contains("sk-other"), "{shown}");
        let other = Account::new("meum", "other").credential("MEUM_API_KEY", "sk-other");
        let started = Sandbox::builder()
            .account(other)
            .account(account)
            .start()
            .await;
        let error = started.unwrap_err().to_string();
        assert!(error.contains(expected), "{shown}: {error}");
        assert!(!error.contains("sk-other"), "{error}");
    }
}
