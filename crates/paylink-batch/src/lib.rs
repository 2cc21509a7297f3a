//! Batches of payment links that survive a crash.
//!
//! A batch is a file's rows, planned once into a [`Journal`]. The journal decides which row may be
//! sent; a runner sends it. After a kill, a lost lease or a restart the journal still says what
//! happened to the money of every row:
//!
//! - A provider that does not document repeats gets at most one create a row.
//! - A provider that documents repeats gets the same key and the same bytes every time.
//! - A row whose outcome cannot be known is [`RowState::Unknown`] and is never sent again.
//!
//! [`Life`] is the row's life as a pure function; the runner, both journals and the model that
//! checks these promises use the same one.
//!
//! This crate names no provider. It sends through a [`Sender`], which everything that implements
//! [`PaymentLinks`](paylink_core::PaymentLinks) is.
//!
//! # Features
//!
//! | Feature | Default | What it adds |
//! |---|---|---|
//! | `sqlite` | yes | `SqliteJournal` and `Planner`, with SQLite built in |
//! | `postgres` | no | `PostgresJournal`, over tokio-postgres with rustls |
//! | `testing` | no | `testing`, the conformance suite for journals |

mod error;
mod file;
mod identity;
mod journal;
mod key;
mod life;
mod link_ref;
mod mapping;
#[cfg(feature = "sqlite")]
mod plan;
mod planned;
mod rate;
mod reissue;
mod report;
mod report_row;
mod runner;
mod sender;
mod stop;
#[cfg(feature = "testing")]
pub mod testing;

pub use error::JournalError;
pub use file::{FileError, FileFormat, FileRow, FileRows, Survey};
pub use identity::{AccountId, BatchId, RowRef, TakenReference};
#[cfg(feature = "postgres")]
pub use journal::PostgresJournal;
#[cfg(feature = "sqlite")]
pub use journal::SqliteJournal;
pub use journal::{
    Advance, Batch, BatchState, Counts, Evidence, Journal, JournalFuture, Lease, Observation,
    Opened, RowEvent, Step, TakenRow,
};
pub use key::{CREATE, derive_key};
pub use life::{Action, Ending, Event, Identity, Life, Next, Repeats, RowState, Rules};
pub use link_ref::LinkRef;
pub use mapping::{Column, Fault, FaultyRow, MappedRow, Mapping, MappingOptions, Template};
#[cfg(feature = "sqlite")]
pub use plan::{Check, CheckError, DryCheck, PlanError, Planned, Planner, Validity};
pub use planned::{FrozenRequest, PlanInfo, PlannedRow, RequestForm, RowFault};
pub use rate::{Rate, RateError};
pub use reissue::{ReferenceRule, Reissue, ReissueError};
pub use report::{ReportError, ReportFormat, ReportRows, guard, unguard, write_report};
pub use report_row::ReportRow;
pub use runner::{Ran, Reconciled, RunEnd, RunOptions, Runner};
pub use sender::{Sender, compare};
pub use stop::Stop;

#[cfg(all(doctest, feature = "sqlite"))]
#[doc = include_str!("../README.md")]
struct Readme;
