//! [`PaymentLinks`]: one face for every provider, small and dyn-compatible.

use super::capabilities::Capabilities;
use super::link::Link;
use super::request::LinkRequest;
use crate::call::{Answer, BoxFuture, Page};
use crate::error::Error;

/// Makes payment links, whoever the provider is.
///
/// What only some providers can do is reached through an `Option`, not refused by an error: [`fetching`](Self::fetching) and its siblings.
pub trait PaymentLinks: Send + Sync {
    /// The provider's crate name.
    fn provider(&self) -> &'static str;

    /// What the provider can do, and how sure anybody is of it.
    fn capabilities(&self) -> Capabilities;

    /// Makes a payment link.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. A field that the provider cannot carry,
    /// and a currency other than the one that the client is set up for, are refused by name before anything is sent.
    fn create<'a>(&'a self, request: &'a LinkRequest)
    -> BoxFuture<'a, Result<Answer<Link>, Error>>;

    /// Reading a link by its id, where the provider documents it.
    fn fetching(&self) -> Option<&dyn Fetching> {
        None
    }

    /// Finding a link by the merchant's reference, where the provider documents it.
    fn finding(&self) -> Option<&dyn Finding> {
        None
    }

    /// Listing links, where the provider documents it.
    fn listing(&self) -> Option<&dyn Listing> {
        None
    }

    /// Cancelling a link, where the provider documents it.
    fn cancelling(&self) -> Option<&dyn Cancelling> {
        None
    }

    /// Notifying the payer again, where the provider documents it.
    fn notifying(&self) -> Option<&dyn Notifying> {
        None
    }
}

/// Reads a link by its id.
pub trait Fetching: Send + Sync {
    /// Reads the link as it is now.
    ///
    /// # Errors
    /// [`Error`]; [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when the provider knows no such link.
    fn fetch<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>>;
}

/// Finds a link by the merchant's reference: the way out after [`Outcome::Unknown`](crate::Outcome::Unknown).
pub trait Finding: Send + Sync {
    /// Finds the link. `None` means that the provider knows no link of this reference.
    ///
    /// # Errors
    /// [`Error`] means that it could not be asked: nobody knows yet.
    fn find<'a>(&'a self, reference: &'a str)
    -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>>;
}

/// Lists links, the provider's order.
pub trait Listing: Send + Sync {
    /// Reads one page. `cursor` is what the page before gave as [`next`](Page::next); the first page has none.
    ///
    /// # Errors
    /// [`Error`].
    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>>;
}

/// Cancels a link.
pub trait Cancelling: Send + Sync {
    /// Cancels the link: it takes no payment any more.
    ///
    /// # Errors
    /// [`Error`]; after [`Outcome::Unknown`](crate::Outcome::Unknown), read the link to know.
    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>>;
}

/// Notifies the payer again.
pub trait Notifying: Send + Sync {
    /// Sends the notification once more. It is never repeated by itself.
    ///
    /// # Errors
    /// [`Error`].
    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>>;
}
