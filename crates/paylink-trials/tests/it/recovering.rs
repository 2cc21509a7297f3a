//! A fault that passes: what may be sent again is, with the same key, and the server holds one link
//! at the end.

use std::time::Duration;

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use paylink_trials::expectations::Effect;
use paylink_trials::host::connection;
use paylink_trials::subject::subjects;

const PATIENT: Duration = Duration::from_secs(30);

fn passing() -> Vec<Fault> {
    vec![
        Fault::unread(),
        Fault::halfway(),
        Fault::close(),
        Fault::reset(),
        Fault::cut(),
        Fault::bad_chunks(),
        Fault::status(502),
        Fault::status(503),
        Fault::status(504),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_that_ends_costs_a_keyed_create_nothing_and_an_unkeyed_one_is_sent_once() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        for subject in subjects(&sandbox, provider, &connection(PATIENT)).await {
            for fault in passing() {
                let on = subject.ready().await;
                let early = fault.is_early();
                let strike = Strike::after(fault.clone())
                    .on(provider)
                    .operation(subject.operation);
                sandbox.faults().add(strike.times(2));
                let (before, held) = (subject.arrived(&sandbox).len(), sandbox.held(provider));
                let result = subject.call(on).await;
                sandbox.faults().clear();
                let arrived = subject.arrived(&sandbox).len() - before;
                let made = sandbox.held(provider) - held;
                let what = format!("{provider} {} {}", subject.operation, fault.name());
                let creates = subject.operation == "createPaymentLink";
                match subject.effect {
                    Effect::Write => {
                        let error = result.unwrap_err();
                        assert_eq!(
                            (error.outcome(), error.attempts()),
                            (Outcome::Unknown, 1),
                            "{what}"
                        );
                        assert_eq!(arrived, usize::from(!early), "{what}");
                        assert_eq!(made, usize::from(creates && !early), "{what}");
                    }
                    Effect::Read | Effect::KeyedWrite => {
                        result.unwrap_or_else(|error| panic!("{what}: {error}"));
                        assert_eq!(arrived, if early { 1 } else { 3 }, "{what}");
                        assert_eq!(made, usize::from(creates), "{what}");
                    }
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_401_that_passes_costs_a_renewable_credential_one_more_request() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        for subject in subjects(&sandbox, provider, &connection(PATIENT)).await {
            let on = subject.ready().await;
            let strike = Strike::before(Fault::status(401))
                .on(provider)
                .operation(subject.operation);
            sandbox.faults().add(strike.times(1));
            let result = subject.call(on).await;
            sandbox.faults().clear();
            match result {
                Ok(_) => assert!(subject.renewable, "{provider} {}", subject.operation),
                Err(error) => {
                    assert!(!subject.renewable, "{provider} {}", subject.operation);
                    assert_eq!(
                        (error.kind(), error.attempts()),
                        (ErrorKind::Authentication, 1)
                    );
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn create_or_find_ends_with_one_link_or_an_honest_unknown() {
    for provider in Sandbox::PROVIDERS {
        let books = paylink_trials::soak::create_or_find(provider, 100, 7).await;
        assert!(books.balance(), "{provider}: {books}");
        assert!(books.made > 40, "{provider}: {books}");
    }
}
