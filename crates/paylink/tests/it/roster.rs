//! The roster is what the source says: one line a provider crate, its feature, its settings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use paylink::PROVIDERS;

/// The folders under `crates/` that do not belong to Paylink itself.
fn provider_crates() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = fs::read_dir(crates).unwrap().map(|entry| entry.unwrap());
    folders
        .filter(|folder| folder.path().join("Cargo.toml").exists())
        .map(|folder| folder.file_name().into_string().unwrap())
        .filter(|name| name != "paylink" && !name.starts_with("paylink-"))
        .collect()
}

#[test]
fn every_provider_crate_is_in_the_roster_once() {
    let listed: BTreeSet<String> = PROVIDERS.iter().map(|name| name.to_string()).collect();
    assert_eq!(listed.len(), PROVIDERS.len());
    assert_eq!(listed, provider_crates());
}

#[test]
fn every_provider_of_the_roster_can_be_configured() {
    for provider in PROVIDERS {
        let text = format!(r#"{{"provider":"{provider}"}}"#);
        let error = serde_json::from_str::<paylink::config::Config>(&text).unwrap_err();
        assert!(error.to_string().contains("missing field"), "{error}");
    }
}
