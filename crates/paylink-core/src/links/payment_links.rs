//! [`PaymentLinks`]: one dyn-compatible trait for all providers.

use super::capabilities::Capabilities;
use super::link::Link;
use super::request::LinkRequest;
use crate::call::{Answer, BoxFuture, Page, Runtime};
use crate::error::Error;
use crate::field_error::FieldError;

/// Creates payment links with any provider.
///
/// Only [`create`](Self::create) is required. An operation that the provider does not document is
/// refused as unsupported, and nothing is sent. [`capabilities`](Self::capabilities) says which
/// operations are documented.
///
/// `&T`, `Box<T>` and `Arc<T>` implement the trait too, so metrics, routing and caching are
/// ordinary wrappers. Forward what you do not change.
///
/// ```
/// use paylink_core::transport::Runtime;
/// use paylink_core::{
///     Answer, BoxFuture, Capabilities, Error, Link, LinkRequest, PaymentLinks,
/// };
///
/// /// Prints how each create ended.
/// struct Logged<T>(T);
///
/// impl<T: PaymentLinks> PaymentLinks for Logged<T> {
///     fn provider(&self) -> &'static str {
///         self.0.provider()
///     }
///     fn capabilities(&self) -> Capabilities {
///         self.0.capabilities()
///     }
///     fn runtime(&self) -> &dyn Runtime {
///         self.0.runtime()
///     }
///     fn create<'a>(&'a self, request: &'a LinkRequest) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
///         Box::pin(async move {
///             let created = self.0.create(request).await;
///             println!("{}: {}", self.provider(), created.is_ok());
///             created
///         })
///     }
/// }
/// # let _ = |links: Box<dyn PaymentLinks>| Logged(links);
/// ```
pub trait PaymentLinks: Send + Sync {
    /// The provider's crate name.
    fn provider(&self) -> &'static str;

    /// What the provider can do, and how well that is known.
    fn capabilities(&self) -> Capabilities;

    /// The clock and the pauses of [`create_or_find`](crate::PaymentLinksExt::create_or_find) and
    /// [`wait_until`](crate::PaymentLinksExt::wait_until). A client returns its own.
    fn runtime(&self) -> &dyn Runtime;

    /// Creates a payment link.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. A field that
    /// the provider has no place for, and another currency than that of the account, are refused by
    /// name before anything is sent.
    fn create<'a>(&'a self, request: &'a LinkRequest)
    -> BoxFuture<'a, Result<Answer<Link>, Error>>;

    /// Reads a link by its id.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is no such link;
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) if the provider
    /// documents no way to read a link; otherwise the error of the call. A read changes nothing.
    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let _ = id;
        unsupported(self.provider(), "get payment link", "get")
    }

    /// Finds a link by the merchant's reference, for example after
    /// [`Outcome::Unknown`](crate::Outcome::Unknown). `None` means that the provider has no link
    /// with this reference.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) if the provider
    /// documents no look-up. After any other error it is still unknown whether there is a link.
    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        let _ = reference;
        unsupported(self.provider(), "find payment link", "find")
    }

    /// Reads one page of links, in the provider's order. `cursor` is [`next`](Page::next) of the
    /// previous page, or `None` for the first page.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) if the provider
    /// documents no list; otherwise the error of the call.
    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        let _ = cursor;
        unsupported(self.provider(), "list payment links", "list")
    }

    /// Cancels a link: it accepts no further payment.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) if the provider
    /// documents no cancel. After [`Outcome::Unknown`](crate::Outcome::Unknown), read the link to
    /// see its state.
    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let _ = id;
        unsupported(self.provider(), "cancel payment link", "cancel")
    }

    /// Sends the payer the notification of a link again. It is sent once, never retried.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) if the provider
    /// documents no notification. After [`Outcome::Unknown`](crate::Outcome::Unknown) the payer may
    /// have been notified.
    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let _ = id;
        unsupported(self.provider(), "notify payer", "notify")
    }
}

/// The error of an operation that is not documented. Nothing is sent.
fn unsupported<'a, T: Send + 'a>(
    provider: &'static str,
    operation: &'static str,
    name: &'static str,
) -> BoxFuture<'a, Result<T, Error>> {
    let invalid = FieldError::unsupported(name, "is not documented by this provider");
    let error = Error::invalid(provider, operation, invalid);
    Box::pin(std::future::ready(Err(error)))
}

/// Implements the trait for pointers. Every method is forwarded, so that no default method hides an
/// implementation.
macro_rules! forwarded {
    ($($pointer:ty),+) => {$(
        impl<T: PaymentLinks + ?Sized> PaymentLinks for $pointer {
            fn provider(&self) -> &'static str {
                (**self).provider()
            }
            fn capabilities(&self) -> Capabilities {
                (**self).capabilities()
            }
            fn runtime(&self) -> &dyn Runtime {
                (**self).runtime()
            }
            fn create<'a>(
                &'a self,
                request: &'a LinkRequest,
            ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
                (**self).create(request)
            }
            fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
                (**self).get(id)
            }
            fn find<'a>(
                &'a self,
                reference: &'a str,
            ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
                (**self).find(reference)
            }
            fn list<'a>(
                &'a self,
                cursor: Option<&'a str>,
            ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
                (**self).list(cursor)
            }
            fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
                (**self).cancel(id)
            }
            fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
                (**self).notify(id)
            }
        }
    )+};
}

forwarded!(&T, Box<T>, std::sync::Arc<T>);
