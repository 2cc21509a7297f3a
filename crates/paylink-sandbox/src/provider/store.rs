//! What a provider holds, in the order in which it was made, and found by its identifier at once.

use std::collections::HashMap;

/// Things in the order in which they were made. There may be a hundred thousand: none is searched for one by one.
#[derive(Clone)]
pub(crate) struct Store<T> {
    items: Vec<T>,
    places: HashMap<String, usize>,
}

/// Some of the things, newest first.
pub(crate) struct Page<'a, T> {
    pub(crate) items: Vec<&'a T>,
    /// Whether older things follow.
    pub(crate) has_more: bool,
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T> Store<T> {
    /// Keeps a thing and says at which place: places count from 0 and never change.
    pub(crate) fn push(&mut self, id: String, item: T) -> usize {
        let place = self.items.len();
        self.places.insert(id, place);
        self.items.push(item);
        place
    }

    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.items.get(self.place(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        let place = self.place(id)?;
        self.items.get_mut(place)
    }

    pub(crate) fn at(&self, place: usize) -> Option<&T> {
        self.items.get(place)
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter()
    }

    /// The newest things; those older than the one at `before` where a place is given.
    pub(crate) fn page(&self, before: Option<usize>, limit: usize) -> Page<'_, T> {
        let end = before.unwrap_or(self.items.len());
        let older = self.items.get(..end).unwrap_or_default();
        Page {
            items: older.iter().rev().take(limit).collect(),
            has_more: older.len() > limit,
        }
    }
}
