//! [`PlannedRow`]: one row of a batch before it is sent.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use paylink_core::{FieldError, IdempotencyKey, LinkRequest};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::identity::{AccountId, BatchId, RowRef};

/// What is planned: everything that decides which rows a batch has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanInfo {
    /// The provider's crate name.
    pub provider: String,
    /// The account that gets the links.
    pub account: AccountId,
    /// The names of the file's own columns, in their order.
    pub columns: Vec<String>,
    /// SHA-256 of the file's bytes.
    pub source_sha256: [u8; 32],
    /// Whatever else decides the rows, as JSON: the mapping and the fields for the whole file.
    pub options: String,
    /// The batch whose rows are issued again, for a batch that came of one.
    pub origin: Option<BatchId>,
    /// How many rows a worker takes at a time. Our own rule: about a thousand, so that a lost lease
    /// costs little and a million rows make a thousand shards.
    pub shard_rows: NonZeroU32,
}

/// 1,000 rows.
const SHARD_ROWS: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);

impl PlanInfo {
    /// A plan for this account, without columns, source and options.
    #[must_use]
    pub fn new(provider: impl Into<String>, account: AccountId) -> Self {
        Self {
            provider: provider.into(),
            account,
            columns: Vec::new(),
            source_sha256: [0; 32],
            options: "{}".to_owned(),
            origin: None,
            shard_rows: SHARD_ROWS,
        }
    }

    /// The batch of this plan. The same plan is the same batch.
    #[must_use]
    pub fn batch(&self) -> BatchId {
        BatchId::new(&self.account, &self.source_sha256, &self.options)
    }
}

/// One row of a batch, checked, with the request that is sent for it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedRow {
    /// The row's place among the rows of the file, from 1.
    pub number: u64,
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The merchant's reference. No two rows of an account share one.
    pub reference: Option<String>,
    /// What is sent: exactly this, every time.
    pub request: FrozenRequest,
    /// The file's own cells, in the order of [`PlanInfo::columns`].
    pub cells: Vec<String>,
    /// The idempotency key, where the provider takes one beside the reference.
    pub key: Option<IdempotencyKey>,
    /// The row that this one replaces, in a batch that issues links again.
    pub origin: Option<RowRef>,
    /// Why the row is never sent: it breaks a rule, and the user skips such rows. The journal has
    /// it as [`RowState::NotSent`](crate::RowState::NotSent) from the beginning.
    pub fault: Option<RowFault>,
}

/// Why a planned row is never sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The rule that it breaks, and what to do. No cell of the row.
    pub rule: String,
    /// The column, by the name that the file has for it.
    pub column: Option<String>,
}

impl PlannedRow {
    /// A row without a reference, cells and key.
    #[must_use]
    pub fn new(number: u64, line: u64, request: FrozenRequest) -> Self {
        Self {
            number,
            line,
            reference: None,
            request,
            cells: Vec::new(),
            key: None,
            origin: None,
            fault: None,
        }
    }

    /// A row that is in the report and is never sent. It keeps its reference free for a corrected
    /// row.
    #[must_use]
    pub fn never_sent(number: u64, line: u64, fault: RowFault) -> Self {
        let mut row = Self::new(number, line, FrozenRequest::own(""));
        row.fault = Some(fault);
        row
    }
}

paylink_core::provider::redacted_debug!(PlannedRow {
    shown: [number, line, reference, request, key, origin, fault],
    hidden: [cells],
});

/// Whose JSON a frozen request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestForm {
    /// A [`LinkRequest`] as JSON.
    Shared,
    /// The provider's own request as JSON.
    Own,
    /// A [`LinkRequest`] as JSON, and the account fields of its row: who is paid, or for what.
    Account,
}

impl RequestForm {
    /// The form in one word: `shared`, `own` or `account`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Own => "own",
            Self::Account => "account",
        }
    }
}

/// The request of a row, to the byte. What is sent again is what was sent before.
#[derive(Clone, PartialEq, Eq)]
pub struct FrozenRequest {
    form: RequestForm,
    json: Box<str>,
}

impl FrozenRequest {
    /// A request in the words that the providers share.
    ///
    /// ```
    /// use paylink_batch::FrozenRequest;
    /// use paylink_core::{LinkRequest, Money};
    /// let request = LinkRequest::new(Money::new("25.00".parse()?, "EUR".parse()?));
    /// assert_eq!(FrozenRequest::shared(&request)?.to_shared()?, request);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`FieldError`] for a request that cannot be written: a name twice in the metadata, or a
    /// time beyond the year 9999.
    pub fn shared(request: &LinkRequest) -> Result<Self, FieldError> {
        let json = serde_json::to_string(request)
            .map_err(|error| FieldError::new("request", error.to_string()))?;
        Ok(Self::new(RequestForm::Shared, json))
    }

    /// A request in the words that the providers share, for the account fields of its row. A
    /// [`PaymentLinks`](paylink_core::PaymentLinks) is one account and refuses it; a
    /// [`Sender`](crate::Sender) of your own chooses the account.
    ///
    /// # Errors
    /// As for [`shared`](Self::shared).
    pub fn with_account(
        request: &LinkRequest,
        account: &BTreeMap<&str, String>,
    ) -> Result<Self, FieldError> {
        let account_request = AccountRequest { account, request };
        let json = serde_json::to_string(&account_request)
            .map_err(|error| FieldError::new("request", error.to_string()))?;
        Ok(Self::new(RequestForm::Account, json))
    }

    /// The provider's own request as JSON text.
    #[must_use]
    pub fn own(json: impl Into<String>) -> Self {
        Self::new(RequestForm::Own, json)
    }

    /// A request as a journal has it.
    #[must_use]
    pub fn new(form: RequestForm, json: impl Into<String>) -> Self {
        Self {
            form,
            json: json.into().into(),
        }
    }

    /// Whose JSON it is.
    #[must_use]
    pub const fn form(&self) -> RequestForm {
        self.form
    }

    /// The JSON text.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The bytes of the JSON text.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.json.as_bytes()
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.bytes()).into()
    }

    /// The shared request, without the account fields of its row.
    ///
    /// # Errors
    /// [`FieldError`] when it is the provider's own, or is not JSON of a [`LinkRequest`].
    pub fn to_shared(&self) -> Result<LinkRequest, FieldError> {
        // The text of the error may repeat the payer's data.
        let damaged = |_| FieldError::new("request", "is not the JSON of a shared request");
        match self.form {
            RequestForm::Own => {
                let rule = "is the provider's own; the shared trait cannot send it";
                Err(FieldError::new("request", rule))
            }
            RequestForm::Shared => serde_json::from_str(&self.json).map_err(damaged),
            RequestForm::Account => {
                let read: Result<AccountRequest<BTreeMap<String, String>, LinkRequest>, _> =
                    serde_json::from_str(&self.json);
                Ok(read.map_err(damaged)?.request)
            }
        }
    }

    /// The account fields of the row, by their names. None but for [`RequestForm::Account`].
    ///
    /// # Errors
    /// [`FieldError`] for JSON that is not of this form.
    pub fn account(&self) -> Result<BTreeMap<String, String>, FieldError> {
        if self.form != RequestForm::Account {
            return Ok(BTreeMap::new());
        }
        let read: Result<AccountRequest<BTreeMap<String, String>, LinkRequest>, _> =
            serde_json::from_str(&self.json);
        let damaged = |_| FieldError::new("request", "is not the JSON of a shared request");
        Ok(read.map_err(damaged)?.account)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountRequest<A, R> {
    account: A,
    request: R,
}

/// The JSON holds the payer's data.
impl std::fmt::Debug for FrozenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FrozenRequest")
            .field("form", &self.form)
            .field("json", &"[hidden]")
            .finish()
    }
}
