//! [`Planner`]: every row of a file is checked; then they become a batch, or none of them does.

mod check;
mod seen;

use std::io::Read;

use paylink_core::FieldError;

pub use check::{Check, CheckError, DryCheck, Validity};

use crate::error::JournalError;
use crate::file::{FileError, FileRow, FileRows};
use crate::identity::BatchId;
use crate::journal::{Journal, Opened};
use crate::key::{CREATE, derive_key};
use crate::mapping::{Fault, FaultyRow, MappedRow, Mapping};
use crate::planned::{PlanInfo, PlannedRow, RowFault};
use seen::Seen;

/// How many rows are looked up and added at a time.
const CHUNK: usize = 1000;

/// Checks a file row by row as the creates of its rows would be, and plans it.
///
/// Nothing is sent. Memory does not grow with the rows: the references that were seen are in a
/// temporary file.
pub struct Planner<'a> {
    mapping: &'a Mapping,
    check: &'a dyn Check,
    plan: &'a PlanInfo,
    has_keys: bool,
    skips_faulty: bool,
}

/// What came of checking a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Planned {
    /// How many rows the file has.
    pub rows: u64,
    /// How many of them break a rule.
    pub faulty: u64,
    /// The batch, where it was planned.
    pub batch: Option<BatchId>,
}

/// Why a file was not checked to its end. Nothing was planned, and nothing is sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// No row could be checked: the account's own settings are wrong.
    #[error("no row can be checked: {0}")]
    Unusable(String),
    /// The temporary file with the references that were seen.
    #[error("the temporary file of references cannot be written")]
    Temporary(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Where planned rows go.
enum Destination<'a> {
    /// Nowhere: they are only checked.
    Nothing,
    /// Destination the journal, in pieces.
    Journal {
        journal: &'a dyn Journal,
        batch: BatchId,
        waiting: Vec<PlannedRow>,
    },
}

impl<'a> Planner<'a> {
    /// A planner of files with this mapping. `has_keys` says whether the provider takes an
    /// idempotency key beside the reference: then each row gets one.
    #[must_use]
    pub fn new(
        mapping: &'a Mapping,
        check: &'a dyn Check,
        plan: &'a PlanInfo,
        has_keys: bool,
    ) -> Self {
        Self {
            mapping,
            check,
            plan,
            has_keys,
            skips_faulty: false,
        }
    }

    /// Plans a file with faults: rows that break a rule are in the batch and its report, and are
    /// never sent.
    #[must_use]
    pub const fn skipping_faulty(mut self) -> Self {
        self.skips_faulty = true;
        self
    }

    /// Checks every row. `tell` gets each fault on the way, in the order of the file.
    ///
    /// # Errors
    /// [`PlanError`] when the file cannot be checked to its end. A row that breaks a rule is no
    /// error.
    pub async fn check<R: Read>(
        &self,
        rows: FileRows<R>,
        tell: &mut dyn FnMut(&Fault),
    ) -> Result<Planned, PlanError> {
        self.each(rows, &mut Destination::Nothing, None, tell).await
    }

    /// Checks every row and plans them all, or none: a file with faults is planned only when they
    /// are [skipped](Self::skipping_faulty). A batch that is there already is left as it is.
    ///
    /// # Errors
    /// As for [`check`](Self::check), and [`JournalError`]. Nothing is planned then.
    pub async fn plan<R: Read>(
        &self,
        rows: FileRows<R>,
        journal: &dyn Journal,
        tell: &mut dyn FnMut(&Fault),
    ) -> Result<Planned, PlanError> {
        let mut opened = journal.open(self.plan).await?;
        if opened.is_planning && opened.planned > 0 {
            // An earlier plan was interrupted. Nothing of it was sent.
            journal.discard(&opened.batch).await?;
            opened = journal.open(self.plan).await?;
        }
        let Opened {
            batch, is_planning, ..
        } = opened;
        if !is_planning {
            let known = journal.batch(&batch).await?;
            return Ok(Planned {
                rows: known.rows,
                faulty: 0,
                batch: Some(batch),
            });
        }
        let mut into = Destination::Journal {
            journal,
            batch: batch.clone(),
            waiting: Vec::with_capacity(CHUNK),
        };
        let planned = self.each(rows, &mut into, Some(journal), tell).await;
        match planned {
            Ok(mut planned) if planned.faulty == 0 || self.skips_faulty => {
                journal.seal(&batch).await?;
                planned.batch = Some(batch);
                Ok(planned)
            }
            Ok(planned) => {
                journal.discard(&batch).await?;
                Ok(planned)
            }
            Err(error) => {
                // The first error says why; one of the journal's may well come again here.
                let _ = journal.discard(&batch).await;
                Err(error)
            }
        }
    }

    async fn each<R: Read>(
        &self,
        mut rows: FileRows<R>,
        into: &mut Destination<'_>,
        journal: Option<&dyn Journal>,
        tell: &mut dyn FnMut(&Fault),
    ) -> Result<Planned, PlanError> {
        let mut seen = Seen::new()?;
        let mut planned = Planned {
            rows: 0,
            faulty: 0,
            batch: None,
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        loop {
            let next = rows.next_row()?;
            let is_end = next.is_none();
            if let Some(row) = next {
                planned.rows = planned.rows.saturating_add(1);
                let checked = self.row(&row, &mut seen).await?;
                chunk.push((row, checked));
            }
            if is_end || chunk.len() >= CHUNK {
                if let Some(journal) = journal {
                    self.refuse_taken(journal, &mut chunk).await?;
                }
                for (row, checked) in chunk.drain(..) {
                    let row = match checked {
                        Ok(planned) => planned,
                        Err(faults) => {
                            planned.faulty = planned.faulty.saturating_add(1);
                            faults.iter().for_each(&mut *tell);
                            never_sent(row, faults)
                        }
                    };
                    into.push(row);
                }
                into.flush().await?;
            }
            if is_end {
                return Ok(planned);
            }
        }
    }

    /// A row as it is planned, or all its faults.
    async fn row(
        &self,
        row: &FileRow,
        seen: &mut Seen,
    ) -> Result<Result<PlannedRow, Vec<Fault>>, PlanError> {
        let MappedRow { reference, request } = match self.mapping.row(row) {
            Ok(mapped) => mapped,
            Err(FaultyRow {
                mut faults,
                reference,
            }) => {
                faults.extend(self.doubled(reference.as_deref(), row.line, seen)?);
                return Ok(Err(faults));
            }
        };
        let mut faults = Vec::from_iter(self.doubled(reference.as_deref(), row.line, seen)?);
        let mut planned = PlannedRow::new(row.number, row.line, request);
        planned.cells.clone_from(&row.cells);
        match self.check.check(&planned.request).await {
            Ok(validity) => {
                planned.reference.clone_from(&reference);
                if reference.is_none() {
                    // A provider's own request shows its reference only when it is checked.
                    let found = validity.reference.as_deref();
                    faults.extend(self.doubled(found, row.line, seen)?);
                    planned.reference = validity.reference;
                }
            }
            Err(CheckError::Invalid(invalid)) => faults.push(self.fault(row.line, &invalid)),
            Err(CheckError::Unusable(why)) => return Err(PlanError::Unusable(why)),
        }
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        let mut copy = 0;
        if self.has_keys && planned.reference.is_none() {
            copy = seen.copies(&planned.request)?;
        }
        if self.has_keys {
            planned.key = Some(derive_key(
                &self.plan.account,
                CREATE,
                planned.reference.as_deref(),
                &planned.request,
                copy,
            ));
        }
        Ok(Ok(planned))
    }

    /// The fault of a reference that an earlier row of the file has, whether that one is valid or
    /// not; the reference is noted for this row otherwise.
    fn doubled(
        &self,
        reference: Option<&str>,
        line: u64,
        seen: &mut Seen,
    ) -> Result<Option<Fault>, PlanError> {
        let Some(reference) = reference else {
            return Ok(None);
        };
        Ok(seen.reference(reference, line)?.map(|first| {
            let rule = format!("is the reference of line {first} too");
            let fault = Fault::row(line, rule).of(self.column("reference"));
            fault.hint("give each order a reference of its own")
        }))
    }

    /// The rows whose reference another batch of the account has.
    async fn refuse_taken(
        &self,
        journal: &dyn Journal,
        chunk: &mut [(FileRow, Result<PlannedRow, Vec<Fault>>)],
    ) -> Result<(), JournalError> {
        let references: Vec<String> = chunk
            .iter()
            .filter_map(|(_, checked)| checked.as_ref().ok()?.reference.clone())
            .collect();
        if references.is_empty() {
            return Ok(());
        }
        let taken = journal.taken(&self.plan.account, &references).await?;
        for (reference, by) in taken {
            let found = chunk.iter_mut().find(|(_, checked)| {
                let row = checked.as_ref().ok();
                row.is_some_and(|row| row.reference.as_ref() == Some(&reference))
            });
            if let Some((row, checked)) = found {
                let rule = format!(
                    "is the reference of row {} in batch {} too",
                    by.number, by.batch
                );
                let fault = Fault::row(row.line, rule).of(self.column("reference"));
                let hint = "`paylink batch report` says what became of it; a new link needs a new reference";
                *checked = Err(vec![fault.hint(hint)]);
            }
        }
        Ok(())
    }

    /// A provider's rule, with the file's own name for the column.
    fn fault(&self, line: u64, invalid: &FieldError) -> Fault {
        let field = invalid.field();
        let native = match field {
            "money" | "money.amount" | "amount" => "amount",
            "money.currency" | "currency" => "currency",
            "customer.name" => "customer_name",
            "customer.email" => "customer_email",
            "customer.phone" => "customer_phone",
            field => field,
        };
        let fault = Fault::row(line, invalid.rule().to_owned()).of(self.column(native));
        if invalid.is_unsupported() {
            return fault.hint("take the column out, or choose a provider that carries it");
        }
        fault
    }

    /// The file's name for a native column.
    fn column(&self, native: &str) -> String {
        let columns = self.mapping.columns();
        let found = columns
            .iter()
            .find(|(_, column)| column.is_some_and(|column| column.to_string() == native));
        found.map_or_else(|| native.to_owned(), |(name, _)| (*name).to_owned())
    }
}

/// The row as the batch keeps it where faulty rows are skipped.
fn never_sent(row: FileRow, faults: Vec<Fault>) -> PlannedRow {
    let rule: Vec<String> = faults.iter().map(Fault::as_text).collect();
    let column = faults.into_iter().find_map(|fault| fault.column);
    let fault = RowFault {
        rule: format!("invalid: {}", rule.join("; ")),
        column,
    };
    let mut planned = PlannedRow::never_sent(row.number, row.line, fault);
    planned.cells = row.cells;
    planned
}

impl Destination<'_> {
    fn push(&mut self, row: PlannedRow) {
        if let Self::Journal { waiting, .. } = self {
            waiting.push(row);
        }
    }

    async fn flush(&mut self) -> Result<(), JournalError> {
        match self {
            Self::Nothing => Ok(()),
            Self::Journal {
                journal,
                batch,
                waiting,
            } => {
                let rows = std::mem::take(waiting);
                journal.add(batch, rows).await
            }
        }
    }
}

impl std::fmt::Debug for Planner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Planner")
            .field("mapping", self.mapping)
            .field("plan", self.plan)
            .finish_non_exhaustive()
    }
}
