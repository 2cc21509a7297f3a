//! [`Check`]: whether a create of a row would be sent.

use paylink_core::{BoxFuture, Error, ErrorKind, FieldError, Outcome};

use crate::planned::FrozenRequest;
use crate::sender::Sender;

/// Checks one request as its create would be checked, and sends nothing.
pub trait Check: Send + Sync {
    /// Whether the create would be sent.
    ///
    /// # Errors
    /// [`CheckError`] names the field and the rule, or says why nothing can be checked.
    fn check<'a>(
        &'a self,
        request: &'a FrozenRequest,
    ) -> BoxFuture<'a, Result<Validity, CheckError>>;
}

/// What is known of a request that would be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validity {
    /// The merchant's reference in a provider's own request.
    pub reference: Option<String>,
}

impl Validity {
    /// A request with this reference.
    #[must_use]
    pub const fn with_reference(reference: Option<String>) -> Self {
        Self { reference }
    }
}

/// Why a create would not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckError {
    /// The request breaks a rule of the provider's.
    Invalid(FieldError),
    /// The client is not set up: no request would be sent.
    Unusable(String),
}

impl CheckError {
    /// What an error of a create that never reached a provider says of its request. `None` for a
    /// request that would have been sent.
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        match (error.outcome(), error.kind()) {
            (Outcome::NotSent, ErrorKind::InvalidInput | ErrorKind::UnsupportedField) => {
                let field = error.field().unwrap_or("request").to_owned();
                let rule = error.rule().unwrap_or("is invalid").to_owned();
                Some(Self::Invalid(
                    if error.kind() == ErrorKind::UnsupportedField {
                        FieldError::unsupported(field, rule)
                    } else {
                        FieldError::new(field, rule)
                    },
                ))
            }
            (Outcome::NotSent, ErrorKind::Connect) => None,
            _ => Some(Self::Unusable(error.to_string())),
        }
    }
}

/// Checks with a sender whose transport never connects: what gets as far as the transport would be
/// sent.
///
/// With a transport that does connect, every check is a create: never give it one.
pub struct DryCheck<'a>(&'a dyn Sender);

impl<'a> DryCheck<'a> {
    /// Takes a sender whose transport refuses every connection.
    #[must_use]
    pub const fn new(sender: &'a dyn Sender) -> Self {
        Self(sender)
    }
}

impl Check for DryCheck<'_> {
    fn check<'a>(
        &'a self,
        request: &'a FrozenRequest,
    ) -> BoxFuture<'a, Result<Validity, CheckError>> {
        Box::pin(async move {
            match self.0.send(request, None).await {
                Ok(_) => Err(CheckError::Unusable(
                    "the check's transport connects".to_owned(),
                )),
                Err(error) => match CheckError::of(&error) {
                    Some(error) => Err(error),
                    None => Ok(Validity::default()),
                },
            }
        })
    }
}

impl std::fmt::Debug for DryCheck<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DryCheck").field(&self.0.provider()).finish()
    }
}
