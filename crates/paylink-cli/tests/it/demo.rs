//! `paylink demo`: five links, and the requests that made them.

use paylink_sandbox::Sandbox;

use crate::support::paylink;

#[test]
fn five_links_are_made_by_requests_that_the_sandbox_validated() {
    let ran = paylink("demo").run();
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let rows: Vec<Vec<&str>> = (ran.stdout.lines())
        .map(|line| line.split_whitespace().collect())
        .collect();
    for provider in Sandbox::PROVIDERS {
        let row = rows.iter().find(|row| row.len() == 5 && row[0] == provider);
        let row = row.unwrap_or_else(|| panic!("{provider} is missing: {}", ran.stdout));
        // What a provider does not answer is not filled in from what was asked.
        let money = match provider {
            "paywint" => ("-", "-"),
            "invoicing" => ("10.50", "-"),
            _ => ("10.50", "USD"),
        };
        assert_eq!((row[1], row[2]), money);
        assert!(row[4].starts_with("http://127.0.0.1:"), "{}", row[4]);
        let heading = format!("\n== {provider}: valid, answered 20");
        assert!(ran.stdout.contains(&heading), "{provider}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("refused"), "{}", ran.stdout);
}

#[test]
fn one_request_has_the_form_of_each_provider_on_the_wire() {
    let shown = paylink("demo").run().stdout;
    for form in [
        r#""amount":10.50,"#,
        r#""amount":{"value":1050,"currency":"USD"}"#,
        r#""amount":"10.50""#,
        r#""amountInMajorCurrency":10.50,"#,
        r#""amount":1050,"currency":"USD""#,
    ] {
        assert!(shown.contains(form), "{form}: {shown}");
    }
}

/// Pine Labs' token is asked for with the secret in the body: the one place where a header's redaction does not reach.
#[test]
fn credentials_are_shown_nowhere() {
    let shown = paylink("demo").run().stdout;
    let body = r#"{"client_id":"[redacted]","client_secret":"[redacted]","grant_type":"client_credentials"}"#;
    assert!(shown.contains(body), "{shown}");
    for line in shown.lines() {
        for secret in ["authorization: ", "x-signature: ", "x-platform-id: "] {
            if let Some(value) = line.strip_prefix(secret) {
                assert_eq!(value, "[redacted]");
            }
        }
    }
}
