//! [`Reissue`]: a new batch with a link for each row of another one.

use paylink_core::time::OffsetDateTime;
use paylink_core::{FieldError, LinkState, Timestamp};

use crate::error::JournalError;
use crate::identity::{BatchId, RowRef, hash};
use crate::journal::{Batch, Journal, Opened};
use crate::key::{CREATE, derive_key};
use crate::life::RowState;
use crate::planned::{FrozenRequest, PlanInfo, PlannedRow};
use crate::report_row::ReportRow;

/// How many rows are planned at a time.
const PAGE: u32 = 1000;

/// Which rows get a new link, and how it differs from the old one.
///
/// A link is chosen by the state that it was last read in: reconcile the batch first. An unknown
/// row is never chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reissue {
    /// The states of links that are replaced. [`LinkState::Expired`].
    pub link_states: Vec<LinkState>,
    /// The states of rows without a link that get one: [`RowState::Refused`] and
    /// [`RowState::NotSent`] are possible. None.
    pub row_states: Vec<RowState>,
    /// The new references.
    pub reference: ReferenceRule,
    /// When the new links expire. `None` for requests without an expiry.
    pub expires_at: Option<OffsetDateTime>,
}

impl Reissue {
    /// Replaces the expired links.
    #[must_use]
    pub fn expired(reference: ReferenceRule) -> Self {
        Self {
            link_states: vec![LinkState::Expired],
            row_states: Vec::new(),
            reference,
            expires_at: None,
        }
    }

    /// Plans the new batch in the same journal, each row bound to the old one by its
    /// [`origin`](PlannedRow::origin). The same call again finds the same batch. Nothing is sent.
    ///
    /// Only shared requests can be issued again: a provider's own request has its reference and
    /// expiry in a form that this crate does not know.
    ///
    /// # Errors
    /// [`ReissueError::Row`] for a row that cannot be issued again, and
    /// [`JournalError::ReferenceTaken`] when the rule gives a reference that is in use. Nothing is
    /// planned then.
    pub async fn plan(
        &self,
        journal: &dyn Journal,
        batch: &BatchId,
    ) -> Result<Opened, ReissueError> {
        let old = journal.batch(batch).await?;
        let plan = self.plan_info(&old);
        let mut opened = journal.open(&plan).await?;
        if !opened.is_planning {
            return Ok(opened);
        }
        if opened.planned > 0 {
            // Links may have been read since: the rows are chosen again.
            journal.discard(&opened.batch).await?;
            opened = journal.open(&plan).await?;
        }
        match self.add_rows(journal, &old, &opened.batch).await {
            Ok(planned) => {
                journal.seal(&opened.batch).await?;
                opened.planned = planned;
                opened.is_planning = false;
                Ok(opened)
            }
            Err(error) => {
                journal.discard(&opened.batch).await?;
                Err(error)
            }
        }
    }

    fn plan_info(&self, old: &Batch) -> PlanInfo {
        let mut plan = PlanInfo::new(old.provider.clone(), old.account.clone());
        plan.columns.clone_from(&old.columns);
        plan.origin = Some(old.id.clone());
        plan.options.clone_from(&old.options);
        let states = |words: &mut dyn Iterator<Item = &str>| words.collect::<Vec<_>>().join(",");
        let expires_at = self.expires_at.and_then(Timestamp::from_instant);
        plan.source_sha256 = hash(&[
            b"reissue",
            old.id.as_str().as_bytes(),
            states(&mut self.link_states.iter().map(LinkState::as_str)).as_bytes(),
            states(&mut self.row_states.iter().map(|state| state.as_str())).as_bytes(),
            self.reference.0.as_bytes(),
            expires_at.as_ref().map_or("", Timestamp::text).as_bytes(),
        ]);
        plan
    }

    async fn add_rows(
        &self,
        journal: &dyn Journal,
        old: &Batch,
        new: &BatchId,
    ) -> Result<u64, ReissueError> {
        let mut states = vec![RowState::Created];
        states.extend(
            self.row_states
                .iter()
                .copied()
                .filter(|state| matches!(state, RowState::Refused | RowState::NotSent)),
        );
        let (mut after, mut planned) = (0, 0_u64);
        loop {
            let rows = journal.rows(&old.id, after, PAGE, &states, true).await?;
            let Some(last) = rows.last() else {
                return Ok(planned);
            };
            after = last.number;
            let mut chosen = Vec::new();
            for row in rows.iter().filter(|row| self.is_chosen(row)) {
                planned = planned.saturating_add(1);
                let number = row.number;
                let again = self.row(old, row, planned);
                chosen.push(again.map_err(|invalid| ReissueError::Row { number, invalid })?);
            }
            journal.add(new, chosen).await?;
        }
    }

    fn is_chosen(&self, row: &ReportRow) -> bool {
        match row.state {
            RowState::Created => {
                let state = row.link_state.as_ref();
                state.is_some_and(|state| self.link_states.contains(state))
            }
            state => self.row_states.contains(&state),
        }
    }

    fn row(&self, old: &Batch, row: &ReportRow, number: u64) -> Result<PlannedRow, FieldError> {
        let frozen = row.request.as_ref();
        let frozen = frozen.ok_or_else(|| FieldError::new("request", "is not in the journal"))?;
        let mut request = frozen.to_shared()?;
        let reference = row
            .reference
            .as_deref()
            .map(|old| self.reference.apply(old, number));
        request.reference.clone_from(&reference);
        if request.expires_at.is_some() && self.expires_at.is_none() {
            let rule = "is needed: the old request has an expiry, which has passed";
            return Err(FieldError::new("expires_at", rule));
        }
        request.expires_at = self.expires_at;
        let frozen = FrozenRequest::shared(&request)?;
        let key = row.key.as_ref().map(|_| {
            // The old row's number distinguishes rows without a reference.
            derive_key(
                &old.account,
                CREATE,
                reference.as_deref(),
                &frozen,
                row.number,
            )
        });
        let mut again = PlannedRow::new(number, row.line, frozen);
        again.reference = reference;
        again.key = key;
        again.cells.clone_from(&row.cells);
        again.origin = Some(RowRef {
            batch: old.id.clone(),
            number: row.number,
        });
        Ok(again)
    }
}

/// How a new reference is made from an old one: a text with `{reference}` for the old one, and
/// `{number}` for the row's number in the new batch where that is wanted.
///
/// ```
/// use paylink_batch::ReferenceRule;
/// assert!(ReferenceRule::new("{reference}-2").is_ok());
/// assert!(ReferenceRule::new("again").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceRule(String);

impl ReferenceRule {
    /// Takes a rule.
    ///
    /// # Errors
    /// [`FieldError`] when it has no `{reference}`, or gives the old reference again.
    pub fn new(rule: impl Into<String>) -> Result<Self, FieldError> {
        let rule = rule.into();
        if !rule.contains("{reference}") {
            return Err(FieldError::new("reference", "must contain {reference}"));
        }
        if rule == "{reference}" {
            let rule = "must differ from the old one: add text beside {reference}";
            return Err(FieldError::new("reference", rule));
        }
        Ok(Self(rule))
    }

    fn apply(&self, old: &str, number: u64) -> String {
        // The number first: an old reference may contain `{number}`.
        let text = self.0.replace("{number}", &number.to_string());
        text.replace("{reference}", old)
    }
}

/// Why rows were not planned again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReissueError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A row that cannot be issued again.
    #[error("row {number}: {invalid}")]
    Row {
        /// The old row's number.
        number: u64,
        /// The field and the rule.
        invalid: FieldError,
    },
}
