//! The journal in Postgres.

use std::time::Duration;

use paylink_batch::testing::check_journal;
use paylink_batch::{PostgresJournal, RowState, RunEnd, Runner, Stop};

use crate::cluster::Cluster;
use crate::provider::{Does, Kind, Provider};
use crate::world::{World, four, reference};

impl Cluster {
    /// The leases of this owner end, as if it were long dead.
    pub(crate) async fn end_leases(&self, owner: &str) {
        let (client, connection) = tokio_postgres::connect(&self.address, tokio_postgres::NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        let sql = "UPDATE paylink.shard SET lease_until = 0 WHERE owner = $1";
        client.execute(sql, &[&owner]).await.unwrap();
    }
}

fn journal(cluster: &Cluster) -> PostgresJournal {
    PostgresJournal::new(&cluster.address, None).unwrap()
}

/// Tells the batches of this run from those of any other on the same server.
fn unique(name: &str) -> String {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap();
    format!("{name}-{}-{}", std::process::id(), now.as_nanos())
}

#[tokio::test]
async fn it_keeps_every_promise_of_a_journal() {
    let Some(cluster) = Cluster::start("a") else {
        return;
    };
    let failures = check_journal(&journal(&cluster), &unique("one")).await;
    assert!(failures.is_empty(), "{failures:#?}");
    // A second connection finds the tables.
    let failures = check_journal(&journal(&cluster), &unique("two")).await;
    assert!(failures.is_empty(), "{failures:#?}");
}

#[tokio::test]
async fn four_workers_finish_a_batch_that_two_of_them_do_not_survive() {
    let Some(cluster) = Cluster::start("b") else {
        return;
    };
    let world = World::on(Box::new(journal(&cluster)), &unique("four"), 300).await;
    let mut provider = Provider::new(Kind::Plain, |_, _| Does::Creates);
    provider.latency = Duration::from_millis(2);
    let journals = [0, 1, 2, 3].map(|_| journal(&cluster));
    let run = async |at: usize, owner: &str| {
        let runner = Runner::new(&journals[at], &provider, owner, four(), Stop::new());
        runner.run(&world.batch).await.unwrap().end
    };
    let short = Duration::from_millis(60);
    let (one, two, dead, also, ()) = tokio::join!(
        run(0, "alive"),
        run(1, "alive"),
        tokio::time::timeout(short, run(2, "dead")),
        tokio::time::timeout(short, run(3, "dead")),
        async {
            tokio::time::sleep(short * 3).await;
            cluster.end_leases("dead").await;
        },
    );
    assert!(dead.is_err() && also.is_err(), "they were killed too late");
    assert_eq!((one, two), (RunEnd::Done, RunEnd::Done));
    let mut unknown = 0;
    for row in world.rows().await {
        let reference = reference(row.number);
        let creates = provider.creates(&reference);
        assert!(creates <= 1, "row {} was sent {creates} times", row.number);
        match row.state {
            RowState::Created => assert!(provider.has_link(&reference)),
            state => {
                assert_eq!(state, RowState::Unknown);
                unknown += 1;
            }
        }
    }
    assert!(
        unknown <= 8,
        "{unknown} rows are unknown after two kills of four each"
    );
}

#[tokio::test]
async fn a_server_that_restarts_in_the_middle_costs_nothing() {
    let Some(cluster) = Cluster::start("c") else {
        return;
    };
    let world = World::on(Box::new(journal(&cluster)), &unique("restart"), 120).await;
    let mut provider = Provider::new(Kind::Keyed, |_, _| Does::Creates);
    provider.latency = Duration::from_millis(2);
    let (ran, ()) = tokio::join!(world.run(&provider, four()), async {
        while provider.all_creates() < 40 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        cluster.restart();
    });
    // Rows whose intent may not be on disk are sent again, with their key.
    assert_eq!(ran.end, RunEnd::Done);
    assert_eq!(
        (provider.links(), world.batch().await.counts.created),
        (120, 120)
    );
}

#[test]
fn an_address_that_cannot_be_read_is_not_repeated() {
    let refused = PostgresJournal::new("postgres://user:hunter2@host:port/x", None);
    let text = format!("{refused:?}");
    assert!(refused.is_err() && !text.contains("hunter2"), "{text}");
    let journal = PostgresJournal::new("postgres://user@host/x", Some("hunter2")).unwrap();
    assert!(!format!("{journal:?}").contains("hunter2"));
}
