//! `paylink sandbox`: says where it is before it serves, serves, and ends when it is told to.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use paylink_sandbox::Sandbox;
use serde_json::Value;

use crate::support::{Run, binary, paylink};

/// A running sandbox, ended with the test.
struct Serving {
    child: Child,
    stdout: BufReader<ChildStdout>,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut command = binary();
        let command = command.arg("sandbox").args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        Self { child, stdout }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    /// Sends a signal by its name, and gives the exit code and what else was printed.
    #[cfg(unix)]
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let kill = format!("kill -{signal} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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
    let mut serving = Serving::start(&["--json"]);
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
    let mut serving = Serving::start(&["--json"]);
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

#[test]
fn it_listens_where_it_is_told() {
    let mut first = Serving::start(&["--json", "--listen", "127.0.0.1:0"]);
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
        let mut serving = Serving::start(&["--json"]);
        assert!(serving.line().starts_with('{'));
        assert_eq!(serving.end(signal), (Some(0), String::new()), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn people_get_lines_for_their_shell() {
    let mut serving = Serving::start(&[]);
    assert_eq!(
        serving.line(),
        "Five payment-link APIs on loopback. No money moves. Stop with Ctrl-C.\n"
    );
    let (code, rest) = serving.end("TERM");
    assert_eq!(code, Some(0));
    for provider in Sandbox::PROVIDERS {
        assert!(
            rest.contains(&format!("\n{provider}: --base-url http://127.0.0.1:")),
            "{rest}"
        );
    }
    for (name, _) in crate::support::CANARIES {
        assert!(rest.contains(&format!("\n  export {name}=")), "{rest}");
    }
    assert!(
        rest.contains(&format!("--user-id {}", Sandbox::PAYWINT_USER_ID)),
        "{rest}"
    );
}
