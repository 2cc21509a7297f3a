//! One provider crate in an empty project, by path, and nothing else of Paylink: its examples on a
//! sandbox.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use paylink::transport::Bounds;
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use serde_json::json;

use crate::outside::{cargo, target};

/// The sandbox's credentials in the order of the examples' arguments.
fn credentials(sandbox: &Sandbox, provider: &str) -> Vec<String> {
    let given = sandbox.credentials(provider);
    let value = |name: &str| {
        let found = given.iter().find(|(known, _)| *known == name);
        found.unwrap().1.clone()
    };
    match provider {
        "paywint" => vec![
            value("PAYWINT_PLATFORM_ID"),
            value("PAYWINT_SECRET_KEY"),
            // The user who is paid: the sandbox takes any.
            "f47ac10b-58cc-4372-a567-0e02b2c3d479".to_owned(),
        ],
        "pinelabs" => vec![value("PINELABS_CLIENT_ID"), value("PINELABS_CLIENT_SECRET")],
        "meum" => vec![value("MEUM_API_KEY")],
        "invoicing" => vec![value("INVOICING_TOKEN")],
        _ => vec![value("COSTPLUS_API_KEY")],
    }
}

/// The project of an example: its name, and where it is.
fn project(provider: &str, example: &str) -> (String, PathBuf) {
    let name = format!("only-{provider}-{}", example.replace('_', "-"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
    (name, folder)
}

/// An example as a project of its own, built with the versions that this workspace has locked and
/// fetched. `features` belong to the dependency on the provider's crate; `others` are the lines of
/// the dependencies that are not Paylink's.
fn built_with(provider: &str, features: &str, example: &str, others: &str) -> Command {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (name, project) = project(provider, example);
    fs::create_dir_all(project.join("src")).unwrap();
    let path = crates.join(provider);
    let source = path.join("examples").join(format!("{example}.rs"));
    fs::copy(source, project.join("src/main.rs")).unwrap();
    let manifest = format!(
        r#"
[package]
name = "{name}"
edition = "2024"

[workspace]

[dependencies]
{provider} = {{ path = {path:?}{features} }}
{others}
"#
    );
    fs::write(project.join("Cargo.toml"), manifest).unwrap();
    let output = cargo(&["build"], &project);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complained}");
    Command::new(target().join("debug").join(name))
}

/// An example that each provider has, under its name: `meum_service`.
fn built(provider: &str, example: &str, others: &str) -> Command {
    built_with(provider, "", &format!("{provider}_{example}"), others)
}

const TOKIO: &str = r#"tokio = { version = "1", features = ["rt", "macros", "net"] }"#;

#[tokio::test(flavor = "multi_thread")]
async fn one_crate_is_enough_for_the_first_link() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        makes_a_link(&sandbox, provider, built(provider, "first_link", TOKIO));
    }
}

/// Runs an example that prints the address of its link.
fn makes_a_link(sandbox: &Sandbox, provider: &str, mut program: Command) {
    program.arg(sandbox.base_url(provider).unwrap());
    let output = program
        .args(credentials(sandbox, provider))
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{provider}: {complained}");
    assert!(printed.starts_with("http"), "{provider}: {printed}");
    assert_eq!(sandbox.links(provider).len(), 1, "{provider}");
}

/// What the client without tokio and reqwest needs beside its provider's crate.
const BLOCKING: &str = r#"
getrandom = "0.4"
pollster = "1"
ureq = { version = "3", default-features = false }
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_client_works_without_tokio_and_reqwest() {
    let sandbox = Sandbox::start().await.unwrap();
    let program = built_with("meum", ", default-features = false", "blocking", BLOCKING);
    makes_a_link(&sandbox, "meum", program);
    let (_, project) = project("meum", "blocking");
    let output = cargo(&["tree", "--edges", "normal", "--prefix", "none"], &project);
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(tree.contains("meum v") && tree.contains("ureq v"), "{tree}");
    for absent in ["tokio v", "reqwest v", "hyper v"] {
        assert!(!tree.contains(absent), "{tree}");
    }
}

/// What the service needs beside its provider's crate.
const SERVICE: &str = r#"
axum = { version = "0.8", default-features = false, features = ["http1", "json", "tokio"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["rt", "macros", "net"] }
"#;

/// A running service, ended when it is dropped.
struct Service {
    process: Child,
    url: String,
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Service {
    fn start(program: &Path, arguments: &[String]) -> Self {
        let mut process = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // What is said before the address is about orders that are sent again.
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut lines = lines.map(Result::unwrap);
        let url = lines.find(|line| line.starts_with("http://")).unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, url }
    }

    async fn order(&self, reference: &str) -> serde_json::Value {
        let body = json!({"reference": reference, "title": "Two tickets", "amount": "25.00"});
        let answer = exchange("POST", &format!("{}/orders", self.url), &body.to_string()).await;
        assert_eq!(answer.status(), 200);
        serde_json::from_slice(answer.body()).unwrap()
    }

    async fn state(&self, reference: &str) -> String {
        let url = format!("{}/orders/{reference}", self.url);
        let answer = exchange("GET", &url, "").await;
        let order: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
        order["state"].as_str().unwrap().to_owned()
    }
}

/// One exchange with the service.
async fn exchange(method: &str, url: &str, body: &str) -> Response<Bytes> {
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json")
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap();
    let bounds = Bounds::new(Duration::from_secs(30), 1 << 20);
    let connection = paylink::connection().unwrap();
    connection.transport().send(request, bounds).await.unwrap()
}

/// The arguments of a service: the address, the credentials, the webhook's secret where events are
/// signed, and the file of the orders.
fn arguments(sandbox: &Sandbox, provider: &str, file: &Path) -> Vec<String> {
    let mut arguments = vec![sandbox.base_url(provider).unwrap()];
    arguments.extend(credentials(sandbox, provider));
    arguments.extend(sandbox.webhook_secret(provider));
    arguments.push(file.to_str().unwrap().to_owned());
    arguments
}

/// What may be sent again after a lost answer, by the providers' pages.
fn may_be_repeated(provider: &str) -> bool {
    ["meum", "pinelabs"].contains(&provider)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_crate_is_enough_for_a_service_with_an_outbox_and_a_webhook() {
    for provider in Sandbox::PROVIDERS {
        let sandbox = Sandbox::start().await.unwrap();
        let program = built(provider, "service", SERVICE);
        let program = Path::new(program.get_program());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(format!("orders-{provider}-{}.json", std::process::id()));
        let arguments = arguments(&sandbox, provider, &file);

        // The same order twice is one link.
        let service = Service::start(program, &arguments);
        let order = service.order("order-1").await;
        assert_eq!(order["state"], "created", "{provider}: {order}");
        assert!(
            order["url"].as_str().unwrap().starts_with("http"),
            "{order}"
        );
        assert_eq!(service.order("order-1").await, order);
        assert_eq!(sandbox.links(provider).len(), 1, "{provider}");

        // A webhook says that it is paid. One that somebody else sends says nothing.
        let id = sandbox.links(provider)[0].id.clone();
        let hook = format!("{}/webhook", service.url);
        if provider != "invoicing" {
            let forged = exchange("POST", &hook, r#"{"type":"invoice.paid"}"#).await;
            let status = forged.status();
            assert!(!status.is_success(), "{provider}: {status}");
            sandbox.pay(provider, &id).unwrap();
            assert_eq!(service.state("order-1").await, "created", "{provider}");
            let delivered = sandbox.deliver_webhook(provider, &id, &hook).await.unwrap();
            assert_eq!(delivered.status, 200, "{provider}");
            assert_eq!(service.state("order-1").await, "paid", "{provider}");
        }

        // The answer is lost: the link exists, and the service does not know.
        let lost = Strike::after(Fault::close()).on(provider);
        sandbox.faults().add(lost);
        let creates = sandbox.arrived(provider);
        assert_eq!(
            service.order("order-2").await["state"],
            "unknown",
            "{provider}"
        );
        assert_eq!(sandbox.links(provider).len(), 2, "{provider}");
        let arrived = sandbox.arrived(provider) - creates;
        sandbox.faults().clear();
        drop(service);

        // After a restart it is sent again where that is documented as safe, and nowhere else.
        let before = sandbox.arrived(provider);
        let service = Service::start(program, &arguments);
        let again = sandbox.arrived(provider) - before;
        if may_be_repeated(provider) {
            assert_eq!(service.state("order-2").await, "created", "{provider}");
            assert!(again > 0, "{provider}");
        } else {
            assert_eq!(service.state("order-2").await, "unknown", "{provider}");
            assert_eq!((arrived, again), (1, 0), "{provider}");
        }
        assert_eq!(sandbox.links(provider).len(), 2, "{provider}");
        let kept = if provider == "invoicing" {
            "created"
        } else {
            "paid"
        };
        assert_eq!(service.state("order-1").await, kept, "{provider}");
        drop(service);
        fs::remove_file(file).unwrap();
        sandbox.shutdown().await;
    }
}
