//! What a failure means, and what to do: for people.

use paylink::Outcome;

use crate::failure::Failure;
use crate::task::Task;

/// What happened to the money, and what to do. `None` if the command moves none.
pub(crate) fn advice(task: Task, failure: &Failure) -> Option<String> {
    let text = match (task, failure.outcome()) {
        (Task::Local | Task::Batch, Outcome::NotSent) => return None,
        (Task::Local | Task::Batch, _) => "Do not trust its content.",
        (_, Outcome::NotSent) => "Nothing was sent.",
        (Task::Create, Outcome::Refused) => {
            return Some(with_wait("Nothing was created.", failure));
        }
        (Task::Notify, Outcome::Refused) => {
            return Some(with_wait("The payer was not notified.", failure));
        }
        (_, Outcome::Refused) => return Some(with_wait("Nothing was changed.", failure)),
        (Task::Create, Outcome::Unknown) => {
            let way_out = way_out(failure);
            return Some(format!(
                "A link may have been created. Do not create another one. {way_out}"
            ));
        }
        (Task::Read, Outcome::Unknown) if matches!(failure, Failure::Unreadable { .. }) => {
            "The others are on standard output."
        }
        (Task::Read, Outcome::Unknown) => "Nothing was changed. Run the command again.",
        (Task::Change, Outcome::Unknown) => "It may have been done. Run `paylink get` to see.",
        (Task::Notify, Outcome::Unknown) => {
            "The payer may have been notified. Run it again only if two notifications do no harm."
        }
        (Task::Create, Outcome::Accepted) => {
            "A link exists, but it differs from the request. Compare the two before anyone pays."
        }
        (Task::Read, Outcome::Accepted) => "The provider responded with another link.",
        (_, Outcome::Accepted) => {
            "The provider accepted the request, but its response differs. Run `paylink get` to see."
        }
    };
    Some(text.to_owned())
}

/// With the time that the provider asks to wait, where it does.
fn with_wait(text: &str, failure: &Failure) -> String {
    match failure.error().and_then(|error| error.retry_after()) {
        Some(wait) => {
            let seconds = wait.as_secs();
            format!("{text} Wait {seconds} seconds before you try again.")
        }
        None => text.to_owned(),
    }
}

/// How to find out about an unknown outcome: by a repeat that the provider documents as safe, or by
/// a look-up.
fn way_out(failure: &Failure) -> String {
    let provider = failure.error().map(|error| error.provider());
    match (failure.idempotency_key(), failure.reference()) {
        (Some(key), Some(reference)) if key == reference => {
            let provider = provider.unwrap_or("PROVIDER");
            format!(
                "Look it up with `paylink find {provider} {reference}`, or run the same command again: with the reference \
                 {reference} the provider returns the first link."
            )
        }
        (Some(key), _) => {
            format!(
                "Run the same command again with --idempotency-key {key}: the provider returns the first link."
            )
        }
        (None, Some(reference)) => {
            format!("Look for the reference {reference} at the provider.")
        }
        (None, None) => "Look for it at the provider.".to_owned(),
    }
}
