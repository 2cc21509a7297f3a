//! The help: verbs in groups, and the environment variables of each provider.

use std::fmt::Write as _;

use crate::provider::PROVIDERS;

/// The verbs by what they are for, in the order of the help.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Try it", &["demo", "sandbox"]),
    (
        "Links",
        &[
            "create",
            "get",
            "find",
            "list",
            "update",
            "cancel",
            "notify",
            "activate",
            "deactivate",
        ],
    ),
    ("Many links", &["batch"]),
    ("Webhooks and codes", &["webhook", "qr"]),
    ("Your shell", &["completions", "man", "help"]),
];

/// The definition with its verbs in groups, and with the credentials named where a provider is
/// called.
pub(crate) fn arranged(definition: clap::Command) -> clap::Command {
    let template = template(&definition);
    let credentials = credentials();
    definition
        .help_template(template)
        .max_term_width(100)
        .mut_subcommands(|verb| match calls(verb.get_name()) {
            true => verb.after_help(credentials.clone()),
            false => verb,
        })
}

fn calls(verb: &str) -> bool {
    let mut groups = GROUPS.iter();
    groups.any(|(group, verbs)| *group == "Links" && verbs.contains(&verb))
}

/// clap prints verbs in one list: the groups are written here, each verb with its own sentence.
fn template(definition: &clap::Command) -> String {
    let mut text = "{about}\n\n{usage-heading} {usage}\n".to_owned();
    for (group, verbs) in GROUPS {
        let verbs = verbs.iter().filter_map(|name| {
            let verb = definition.find_subcommand(name);
            let about = match verb {
                Some(verb) => verb.get_about()?.to_string(),
                None if *name == "help" => "Print help of a verb".to_owned(),
                None => return None,
            };
            Some((name, about))
        });
        let verbs: Vec<_> = verbs.collect();
        if verbs.is_empty() {
            continue;
        }
        let _ = write!(text, "\n{group}:\n");
        for (name, about) in verbs {
            let _ = writeln!(text, "  {name:<12} {about}");
        }
    }
    text.push_str("\nOptions:\n{options}{after-help}");
    text
}

/// Which variables are read, and which a profile names in their place.
fn credentials() -> String {
    let mut text = "Credentials: the environment variable, and the field of a profile that names another one:\n".to_owned();
    for provider in &PROVIDERS {
        let mut name = provider.0.name();
        for (field, variable) in provider.0.credentials() {
            let _ = writeln!(text, "  {name:<10} {variable:<24} {field}");
            name = "";
        }
    }
    text.push_str("\nA profile also has these fields of the account:\n");
    for provider in &PROVIDERS {
        let adapter = provider.0;
        let currency = adapter.has_account_currency().then_some("currency");
        let fields = ["base_url"].into_iter().chain(currency);
        let fields: Vec<_> = fields
            .chain(adapter.account_flags().iter().copied())
            .collect();
        let _ = writeln!(text, "  {:<10} {}", adapter.name(), fields.join(", "));
    }
    text.trim_end().to_owned()
}
