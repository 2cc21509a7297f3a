//! What every [`Journal`] promises, as checks that anyone can run against their own.
//!
//! ```
//! # use std::sync::Arc;
//! # use paylink_core::transport::Runtime;
//! # async fn example(runtime: Arc<dyn Runtime>) -> Result<(), Box<dyn std::error::Error>> {
//! use paylink_batch::SqliteJournal;
//! use paylink_batch::testing::check_journal;
//! let journal = SqliteJournal::open("journal.db", runtime)?;
//! let failures = check_journal(&journal, "run-1").await;
//! assert!(failures.is_empty(), "{failures:?}");
//! # Ok(())
//! # }
//! ```

mod leases;
mod limits;
mod planning;
mod reading;
mod taking_over;
mod world;

use std::fmt;

use crate::error::JournalError;
use crate::journal::Journal;
use world::World;

/// A promise that a journal does not keep.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The check, as a sentence.
    pub promise: &'static str,
    /// What was seen instead.
    pub seen: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.promise, self.seen)
    }
}

/// Why a check ended early.
pub(crate) enum Broken {
    Seen(String),
    Journal(JournalError),
}

impl From<JournalError> for Broken {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

pub(crate) type Checked = Result<(), Broken>;

/// Ends a check unless the two are equal.
macro_rules! same {
    ($left:expr, $right:expr) => {
        match (&$left, &$right) {
            (left, right) if left == right => {}
            (left, right) => {
                let text = format!("{} is {left:?}, and not {right:?}", stringify!($left));
                return Err($crate::testing::Broken::Seen(text));
            }
        }
    };
}
pub(crate) use same;

/// Ends a check unless this is so.
macro_rules! holds {
    ($condition:expr) => {
        if !$condition {
            let text = format!("not so: {}", stringify!($condition));
            return Err($crate::testing::Broken::Seen(text));
        }
    };
}
pub(crate) use holds;

/// Checks a journal. No promise is broken when the list is empty.
///
/// `run` distinguishes this run's batches from those of other runs on the same journal.
pub async fn check_journal(journal: &dyn Journal, run: &str) -> Vec<Failure> {
    let mut failures = Vec::new();
    /// Runs checks, each in a world of its own.
    macro_rules! check {
        ($($module:ident :: $check:ident: $promise:literal,)+) => {$(
            let world = World::new(journal, run, stringify!($check));
            if let Err(broken) = $module::$check(&world).await {
                let seen = match broken {
                    Broken::Seen(seen) => seen,
                    Broken::Journal(error) => format!("error: {error:?}"),
                };
                failures.push(Failure { promise: $promise, seen });
            }
        )+};
    }
    check! {
        planning::resumes: "an interrupted plan continues where it stopped, and a sealed one is kept",
        planning::in_order: "rows are added in the order of their numbers",
        planning::one_reference: "two rows of an account never share a reference",
        planning::discards: "a plan that is given up leaves nothing behind",
        leases::one_owner: "a shard has one owner",
        leases::not_before_sealed: "nothing is handed out while a batch is planned, or paused",
        leases::fenced: "an owner whose lease ended gets no rows",
        leases::late_answer: "a late answer proves a link and nothing else",
        leases::given_back: "a row that was not sent is handed out again",
        leases::one_transaction: "events and intents are one transaction",
        taking_over::never: "a row without documented repeats is handed out once",
        taking_over::same_key: "a row is repeated with the same key and the same bytes",
        taking_over::no_key: "a row without its key is handed out once",
        taking_over::look_up: "a row is looked up before it is sent again",
        taking_over::stale: "a row whose key may have ended is not repeated",
        taking_over::waits_for_a_slot: "a row that is taken over waits for a free slot",
        limits::free_slots: "no more rows are handed out than there are free slots",
        limits::pause: "a paused account gets nothing, another one does",
        limits::rate: "all workers of an account share its rate",
        reading::every_row_once: "the report has every row once, in order, with its cells",
        reading::two_links: "two links of one row are both kept",
        reading::counts: "the counts are those of the rows",
        reading::observations: "what is read of a link is kept",
    }
    failures
}
