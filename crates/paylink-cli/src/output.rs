//! [`Output`]: what people read, and what programs read.

use std::fmt::Write as _;
use std::io::{self, Write};

use paylink::core::{Answer, IdempotencyKey, Link, Outcome};
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::Failure;

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// People: the result on standard output, words about it on standard error.
    Human,
    /// Programs: one JSON object, and nothing else.
    Json,
}

/// Prints results and failures.
pub(crate) struct Output {
    pub(crate) shape: Shape,
}

/// A link that was made. Names and order are a promise to programs.
#[derive(Serialize)]
struct LinkObject<'a> {
    provider: &'a str,
    id: Option<&'a str>,
    url: Option<&'a str>,
    status: Option<&'a str>,
    amount: Option<String>,
    currency: Option<&'a str>,
    reference: Option<&'a str>,
    request_id: Option<&'a str>,
    idempotency_key: Option<&'a str>,
    attempts: u32,
}

#[derive(Serialize)]
struct DryRunObject<'a> {
    provider: &'a str,
    request: &'a str,
}

#[derive(Serialize)]
struct FailureEnvelope<'a> {
    error: FailureObject<'a>,
}

/// Why there is no link, or another one. Names and order are a promise to programs.
#[derive(Serialize)]
struct FailureObject<'a> {
    kind: &'a str,
    outcome: &'a str,
    message: &'a str,
    status: Option<u16>,
    code: Option<&'a str>,
    request_id: Option<&'a str>,
    idempotency_key: Option<&'a str>,
    reference: Option<&'a str>,
    attempts: u32,
}

impl Output {
    pub(crate) const fn new(shape: Shape) -> Self {
        Self { shape }
    }

    /// Prints lines that can be had again: who closed the stream does not want them.
    pub(crate) fn say(&self, text: &str) {
        let _ = print_line(io::stdout().lock(), text);
    }

    /// Prints a link that was made. If standard output cannot take it, standard error does: it must not be lost.
    pub(crate) fn link(&self, answer: &Answer<Link>) -> Exit {
        let text = match self.shape {
            Shape::Json => json(&LinkObject::new(answer)),
            Shape::Human => {
                complain(&made(answer));
                match &answer.url {
                    Some(url) => url.clone(),
                    None => return Exit::Done,
                }
            }
        };
        if print_line(io::stdout().lock(), &text).is_ok() {
            return Exit::Done;
        }
        complain(&text);
        Exit::Unprinted
    }

    /// Prints the request of a dry run.
    pub(crate) fn dry_run(&self, provider: &str, request: &str) {
        match self.shape {
            Shape::Human => self.say(request),
            Shape::Json => self.say(&json(&DryRunObject { provider, request })),
        }
    }

    /// Prints why there is no link, or another one.
    pub(crate) fn failure(&self, failure: &Failure) {
        let message = failure.message();
        complain(&match self.shape {
            Shape::Json => json(&FailureEnvelope {
                error: FailureObject::new(failure, &message),
            }),
            Shape::Human => format!("paylink: {message}\n{}", advice(failure)),
        });
    }
}

impl<'a> LinkObject<'a> {
    fn new(answer: &'a Answer<Link>) -> Self {
        Self {
            provider: answer.provider,
            id: answer.id.as_deref(),
            url: answer.url.as_deref(),
            status: answer.status.as_deref(),
            amount: answer.amount.map(|amount| amount.to_string()),
            currency: answer.currency.as_ref().map(|currency| currency.as_str()),
            reference: answer.reference.as_deref(),
            request_id: answer.request_id(),
            idempotency_key: answer.idempotency_key().map(IdempotencyKey::as_str),
            attempts: answer.attempts(),
        }
    }
}

impl<'a> FailureObject<'a> {
    fn new(failure: &'a Failure, message: &'a str) -> Self {
        let error = failure.error();
        Self {
            kind: failure.kind().as_str(),
            outcome: failure.outcome().as_str(),
            message,
            status: error.and_then(|error| Some(error.status()?.as_u16())),
            code: error.and_then(|error| error.code()),
            request_id: error.and_then(|error| error.request_id()),
            idempotency_key: (error.and_then(|error| error.idempotency_key()))
                .map(IdempotencyKey::as_str),
            reference: failure.reference(),
            attempts: error.map_or(0, |error| error.attempts()),
        }
    }
}

/// One line about a link that was made.
fn made(link: &Link) -> String {
    let mut text = format!("{}: made", link.provider);
    if let Some(id) = &link.id {
        let _ = write!(text, " {id}");
    }
    if let Some(amount) = link.amount {
        let _ = write!(text, ", {amount}");
    }
    if let Some(currency) = link.currency {
        let _ = write!(text, " {currency}");
    }
    if let Some(status) = &link.status {
        let _ = write!(text, ", {status}");
    }
    if link.url.is_none() {
        text.push_str("; its address did not come: look it up at the provider");
    }
    text
}

/// What happened to the money, and what to do.
fn advice(failure: &Failure) -> String {
    match failure.outcome() {
        Outcome::NotSent => "Nothing was sent.".to_owned(),
        Outcome::Refused => {
            let wait = failure.error().and_then(|error| error.retry_after());
            let wait =
                wait.map(|wait| format!(" Wait {} seconds before the next try.", wait.as_secs()));
            format!("Nothing was made.{}", wait.unwrap_or_default())
        }
        Outcome::Unknown => format!(
            "A link may have been made. Do not just create another one. {}",
            way_out(failure)
        ),
        Outcome::Accepted => {
            "A link was made, but not as asked. Compare the two before anybody pays.".to_owned()
        }
    }
}

/// How to find out, where nobody can know: by a repeat that the provider documents as safe, or by asking it.
fn way_out(failure: &Failure) -> String {
    let key = failure.error().and_then(|error| error.idempotency_key());
    match (key, failure.reference()) {
        (Some(key), Some(reference)) if key.as_str() == reference => format!(
            "Run the same command again: with the reference {reference} the provider answers with the first link."
        ),
        (Some(key), _) => {
            format!(
                "Run the same command again with --idempotency-key {key}: the provider answers with the first link."
            )
        }
        (None, Some(reference)) => {
            format!("Look for the reference {reference} at the provider.")
        }
        (None, None) => "Look for it at the provider.".to_owned(),
    }
}

fn complain(text: &str) {
    // There is nowhere left to say that standard error cannot be written.
    let _ = print_line(io::stderr().lock(), text);
}

fn print_line(mut stream: impl Write, text: &str) -> io::Result<()> {
    writeln!(stream, "{text}")?;
    stream.flush()
}

/// Texts and whole numbers: they can always be written.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}
