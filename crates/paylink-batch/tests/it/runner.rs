//! The runner over a provider in memory and a journal in SQLite.

use std::time::Duration;

use paylink_batch::{BatchState, RowState, RunEnd, Runner, Stop};

use crate::provider::{Does, Kind, Provider};
use crate::world::{World, four, reference};

#[tokio::test]
async fn every_row_gets_its_link() {
    for kind in [Kind::Plain, Kind::Keyed, Kind::Referenced] {
        let world = World::new(&format!("all-{kind:?}"), 35).await;
        let provider = Provider::new(kind, |_, _| Does::Creates);
        let ran = world.run(&provider, four()).await;
        assert_eq!(
            (ran.end, ran.settled.created, ran.begun),
            (RunEnd::Done, 35, 35)
        );
        assert_eq!((provider.links(), provider.all_creates()), (35, 35));
        let rows = world.rows().await;
        assert!(
            rows.iter()
                .all(|row| row.state == RowState::Created && row.link.is_some())
        );
        // Again: nothing is sent.
        let ran = world.run(&provider, four()).await;
        assert_eq!((ran.end, ran.begun), (RunEnd::Done, 0));
        assert_eq!(provider.all_creates(), 35);
    }
}

#[tokio::test]
async fn no_more_sends_are_under_way_than_allowed() {
    let world = World::new("concurrency", 40).await;
    let mut provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    provider.latency = Duration::from_millis(2);
    world.run(&provider, four()).await;
    let most = provider
        .most_under_way
        .load(std::sync::atomic::Ordering::SeqCst);
    assert!((2..=4).contains(&most), "{most}");
}

#[tokio::test]
async fn each_ending_is_told_as_it_is() {
    let world = World::new("endings", 4).await;
    let provider = Provider::new(Kind::Plain, |row, _| match row {
        1 => Does::Creates,
        2 => Does::Refuses,
        3 => Does::LosesTheAnswer,
        _ => Does::Limits(1),
    });
    let ran = world.run(&provider, four()).await;
    assert_eq!(ran.end, RunEnd::Done);
    let states: Vec<_> = world.rows().await.iter().map(|row| row.state).collect();
    let expected = [
        RowState::Created,
        RowState::Refused,
        RowState::Unknown,
        RowState::Refused,
    ];
    assert_eq!(states, expected);
    let error = world.row(3).await.error.unwrap();
    assert!(error.contains("outcome: unknown"), "{error}");
    assert_eq!(provider.all_creates(), 4);
}

#[tokio::test]
async fn a_reference_in_use_is_looked_up() {
    let world = World::new("duplicate", 2).await;
    let provider = Provider::new(Kind::Referenced, |_, _| Does::Creates);
    let first = World::new("duplicate-first", 1).await;
    first.run(&provider, four()).await;
    world.run(&provider, four()).await;
    assert_eq!(
        (world.batch().await.counts.created, provider.links()),
        (2, 2)
    );
    assert_eq!(world.row(1).await.link, first.row(1).await.link);
}

#[tokio::test]
async fn a_429_pauses_the_account_and_a_keyed_row_is_sent_again() {
    let world = World::new("limited", 12).await;
    let provider = Provider::new(Kind::Keyed, |row, number| {
        if row == 3 && number == 1 {
            Does::Limits(30)
        } else {
            Does::Creates
        }
    });
    let ran = world.run(&provider, four()).await;
    assert_eq!((ran.end, provider.links()), (RunEnd::Done, 12));
    assert_eq!(provider.creates(&reference(3)), 2);
    assert_eq!(world.row(3).await.attempts, 2);
}

#[tokio::test]
async fn what_was_not_sent_is_sent_later() {
    let world = World::new("away", 6).await;
    let provider = {
        let tried = std::sync::atomic::AtomicUsize::new(0);
        Provider::new(Kind::Plain, move |_, _| {
            let tried = tried.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            if tried < 3 {
                Does::IsAway
            } else {
                Does::Creates
            }
        })
    };
    let ran = world.run(&provider, four()).await;
    assert_eq!((ran.end, provider.links()), (RunEnd::Done, 6));
    assert_eq!(provider.all_creates(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_is_not_reached_ends_the_run_with_rows_left() {
    let world = World::new("unreachable", 30).await;
    let provider = Provider::new(Kind::Plain, |_, _| Does::IsAway);
    let ran = world.run(&provider, four()).await;
    assert_eq!(ran.end, RunEnd::Unreachable);
    let counts = world.batch().await.counts;
    assert_eq!(
        (counts.planned, counts.sending, counts.not_sent),
        (30, 0, 0)
    );
}

#[tokio::test]
async fn refused_credentials_end_the_run() {
    let world = World::new("unauthorized", 30).await;
    let provider = Provider::new(Kind::Keyed, |_, _| Does::Unauthorized);
    let ran = world.run(&provider, four()).await;
    assert_eq!(ran.end, RunEnd::Unauthorized);
    let counts = world.batch().await.counts;
    assert_eq!((counts.planned, counts.refused), (30, 0));
}

#[tokio::test]
async fn a_few_first_and_then_the_others() {
    let world = World::new("first", 25).await;
    let provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    let mut options = four();
    options.first = Some(3);
    let ran = world.run(&provider, options).await;
    assert_eq!(
        (ran.end, ran.begun, provider.links()),
        (RunEnd::Limited, 3, 3)
    );
    let ran = world.run(&provider, four()).await;
    assert_eq!(
        (ran.end, ran.begun, provider.links()),
        (RunEnd::Done, 22, 25)
    );
}

#[tokio::test]
async fn too_many_unknown_rows_pause_the_batch() {
    let world = World::new("unknown", 40).await;
    let provider = Provider::new(Kind::Plain, |_, _| Does::LosesTheAnswer);
    let mut options = four();
    options.most_unknown = Some(5);
    let ran = world.run(&provider, options.clone()).await;
    assert_eq!(ran.end, RunEnd::TooManyUnknown);
    let batch = world.batch().await;
    assert_eq!(batch.state, BatchState::Paused);
    assert!(
        (6..=9).contains(&batch.counts.unknown),
        "{}",
        batch.counts.unknown
    );
    let ran = world.run(&provider, four()).await;
    assert_eq!((ran.end, ran.begun), (RunEnd::Paused, 0));
    world.journal.set_paused(&world.batch, false).await.unwrap();
    assert_eq!(world.run(&provider, four()).await.end, RunEnd::Done);
}

#[tokio::test]
async fn a_stop_awaits_every_answer() {
    let world = World::new("stop", 40).await;
    let mut provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    provider.latency = Duration::from_millis(30);
    let stop = Stop::new();
    let run = world.run_until(&provider, four(), stop.clone());
    let (ran, ()) = tokio::join!(run, async {
        while provider.all_creates() < 6 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        stop.stop();
    });
    assert_eq!(ran.end, RunEnd::Stopped);
    let counts = world.batch().await.counts;
    assert_eq!(counts.sending, 0);
    assert_eq!(usize::try_from(counts.created).unwrap(), provider.links());
    assert!(counts.planned > 0);
}

#[tokio::test]
async fn workers_share_a_batch_and_send_no_row_twice() {
    let world = World::new("together", 200).await;
    let mut provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    provider.latency = Duration::from_millis(1);
    let (one, two, three) = tokio::join!(
        world.run(&provider, four()),
        world.run(&provider, four()),
        world.run(&provider, four()),
    );
    assert!(
        [one, two, three]
            .iter()
            .all(|ran| ran.end == RunEnd::Done && ran.begun > 0)
    );
    assert_eq!((provider.links(), provider.all_creates()), (200, 200));
    assert_eq!(world.batch().await.counts.created, 200);
}

#[tokio::test]
async fn one_shard_is_run_for_another_engine() {
    let world = World::new("shard", 25).await;
    let provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    let runner = Runner::new(&*world.journal, &provider, "job", four(), Stop::new());
    let ran = runner.run_shard(&world.batch, 1).await.unwrap();
    assert_eq!((ran.end, ran.begun), (RunEnd::Done, 10));
    let again = runner.run_shard(&world.batch, 1).await.unwrap();
    assert_eq!((again.end, again.begun), (RunEnd::Done, 0));
    let created: Vec<_> = world
        .rows()
        .await
        .iter()
        .map(|row| row.state == RowState::Created)
        .collect();
    assert!(created[10..20].iter().all(|created| *created));
    assert_eq!(created.iter().filter(|created| **created).count(), 10);
}

#[tokio::test]
async fn a_rate_is_kept_over_all_workers() {
    let world = World::new("rate", 30).await;
    let provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    let mut options = four();
    options.rate = Some("200/s".parse().unwrap());
    let start = tokio::time::Instant::now();
    tokio::join!(
        world.run(&provider, options.clone()),
        world.run(&provider, options.clone()),
    );
    assert_eq!(provider.links(), 30);
    // Twenty-nine pauses of five milliseconds: it cannot be sooner, however fast the machine is.
    assert!(start.elapsed() >= Duration::from_millis(144));
}
