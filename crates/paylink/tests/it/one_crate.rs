//! One provider crate in an empty project, by path, and nothing else of Paylink: its first example makes a link on a sandbox.

use std::fs;
use std::path::Path;
use std::process::Command;

use paylink_sandbox::Sandbox;

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

/// The example as a project of its own, built with the versions that this workspace has locked and fetched.
fn built(provider: &str) -> Command {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("only-{provider}"));
    fs::create_dir_all(project.join("src")).unwrap();
    let path = crates.join(provider);
    fs::copy(
        path.join("examples/first_link.rs"),
        project.join("src/main.rs"),
    )
    .unwrap();
    let manifest = format!(
        r#"
[package]
name = "only-{provider}"
edition = "2024"

[workspace]

[dependencies]
{provider} = {{ path = {path:?} }}
tokio = {{ version = "1", features = ["rt", "macros"] }}
"#
    );
    fs::write(project.join("Cargo.toml"), manifest).unwrap();
    let output = cargo(&["build"], &project);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complained}");
    Command::new(target().join("debug").join(format!("only-{provider}")))
}

#[tokio::test(flavor = "multi_thread")]
async fn one_crate_is_enough_for_the_first_link() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let mut program = built(provider);
        program.arg(sandbox.base_url(provider).unwrap());
        let output = program
            .args(credentials(&sandbox, provider))
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{provider}: {complained}");
        assert!(printed.starts_with("http"), "{provider}: {printed}");
        assert_eq!(sandbox.links(provider).len(), 1, "{provider}");
    }
}
