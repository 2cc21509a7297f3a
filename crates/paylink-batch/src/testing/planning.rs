//! How rows get into a journal.

use super::world::{World, refused};
use super::{Broken, Checked, holds, same};
use crate::error::JournalError;
use crate::identity::RowRef;
use crate::journal::BatchState;

pub(super) async fn resumes(world: &World<'_>) -> Checked {
    let (journal, plan) = (world.journal, world.plan("a"));
    let opened = journal.open(&plan).await?;
    holds!(!opened.is_known && opened.is_planning);
    same!((&opened.batch, opened.planned), (&plan.batch(), 0));
    journal.add(&opened.batch, world.rows(1..=3)).await?;
    let again = journal.open(&plan).await?;
    holds!(again.is_known && again.is_planning);
    same!((&again.batch, again.planned), (&opened.batch, 3));
    journal.add(&again.batch, world.rows(4..=5)).await?;
    journal.seal(&again.batch).await?;
    let sealed = journal.open(&plan).await?;
    holds!(sealed.is_known && !sealed.is_planning);
    same!(sealed.planned, 5);
    let late = journal.add(&sealed.batch, world.rows(6..=6)).await;
    refused(late, |error| {
        matches!(error, JournalError::WrongState { .. })
    })?;
    let batch = journal.batch(&sealed.batch).await?;
    same!(
        (batch.rows, batch.shards, batch.state),
        (5, 2, BatchState::Open)
    );
    same!(
        (batch.provider.as_str(), &batch.account),
        ("example", &plan.account)
    );
    same!(
        (&batch.columns, &batch.options),
        (&plan.columns, &plan.options)
    );
    same!(batch.source_sha256, plan.source_sha256);
    holds!(journal.batches().await?.contains(&batch));
    Ok(())
}

pub(super) async fn in_order(world: &World<'_>) -> Checked {
    let journal = world.journal;
    let batch = journal.open(&world.plan("a")).await?.batch;
    let gap = journal.add(&batch, world.rows(2..=2)).await;
    refused(gap, |error| {
        matches!(error, JournalError::WrongState { .. })
    })?;
    journal.add(&batch, world.rows(1..=1)).await?;
    let again = journal.add(&batch, world.rows(1..=1)).await;
    refused(again, |error| {
        matches!(error, JournalError::WrongState { .. })
    })
}

pub(super) async fn one_reference(world: &World<'_>) -> Checked {
    let (journal, plan) = (world.journal, world.plan("first"));
    let first = world.sealed("first", 2).await?;
    let second = journal.open(&world.plan("second")).await?.batch;
    let mut rows = world.rows(1..=2);
    for (row, reference) in rows.iter_mut().zip(["order-7", "order-2"]) {
        row.reference = Some(reference.to_owned());
    }
    let refusal = journal.add(&second, rows.clone()).await;
    let Err(JournalError::ReferenceTaken(taken)) = refusal else {
        return Err(Broken::Seen("the reference was taken twice".to_owned()));
    };
    let by = RowRef {
        batch: first,
        number: 2,
    };
    same!(
        (taken.number, taken.reference.as_str(), &taken.by),
        (2, "order-2", &by)
    );
    same!(journal.open(&world.plan("second")).await?.planned, 0);
    // Nothing of the refused call is there: its other reference is free.
    let references = ["order-2", "order-7"].map(str::to_owned);
    let found = journal.taken(&plan.account, &references).await?;
    same!(found, [("order-2".to_owned(), by)]);
    // A reference is the account's own, and a row may have none.
    let mut elsewhere = world.plan("second");
    elsewhere.account = crate::AccountId::from_text(format!("{}-2", plan.account));
    let third = journal.open(&elsewhere).await?.batch;
    journal.add(&third, rows.clone()).await?;
    for row in &mut rows {
        row.reference = None;
    }
    journal.add(&second, rows).await?;
    Ok(())
}

pub(super) async fn discards(world: &World<'_>) -> Checked {
    let journal = world.journal;
    let batch = journal.open(&world.plan("a")).await?.batch;
    journal.add(&batch, world.rows(1..=6)).await?;
    journal.discard(&batch).await?;
    let gone = journal.batch(&batch).await;
    refused(gone, |error| matches!(error, JournalError::NotFound(_)))?;
    let sealed = world.sealed("a", 6).await?;
    let kept = journal.discard(&sealed).await;
    refused(kept, |error| {
        matches!(error, JournalError::WrongState { .. })
    })?;
    same!(world.read(&sealed).await?.len(), 6);
    Ok(())
}
