//! The matrix: fault × operation × provider, each cell a call in which every attempt has the fault.

use std::fmt;
use std::time::Duration;

use paylink_core::{Error, ErrorKind, Outcome};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Moment, Strike, catalogue, hostile_answers, untrue_answers};

use crate::expectations::{Effect, End, Verdict, verdict};
use crate::host::connection;
use crate::subject::{self, Subject};

/// The time of an attempt that is to end in an answer. It is long for machines under load; a call
/// does not wait that long.
const PATIENT: Duration = Duration::from_secs(30);

/// The time of an attempt that nobody answers.
const IMPATIENT: Duration = Duration::from_millis(250);

/// The result of one cell of the matrix.
#[derive(Debug)]
pub struct Cell {
    /// The provider's crate name.
    pub provider: &'static str,
    /// The operation's id in the contract.
    pub operation: &'static str,
    /// The fault.
    pub fault: String,
    /// Whether it struck before or after the operation.
    pub moment: Moment,
    /// How the call ended.
    pub end: End,
    /// What happened to the money, if it failed.
    pub outcome: Option<Outcome>,
    /// Requests started.
    pub attempts: u32,
    /// Requests that arrived whole.
    pub arrivals: usize,
    /// New links in the sandbox.
    pub made: usize,
    /// The broken rules.
    pub broken: Vec<String>,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = match self.moment {
            Moment::Before => "before",
            _ => "after",
        };
        let (kind, outcome) = match (self.end, self.outcome) {
            (End::Fails(kind), Some(outcome)) => (kind.as_str(), outcome.as_str()),
            _ => ("-", "done"),
        };
        write!(
            f,
            "{:<10} {:<24} {:<16} {moment:<6} {kind:<15} {outcome:<9} {:>2} begun {:>2} arrived {:>2} made",
            self.provider, self.operation, self.fault, self.attempts, self.arrivals, self.made,
        )?;
        for rule in &self.broken {
            write!(f, "  BROKEN: {rule}")?;
        }
        Ok(())
    }
}

/// Runs all cells of a provider. `elsewhere` is where redirects lead.
pub async fn run(provider: &'static str, elsewhere: &str) -> Vec<Cell> {
    let sandbox = Sandbox::start().await.unwrap();
    let mut cells = Vec::new();
    let faults = [catalogue(elsewhere), untrue_answers(), hostile_answers()].concat();
    for patience in [PATIENT, IMPATIENT] {
        let mut subjects = subject::subjects(&sandbox, provider, &connection(patience)).await;
        let faults = faults
            .iter()
            .filter(|fault| is_silent(fault) == (patience == IMPATIENT));
        for (fault, moment) in faults.flat_map(|fault| moments(fault).map(move |at| (fault, at))) {
            for index in 0..subjects.len() {
                if !fault.applies_to(provider, subjects[index].operation) {
                    continue;
                }
                cells.push(cell(&sandbox, &subjects[index], fault, moment).await);
                if ends_unnoticed(fault) {
                    // The next request could use the closed connection before that is noticed: this
                    // would be the fault of another cell.
                    subjects = subject::subjects(&sandbox, provider, &connection(patience)).await;
                }
            }
        }
    }
    cells
}

/// Whether only the client's own time-out ends the call.
fn is_silent(fault: &Fault) -> bool {
    matches!(fault.name(), "hang" | "hang-after-head" | "drip")
}

/// Whether the server closes a connection that the client keeps for its next request.
fn ends_unnoticed(fault: &Fault) -> bool {
    matches!(fault.name(), "stale" | "overrun" | "length-one-too-long")
}

/// A fault that strikes before the whole request has arrived has only one moment, and so has a
/// response about what was done.
fn moments(fault: &Fault) -> impl Iterator<Item = Moment> {
    let is_of_what_was_done = (untrue_answers().iter())
        .any(|untrue| untrue.name() == fault.name() && fault.name() != "conflict-on-the-key");
    let before = (!is_of_what_was_done).then_some(Moment::Before);
    let after = (!fault.is_early()).then_some(Moment::After);
    before.into_iter().chain(after)
}

async fn cell(sandbox: &Sandbox, subject: &Subject, fault: &Fault, moment: Moment) -> Cell {
    let strike = match moment {
        Moment::Before => Strike::before(fault.clone()),
        _ => Strike::after(fault.clone()),
    };
    let provider = subject.provider;
    let on = subject.ready().await;
    sandbox
        .faults()
        .add(strike.on(provider).operation(subject.operation));
    let before = subject.arrived(sandbox).len();
    let held = sandbox.held(provider);
    let result = subject.call(on).await;
    sandbox.faults().clear();
    let requests = subject.arrived(sandbox);
    let arrived = requests.get(before..).unwrap_or_default();
    let made = sandbox.held(provider) - held;
    let (end, attempts) = match &result {
        Ok(_) => (End::Done, 1),
        Err(error) => (End::Fails(error.kind()), error.attempts()),
    };
    let verdict = verdict(
        fault,
        moment,
        subject.effect,
        subject.reading,
        subject.renewable,
    );
    let mut broken = Vec::new();
    let mut rule = |holds: bool, rule: String| {
        if !holds {
            broken.push(rule);
        }
    };
    judge_end(&verdict, end, result.as_ref().err(), &mut rule);
    rule(
        attempts == verdict.attempts,
        format!("{} must be begun", verdict.attempts),
    );
    rule(
        arrived.len() == verdict.arrivals,
        format!("{} must arrive", verdict.arrivals),
    );
    if subject.operation == "createPaymentLink" {
        let acted = moment == Moment::After && verdict.arrivals > 0;
        rule(
            made == usize::from(acted),
            format!("{} must be made", usize::from(acted)),
        );
    }
    if subject.effect == Effect::KeyedWrite {
        let keys: Vec<_> = arrived
            .iter()
            .map(|r| (r.header("idempotency-key"), &r.body))
            .collect();
        rule(
            keys.windows(2).all(|pair| pair[0] == pair[1]),
            "one key and body".to_owned(),
        );
    }
    Cell {
        provider,
        operation: subject.operation,
        fault: fault.name().to_owned(),
        moment,
        end,
        outcome: result.err().map(|error| error.outcome()),
        attempts,
        arrivals: arrived.len(),
        made,
        broken,
    }
}

fn judge_end(
    verdict: &Verdict,
    end: End,
    error: Option<&Error>,
    rule: &mut impl FnMut(bool, String),
) {
    rule(end == verdict.end, format!("must end as {:?}", verdict.end));
    let Some(error) = error else { return };
    rule(
        error.outcome() == outcome_of(error.kind()),
        format!("the outcome must be {}", outcome_of(error.kind())),
    );
    rule(
        error.kind() != ErrorKind::Differs || format!("{error:?}").contains("link: Some"),
        "the answer must be kept".to_owned(),
    );
    let answered = !matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::Timeout);
    rule(
        !answered || error.http_status().is_some(),
        "the status must be kept".to_owned(),
    );
    rule(
        !answered || error.raw_body().is_some(),
        "the body must be kept".to_owned(),
    );
}

/// The promise, written again by hand: what a fault of this kind says about the money.
fn outcome_of(kind: ErrorKind) -> Outcome {
    match kind {
        ErrorKind::Connect => Outcome::NotSent,
        ErrorKind::Authentication
        | ErrorKind::Refused
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::RateLimited => Outcome::Refused,
        ErrorKind::Differs => Outcome::Accepted,
        _ => Outcome::Unknown,
    }
}
