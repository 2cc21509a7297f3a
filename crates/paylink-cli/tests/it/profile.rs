//! `paylink.toml`: accounts by name, credentials by the names of environment variables only.

use std::fs;
use std::path::{Path, PathBuf};

use paylink_sandbox::Sandbox;

use crate::support::{Ran, Run, paylink};

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, toml: &str) -> Self {
        let name = format!("profile-{name}-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("inner/most")).unwrap();
        fs::write(folder.join("paylink.toml"), toml).unwrap();
        Self(folder)
    }

    /// A run two folders below the file.
    fn below(&self, run: Run) -> Ran {
        run.within(&self.0.join("inner/most")).run()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A profile a provider, on this sandbox, each credential in a variable of another name.
fn profiles(sandbox: &Sandbox) -> String {
    let url = |provider: &str| sandbox.base_url(provider).unwrap();
    format!(
        r#"
[profiles.wallet]
provider = "paywint"
base_url = "{}"
user_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
currency = "USD"
platform_id_env = "MY_PAYWINT_PLATFORM_ID"
secret_key_env = "MY_PAYWINT_SECRET_KEY"

[profiles.india]
provider = "pinelabs"
base_url = "{}"
client_id_env = "MY_PINELABS_CLIENT_ID"
client_secret_env = "MY_PINELABS_CLIENT_SECRET"

[profiles.shop]
provider = "meum"
base_url = "{}"
currency = "USD"
api_key_env = "MY_MEUM_API_KEY"

[profiles.invoices]
provider = "invoicing"
base_url = "{}"
payment_provider_id = 1
currency = "EUR"
token_env = "MY_INVOICING_TOKEN"

[profiles.europe]
provider = "costplus"
base_url = "{}"
api_key_env = "MY_COSTPLUS_API_KEY"
"#,
        url("paywint"),
        url("pinelabs"),
        url("meum"),
        url("invoicing"),
        url("costplus"),
    )
}

/// The sandbox's credentials, under the names that the profiles give.
fn credentials(sandbox: &Sandbox, provider: &str) -> Vec<(&'static str, String)> {
    let renamed = |(name, value): (&'static str, String)| {
        let name: &'static str = match name {
            "PAYWINT_PLATFORM_ID" => "MY_PAYWINT_PLATFORM_ID",
            "PAYWINT_SECRET_KEY" => "MY_PAYWINT_SECRET_KEY",
            "PINELABS_CLIENT_ID" => "MY_PINELABS_CLIENT_ID",
            "PINELABS_CLIENT_SECRET" => "MY_PINELABS_CLIENT_SECRET",
            "MEUM_API_KEY" => "MY_MEUM_API_KEY",
            "INVOICING_TOKEN" => "MY_INVOICING_TOKEN",
            _ => "MY_COSTPLUS_API_KEY",
        };
        (name, value)
    };
    let given = sandbox.credentials(provider).into_iter();
    given.map(renamed).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_gives_address_account_and_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::with("all", &profiles(&sandbox));
    for (name, provider, rest) in [
        ("wallet", "paywint", ""),
        ("india", "pinelabs", "--currency INR --reference order-1"),
        ("shop", "meum", "--description Tickets"),
        ("invoices", "invoicing", "--description Deposit"),
        ("europe", "costplus", "--currency EUR --reference order-1"),
    ] {
        let run = paylink("create")
            .arg(provider)
            .args("--amount 25.00")
            .args(rest);
        let run = run.args("--json").env(credentials(&sandbox, provider));
        let made = folder.below(run.args("--profile").arg(name));
        assert_eq!(made.code, 0, "{provider}: {}{}", made.stdout, made.stderr);
        assert_eq!(sandbox.links(provider).len(), 1, "{provider}");
        assert!(made.link()["url"].as_str().unwrap().starts_with("http"));
    }
    // By the environment, and another command.
    let id = sandbox.links("meum")[0].id.clone();
    let run = paylink("get meum")
        .arg(&id)
        .env([("PAYLINK_PROFILE", "shop")]);
    let read = folder.below(run.env(credentials(&sandbox, "meum")));
    assert_eq!(read.code, 0, "{}", read.stderr);
}

#[test]
fn what_is_wrong_with_a_profile_is_named_and_no_secret_is_repeated() {
    let good =
        "[profiles.shop]\nprovider = \"meum\"\ncurrency = \"EUR\"\napi_key_env = \"SHOP_KEY\"\n";
    let create = "create meum --amount 1.00 --description Tickets";
    for (name, toml, arguments, said) in [
        (
            "other",
            good,
            "create costplus --amount 1 --profile shop",
            "profile shop is for meum, not for costplus",
        ),
        (
            "unknown",
            good,
            "create meum --amount 1 --profile store",
            "there is no profile store; its profiles are shop",
        ),
        (
            "unset",
            good,
            "create meum --amount 1 --description Tickets --profile shop",
            "the environment variable SHOP_KEY is not set, or is empty",
        ),
        (
            "without",
            good,
            "create meum --amount 1 --currency EUR --description Tickets --config paylink.toml",
            "--config needs --profile",
        ),
        (
            "literal",
            "[profiles.shop]\nprovider = \"meum\"\ncurrency = \"EUR\"\napi_key = \"canary-secret\"\n",
            &format!("{create} --profile shop"),
            "unknown field `api_key`",
        ),
        (
            "in-place",
            "[profiles.shop]\nprovider = \"meum\"\ncurrency = \"EUR\"\napi_key_env = \"canary-secret\"\n",
            &format!("{create} --profile shop"),
            "a secret is given by the name of its environment variable",
        ),
        (
            "broken",
            "[profiles.shop]\nprovider = \"meum\"\ncanary-secret",
            &format!("{create} --profile shop"),
            "paylink.toml: line 3: ",
        ),
    ] {
        let ran = Folder::with(name, toml).below(paylink(arguments));
        assert_eq!(ran.code, 2, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{name}: {}", ran.stderr);
        assert!(!ran.stderr.contains("canary"), "{name}: {}", ran.stderr);
    }
}

#[test]
fn a_profile_without_a_file_says_where_it_was_looked_for() {
    let folder = Folder::with("none", "");
    fs::remove_file(folder.0.join("paylink.toml")).unwrap();
    let ran = paylink("create meum --amount 1 --profile shop")
        .within(&folder.0)
        .run();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("there is no paylink.toml"),
        "{}",
        ran.stderr
    );
}

/// The account's currency is the profile's. A flag with another one would make a link in a currency
/// that nobody meant.
#[test]
fn a_currency_beside_the_profiles_is_refused_and_a_profile_without_one_takes_the_flag() {
    let shop = "[profiles.shop]\nprovider = \"meum\"\napi_key_env = \"SHOP_KEY\"\n";
    let euros = format!("{shop}currency = \"EUR\"\n");
    for (name, toml, code, said) in [
        ("euros", euros.as_str(), 2, "currency must be EUR"),
        ("none", shop, 0, ""),
    ] {
        let run = paylink("create meum --amount 1 --currency USD --description T --dry-run");
        let run = run.args("--profile shop").env([("SHOP_KEY", "canary")]);
        let ran = Folder::with(name, toml).below(run);
        assert_eq!(ran.code, code, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{name}: {}", ran.stderr);
    }
}
