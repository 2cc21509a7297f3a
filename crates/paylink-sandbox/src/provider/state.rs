//! What a provider holds, written to a file and read again.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::provider::account::AccountId;
use crate::world::shared::Shared;

/// What belongs to accounts.
pub(crate) trait Owned {
    /// Replaces each owner by the account at its place in this list.
    fn rename_owners(&mut self, accounts: &[AccountId]);
}

/// The state as JSON.
pub(crate) fn save<S: Serialize>(state: &Shared<S>) -> serde_json::Result<Box<RawValue>> {
    state.with(|state| serde_json::value::to_raw_value(state))
}

/// Replaces the state by a saved one. The list has the present account for each place of then.
pub(crate) fn restore<S: DeserializeOwned + Owned>(
    state: &Shared<S>,
    saved: &RawValue,
    accounts: &[AccountId],
) -> serde_json::Result<()> {
    let mut saved: S = serde_json::from_str(saved.get())?;
    saved.rename_owners(accounts);
    state.with(|state| *state = saved);
    Ok(())
}
