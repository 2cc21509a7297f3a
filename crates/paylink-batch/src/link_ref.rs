//! [`LinkRef`]: what identifies a link in the journal.

use paylink_core::Link;

use crate::life::Identity;

/// What identifies a link: its id at the provider and the address that the payer opens.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkRef {
    /// The provider's id of the link. `None` where the provider gave none.
    pub id: Option<String>,
    /// The address that the payer opens. `None` where the provider gave none.
    pub url: Option<String>,
}

impl LinkRef {
    /// A link with this id and this address.
    #[must_use]
    pub const fn new(id: Option<String>, url: Option<String>) -> Self {
        Self { id, url }
    }
}

impl From<&Link> for LinkRef {
    fn from(link: &Link) -> Self {
        Self::new(link.id.clone(), link.url.clone())
    }
}

/// Two reports are about one link when their ids are the same, or their addresses where an id is
/// missing.
impl Identity for LinkRef {
    fn is_same(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(id), Some(other)) => id == other,
            _ => self.url == other.url,
        }
    }
}

paylink_core::provider::redacted_debug!(LinkRef {
    shown: [id],
    hidden: [url],
});
