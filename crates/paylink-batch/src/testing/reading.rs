//! What a journal says.

use paylink_core::{LinkState, PaymentState};

use super::world::{World, created, link};
use super::{Checked, holds, same};
use crate::journal::{Evidence, Observation, RowEvent};
use crate::life::{Ending, Event, Repeats, RowState};

pub(super) async fn every_row_once(world: &World<'_>) -> Checked {
    let (journal, batch) = (world.journal, world.sealed("a", 9).await?);
    let mut rows = Vec::new();
    loop {
        let after = rows.len().try_into().unwrap_or(u64::MAX);
        let page = journal.rows(&batch, after, 4, &[], true).await?;
        if page.is_empty() {
            break;
        }
        rows.extend(page);
    }
    same!(rows.len(), 9);
    for (row, planned) in rows.iter().zip(world.rows(1..=9)) {
        same!((row.number, row.line), (planned.number, planned.line));
        same!(
            (&row.cells, &row.reference),
            (&planned.cells, &planned.reference)
        );
        same!(
            (&row.key, row.request.as_ref()),
            (&planned.key, Some(&planned.request))
        );
        same!(
            (row.state, row.attempts, row.finished_at),
            (RowState::Planned, 0, None)
        );
    }
    let without = journal.rows(&batch, 0, 100, &[], false).await?;
    holds!(without.iter().all(|row| row.request.is_none()));
    Ok(())
}

pub(super) async fn two_links(world: &World<'_>) -> Checked {
    let batch = world.sealed("a", 1).await?;
    let lease = world.lease(&batch).await?;
    world.take(&lease, Repeats::Never, 1).await?;
    world.ended(&lease, 1, created("one")).await?;
    world.ended(&lease, 1, created("one")).await?;
    same!(world.read_one(&batch, 1).await?.state, RowState::Created);
    world.ended(&lease, 1, created("two")).await?;
    let row = world.read_one(&batch, 1).await?;
    same!(row.state, RowState::Differs);
    same!(
        (row.link, row.other_link),
        (Some(link("one")), Some(link("two")))
    );
    Ok(())
}

pub(super) async fn counts(world: &World<'_>) -> Checked {
    let (journal, batch) = (world.journal, world.sealed("a", 6).await?);
    let lease = world.lease(&batch).await?;
    world.take(&lease, Repeats::Never, 4).await?;
    world.ended(&lease, 1, created("one")).await?;
    world.ended(&lease, 2, Ending::Refused).await?;
    world
        .ended(&lease, 3, Ending::NotSent { is_passing: false })
        .await?;
    let counts = journal.batch(&batch).await?.counts;
    same!((counts.planned, counts.sending, counts.created), (2, 1, 1));
    same!((counts.refused, counts.not_sent, counts.unknown), (1, 1, 0));
    same!((counts.left(), counts.total()), (3, 6));
    for state in RowState::ALL {
        let rows = journal.rows(&batch, 0, 100, &[state], false).await?;
        same!(
            (state, rows.len().try_into()),
            (state, Ok(counts.of(state)))
        );
        holds!(rows.iter().all(|row| row.state == state));
    }
    let open = [RowState::Planned, RowState::Sending];
    same!(journal.rows(&batch, 0, 100, &open, false).await?.len(), 3);
    Ok(())
}

pub(super) async fn observations(world: &World<'_>) -> Checked {
    let (journal, batch) = (world.journal, world.sealed("a", 6).await?);
    let lease = world.lease(&batch).await?;
    world.take(&lease, Repeats::Never, 3).await?;
    let mut event = RowEvent::new(1, Event::Ended(Ending::Unknown));
    event.evidence = Evidence {
        error: Some("no answer in time".to_owned()),
        field: Some("amount".to_owned()),
        request_id: Some("request-1".to_owned()),
    };
    let mut advance = crate::journal::Advance::new(Repeats::Never);
    advance.events = vec![event.clone()];
    journal.advance(&lease, advance).await?;
    let row = world.read_one(&batch, 1).await?;
    same!(
        (row.state, row.finished_at.is_some()),
        (RowState::Unknown, true)
    );
    same!(row.error, event.evidence.error);
    same!(
        (row.field, row.request_id),
        (event.evidence.field, event.evidence.request_id)
    );
    // It never starts a send.
    let events = vec![
        RowEvent::new(1, Event::Ended(created("found"))),
        RowEvent::new(5, Event::Intend),
        RowEvent::new(2, Event::Absent),
    ];
    let paid = Observation::new(1, Some(LinkState::Completed), Some(PaymentState::Paid));
    journal.observe(&batch, events, vec![paid]).await?;
    let row = world.read_one(&batch, 1).await?;
    same!(
        (row.state, row.link, row.error),
        (RowState::Created, Some(link("found")), None)
    );
    same!(
        (row.link_state, row.payment),
        (Some(LinkState::Completed), Some(PaymentState::Paid))
    );
    same!(world.read_one(&batch, 5).await?.state, RowState::Planned);
    same!(journal.batch(&batch).await?.counts.created, 1);
    Ok(())
}
