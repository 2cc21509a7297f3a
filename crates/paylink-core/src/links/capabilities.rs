//! [`Capabilities`]: what a provider can do, and how sure anybody is of it.

use super::field::Field;
use super::request::LinkRequest;
use crate::check::check_unique_names;
use crate::error::Error;
use crate::field_error::FieldError;

/// Whether a provider can do or carry something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Support {
    /// The provider's page for creating a link says so.
    Yes,
    /// The provider says so elsewhere; nobody has called it yet. The claim stands in the provider's docs under this id.
    Unverified(&'static str),
    /// No page documents it: it is refused by name, never dropped.
    No,
}

impl Support {
    /// Whether it can be used: documented, observed or not.
    #[must_use]
    pub const fn is_usable(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// What a provider can do through the shared trait. Further operations can be added without a break: start with
/// [`new`](Self::new), which supports none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Capabilities {
    /// The optional fields that a create can carry. What is not listed is refused.
    pub fields: &'static [(Field, Support)],
    /// Whether a create may be repeated safely: by an idempotency key, or by a reference that is one.
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

/// Chainable setters, one an operation.
macro_rules! with_support {
    ($($setter:ident => $field:ident),+ $(,)?) => {
        impl Capabilities {
            $(
                #[doc = concat!("The same with [`", stringify!($field), "`](Self::", stringify!($field), ").")]
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
    /// A provider that creates links with these optional fields, and documents nothing else.
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

    /// Whether a create can carry `field`.
    #[must_use]
    pub fn field(&self, field: Field) -> Support {
        let found = self.fields.iter().find(|(known, _)| *known == field);
        found.map_or(Support::No, |(_, support)| *support)
    }

    /// Refuses the first given field that the provider cannot carry, and metadata that holds a name twice: one of its
    /// values would be lost on the wire.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`](crate::ErrorKind::UnsupportedField) with the field's name, or
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) on `metadata`. Nothing is sent.
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
