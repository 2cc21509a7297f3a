//! What a new owner does with rows that the one before left unfinished.

use std::time::Duration;

use super::world::{World, created, numbers};
use super::{Checked, holds, same};
use crate::identity::BatchId;
use crate::journal::{Advance, Lease, RowEvent, TakenRow};
use crate::life::{Action, Ending, Event, Repeats, RowState};

/// A batch whose first owner took two rows and died: the two rows, and the next owner.
async fn abandoned(
    world: &World<'_>,
    batch: &BatchId,
    repeats: Repeats,
) -> Result<(Vec<TakenRow>, Lease), super::Broken> {
    let old = world.lease_of(batch, Duration::ZERO).await?;
    let step = world.take(&old, repeats, 2).await?;
    Ok((step.rows, world.lease(batch).await?))
}

pub(super) async fn never(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 4).await?;
    let (taken, lease) = abandoned(world, &batch, Repeats::Never).await?;
    let step = world.take(&lease, Repeats::Never, 9).await?;
    same!((taken.len(), numbers(&step)), (2, vec![3, 4]));
    same!((step.settled.unknown, step.has_more), (2, false));
    same!(world.read_one(&batch, 1).await?.state, RowState::Unknown);
    Ok(())
}

pub(super) async fn same_key(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 4).await?;
    let (taken, lease) = abandoned(world, &batch, Repeats::SameKey).await?;
    let step = world.take(&lease, Repeats::SameKey, 9).await?;
    same!(numbers(&step), [1, 2, 3, 4]);
    for (before, now) in taken.iter().zip(&step.rows) {
        same!((now.action, now.attempts), (Action::Send, 2));
        same!((&now.request, &now.key), (&before.request, &before.key));
        holds!(now.key.is_some());
    }
    // A refusal says nothing about the first send.
    world.ended(&lease, 1, Ending::Refused).await?;
    same!(world.read_one(&batch, 1).await?.state, RowState::Unknown);
    world.ended(&lease, 3, Ending::Refused).await?;
    same!(world.read_one(&batch, 3).await?.state, RowState::Refused);
    Ok(())
}

pub(super) async fn no_key(world: &World<'_>) -> Checked {
    let batch = world.journal.open(&world.plan("a")).await?.batch;
    let mut rows = world.rows(1..=2);
    for row in &mut rows {
        row.key = None;
    }
    world.journal.add(&batch, rows).await?;
    world.journal.seal(&batch).await?;
    let (_, lease) = abandoned(world, &batch, Repeats::SameKey).await?;
    let step = world.take(&lease, Repeats::SameKey, 9).await?;
    same!((numbers(&step), step.settled.unknown), (vec![], 2));
    Ok(())
}

pub(super) async fn look_up(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 3).await?;
    let (taken, lease) = abandoned(world, &batch, Repeats::LookUpFirst).await?;
    let step = world.take(&lease, Repeats::LookUpFirst, 2).await?;
    let actions: Vec<_> = step.rows.iter().map(|row| row.action).collect();
    same!(
        (numbers(&step), actions),
        (vec![1, 2], vec![Action::LookUp; 2])
    );
    let mut advance = Advance::new(Repeats::LookUpFirst);
    advance.events = vec![
        RowEvent::new(1, Event::Ended(created("found"))),
        RowEvent::new(2, Event::Absent),
    ];
    let step = world.journal.advance(&lease, advance).await?;
    same!(numbers(&step), [2]);
    for (before, now) in taken.iter().skip(1).zip(&step.rows) {
        same!((now.action, &now.request), (Action::Send, &before.request));
    }
    same!(world.read_one(&batch, 1).await?.state, RowState::Created);
    Ok(())
}

pub(super) async fn stale(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 2).await?;
    let (_, lease) = abandoned(world, &batch, Repeats::SameKey).await?;
    let mut advance = Advance::new(Repeats::SameKey);
    advance.want = 9;
    advance.key_life = Duration::ZERO;
    let step = world.journal.advance(&lease, advance).await?;
    same!((numbers(&step), step.settled.unknown), (vec![], 2));
    Ok(())
}

pub(super) async fn waits_for_a_slot(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 3).await?;
    let (_, lease) = abandoned(world, &batch, Repeats::SameKey).await?;
    for expected in [vec![1], vec![2], vec![3], vec![]] {
        let step = world.take(&lease, Repeats::SameKey, 1).await?;
        let is_last = expected.first().is_none_or(|number| *number == 3);
        same!((numbers(&step), step.has_more), (expected, !is_last));
    }
    Ok(())
}
