//! [`ReceivedPayments`]: one page of the payments that a user received, and its size.

use paylink_core::{Answered, Error, FieldError, Page};

use crate::names::{PROVIDER, RECEIVED};
use crate::payment::Payment;

/// One page of the payments that a user received (paywint-v11).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ReceivedPayments {
    /// The payments of this page, in Paywint's order, which is not documented.
    pub records: Vec<Payment>,
    /// The number of payments on all pages (`totalRecords`). `None` means unknown.
    pub total_records: Answered<i64>,
    /// The number of records of this page that could not be read, such as a `null`. They are not
    /// among the records.
    pub unreadable: usize,
}

impl ReceivedPayments {
    /// The page, and the number of the next one. The last page is empty, or reaches the total.
    pub(crate) fn into_page(self, rows: RowsPerPage, page_no: u32) -> Page<Payment> {
        let asked_for = u64::from(page_no).saturating_mul(rows.get().into());
        let total = self.total_records.copied();
        let total = total.and_then(|total| u64::try_from(total).ok());
        let is_empty = self.records.is_empty() && self.unreadable == 0;
        let ended = is_empty || total.is_some_and(|total| asked_for >= total);
        let next = page_no.checked_add(1).filter(|_| !ended);
        Page::new(self.records, next.map(|page_no| page_no.to_string()))
            .with_unreadable(self.unreadable)
    }
}

/// The number of payments of a page. Paywint accepts only these four (paywint-v10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowsPerPage {
    /// 10 payments.
    Ten,
    /// 20 payments.
    Twenty,
    /// 50 payments.
    Fifty,
    /// 100 payments.
    Hundred,
}

impl RowsPerPage {
    /// The number in JSON.
    #[must_use]
    pub const fn get(self) -> u8 {
        match self {
            Self::Ten => 10,
            Self::Twenty => 20,
            Self::Fifty => 50,
            Self::Hundred => 100,
        }
    }
}

/// Converts a number. A number other than these four is
/// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput).
impl TryFrom<u32> for RowsPerPage {
    type Error = Error;

    fn try_from(rows: u32) -> Result<Self, Error> {
        match rows {
            10 => Ok(Self::Ten),
            20 => Ok(Self::Twenty),
            50 => Ok(Self::Fifty),
            100 => Ok(Self::Hundred),
            _ => {
                let invalid = FieldError::new("rows_per_page", "must be 10, 20, 50 or 100");
                Err(Error::invalid(PROVIDER, RECEIVED, invalid))
            }
        }
    }
}
