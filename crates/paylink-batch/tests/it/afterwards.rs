//! What is done with a batch after its run: reconciling, and issuing links again.

use paylink_batch::{
    JournalError, ReferenceRule, Reissue, ReissueError, RowRef, RowState, RunEnd, Runner, Stop,
};
use paylink_core::{LinkState, PaymentState};

use crate::provider::{Does, Kind, Provider};
use crate::world::{World, four, reference};

fn runner<'a>(world: &'a World, provider: &'a Provider) -> Runner<'a> {
    Runner::new(&*world.journal, provider, "worker", four(), Stop::new())
}

#[tokio::test]
async fn an_unknown_row_is_looked_up() {
    let world = World::new("reconcile", 12).await;
    let provider = Provider::new(Kind::Referenced, |row, _| match row {
        3 | 7 => Does::LosesTheAnswer,
        _ => Does::Creates,
    });
    let ran = runner(&world, &provider).run(&world.batch).await.unwrap();
    assert_eq!((ran.end, ran.settled.unknown), (RunEnd::Done, 2));
    let done = runner(&world, &provider)
        .reconcile(&world.batch)
        .await
        .unwrap();
    assert_eq!((done.looked_up, done.found, done.failed), (2, 2, 0));
    assert_eq!(done.read, 12);
    for row in world.rows().await {
        assert_eq!(row.state, RowState::Created);
        assert_eq!(row.link_state, Some(LinkState::Active));
        assert_eq!(row.payment, Some(PaymentState::Unpaid));
    }
    assert_eq!(provider.all_creates(), 12);
}

#[tokio::test]
async fn a_row_that_is_not_found_stays_unknown() {
    let world = World::new("reconcile-absent", 2).await;
    let loses = Provider::new(Kind::Referenced, |_, _| Does::LosesTheAnswer);
    runner(&world, &loses).run(&world.batch).await.unwrap();
    let empty = Provider::new(Kind::Referenced, |_, _| Does::Creates);
    let done = runner(&world, &empty)
        .reconcile(&world.batch)
        .await
        .unwrap();
    assert_eq!((done.looked_up, done.found), (2, 0));
    assert_eq!(world.batch().await.counts.unknown, 2);
    assert_eq!(empty.all_creates(), 0);
}

#[tokio::test]
async fn without_a_look_up_nothing_is_asked() {
    let world = World::new("reconcile-plain", 2).await;
    let provider = Provider::new(Kind::Plain, |_, _| Does::LosesTheAnswer);
    runner(&world, &provider).run(&world.batch).await.unwrap();
    let done = runner(&world, &provider)
        .reconcile(&world.batch)
        .await
        .unwrap();
    assert_eq!((done.looked_up, done.read), (0, 0));
}

#[tokio::test]
async fn expired_links_are_issued_again_once() {
    let world = World::new("reissue", 6).await;
    let provider = Provider::new(Kind::Referenced, |_, _| Does::Creates);
    runner(&world, &provider).run(&world.batch).await.unwrap();
    *provider.expired.lock().unwrap() = vec![Some(reference(2)), Some(reference(5))];
    runner(&world, &provider)
        .reconcile(&world.batch)
        .await
        .unwrap();
    let reissue = Reissue::expired(ReferenceRule::new("{reference}-again").unwrap());
    let opened = reissue.plan(&*world.journal, &world.batch).await.unwrap();
    assert_eq!((opened.planned, opened.is_planning), (2, false));
    assert_ne!(opened.batch, world.batch);
    let again = reissue.plan(&*world.journal, &world.batch).await.unwrap();
    assert_eq!(
        (&again.batch, again.is_known, again.planned),
        (&opened.batch, true, 2)
    );
    let ran = runner(&world, &provider).run(&opened.batch).await.unwrap();
    assert_eq!((ran.end, provider.all_creates()), (RunEnd::Done, 8));
    let rows = world
        .journal
        .rows(&opened.batch, 0, 10, &[], true)
        .await
        .unwrap();
    let references: Vec<_> = rows
        .iter()
        .map(|row| row.reference.clone().unwrap())
        .collect();
    assert_eq!(references, ["order-2-again", "order-5-again"]);
    let origin = RowRef {
        batch: world.batch.clone(),
        number: 5,
    };
    assert_eq!(rows[1].origin, Some(origin));
    assert!(rows.iter().all(|row| row.state == RowState::Created));
    let batch = world.journal.batch(&opened.batch).await.unwrap();
    assert_eq!(batch.origin, Some(world.batch.clone()));
}

#[tokio::test]
async fn a_rule_that_gives_a_reference_in_use_plans_nothing() {
    let world = World::new("reissue-taken", 12).await;
    let provider = Provider::new(Kind::Referenced, |_, _| Does::Creates);
    runner(&world, &provider).run(&world.batch).await.unwrap();
    *provider.expired.lock().unwrap() = vec![Some(reference(1))];
    runner(&world, &provider)
        .reconcile(&world.batch)
        .await
        .unwrap();
    // order-1 becomes order-11.
    let reissue = Reissue::expired(ReferenceRule::new("{reference}1").unwrap());
    let refused = reissue.plan(&*world.journal, &world.batch).await;
    let Err(ReissueError::Journal(JournalError::ReferenceTaken(taken))) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (taken.reference.as_str(), taken.by.number),
        ("order-11", 11)
    );
    assert_eq!(world.journal.batches().await.unwrap().len(), 1);
    assert!(ReferenceRule::new("{reference}").is_err());
    assert!(ReferenceRule::new("new").is_err());
}

#[tokio::test]
async fn a_refused_row_is_issued_again_where_that_is_asked_for() {
    let world = World::new("reissue-refused", 3).await;
    let provider = Provider::new(Kind::Plain, |row, number| match (row, number) {
        (2, 1) => Does::Refuses,
        (3, _) => Does::LosesTheAnswer,
        _ => Does::Creates,
    });
    runner(&world, &provider).run(&world.batch).await.unwrap();
    let mut reissue = Reissue::expired(ReferenceRule::new("{reference}-b").unwrap());
    reissue.row_states = vec![RowState::Refused, RowState::Unknown];
    let opened = reissue.plan(&*world.journal, &world.batch).await.unwrap();
    // Never an unknown one: it may have its link.
    assert_eq!(opened.planned, 1);
}
