//! What the five say of themselves: a configuration, the smallest request, and answers in their own words.

use paylink::conformance::{Call, Units};
use paylink::core::{LinkRequest, Money};
use paylink_sandbox::wire::Reply;

/// One provider.
pub(super) struct Provider {
    pub(super) name: &'static str,
    /// The configuration, but for `provider` and `base_url`.
    pub(super) account: &'static str,
    pub(super) units: Units,
    /// The smallest request.
    pub(super) request: fn() -> LinkRequest,
    /// The answer to a request for a token, where there is one.
    pub(super) token: Option<&'static str>,
    /// A success of a call whose link has this status, where links have one.
    pub(super) link: fn(Call, &str) -> String,
    /// A documented refusal.
    pub(super) refusal: fn(&str) -> Reply,
}

pub(super) static ALL: [Provider; 5] = [
    Provider {
        name: "paywint",
        account: r#""user_id":"f47ac10b-58cc-4372-a567-0e02b2c3d479","currency":"USD","platform_id_env":"PAYWINT_PLATFORM_ID","secret_key_env":"PAYWINT_SECRET_KEY""#,
        units: Units::Major,
        request: || request("USD"),
        token: None,
        link: |_, _| {
            r#"{"success":true,"data":{"payment_id":"3c90c3cc-0d44-4b50-8888-8dd25736052a","payment_link":"https://pay.example.com/1"}}"#.to_owned()
        },
        refusal: |message| {
            Reply::json(
                200,
                format!(r#"{{"success":false,"message":"{message}","data":null}}"#),
            )
        },
    },
    Provider {
        name: "pinelabs",
        account: r#""client_id_env":"PINELABS_CLIENT_ID","client_secret_env":"PINELABS_CLIENT_SECRET""#,
        units: Units::Minor,
        request: || request("INR").with_reference("order-1001"),
        token: Some(r#"{"access_token":"token-canary-7f3a","expires_at":"2026-11-21T11:00:00Z"}"#),
        link: |_, status| {
            format!(
                r#"{{"payment_link_id":"pl-1","payment_link":"https://pay.example.com/1","status":"{status}"}}"#
            )
        },
        refusal: |message| {
            Reply::json(
                400,
                format!(r#"{{"code":"INVALID_REQUEST","message":"{message}"}}"#),
            )
        },
    },
    Provider {
        name: "meum",
        account: r#""currency":"USD","api_key_env":"MEUM_API_KEY""#,
        units: Units::Major,
        request: || request("USD").with_description("Two tickets"),
        token: None,
        link: |call, status| {
            let link = format!(
                r#"{{"id":"plink_1","public_url":"https://pay.example.com/1","status":"active","effective_status":"{status}"}}"#
            );
            match call {
                Call::List => format!(r#"{{"data":[{link}],"has_more":false,"next_cursor":null}}"#),
                _ => link,
            }
        },
        refusal: |message| {
            Reply::json(
                400,
                format!(r#"{{"error":{{"type":"invalid_request","message":"{message}"}}}}"#),
            )
        },
    },
    Provider {
        name: "invoicing",
        account: r#""payment_provider_id":1,"currency":"EUR","token_env":"INVOICING_TOKEN""#,
        units: Units::Major,
        request: || request("EUR").with_description("Deposit"),
        token: None,
        link: |_, _| r#"{"id":1,"paymentLink":"https://pay.example.com/1"}"#.to_owned(),
        refusal: |message| {
            Reply::json(
                400,
                format!(r#"{{"error":"Bad Request","message":"{message}"}}"#),
            )
        },
    },
    Provider {
        name: "costplus",
        account: r#""api_key_env":"COSTPLUS_API_KEY""#,
        units: Units::Minor,
        request: || request("EUR").with_reference("order-1001"),
        token: None,
        link: |_, status| {
            format!(
                r#"{{"id":"e6eecc6a","payment_url":"https://pay.example.com/1","status":"{status}"}}"#
            )
        },
        refusal: |message| {
            Reply::json(
                400,
                format!(
                    r#"{{"error":{{"status":400,"type":"ValidationError","value":"{message}"}}}}"#
                ),
            )
        },
    },
];

fn request(currency: &str) -> LinkRequest {
    let money = Money::new("25.00".parse().unwrap(), currency.parse().unwrap());
    LinkRequest::new(money)
}
