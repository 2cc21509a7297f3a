//! What is measured: a program, and the made link that its server answers with.

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};

use crate::root::root;
use crate::roster::providers;

/// Bare hyper.
pub(crate) const HYPER: &str = "hyper";
/// async-stripe.
pub(crate) const STRIPE: &str = "async-stripe";

/// One program.
#[derive(Clone)]
pub(crate) struct Subject {
    /// How the report calls it.
    pub(crate) name: String,
    pub(crate) program: &'static str,
    /// What the program takes before the address.
    pub(crate) word: Option<String>,
    pub(crate) answer: PathBuf,
    pub(crate) token: Option<PathBuf>,
}

/// A provider's client, and the same call by hand.
pub(crate) struct Pair {
    pub(crate) by_hand: Subject,
    pub(crate) client: Subject,
}

/// All that is measured.
pub(crate) struct Subjects {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) hyper: Subject,
    pub(crate) stripe: Subject,
}

/// Every provider, or only these.
pub(crate) fn subjects(only: &[String]) -> Result<Subjects> {
    let providers = providers()?;
    for name in only {
        ensure!(providers.contains(name), "no provider {name}");
    }
    let wanted = providers.iter();
    let wanted = wanted.filter(|name| only.is_empty() || only.contains(name));
    let pairs = wanted.map(|name| pair(name)).collect::<Result<_>>()?;
    Ok(Subjects {
        pairs,
        hyper: subject(HYPER, "hyper", None, fixture("meum", "create-fixed"), None),
        stripe: subject(
            STRIPE,
            "bench-stripe",
            None,
            root().join("bench/answers/stripe.json"),
            None,
        ),
    })
}

/// The call by hand has its provider as a word; its name in the report says both.
pub(crate) fn by_hand(provider: &str) -> String {
    format!("{provider} by hand")
}

fn pair(provider: &str) -> Result<Pair> {
    let (program, answer, token) = match provider {
        "paywint" => ("paywint", "create-done", None),
        "pinelabs" => ("pinelabs", "create-small", Some("token-expires-in")),
        "meum" => ("meum", "create-fixed", None),
        "invoicing" => ("invoicing", "create-201", None),
        "costplus" => ("costplus", "create-created", None),
        other => bail!("{other} has no program in bench/src/bin, and no answer here"),
    };
    let answer = fixture(provider, answer);
    let token = token.map(|token| fixture(provider, token));
    let word = Some(provider.to_owned());
    let hand = by_hand(provider);
    Ok(Pair {
        by_hand: subject(&hand, "by-hand", word, answer.clone(), token.clone()),
        client: subject(provider, program, None, answer, token),
    })
}

fn fixture(provider: &str, name: &str) -> PathBuf {
    root().join(format!("fixtures/{provider}/responses/{name}.json"))
}

fn subject(
    name: &str,
    program: &'static str,
    word: Option<String>,
    answer: PathBuf,
    token: Option<PathBuf>,
) -> Subject {
    Subject {
        name: name.to_owned(),
        program,
        word,
        answer,
        token,
    }
}
