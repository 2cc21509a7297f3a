//! The objects of a provider, in the order in which they were made, found by number.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use crate::provider::account::AccountId;
use crate::provider::packed::Packed;
use crate::provider::state::Owned;

/// Objects in the order in which they were made. There may be a million: each is [`Packed`], and a
/// look-up does not search.
///
/// A number is never used again, not even after a reset.
#[derive(Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
pub(crate) struct Store<T> {
    /// The number of the first object.
    first: u32,
    /// `None` for an object that was removed.
    held: Vec<Option<Packed<T>>>,
    owners: Vec<AccountId>,
}

/// An object with its number.
pub(crate) struct Item<T> {
    pub(crate) number: u32,
    pub(crate) thing: T,
}

/// Some of the objects, newest first.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// Whether older objects follow.
    pub(crate) has_more: bool,
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self {
            first: 0,
            held: Vec::new(),
            owners: Vec::new(),
        }
    }
}

impl<T: Serialize + DeserializeOwned> Store<T> {
    /// The number of the next object.
    pub(crate) fn next(&self) -> u32 {
        let held = u32::try_from(self.held.len()).unwrap_or(u32::MAX);
        self.first.saturating_add(held)
    }

    /// Adds an object of an account, and returns its number.
    pub(crate) fn push(&mut self, owner: AccountId, thing: &T) -> u32 {
        let number = self.next();
        self.held.push(Packed::of(thing));
        self.owners.push(owner);
        number
    }

    pub(crate) fn get(&self, number: u32) -> Option<T> {
        self.held.get(self.place(number)?)?.as_ref()?.get()
    }

    /// The object, if this account owns it.
    pub(crate) fn get_of(&self, owner: AccountId, number: u32) -> Option<T> {
        self.get(number)
            .filter(|_| self.owner(number) == Some(owner))
    }

    /// The object with the account that owns it.
    pub(crate) fn owned(&self, number: u32) -> Option<(AccountId, T)> {
        Some((self.owner(number)?, self.get(number)?))
    }

    pub(crate) fn owner(&self, number: u32) -> Option<AccountId> {
        let place = self.place(number)?;
        self.held.get(place)?.as_ref()?;
        self.owners.get(place).copied()
    }

    /// Replaces an existing object.
    pub(crate) fn set(&mut self, number: u32, thing: &T) {
        let place = self.place(number);
        let slot = place.and_then(|place| self.held.get_mut(place));
        if let (Some(slot), Some(packed)) = (slot, Packed::of(thing)) {
            *slot = Some(packed);
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.held.iter().flatten().count()
    }

    /// The newest objects of one account or of all, at most this many, in the order in which they
    /// were made.
    pub(crate) fn newest(
        &self,
        owner: Option<AccountId>,
        most: usize,
    ) -> Vec<(AccountId, Item<T>)> {
        let mut items: Vec<_> = self
            .backwards(self.next())
            .filter(|(of, _)| owner.is_none_or(|owner| owner == *of))
            .take(most)
            .filter_map(|(of, number)| Some((of, self.item(number)?)))
            .collect();
        items.reverse();
        items
    }

    /// The newest objects of an account; with a number, those older than it.
    pub(crate) fn page(
        &self,
        owner: AccountId,
        before: Option<u32>,
        limit: usize,
    ) -> Page<Item<T>> {
        let mut own = self
            .backwards(before.unwrap_or(self.next()))
            .filter(|(of, _)| *of == owner);
        let items = own.by_ref().take(limit);
        Page {
            items: items.filter_map(|(_, number)| self.item(number)).collect(),
            has_more: own.next().is_some(),
        }
    }

    /// Removes the objects of one account, or all.
    pub(crate) fn remove(&mut self, owner: Option<AccountId>) {
        let Some(owner) = owner else {
            self.first = self.next();
            self.held = Vec::new();
            self.owners = Vec::new();
            return;
        };
        let owned = self.held.iter_mut().zip(&self.owners);
        for (slot, _) in owned.filter(|(_, of)| **of == owner) {
            *slot = None;
        }
    }

    fn item(&self, number: u32) -> Option<Item<T>> {
        let thing = self.get(number)?;
        Some(Item { number, thing })
    }

    /// Owners and numbers of the objects before a number, newest first.
    fn backwards(&self, before: u32) -> impl Iterator<Item = (AccountId, u32)> {
        let numbers = self.first..before.min(self.next());
        numbers
            .rev()
            .filter_map(|number| Some((self.owner(number)?, number)))
    }

    fn place(&self, number: u32) -> Option<usize> {
        usize::try_from(number.checked_sub(self.first)?).ok()
    }
}

impl<T> Owned for Store<T> {
    fn rename_owners(&mut self, accounts: &[AccountId]) {
        for owner in &mut self.owners {
            *owner = owner.renamed(accounts);
        }
    }
}

/// Finds a number by a text of an account's: a reference, or an idempotency key. The texts are not
/// kept.
#[derive(Default)]
pub(crate) struct Index(HashMap<Fingerprint, u32>);

/// Half of a SHA-256 hash, which is unique in practice.
type Fingerprint = [u8; 16];

impl Index {
    pub(crate) fn get(&self, account: &str, text: &str) -> Option<u32> {
        self.0.get(&fingerprint(account, text)).copied()
    }

    pub(crate) fn insert(&mut self, account: &str, text: &str, number: u32) {
        self.0.insert(fingerprint(account, text), number);
    }

    /// Removes the numbers that do not pass this test.
    pub(crate) fn retain(&mut self, is_there: impl Fn(u32) -> bool) {
        self.0.retain(|_, number| is_there(*number));
        self.0.shrink_to_fit();
    }
}

fn fingerprint(account: &str, text: &str) -> Fingerprint {
    let name = Sha256::new().chain_update(account).chain_update([0]);
    let hash: [u8; 32] = name.chain_update(text).finalize().into();
    hash.first_chunk().copied().unwrap_or_default()
}

impl Serialize for Index {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let texts = self.0.iter();
        serializer.collect_map(texts.map(|(print, number)| (HEXLOWER.encode(print), number)))
    }
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = HashMap::<String, u32>::deserialize(deserializer)?;
        let pairs = texts.into_iter().map(|(text, number)| {
            let bytes = HEXLOWER
                .decode(text.as_bytes())
                .map_err(de::Error::custom)?;
            let print = bytes
                .try_into()
                .map_err(|_| de::Error::custom("not 32 digits"))?;
            Ok((print, number))
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }
}
