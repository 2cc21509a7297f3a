//! `paylink sandbox --config` and the environment: accounts with fixed credentials.

use std::path::Path;

use serde_json::Value;

use crate::serving::{Serving, exchange, get};
use crate::support::{binary, paylink};

const FILE: &str = r#"
seed = 7
clock = "2026-01-15T12:00:00Z"
currency = "EUR"

[[meum]]
account = "shop-a"
api_key = "sk_live_sandbox_a"
webhook_secret = "hook-a"
webhooks = ["http://127.0.0.1:9/hook"]
links = ['{"title": "Order 1", "amount_mode": "fixed_amount", "amount": "10.00"}']

[[meum]]
account = "shop-b"
api_key = "sk_live_sandbox_b"
currency = "USD"

[[costplus]]
api_key = "key-c"
"#;

fn written(folder: &Path, text: &str) -> String {
    let file = folder.join("sandbox.toml");
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

fn served(arguments: &[&str]) -> (Serving, Value) {
    let mut serving = Serving::start(arguments);
    let places = serde_json::from_str(&serving.line()).unwrap();
    (serving, places)
}

#[test]
fn a_file_fixes_accounts_links_clock_and_seed() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), FILE);
    let (_serving, places) = served(&["sandbox", "--json", "--config", &file]);
    let meum = &places["meum"];
    assert_eq!(meum["env"]["MEUM_API_KEY"], "sk_live_sandbox_a");
    assert_eq!(meum["webhook_secret"], "hook-a");
    assert_eq!(
        meum["accounts"]["shop-b"]["env"]["MEUM_API_KEY"],
        "sk_live_sandbox_b"
    );
    assert_eq!(places["costplus"]["env"]["COSTPLUS_API_KEY"], "key-c");
    assert_eq!(places["costplus"]["accounts"], Value::Null);

    let admin = meum["admin_url"].as_str().unwrap();
    let links = get(&format!("{admin}links"));
    let [link] = &links["links"].as_array().unwrap()[..] else {
        panic!("one link: {links}")
    };
    assert_eq!(link["account"], "shop-a");
    let clock = get(&admin.replace("meum/", "clock"));
    assert_eq!(clock["now"], "2026-01-15T12:00:00.000Z");
    let receivers = get(&admin.replace("meum/", "webhooks"));
    assert_eq!(receivers["endpoints"][0]["account"], "shop-a");

    let id = link["id"].as_str().unwrap();
    let url = format!(
        "{}/v1/payment-links/{id}",
        meum["base_url"].as_str().unwrap()
    );
    let as_account = |key: &str| {
        let authorization = format!("Bearer {key}");
        exchange("GET", &url, &[("authorization", &authorization)], "")
    };
    let (status, body) = as_account("sk_live_sandbox_a");
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(r#""currency":"EUR""#), "{body}");
    assert_eq!(as_account("sk_live_sandbox_b").0, 404);

    // The same file gives the same identifiers.
    let (_again, places) = served(&["sandbox", "--json", "--config", &file]);
    let admin = places["meum"]["admin_url"].as_str().unwrap();
    assert_eq!(get(&format!("{admin}links"))["links"][0]["id"], id);
}

#[test]
fn the_environment_fixes_the_first_account_under_names_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), FILE);
    let mut command = binary();
    command
        .args(["sandbox", "--json", "--config", &file])
        // What a client uses, and may be real, is not the sandbox's.
        .env("MEUM_API_KEY", "real-key")
        .env("PAYLINK_SANDBOX_MEUM_WEBHOOK_SECRET", "hook-e")
        .env("PAYLINK_SANDBOX_INVOICING_TOKEN", "token-e")
        .env("PAYLINK_SANDBOX_COSTPLUS_API_KEY", "key-e");
    let mut serving = Serving::of(command);
    let line = serving.line();
    assert!(!line.contains("real-key"), "{line}");
    let places: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(places["meum"]["env"]["MEUM_API_KEY"], "sk_live_sandbox_a");
    assert_eq!(places["meum"]["webhook_secret"], "hook-e");
    assert_eq!(places["invoicing"]["env"]["INVOICING_TOKEN"], "token-e");
    assert_eq!(places["costplus"]["env"]["COSTPLUS_API_KEY"], "key-e");
}

#[test]
fn help_names_the_variables() {
    let help = paylink("sandbox --help").run().stdout;
    let name = "PAYLINK_SANDBOX_INVOICING_TOKEN";
    assert!(help.contains(name), "{help}");
}

#[test]
fn other_accounts_are_printed_in_words_and_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), FILE);
    let mut serving = Serving::start(&["sandbox", "--env", "--config", &file]);
    let mut lines: Vec<String> = (0..15).map(|_| serving.line()).collect();
    assert!(
        lines.remove(6).starts_with("MEUM_WEBHOOK_SECRET=hook-a"),
        "{lines:?}"
    );
    assert_eq!(lines[6], "SHOP_B_MEUM_API_KEY=sk_live_sandbox_b\n");
    assert!(lines[7].starts_with("SHOP_B_MEUM_WEBHOOK_SECRET="));
    #[cfg(unix)]
    {
        let serving = Serving::start(&["sandbox", "--config", &file]);
        let wait = get_words(serving);
        let other = "\n  account shop-b:\n  export MEUM_API_KEY=sk_live_sandbox_b\n";
        assert!(wait.contains(other), "{wait}");
    }
}

#[cfg(unix)]
fn get_words(mut serving: Serving) -> String {
    let first = serving.line();
    let (code, rest) = serving.end("TERM");
    assert_eq!(code, Some(0));
    first + &rest
}

#[test]
fn a_file_that_is_wrong_is_refused_by_name_without_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "c0ffee";
    for (text, said) in [
        (
            "sed = 7",
            "there is no setting `sed`: use seed, clock, currency, or an account as [[PROVIDER]]",
        ),
        ("seed = 'c0ffee'", "seed is not a whole number"),
        ("seed = -1", "seed is less than 0"),
        ("clock = 'c0ffee'", "clock must be an RFC 3339 time"),
        ("clock = 5", "clock is not a text"),
        ("meum = 'c0ffee'", "meum is not written as [[meum]]"),
        ("[[meum]]\napi_key = 5", "[[meum]]: api_key is not a text"),
        (
            "[[meum]]\nwebhooks = 'c0ffee'",
            "[[meum]]: webhooks is not a list of texts",
        ),
        (
            "[[meum]]\nkey = 'c0ffee'",
            "MEUM_KEY is not one of MEUM_API_KEY",
        ),
        (
            "[[meum]]\napi_key = 'c0ffee'\n[[meum]]\naccount = 'b'\napi_key = 'c0ffee'",
            "are another account's, too",
        ),
        ("[[meum]]\napi_key = 'c0ffee\n", "line 2: "),
        (
            "[[meum]]\nlinks = ['{\"title\": \"c0ffee\"}']",
            "link 1: body amount_mode: ",
        ),
        (
            "[[paywint]]\nplatform_id = 'c0ffee'",
            "PAYWINT_PLATFORM_ID is not a UUID",
        ),
    ] {
        let file = written(folder.path(), text);
        let ran = paylink("sandbox --config").arg(&file).run();
        assert_eq!(ran.code, 2, "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{text}: {}", ran.stderr);
        assert!(!ran.stderr.contains(secret), "{text}: {}", ran.stderr);
    }
    let ran = paylink("sandbox --config /no/such/file.toml").run();
    assert!(
        ran.stderr.contains("/no/such/file.toml: "),
        "{}",
        ran.stderr
    );
}
