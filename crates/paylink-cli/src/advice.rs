//! What a failure means, and what to do: for people.

use paylink::Outcome;

use crate::failure::Failure;
use crate::task::Task;

/// What happened to the money, and what to do; `None` where no money is near.
pub(crate) fn advice(task: Task, failure: &Failure) -> Option<String> {
    let text = match (task, failure.outcome()) {
        (Task::Local | Task::Batch, Outcome::NotSent) => return None,
        (Task::Local | Task::Batch, _) => "Trust nothing that it says.",
        (_, Outcome::NotSent) => "Nothing was sent.",
        (Task::Create, Outcome::Refused) => return Some(with_wait("Nothing was made.", failure)),
        (Task::Notify, Outcome::Refused) => {
            return Some(with_wait("Nobody was notified.", failure));
        }
        (_, Outcome::Refused) => return Some(with_wait("Nothing was changed.", failure)),
        (Task::Create, Outcome::Unknown) => {
            let way_out = way_out(failure);
            return Some(format!(
                "A link may have been made. Do not just create another one. {way_out}"
            ));
        }
        (Task::Read, Outcome::Unknown) if matches!(failure, Failure::Unreadable { .. }) => {
            "The others are on standard output."
        }
        (Task::Read, Outcome::Unknown) => "Nothing was changed: run it again.",
        (Task::Change, Outcome::Unknown) => {
            "It may have been done. Read the link to know: `paylink get`."
        }
        (Task::Notify, Outcome::Unknown) => {
            "The payer may have been notified: run it again only if twice does no harm."
        }
        (Task::Create, Outcome::Accepted) => {
            "A link exists, but not as asked. Compare the two before anybody pays."
        }
        (Task::Read, Outcome::Accepted) => "The provider answered with another link.",
        (_, Outcome::Accepted) => {
            "The provider accepted it, and answered something else. Read the link to know: `paylink get`."
        }
    };
    Some(text.to_owned())
}

/// With the time that the provider asks to wait, where it does.
fn with_wait(text: &str, failure: &Failure) -> String {
    match failure.error().and_then(|error| error.retry_after()) {
        Some(wait) => {
            let seconds = wait.as_secs();
            format!("{text} Wait {seconds} seconds before the next try.")
        }
        None => text.to_owned(),
    }
}

/// How to find out, where nobody can know: by a repeat that the provider documents as safe, or by asking it.
fn way_out(failure: &Failure) -> String {
    let provider = failure.error().map(|error| error.provider());
    match (failure.idempotency_key(), failure.reference()) {
        (Some(key), Some(reference)) if key == reference => {
            let provider = provider.unwrap_or("PROVIDER");
            format!(
                "Look it up with `paylink find {provider} {reference}`, or run the same command again: with the reference \
                 {reference} the provider answers with the first link."
            )
        }
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
