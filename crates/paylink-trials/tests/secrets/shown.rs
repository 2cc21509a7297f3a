//! What is printed, and what must not be in it.

use std::error::Error as _;
use std::fmt::Write as _;

use paylink_core::Error;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Recorded;

/// The text that every planted value contains.
pub(crate) const CANARY: &str = "canary";

/// An error with all its causes, printed both ways.
pub(crate) fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(shown, " {error} {error:?}").unwrap();
        cause = error.source();
    }
    shown
}

/// What the result of a call prints.
pub(crate) fn end<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => shown(&error),
    }
}

/// Panics if the text contains a secret, in upper or lower case.
pub(crate) fn check(what: &str, text: &str, secrets: &[String]) {
    let lower = text.to_lowercase();
    for secret in secrets {
        assert!(
            !lower.contains(&secret.to_lowercase()),
            "{what} shows {secret}:\n{text}"
        );
    }
}

/// The canaries, the addresses of links, and the credentials of a provider, also as HTTP Basic
/// writes them.
pub(crate) fn secrets(sandbox: &Sandbox, provider: &str) -> Vec<String> {
    let credentials = sandbox.credentials(provider).into_iter();
    let mut secrets = vec![CANARY.to_owned(), format!("/pay/{provider}")];
    secrets.extend(credentials.map(|(_, value)| value));
    secrets.extend(sandbox.webhook_secret(provider));
    secrets
}

/// Tokens and signatures as they were sent: the header's value, without `Bearer` or `Basic`.
pub(crate) fn on_the_wire(request: &Recorded) -> Vec<String> {
    let names = ["authorization", "x-signature", "x-platform-id"];
    let values = names.into_iter().filter_map(|name| request.header(name));
    values
        .map(|value| value.rsplit(' ').next().unwrap().to_owned())
        .collect()
}
