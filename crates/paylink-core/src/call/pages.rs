//! [`Pages`]: the items of a list, over all its pages.

use std::collections::{BTreeSet, VecDeque};

use super::runtime::BoxFuture;
use crate::error::{Error, ErrorKind, ErrorParts as _};
use crate::field_error::FieldError;

/// The maximum number of consecutive pages without an item. A list that only returns new cursors
/// would never end.
const MOST_EMPTY_PAGES: u32 = 10;

/// The maximum number of pages. Their cursors are kept, to detect a cycle.
const MOST_PAGES: usize = 100_000;

/// The longest cursor that is kept, in bytes.
const LONGEST_CURSOR: usize = 1024;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the provider's order.
    pub items: Vec<T>,
    /// The cursor of the next page, as the provider returned it. `None` on the last page.
    pub next: Option<String>,
    /// The number of elements that could not be read, such as a `null`. They are not among the
    /// items.
    pub unreadable: usize,
}

impl<T> Page<T> {
    /// A page and the cursor of the next one.
    #[must_use]
    pub const fn new(items: Vec<T>, next: Option<String>) -> Self {
        Self {
            items,
            next,
            unreadable: 0,
        }
    }

    /// Sets the number of elements that could not be read.
    #[must_use]
    pub const fn with_unreadable(mut self, unreadable: usize) -> Self {
        self.unreadable = unreadable;
        self
    }

    /// Converts each item.
    #[must_use]
    pub fn map<U>(self, map: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(map).collect(),
            next: self.next,
            unreadable: self.unreadable,
        }
    }
}

/// Reads a page, given the cursor from the previous one.
type Fetch<'a, T> =
    Box<dyn FnMut(Option<String>) -> BoxFuture<'a, Result<Page<T>, Error>> + Send + 'a>;

/// The items of a list, one after another. A page is read when the previous one is used up.
///
/// ```
/// # async fn example(mut links: paylink_core::Pages<'_, String>) -> Result<(), paylink_core::Error> {
/// while let Some(link) = links.next().await {
///     println!("{}", link?);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<'a, T> {
    provider: &'static str,
    operation: &'static str,
    fetch: Fetch<'a, T>,
    items: VecDeque<T>,
    /// The cursors so far. A page that points back would be read forever.
    asked: BTreeSet<String>,
    /// The number of pages without an item since the last page with one.
    empty: u32,
    unreadable: usize,
    state: State,
}

enum State {
    /// There is a next page, with this cursor.
    More(Option<String>),
    /// The list cannot be read to its end. This is the rule that it breaks.
    Broken(&'static str),
    /// There is no further page, or a page could not be read.
    End,
}

impl<'a, T> Pages<'a, T> {
    /// The items of the pages that `fetch` reads.
    pub fn new(
        provider: &'static str,
        operation: &'static str,
        fetch: impl FnMut(Option<String>) -> BoxFuture<'a, Result<Page<T>, Error>> + Send + 'a,
    ) -> Self {
        Self {
            provider,
            operation,
            fetch: Box::new(fetch),
            items: VecDeque::new(),
            asked: BTreeSet::new(),
            empty: 0,
            unreadable: 0,
            state: State::More(None),
        }
    }

    /// The number of elements that could not be read so far. They are not among the items.
    #[must_use]
    pub const fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// The next item. `None` after the last item, and after an error. If the future is dropped,
    /// call again: no item is lost.
    ///
    /// # Errors
    /// The [`Error`] of a page that could not be read, or [`ErrorKind::Unreadable`] if the list has
    /// no end: a page points back to an earlier one, 10 consecutive pages have no item, or there
    /// are more than 100,000 pages. All items before the error are returned first. If the last page
    /// points back to the first, the first page is returned twice, then an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            let cursor = match &self.state {
                State::More(cursor) => cursor.clone(),
                State::Broken(rule) => {
                    let error = Error::new(ErrorKind::Unreadable, self.provider, self.operation)
                        .with_field(FieldError::new("next", *rule));
                    self.state = State::End;
                    return Some(Err(error));
                }
                State::End => return None,
            };
            // The state changes after the await, so that a caller can drop the future and call
            // again.
            let page = match (self.fetch)(cursor.clone()).await {
                Ok(page) => page,
                Err(error) => {
                    self.state = State::End;
                    return Some(Err(error));
                }
            };
            self.asked.extend(cursor);
            self.take(page);
        }
    }

    fn take(&mut self, page: Page<T>) {
        self.unreadable = self.unreadable.saturating_add(page.unreadable);
        self.empty = if page.items.is_empty() {
            self.empty.saturating_add(1)
        } else {
            0
        };
        self.items = page.items.into();
        self.state = match page.next {
            None => State::End,
            Some(next) if self.asked.contains(&next) => {
                State::Broken("points back to a page that was already read")
            }
            Some(next) if next.len() > LONGEST_CURSOR => {
                State::Broken("must have at most 1024 bytes")
            }
            Some(_) if self.empty >= MOST_EMPTY_PAGES => {
                State::Broken("continues after 10 pages without an item")
            }
            Some(_) if self.asked.len() >= MOST_PAGES => {
                State::Broken("continues after 100,000 pages")
            }
            Some(next) => State::More(Some(next)),
        };
    }
}

impl<T> std::fmt::Debug for Pages<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("provider", &self.provider)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
