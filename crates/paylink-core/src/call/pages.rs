//! [`Pages`]: items one after another, over as many pages as the provider has.

use std::collections::{BTreeSet, VecDeque};

use super::host::BoxFuture;
use crate::error::{Error, ErrorKind};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the provider's order.
    pub items: Vec<T>,
    /// What to ask for next, as the provider gave it; `None` on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page and what comes after it.
    #[must_use]
    pub const fn new(items: Vec<T>, next: Option<String>) -> Self {
        Self { items, next }
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
    state: State,
}

enum State {
    /// The next page is asked for with this.
    More(Option<String>),
    /// The last page leads back to one that was read already.
    Circle,
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
            state: State::More(None),
        }
    }

    /// The next item; `None` behind the last one, and behind an error. A call that is dropped can be made again.
    ///
    /// # Errors
    /// [`Error`] of the page that could not be read, or [`ErrorKind::Unreadable`] where the last page leads back to one that
    /// was read already. What was read before it has been given; the first page, which is asked for with nothing, then twice
    /// where the last leads back to it.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            let cursor = match &self.state {
                State::More(cursor) => cursor.clone(),
                State::Circle => {
                    self.state = State::End;
                    let error = Error::new(ErrorKind::Unreadable, self.provider, self.operation);
                    return Some(Err(error));
                }
                State::End => return None,
            };
            // The state changes behind the wait: whoever gives up waiting can ask again, and misses nothing.
            let page = match (self.fetch)(cursor.clone()).await {
                Ok(page) => page,
                Err(error) => {
                    self.state = State::End;
                    return Some(Err(error));
                }
            };
            self.items = page.items.into();
            self.asked.extend(cursor);
            self.state = match page.next {
                Some(next) if self.asked.contains(&next) => State::Circle,
                Some(next) => State::More(Some(next)),
                None => State::End,
            };
        }
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
