//! How much is handed out.

use std::time::Duration;

use super::world::{World, numbers};
use super::{Broken, Checked, holds, same};
use crate::identity::AccountId;
use crate::journal::{Advance, Lease, Step};
use crate::life::Repeats;

pub(super) async fn free_slots(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 3).await?;
    let lease = world.lease(&batch).await?;
    for (want, expected) in [(0, vec![]), (2, vec![1, 2]), (2, vec![3]), (2, vec![])] {
        let step = world.take(&lease, Repeats::Never, want).await?;
        same!(numbers(&step), expected);
        holds!(step.rows.iter().all(|row| row.not_before.is_zero()));
    }
    Ok(())
}

pub(super) async fn pause(world: &World<'_>) -> Checked {
    let (journal, plan) = (world.journal, world.plan("a"));
    let batch = world.sealed("a", 2).await?;
    let lease = world.lease(&batch).await?;
    let long = Duration::from_secs(600);
    journal.pause(&plan.account, long).await?;
    // A shorter one does not end it.
    journal
        .pause(&plan.account, Duration::from_millis(1))
        .await?;
    let step = world.take(&lease, Repeats::Never, 2).await?;
    same!((numbers(&step), step.has_more), (vec![], true));
    holds!(step.wait > Duration::from_secs(300) && step.wait <= long);
    let mut other = world.plan("b");
    other.account = AccountId::from_text(format!("{}-2", plan.account));
    let batch = journal.open(&other).await?.batch;
    journal.add(&batch, world.rows(1..=2)).await?;
    journal.seal(&batch).await?;
    let lease = world.lease(&batch).await?;
    same!(
        numbers(&world.take(&lease, Repeats::Never, 2).await?),
        [1, 2]
    );
    Ok(())
}

/// An hour lies between two creates: however slow the check is, there is one.
pub(super) async fn rate(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 8).await?;
    let leases = [world.lease(&batch).await?, world.lease(&batch).await?];
    let mut taken = Vec::new();
    for lease in &leases {
        let step = hourly(world, lease).await?;
        holds!(step.wait > Duration::from_secs(1800));
        taken.extend(numbers(&step));
    }
    same!(taken, [1]);
    Ok(())
}

async fn hourly(world: &World<'_>, lease: &Lease) -> Result<Step, Broken> {
    let mut advance = Advance::new(Repeats::Never);
    advance.want = 9;
    advance.rate = "1/h".parse().ok();
    holds_rate(&advance)?;
    Ok(world.journal.advance(lease, advance).await?)
}

fn holds_rate(advance: &Advance) -> Checked {
    holds!(advance.rate.is_some());
    Ok(())
}
