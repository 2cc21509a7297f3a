//! `cargo xtask probe`: prints the request that each provider's client would send, and sends nothing.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::json::Json;
use crate::root::{read, root};
use crate::roster::providers;
use crate::run::{cargo, run};

/// Credentials for no account. `--dry-run` shows none of them.
const CREDENTIALS: &[(&str, &str)] = &[
    (
        "PAYWINT_PLATFORM_ID",
        "00000000-0000-4000-8000-000000000000",
    ),
    ("PAYWINT_SECRET_KEY", "example-secret"),
    ("PINELABS_CLIENT_ID", "example-client"),
    ("PINELABS_CLIENT_SECRET", "example-secret"),
    ("MEUM_API_KEY", "sk_live_example"),
    ("INVOICING_TOKEN", "example-token"),
    ("COSTPLUS_API_KEY", "example-key"),
];

/// Nothing listens on the discard port of the own machine: a request that left in spite of `--dry-run` would reach nobody.
const NOWHERE: &str = "http://127.0.0.1:9";

/// Prints the requests of these providers, or of all.
pub(crate) fn run_probe(wanted: &[String]) -> Result<()> {
    let providers = providers()?;
    if let Some(unknown) = wanted.iter().find(|name| !providers.contains(name)) {
        bail!(
            "there is no provider {unknown}: there are {}",
            providers.join(", ")
        );
    }
    for provider in providers
        .iter()
        .filter(|name| wanted.is_empty() || wanted.contains(name))
    {
        println!("== {provider}");
        probe(provider)?;
        println!();
    }
    Ok(())
}

fn probe(provider: &str) -> Result<()> {
    let fixtures = root().join("fixtures").join(provider);
    let request = fixtures.join("documented-request.json");
    if !request.exists() {
        bail!("fixtures/{provider}/documented-request.json is missing");
    }
    let mut command = cargo(&[
        "run",
        "--quiet",
        "--locked",
        "--package",
        "paylink-cli",
        "--",
        "create",
        provider,
        "--dry-run",
    ]);
    command
        .args(["--base-url", NOWHERE, "--request"])
        .arg(&request);
    for (name, value) in path_parameters(&fixtures)? {
        command
            .arg(format!("--{}", name.replace('_', "-")))
            .arg(value);
    }
    run(command.envs(CREDENTIALS.iter().copied()))
        .with_context(|| format!("the request of {provider} cannot be shown"))
}

/// What stands in the path beside the request's body: the smallest generated case has an example of each.
fn path_parameters(fixtures: &Path) -> Result<Vec<(String, String)>> {
    let case = Json::parse(&read(&fixtures.join("requests/create-minimal.json"))?)?;
    let parameters = case.get("path").map(Json::members).unwrap_or_default();
    parameters
        .iter()
        .map(|(name, value)| {
            Ok((
                name.clone(),
                value
                    .as_str()
                    .context("a path parameter is no text")?
                    .to_owned(),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::path_parameters;
    use crate::scratch::Scratch;

    #[test]
    fn what_stands_in_the_path_comes_from_the_smallest_case() {
        let scratch = Scratch::new("probe");
        scratch.write(
            "requests/create-minimal.json",
            r#"{"path": {"user_id": "7"}, "body": {}}"#,
        );
        let expected = [("user_id".to_owned(), "7".to_owned())];
        assert_eq!(path_parameters(scratch.path()).unwrap(), expected);
    }
}
