//! [`Witness`]: makes the calls, checks every result, and records violations.

use std::fmt::Debug;

use paylink_core::{Answer, BoxFuture, Error, ErrorKind, Field, Link, LinkRequest, Outcome};

use super::arrival::Arrival;
use super::canary::{self, HIDDEN};
use super::report::{Rule, Violation};
use super::stage::Stage;
use super::subject::Subject;

/// Makes the calls, checks every result, and records violations.
pub(super) struct Witness<'a> {
    pub(super) subject: &'a dyn Subject,
    found: Vec<Violation>,
    number: u32,
}

/// How a call ended, and the requests that arrived.
pub(super) struct Called<T> {
    pub(super) result: Result<T, Error>,
    pub(super) arrived: Vec<Arrival>,
}

impl<T> Called<T> {
    /// The attempts of the operation: the requests that arrived, without those for credentials.
    pub(super) fn attempts(&self) -> Vec<&Arrival> {
        let attempts = (self.arrived.iter()).filter(|arrival| !arrival.for_credentials);
        attempts.collect()
    }

    /// Whether the input was refused and nothing was sent.
    pub(super) fn refused_before_sending(&self) -> bool {
        let refused = (self.result.as_ref()).is_err_and(|it| it.outcome() == Outcome::NotSent);
        refused && self.arrived.is_empty()
    }

    /// What happened, for a report. It contains no value.
    pub(super) fn told(&self) -> String {
        let end = match &self.result {
            Ok(_) => "it succeeded".to_owned(),
            Err(error) => {
                let (kind, outcome) = (error.kind().as_str(), error.outcome());
                let field = error.field().unwrap_or("none");
                format!("it failed ({kind}, field {field}, outcome {outcome})")
            }
        };
        let (arrived, attempts) = (self.arrived.len(), self.attempts().len());
        format!("{end}; requests that arrived: {arrived}, attempts among them: {attempts}")
    }
}

impl<'a> Witness<'a> {
    pub(super) fn new(subject: &'a dyn Subject) -> Self {
        Self {
            subject,
            found: Vec::new(),
            number: 0,
        }
    }

    pub(super) fn found(self) -> Vec<Violation> {
        self.found
    }

    /// Records a violation, each only once.
    pub(super) fn note(&mut self, rule: Rule, what: impl Into<String>) {
        let what = what.into();
        let violation = Violation { rule, what };
        if !self.found.contains(&violation) {
            self.found.push(violation);
        }
    }

    /// Records a violation unless the condition holds.
    pub(super) fn expect(&mut self, rule: Rule, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.note(rule, what());
        }
    }

    /// A number that was not used before.
    pub(super) fn number(&mut self) -> u32 {
        self.number = self.number.saturating_add(1);
        self.number
    }

    /// The smallest request, with its own reference if the provider supports one.
    pub(super) fn request(&mut self, stage: &Stage) -> LinkRequest {
        let request = self.subject.request();
        let takes_reference = stage.links().capabilities();
        if (takes_reference.field(Field::Reference)).is_usable() {
            let number = self.number();
            return request.with_reference(canary::reference(number));
        }
        request
    }

    /// Creates a link, and checks the answer.
    pub(super) async fn create(
        &mut self,
        stage: &Stage,
        request: &LinkRequest,
    ) -> Called<Answer<Link>> {
        let called = self.call(stage, stage.links().create(request)).await;
        match &called.result {
            Ok(link) => self.link(stage, link),
            Err(error) => self.field(error),
        }
        called
    }

    /// Makes any call, and checks its result.
    pub(super) async fn call<T: Debug>(
        &mut self,
        stage: &Stage,
        call: BoxFuture<'_, Result<T, Error>>,
    ) -> Called<T> {
        let before = stage.arrived().len();
        let result = call.await;
        let arrived = stage.arrived().split_off(before.min(stage.arrived().len()));
        match &result {
            Ok(answer) => self.hides("the Debug of an answer", &format!("{answer:?} {answer:#?}")),
            Err(error) => self.error(stage, error),
        }
        Called { result, arrived }
    }

    /// A link names its provider.
    pub(super) fn link(&mut self, stage: &Stage, link: &Link) {
        let (named, own) = (link.provider.as_ref(), stage.links().provider());
        self.expect(Rule::Errors, named == own, || {
            format!("a link names the provider `{named}` instead of `{own}`")
        });
    }

    /// An error of a create names only fields of the shared request, because its caller knows no
    /// others. An error of kind `Differs` may name a field of the answer, such as its status.
    fn field(&mut self, error: &Error) {
        if error.kind() == ErrorKind::Differs {
            return;
        }
        let known = |field: &str| {
            let optional = Field::ALL.iter().any(|known| known.as_str() == field);
            optional || ["amount", "currency"].contains(&field) || field.starts_with("metadata.")
        };
        let field = error.field();
        self.expect(Rule::Errors, field.is_none_or(known), || {
            let field = field.unwrap_or_default();
            format!(
                "an error of a create names the field `{field}`, and the shared request has none"
            )
        });
    }

    /// An error names provider and operation, and neither it nor its causes show what is hidden.
    fn error(&mut self, stage: &Stage, error: &Error) {
        let own = stage.links().provider();
        self.expect(Rule::Errors, error.provider() == own, || {
            format!("an error names the provider `{}`", error.provider())
        });
        self.expect(Rule::Errors, !error.operation().trim().is_empty(), || {
            "an error names no operation".to_owned()
        });
        let mut next: Option<&dyn std::error::Error> = Some(error);
        while let Some(cause) = next {
            self.hides("an error or its cause", &format!("{cause} {cause:?}"));
            next = cause.source();
        }
    }

    /// Records whether an output shows payer data or credentials. The report does not repeat them.
    pub(super) fn hides(&mut self, output: &str, text: &str) {
        let hidden = HIDDEN.iter().any(|value| text.contains(value));
        self.expect(Rule::Secrets, !hidden, || {
            format!("{output} shows a payer's data, a text for the payer or an address")
        });
        let secrets = self.subject.secrets();
        let shown = |secret: &String| !secret.is_empty() && text.contains(secret.as_str());
        let secret = secrets.iter().any(shown);
        self.expect(Rule::Secrets, !secret, || {
            format!("{output} shows a credential")
        });
    }
}
