//! `paylink sandbox`: says where it is before it serves, serves, and ends when it is told to.

use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::Value;

use crate::serving::{Serving, exchange, post};
use crate::support::{Run, paylink};

/// A run with the address and the environment that the sandbox printed.
fn on(run: Run, place: &Value) -> Run {
    let variables = place["env"].as_object().unwrap().iter();
    let variables: Vec<(&'static str, &str)> = variables
        .map(|(name, value)| {
            (
                &*Box::leak(name.clone().into_boxed_str()),
                value.as_str().unwrap(),
            )
        })
        .collect();
    run.env(variables)
        .arg("--base-url")
        .arg(place["base_url"].as_str().unwrap())
}

#[test]
fn its_line_of_json_is_all_that_a_client_needs() {
    let mut serving = Serving::start(&["sandbox", "--json"]);
    let places: Value = serde_json::from_str(&serving.line()).unwrap();
    let names: Vec<&String> = places.as_object().unwrap().keys().collect();
    assert_eq!(names.len(), Sandbox::PROVIDERS.len());
    let common = "--amount 25.00 --currency USD --json";
    for (provider, needed) in [
        ("paywint", "--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479"),
        ("pinelabs", "--reference order-1001"),
        ("meum", "--description Tickets"),
        ("invoicing", "--description Tickets --payment-provider-id 1"),
        ("costplus", "--reference order-1001"),
    ] {
        let run = paylink(&format!("create {provider} {common} {needed}"));
        let link = on(run, &places[provider]).run().link();
        assert_eq!(link["provider"], provider);
    }
}

/// Links outlive the command that made them: the next one reads and changes them.
#[test]
fn a_link_lives_on_it_from_command_to_command() {
    let mut serving = Serving::start(&["sandbox", "--json"]);
    let places: Value = serde_json::from_str(&serving.line()).unwrap();
    let run = |line: &str, provider: &str| {
        let run = paylink(line).arg("--json");
        on(run, &places[provider]).run().link()
    };
    let made = run(
        "create pinelabs --amount 25.00 --currency INR --reference order-1001",
        "pinelabs",
    );
    let id = made["id"].as_str().unwrap();
    for (line, status) in [
        (format!("get pinelabs {id}"), "CREATED"),
        ("find pinelabs order-1001".to_owned(), "CREATED"),
        (format!("notify pinelabs {id}"), "CREATED"),
        (format!("cancel pinelabs {id}"), "CANCELLED"),
        (format!("get pinelabs {id}"), "CANCELLED"),
    ] {
        let link = run(&line, "pinelabs");
        assert_eq!(
            (&link["id"], &link["status"]),
            (&made["id"], &status.into()),
            "{line}"
        );
        assert_eq!(
            (&link["url"], &link["amount"]),
            (&made["url"], &made["amount"])
        );
    }
}

/// What a test in any language does: it pays a link, has the webhook delivered, and verifies what
/// came.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_paid_and_its_webhook_is_delivered_by_what_the_line_of_json_says() {
    let mut serving = Serving::start(&["sandbox", "--json"]);
    let places: Value = serde_json::from_str(&serving.line()).unwrap();
    let receiver = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let place = &places["pinelabs"];
    let create = "create pinelabs --amount 25.00 --currency INR --reference order-1001 --json";
    let made = on(paylink(create), place).run().link();
    let admin = format!(
        "{}links/{}",
        place["admin_url"].as_str().unwrap(),
        made["id"].as_str().unwrap()
    );
    assert_eq!(post(&format!("{admin}/pay"), "{}")["status"], "PROCESSED");
    let hook = format!(r#"{{"url":"{}"}}"#, receiver.base_url());
    assert_eq!(post(&format!("{admin}/webhook"), &hook)["status"], 200);

    let [delivery] = &receiver.requests()[..] else {
        panic!("one delivery");
    };
    let headers = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    for (secret, code) in [
        (place["webhook_secret"].as_str().unwrap(), 0),
        ("YWJjMTIzNA==", 3),
    ] {
        let verify = paylink("webhook verify pinelabs").env([("PAYLINK_WEBHOOK_SECRET", secret)]);
        let verify = headers.iter().fold(verify, |verify, name| {
            let value = delivery.header(name).unwrap();
            verify.arg("--header").arg(&format!("{name}: {value}"))
        });
        assert_eq!(verify.input(&delivery.body).run().code, code);
    }
    for provider in Sandbox::PROVIDERS {
        let signed = ["pinelabs", "meum"].contains(&provider);
        assert_eq!(
            places[provider]["webhook_secret"].is_string(),
            signed,
            "{provider}"
        );
    }
}

#[test]
fn it_listens_where_it_is_told() {
    let mut first = Serving::start(&["sandbox", "--json", "--listen", "127.0.0.1:0"]);
    let places: Value = serde_json::from_str(&first.line()).unwrap();
    let base_url = places["meum"]["base_url"].as_str().unwrap();
    let address = base_url.strip_prefix("http://").unwrap();
    // The port is taken: the second one is told so.
    let ran = paylink("sandbox --json --listen").arg(address).run();
    let error = ran.error();
    assert_eq!((ran.code, &error["kind"]), (2, &"configuration".into()));
    assert!(
        error["message"].as_str().unwrap().contains(address),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_interrupted() {
    for signal in ["INT", "TERM"] {
        let mut serving = Serving::start(&["sandbox", "--json"]);
        assert!(serving.line().starts_with('{'));
        assert_eq!(serving.end(signal), (Some(0), String::new()), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn people_get_lines_for_their_shell() {
    let mut serving = Serving::start(&["sandbox"]);
    assert_eq!(
        serving.line(),
        "Five payment-link APIs on loopback. No money moves. Stop with Ctrl-C.\n"
    );
    // The addresses that are printed work: the dashboard, and a call of the admin API.
    let line = serving.line();
    let dashboard = line.strip_prefix("In a browser: ").unwrap().trim_end();
    assert_eq!(exchange("GET", dashboard, &[], "").0, 200);
    let (code, rest) = serving.end("TERM");
    assert_eq!(code, Some(0));
    for provider in Sandbox::PROVIDERS {
        assert!(
            rest.contains(&format!("\n{provider}: --base-url http://127.0.0.1:")),
            "{rest}"
        );
    }
    assert_eq!(
        rest.matches("webhooks are signed with ").count(),
        2,
        "{rest}"
    );
    let pay = format!("\n  paylink sandbox pay meum ID --url {dashboard}_sandbox/meum/\n");
    assert!(rest.contains(&pay), "{rest}");
    for (name, _) in crate::support::CANARIES {
        assert!(rest.contains(&format!("\n  export {name}=")), "{rest}");
    }
    assert!(
        rest.contains(&format!("--user-id {}", Sandbox::PAYWINT_USER_ID)),
        "{rest}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_a_flag_names_is_told_by_itself() {
    let receiver = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let flag = format!("--webhook=pinelabs={}/hook", receiver.base_url());
    let mut serving = Serving::start(&["sandbox", "--json", &flag]);
    let places: Value = serde_json::from_str(&serving.line()).unwrap();
    let place = &places["pinelabs"];
    let create = "create pinelabs --amount 25.00 --currency INR --reference order-1001 --json";
    let link = on(paylink(create), place).run().link();
    let admin = place["admin_url"].as_str().unwrap();
    let id = link["id"].as_str().unwrap();
    post(&format!("{admin}links/{id}/pay"), "{}");
    while receiver.arrived() < 1 {
        tokio::task::yield_now().await;
    }
    let told = &receiver.requests()[0];
    assert_eq!(told.path(), "/hook");
    assert!(told.body_text().contains("ORDER_PROCESSED"));
}

#[test]
fn a_seed_gives_the_same_credentials_and_env_prints_them_as_lines() {
    let start = || {
        let mut serving = Serving::start(&["sandbox", "--seed", "7", "--env", "--listen", ":0"]);
        let lines: Vec<String> = (0..13).map(|_| serving.line()).collect();
        lines
    };
    let (one, other) = (start(), start());
    let names: Vec<&str> = one
        .iter()
        .map(|line| line.trim_end().split_once('=').unwrap().0)
        .collect();
    assert_eq!(
        names,
        [
            "COSTPLUS_BASE_URL",
            "COSTPLUS_API_KEY",
            "INVOICING_BASE_URL",
            "INVOICING_TOKEN",
            "MEUM_BASE_URL",
            "MEUM_API_KEY",
            "MEUM_WEBHOOK_SECRET",
            "PAYWINT_BASE_URL",
            "PAYWINT_PLATFORM_ID",
            "PAYWINT_SECRET_KEY",
            "PINELABS_BASE_URL",
            "PINELABS_CLIENT_ID",
            "PINELABS_CLIENT_SECRET",
        ]
    );
    let credentials = |lines: &[String]| -> Vec<String> {
        let is_credential = |line: &&String| !line.contains("_BASE_URL=");
        lines.iter().filter(is_credential).cloned().collect()
    };
    assert_eq!(credentials(&one), credentials(&other));
}

#[test]
fn an_address_beyond_this_machine_and_a_receiver_there_are_refused() {
    for (flags, said) in [
        ("--listen 0.0.0.0:0", "0.0.0.0:0"),
        (
            "--listen example.com:80",
            "must be a port, localhost:PORT or ADDRESS:PORT",
        ),
        (
            "--webhook meum=https://shop.example/hook",
            "--webhook: a webhook goes to an http address with a loopback host",
        ),
        (
            "--webhook nobody=http://127.0.0.1:1/",
            "--webhook: there is no provider nobody",
        ),
    ] {
        let ran = paylink(&format!("sandbox {flags}")).run();
        assert_eq!(ran.code, 2, "{flags}");
        assert!(ran.stderr.contains(said), "{flags}: {}", ran.stderr);
    }
}
