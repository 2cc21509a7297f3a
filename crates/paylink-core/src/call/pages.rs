//! [`Pages`]: items one after another, over as many pages as the provider has.

use std::collections::{BTreeSet, VecDeque};

use super::runtime::BoxFuture;
use crate::error::{Error, ErrorKind, ErrorParts as _};
use crate::field_error::FieldError;

/// How many pages without an item follow one another at most: a list that only gives new cursors never ends.
const MOST_EMPTY_PAGES: u32 = 10;

/// How many pages [`Pages`] reads at most. It keeps their cursors, so that a circle is seen.
const MOST_PAGES: usize = 100_000;

/// The longest cursor that is kept, in bytes.
const LONGEST_CURSOR: usize = 1024;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the provider's order.
    pub items: Vec<T>,
    /// What to ask for next, as the provider gave it; `None` on the last page.
    pub next: Option<String>,
    /// How many elements of the list could not be read, such as a `null`: they are not among the items.
    pub unreadable: usize,
}

impl<T> Page<T> {
    /// A page and what comes after it.
    #[must_use]
    pub const fn new(items: Vec<T>, next: Option<String>) -> Self {
        Self {
            items,
            next,
            unreadable: 0,
        }
    }

    /// The same with this many elements that could not be read.
    #[must_use]
    pub const fn with_unreadable(mut self, unreadable: usize) -> Self {
        self.unreadable = unreadable;
        self
    }

    /// The same page with each item turned into another.
    #[must_use]
    pub fn map<U>(self, map: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(map).collect(),
            next: self.next,
            unreadable: self.unreadable,
        }
    }
}

/// Reads a page, given what the page before said comes next.
type Fetch<'a, T> =
    Box<dyn FnMut(Option<String>) -> BoxFuture<'a, Result<Page<T>, Error>> + Send + 'a>;

/// Items one after another. A page is asked for when the one before is used up.
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
    /// What pages were asked for with: a page that leads back would be read for ever.
    asked: BTreeSet<String>,
    /// How many pages without an item were read since the last one that had any.
    empty: u32,
    unreadable: usize,
    state: State,
}

enum State {
    /// The next page is asked for with this.
    More(Option<String>),
    /// The list cannot be read to its end, for this reason.
    Broken(&'static str),
    /// There is no further page, or it could not be read.
    End,
}

impl<'a, T> Pages<'a, T> {
    /// Items of the pages that `fetch` reads.
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

    /// How many elements of the pages so far could not be read. They are not among the items.
    #[must_use]
    pub const fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// The next item; `None` after the last one, and after an error. A call that is dropped can be made again.
    ///
    /// # Errors
    /// [`Error`] of the page that could not be read, or [`ErrorKind::Unreadable`] where the list has no end: a page leads
    /// back to one that was read already, 10 pages in a row have no item, or there are more than 100,000 pages. Every item
    /// before the error has been given. If the last page points back to the first, the first page is returned twice.
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
            // The state changes after the wait: a caller that gives up waiting can ask again, and misses nothing.
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
                State::Broken("leads back to a page that was read already")
            }
            Some(next) if next.len() > LONGEST_CURSOR => {
                State::Broken("must have at most 1024 bytes")
            }
            Some(_) if self.empty >= MOST_EMPTY_PAGES => {
                State::Broken("leads on from 10 pages in a row without an item")
            }
            Some(_) if self.asked.len() >= MOST_PAGES => {
                State::Broken("leads on after 100,000 pages")
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
