//! A call that is dropped at any await leaves no request behind, and the next call works.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use paylink_trials::host::connection;
use paylink_trials::subject::subjects;

/// Polls a future this many times, giving the sockets time between; whether it ended.
async fn poll_times(future: impl Future, times: usize) -> bool {
    let mut future = std::pin::pin!(future);
    for _ in 0..times {
        let polled = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
        if polled.is_ready() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    false
}

/// How many have arrived once no more come.
async fn settled(sandbox: &Sandbox, provider: &str) -> usize {
    let mut arrived = sandbox.arrived(provider);
    loop {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let now = sandbox.arrived(provider);
        if now == arrived {
            return arrived;
        }
        arrived = now;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_any_await() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let connection = connection(Duration::from_secs(30));
        let subjects = subjects(&sandbox, provider, &connection).await;
        let create = &subjects[0];
        for times in 1..12 {
            // Every attempt is lost, so that a keyed create is in the middle of its repeats.
            let strike = Strike::before(Fault::close())
                .on(provider)
                .operation("createPaymentLink");
            sandbox.faults().add(strike);
            let before = sandbox.arrived(provider);
            let ended = poll_times(create.call(String::new()), times).await;
            let at_drop = sandbox.arrived(provider) - before;
            let later = settled(&sandbox, provider).await - before;
            // What had left the client when it was dropped may still arrive; no further one may.
            assert!(
                later <= at_drop + 1 && later <= 3,
                "{provider}: {at_drop}, then {later}"
            );
            sandbox.faults().clear();
            create
                .call(String::new())
                .await
                .unwrap_or_else(|error| panic!("{provider} after {times}: {error}"));
            if ended {
                break;
            }
        }
    }
}
