//! [`PaymentLinks`]: one trait for every provider, small and dyn-compatible.

use super::capabilities::Capabilities;
use super::link::Link;
use super::request::LinkRequest;
use crate::call::{Answer, BoxFuture, Page, Runtime};
use crate::error::Error;
use crate::field_error::FieldError;

/// Creates payment links with any provider.
///
/// Only [`create`](Self::create) is required of a provider. What a provider does not document is refused as unsupported, with
/// nothing sent; [`capabilities`](Self::capabilities) says beforehand which operations are documented.
///
/// A reference, a `Box` and an `Arc` of an implementation implement the trait too, so metrics, routing and caching are
/// ordinary wrappers: forward what you do not change.
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

    /// What the provider can do, and how sure anybody is of it.
    fn capabilities(&self) -> Capabilities;

    /// The clock and the pauses of [`create_or_find`](crate::PaymentLinksExt::create_or_find) and
    /// [`wait_until`](crate::PaymentLinksExt::wait_until): those of the client behind this.
    fn runtime(&self) -> &dyn Runtime;

    /// Creates a payment link.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money. A field that the provider cannot carry,
    /// and a currency other than the one that the client is set up for, are refused by name before anything is sent.
    fn create<'a>(&'a self, request: &'a LinkRequest)
    -> BoxFuture<'a, Result<Answer<Link>, Error>>;

    /// Reads a link by its id.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when the provider has no such link;
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) when it does not document reading; otherwise the
    /// error of the call. A read changes nothing.
    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let _ = id;
        unsupported(self.provider(), "get payment link", "get")
    }

    /// Finds a link by the merchant's reference: the way out after [`Outcome::Unknown`](crate::Outcome::Unknown). `None` means
    /// that the provider has no link of this reference.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) when the provider does not document a look-up. Any
    /// other error means that nobody knows yet.
    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        let _ = reference;
        unsupported(self.provider(), "find payment link", "find")
    }

    /// Reads one page of links, in the provider's order. `cursor` is what the page before gave as [`next`](Page::next); the
    /// first page has none.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) when the provider does not document a list;
    /// otherwise the error of the call.
    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        let _ = cursor;
        unsupported(self.provider(), "list payment links", "list")
    }

    /// Cancels a link: it takes no further payment.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) when the provider does not document it. After
    /// [`Outcome::Unknown`](crate::Outcome::Unknown), read the link to know.
    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let _ = id;
        unsupported(self.provider(), "cancel payment link", "cancel")
    }

    /// Sends the payer the notification of a link again. It is never repeated by itself.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) when the provider does not document it. After
    /// [`Outcome::Unknown`](crate::Outcome::Unknown) the payer may have been notified.
    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let _ = id;
        unsupported(self.provider(), "notify payer", "notify")
    }
}

/// Nothing is sent.
fn unsupported<'a, T: Send + 'a>(
    provider: &'static str,
    operation: &'static str,
    name: &'static str,
) -> BoxFuture<'a, Result<T, Error>> {
    let invalid = FieldError::unsupported(name, "is not documented by this provider");
    let error = Error::invalid(provider, operation, invalid);
    Box::pin(std::future::ready(Err(error)))
}

/// What points to an implementation is one. Every method is forwarded, so that no default hides what is behind it.
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
