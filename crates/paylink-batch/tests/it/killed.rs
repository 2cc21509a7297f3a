//! What the next worker does after one was killed.

use std::time::Duration;

use paylink_batch::{RowState, RunEnd};

use crate::clock::Clock;
use crate::provider::{Does, Kind, Provider};
use crate::world::{World, four, reference};

#[tokio::test]
async fn an_unkeyed_row_of_a_killed_worker_is_unknown_and_never_sent_again() {
    let world = World::with_clock("killed-plain", 25, Clock::fixed()).await;
    let hangs = Provider::new(Kind::Plain, |row, _| {
        if row > 12 { Does::Hangs } else { Does::Creates }
    });
    world
        .killed(&hangs, four(), Duration::from_millis(400))
        .await;
    let sending = world.batch().await.counts.sending;
    assert!((1..=4).contains(&sending), "{sending}");
    let after = Provider::new(Kind::Plain, |_, _| Does::Creates);
    let ran = world.run(&after, four()).await;
    assert_eq!((ran.end, ran.settled.unknown), (RunEnd::Done, sending));
    for row in world.rows().await {
        let reference = reference(row.number);
        let creates = hangs.creates(&reference) + after.creates(&reference);
        assert!(creates <= 1, "row {} was sent {creates} times", row.number);
        match row.state {
            RowState::Created => assert!(hangs.has_link(&reference) || after.has_link(&reference)),
            state => assert_eq!(state, RowState::Unknown),
        }
    }
}

#[tokio::test]
async fn a_keyed_row_of_a_killed_worker_is_sent_again_as_it_was() {
    let world = World::with_clock("killed-keyed", 25, Clock::fixed()).await;
    let provider = Provider::new(Kind::Keyed, |row, number| {
        if row > 12 && number == 1 {
            Does::Hangs
        } else {
            Does::Creates
        }
    });
    world
        .killed(&provider, four(), Duration::from_millis(400))
        .await;
    // The four that hung are repeated; the others hang in turn, and are killed in turn.
    for _ in 0..4 {
        let run = world.run(&provider, four());
        if tokio::time::timeout(Duration::from_millis(400), run)
            .await
            .is_ok()
        {
            break;
        }
        world.clock.forward(601);
    }
    assert_eq!(
        (world.batch().await.counts.created, provider.links()),
        (25, 25)
    );
    for sends in provider.arrived.lock().unwrap().values() {
        assert!(
            sends.iter().all(|send| *send == sends[0]),
            "the same key and the same request"
        );
    }
    assert!(provider.all_creates() > 25);
}

#[tokio::test]
async fn a_key_that_may_have_ended_is_not_sent_again() {
    let world = World::with_clock("stale", 3, Clock::fixed()).await;
    let provider = Provider::new(Kind::Keyed, |_, _| Does::Hangs);
    world
        .killed(&provider, four(), Duration::from_millis(200))
        .await;
    world.clock.forward(601);
    let ran = world.run(&provider, four()).await;
    assert_eq!(
        (ran.end, ran.settled.unknown, provider.all_creates()),
        (RunEnd::Done, 3, 3)
    );
}

#[tokio::test]
async fn a_referenced_row_of_a_killed_worker_is_looked_up_first() {
    let world = World::with_clock("killed-referenced", 4, Clock::fixed()).await;
    let hangs = Provider::new(Kind::Referenced, |_, _| Does::Hangs);
    world
        .killed(&hangs, four(), Duration::from_millis(200))
        .await;
    // All four are there: found, none is sent.
    let ran = world.run(&hangs, four()).await;
    assert_eq!(
        (ran.end, hangs.all_creates(), hangs.links()),
        (RunEnd::Done, 4, 4)
    );
    assert_eq!(world.batch().await.counts.created, 4);
}

#[tokio::test]
async fn a_referenced_row_that_is_not_found_is_sent_once_more() {
    let world = World::with_clock("absent", 4, Clock::fixed()).await;
    let hangs = Provider::new(Kind::Referenced, |_, _| Does::Hangs);
    world
        .killed(&hangs, four(), Duration::from_millis(200))
        .await;
    let empty = Provider::new(Kind::Referenced, |_, _| Does::Creates);
    let ran = world.run(&empty, four()).await;
    assert_eq!(
        (ran.end, empty.all_creates(), empty.links()),
        (RunEnd::Done, 4, 4)
    );
    assert_eq!(world.batch().await.counts.created, 4);
}
