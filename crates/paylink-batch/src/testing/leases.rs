//! Who may send.

use std::time::Duration;

use super::world::{LONG, World, created, link, numbers, refused};
use super::{Broken, Checked, holds, same};
use crate::error::JournalError;
use crate::journal::{Advance, RowEvent};
use crate::life::{Ending, Event, Repeats, RowState};

pub(super) async fn one_owner(world: &World<'_>) -> Checked {
    let (journal, batch) = (world.journal, world.sealed("a", 6).await?);
    let first = world.lease(&batch).await?;
    let second = world.lease(&batch).await?;
    holds!(first.shard != second.shard);
    same!(journal.claim(&batch, "third", LONG).await?, None);
    let taken = journal
        .claim_shard(&batch, first.shard, "third", LONG)
        .await?;
    same!(taken, None);
    journal.release(&first).await?;
    let third = journal
        .claim_shard(&batch, first.shard, "third", LONG)
        .await?;
    let Some(third) = third else {
        return Err(Broken::Seen(
            "a shard that was given back is not free".to_owned(),
        ));
    };
    holds!(third.epoch > first.epoch);
    same!(third.account, world.plan("a").account);
    // A late release of the first owner takes nothing away from the third.
    journal.release(&first).await?;
    same!(journal.claim(&batch, "fourth", LONG).await?, None);
    // A shard without open rows is not handed out.
    let step = world.take(&third, Repeats::Never, 9).await?;
    for number in numbers(&step) {
        world.ended(&third, number, created("x")).await?;
    }
    journal.release(&third).await?;
    same!(
        journal
            .claim_shard(&batch, third.shard, "fifth", LONG)
            .await?,
        None
    );
    Ok(())
}

pub(super) async fn not_before_sealed(world: &World<'_>) -> Checked {
    let journal = world.journal;
    let batch = journal.open(&world.plan("a")).await?.batch;
    journal.add(&batch, world.rows(1..=2)).await?;
    let early = journal.claim(&batch, "worker", LONG).await;
    refused(early, |error| {
        matches!(error, JournalError::WrongState { .. })
    })?;
    journal.seal(&batch).await?;
    journal.set_paused(&batch, true).await?;
    same!(journal.claim(&batch, "worker", LONG).await?, None);
    same!(journal.claim_shard(&batch, 0, "worker", LONG).await?, None);
    journal.set_paused(&batch, false).await?;
    holds!(journal.claim(&batch, "worker", LONG).await?.is_some());
    Ok(())
}

pub(super) async fn fenced(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 4).await?;
    let old = world.lease_of(&batch, Duration::ZERO).await?;
    let new = world.lease(&batch).await?;
    same!((old.shard, new.epoch > old.epoch), (new.shard, true));
    let step = world.take(&old, Repeats::SameKey, 4).await?;
    same!((step.is_lost, numbers(&step)), (true, vec![]));
    let step = world.take(&new, Repeats::SameKey, 2).await?;
    same!((step.is_lost, numbers(&step)), (false, vec![1, 2]));
    // The old owner cannot give back, or look up, what the new one is sending.
    let mut advance = Advance::new(Repeats::LookUpFirst);
    advance.events = vec![
        RowEvent::new(1, Event::NotStarted),
        RowEvent::new(2, Event::Absent),
    ];
    let step = world.journal.advance(&old, advance).await?;
    same!((step.is_lost, numbers(&step)), (true, vec![]));
    same!(world.read_one(&batch, 1).await?.state, RowState::Sending);
    Ok(())
}

pub(super) async fn late_answer(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 3).await?;
    let old = world.lease_of(&batch, Duration::ZERO).await?;
    world.take(&old, Repeats::Never, 3).await?;
    let new = world.lease(&batch).await?;
    world.take(&new, Repeats::Never, 9).await?;
    for number in 1..=3 {
        let row = world.read_one(&batch, number).await?;
        same!((number, row.state), (number, RowState::Unknown));
        holds!(row.error.is_some() && row.finished_at.is_some());
    }
    world.ended(&old, 1, created("late")).await?;
    world.ended(&old, 2, Ending::Refused).await?;
    world
        .ended(&old, 3, Ending::NotSent { is_passing: true })
        .await?;
    let row = world.read_one(&batch, 1).await?;
    same!(
        (row.state, row.link, row.error),
        (RowState::Created, Some(link("late")), None)
    );
    same!(world.read_one(&batch, 2).await?.state, RowState::Unknown);
    same!(world.read_one(&batch, 3).await?.state, RowState::Unknown);
    Ok(())
}

pub(super) async fn given_back(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 4).await?;
    let lease = world.lease(&batch).await?;
    let step = world.take(&lease, Repeats::Never, 3).await?;
    same!(numbers(&step), [1, 2, 3]);
    let mut advance = Advance::new(Repeats::Never);
    advance.events = vec![
        RowEvent::new(2, Event::NotStarted),
        RowEvent::new(3, Event::Ended(Ending::NotSent { is_passing: true })),
    ];
    advance.want = 9;
    let step = world.journal.advance(&lease, advance).await?;
    same!(numbers(&step), [2, 3, 4]);
    let attempts: Vec<_> = step.rows.iter().map(|row| row.attempts).collect();
    same!(attempts, [1, 2, 1]);
    Ok(())
}

pub(super) async fn one_transaction(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 4).await?;
    let lease = world.lease(&batch).await?;
    let step = world.take(&lease, Repeats::Never, 1).await?;
    same!((numbers(&step), step.has_more), (vec![1], true));
    let mut advance = Advance::new(Repeats::Never);
    advance.events = vec![RowEvent::new(1, Event::Ended(created("one")))];
    advance.want = 3;
    let step = world.journal.advance(&lease, advance.clone()).await?;
    same!((numbers(&step), step.has_more), (vec![2, 3, 4], false));
    same!((step.settled.created, step.settled.total()), (1, 1));
    // An event about no row: nothing of the call is recorded.
    advance.events = vec![
        RowEvent::new(2, Event::Ended(created("two"))),
        RowEvent::new(99, Event::Ended(created("none"))),
    ];
    let failed = world.journal.advance(&lease, advance).await;
    refused(failed, |_| true)?;
    same!(world.read_one(&batch, 2).await?.state, RowState::Sending);
    Ok(())
}
