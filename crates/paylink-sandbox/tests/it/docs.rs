//! `docs/sandbox.md` lists what the sandbox has, from the sandbox itself.

use std::fmt::Write as _;
use std::path::Path;

use paylink_sandbox::Sandbox;
use serde_json::Value;

use crate::client::Request;

const BEGIN: &str = "<!-- sandbox:begin -->\n";
const END: &str = "<!-- sandbox:end -->";

/// The tables: the admin API's routes, and the operations of each contract.
async fn tables() -> String {
    let sandbox = Sandbox::start().await.unwrap();
    let overview = Request::new("GET", "/_sandbox/").send(&sandbox).await;
    let mut text = "\n| Admin API | What it does |\n|---|---|\n".to_owned();
    for route in overview.json()["routes"].as_array().unwrap() {
        let [method, path, does] =
            ["method", "path", "does"].map(|name| route[name].as_str().unwrap());
        writeln!(text, "| `{method} {path}` | {does} |").unwrap();
    }
    text.push_str("\n| Provider | Operation | Request |\n|---|---|---|\n");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contracts");
    for provider in Sandbox::PROVIDERS {
        let contract = std::fs::read_to_string(folder.join(format!("{provider}.json"))).unwrap();
        let contract: Value = serde_json::from_str(&contract).unwrap();
        for (path, methods) in contract["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let Some(id) = operation["operationId"].as_str() else {
                    continue;
                };
                let method = method.to_uppercase();
                writeln!(text, "| {provider} | `{id}` | `{method} {path}` |").unwrap();
            }
        }
    }
    text.push('\n');
    text
}

#[expect(
    clippy::disallowed_methods,
    reason = "`cargo xtask fixtures` has this test write the page that it checks"
)]
fn writes() -> bool {
    std::env::var_os("PAYLINK_WRITE_DOCS").is_some()
}

#[tokio::test]
async fn the_page_lists_every_route_and_operation() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sandbox.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{BEGIN}{}{END}{after}", tables().await);
    if writes() {
        std::fs::write(path, expected).unwrap();
        return;
    }
    assert!(
        page == expected,
        "docs/sandbox.md is not what the sandbox has: run `cargo xtask fixtures`"
    );
}
