//! What Pine Labs answers to a reference that is used already.

use serde::{Deserialize, Serialize};

/// What Pine Labs answers to a create whose `merchant_payment_link_reference` a link has already.
///
/// Its page and third parties contradict each other, so a client is tested with both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RepeatedReference {
    /// 201 with the link that has the reference, as it is by then: what the page says.
    #[default]
    GivesTheLink,
    /// 422 `DUPLICATE_REQUEST`, and no link: what third parties report.
    IsRefused,
}
