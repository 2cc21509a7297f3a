//! `paylink sandbox --public`: reached from another network, and from none without the flag.
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

use serde_json::Value;

use crate::serving::Serving;
use crate::support::paylink;

/// A network of its own, connected to this one: what a container has. Gone at the end.
struct Network {
    name: String,
    here: String,
}

impl Network {
    /// Needs the right to make networks. Where that is missing, the test is skipped and says so: no
    /// package gives it to a container.
    fn new() -> Option<Self> {
        let number = std::process::id();
        let network = Self {
            name: format!("paylink{number}"),
            here: format!("10.231.{}.1", number % 250),
        };
        let (name, here) = (&network.name, &network.here);
        let (outside, inside) = (format!("plo{number}"), format!("pli{number}"));
        let there = format!("{}.2", here.rsplit_once('.').unwrap().0);
        let steps = [
            format!("netns add {name}"),
            format!("link add {outside} type veth peer name {inside} netns {name}"),
            format!("addr add {here}/30 dev {outside}"),
            format!("link set {outside} up"),
            format!("-n {name} addr add {there}/30 dev {inside}"),
            format!("-n {name} link set {inside} up"),
        ];
        for step in steps {
            let done = Command::new("ip").args(step.split(' ')).output();
            if !done.is_ok_and(|output| output.status.success()) {
                eprintln!("SKIPPED: no network can be made here: `ip {step}` failed");
                return None;
            }
        }
        Some(network)
    }

    /// A request from the other network, without a client of HTTP: bash can open a connection.
    fn get(&self, authority: &str, host: &str, path: &str) -> Output {
        let (address, port) = authority.rsplit_once(':').unwrap();
        let script = format!(
            "exec 3<>/dev/tcp/{address}/{port} && printf 'GET {path} HTTP/1.1\\r\\nhost: {host}\\r\\nconnection: close\\r\\n\\r\\n' >&3 && cat <&3"
        );
        Command::new("ip")
            .args(["netns", "exec", &self.name, "bash", "-c", &script])
            .output()
            .unwrap()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let _ = Command::new("ip")
            .args(["netns", "del", &self.name])
            .output();
    }
}

#[test]
fn another_network_reaches_a_public_sandbox_and_no_other() {
    let Some(network) = Network::new() else {
        return;
    };
    let listen = format!("{}:0", network.here);
    let refused = paylink(&format!("sandbox --listen {listen}")).run();
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("only when the sandbox is public"),
        "{}",
        refused.stderr
    );

    let arguments = [
        "sandbox",
        "--json",
        "--public",
        "--listen",
        &listen,
        "--allow-host",
        "sandbox",
    ];
    let mut serving = Serving::start(&arguments);
    let places: Value = serde_json::from_str(&serving.line()).unwrap();
    let admin = places["meum"]["admin_url"].as_str().unwrap();
    let authority = admin
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    for (host, path, expected) in [
        (authority, "/_sandbox/health", "HTTP/1.1 200"),
        ("sandbox:8080", "/_sandbox/health", "HTTP/1.1 200"),
        ("sandbox", "/", "HTTP/1.1 200"),
        (authority, "/v1/payment-links", "HTTP/1.1 401"),
        // A name that a page of another site may have led here.
        ("evil.example", "/_sandbox/health", "HTTP/1.1 403"),
        ("evil.example", "/", "HTTP/1.1 403"),
    ] {
        let answer = network.get(authority, host, path);
        let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
        assert!(answer.starts_with(expected), "{host} {path}: {answer}");
    }

    let mut local = Serving::start(&["sandbox", "--json"]);
    let places: Value = serde_json::from_str(&local.line()).unwrap();
    let admin = places["meum"]["admin_url"].as_str().unwrap();
    let port = admin.rsplit_once(':').unwrap().1.split('/').next().unwrap();
    for address in [network.here.as_str(), "127.0.0.1"] {
        let answer = network.get(
            &format!("{address}:{port}"),
            "localhost",
            "/_sandbox/health",
        );
        assert!(
            !answer.status.success() && answer.stdout.is_empty(),
            "{address}"
        );
    }
}

#[test]
fn links_and_addresses_have_the_public_url() {
    let arguments = [
        "sandbox",
        "--json",
        "--public",
        "--public-url",
        "http://sandbox:8080/",
    ];
    let mut serving = Serving::start(&arguments);
    let places: Value = serde_json::from_str(&serving.line()).unwrap();
    assert_eq!(places["costplus"]["base_url"], "http://sandbox:8080/v1");
    let ran = paylink("sandbox --public-url http://sandbox:8080").run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--public"), "{}", ran.stderr);
}
