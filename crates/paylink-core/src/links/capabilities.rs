//! [`Capabilities`]: what a provider can do, and how well that is known.

use super::field::Field;
use super::request::LinkRequest;
use crate::check::check_unique_names;
use crate::error::Error;
use crate::field_error::FieldError;

/// Whether a provider supports an operation or a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Support {
    /// The provider's page for creating a link says so.
    Yes,
    /// Another page of the provider says so, and nobody has called it yet. This is the id of the
    /// claim in `docs/providers/`.
    Unverified(&'static str),
    /// No page documents it. It is refused by name, never dropped.
    No,
}

impl Support {
    /// Whether it can be used: it is documented, verified or not.
    #[must_use]
    pub const fn is_usable(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// What a provider can do through the shared trait. Build it from [`new`](Self::new), which
/// supports no operation but create, so that new operations are not a breaking change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Capabilities {
    /// The optional fields of a create. A field that is not listed is refused.
    pub fields: &'static [(Field, Support)],
    /// Whether a create can be repeated safely, with an idempotency key or with a reference that is
    /// one.
    pub repeats: Support,
    /// Whether a link can be read by its id.
    pub get: Support,
    /// Whether a link can be found by the merchant's reference.
    pub find: Support,
    /// Whether links can be listed.
    pub list: Support,
    /// Whether a link can be cancelled.
    pub cancel: Support,
    /// Whether the payer can be notified again.
    pub notify: Support,
}

/// Chainable setters, one for each operation.
macro_rules! with_support {
    ($($setter:ident => $field:ident),+ $(,)?) => {
        impl Capabilities {
            $(
                #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
                #[must_use]
                pub const fn $setter(mut self, support: Support) -> Self {
                    self.$field = support;
                    self
                }
            )+
        }
    };
}

with_support!(
    with_repeats => repeats,
    with_get => get,
    with_find => find,
    with_list => list,
    with_cancel => cancel,
    with_notify => notify,
);

impl Capabilities {
    /// A provider that can create links with these optional fields, and nothing else.
    #[must_use]
    pub const fn new(fields: &'static [(Field, Support)]) -> Self {
        Self {
            fields,
            repeats: Support::No,
            get: Support::No,
            find: Support::No,
            list: Support::No,
            cancel: Support::No,
            notify: Support::No,
        }
    }

    /// Whether a create can have `field`.
    #[must_use]
    pub fn field(&self, field: Field) -> Support {
        let found = self.fields.iter().find(|(known, _)| *known == field);
        found.map_or(Support::No, |(_, support)| *support)
    }

    /// Checks a request: the provider must have a place for every given field, and no name may
    /// occur twice in the metadata, because one of the values would be lost in JSON.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) with the first such
    /// field, or [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for `metadata`.
    /// Nothing is sent.
    pub fn check(
        &self,
        provider: &'static str,
        operation: &'static str,
        request: &LinkRequest,
    ) -> Result<(), Error> {
        if let Some(field) = request
            .given()
            .find(|field| !self.field(*field).is_usable())
        {
            let rule = "has no place in this provider's create request";
            let invalid = FieldError::unsupported(field.as_str(), rule);
            return Err(Error::invalid(provider, operation, invalid));
        }
        let names = request.metadata.iter().map(|(name, _)| name.as_str());
        check_unique_names(Field::Metadata.as_str(), names)
            .map_err(|invalid| Error::invalid(provider, operation, invalid))
    }
}
