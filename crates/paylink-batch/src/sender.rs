//! [`Sender`]: what a runner sends through.

use paylink_core::transport::Runtime;
use paylink_core::{
    Answer, BoxFuture, Error, Field, FieldError, IdempotencyKey, Link, LinkRequest, PaymentLinks,
};

use crate::key::CREATE;
use crate::life::Repeats;
use crate::planned::{FrozenRequest, RequestForm};

/// Sends one frozen request. Everything that implements [`PaymentLinks`] does, for shared requests;
/// implement it yourself to send a provider's own requests.
pub trait Sender: Send + Sync {
    /// The provider's crate name.
    fn provider(&self) -> &'static str;

    /// What the provider documents about a create that is sent again.
    fn repeats(&self) -> Repeats;

    /// Whether a link can be looked up by its reference.
    fn can_find(&self) -> bool;

    /// Whether a link can be read by its id.
    fn can_get(&self) -> bool;

    /// The clock and the pauses.
    fn runtime(&self) -> &dyn Runtime;

    /// Sends a request once, as one call, with its key where it has one.
    ///
    /// # Errors
    /// [`Error`], whose outcome says what happened to the money. A frozen request that cannot be
    /// read is refused with nothing sent.
    fn send<'a>(
        &'a self,
        request: &'a FrozenRequest,
        key: Option<&'a IdempotencyKey>,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>>;

    /// Whether a link that was found by its reference is what `request` asks for. The field that
    /// differs otherwise.
    ///
    /// # Errors
    /// [`FieldError`] that names the field.
    fn is_as_asked(&self, request: &FrozenRequest, link: &Link) -> Result<(), FieldError>;

    /// Finds a link by the merchant's reference.
    ///
    /// # Errors
    /// [`Error`] means that it is not known yet.
    fn find<'a>(&'a self, reference: &'a str)
    -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>>;

    /// Reads a link by its id.
    ///
    /// # Errors
    /// The [`Error`] of the call.
    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>>;
}

impl<T: PaymentLinks + ?Sized> Sender for T {
    fn provider(&self) -> &'static str {
        PaymentLinks::provider(self)
    }

    fn repeats(&self) -> Repeats {
        let capabilities = self.capabilities();
        if !capabilities.repeats.is_usable() {
            Repeats::Never
        } else if capabilities.field(Field::IdempotencyKey).is_usable() {
            Repeats::SameKey
        } else if capabilities.find.is_usable() {
            Repeats::LookUpFirst
        } else {
            // A key that is not in the journal and a reference that cannot be looked up: a row
            // gets one create.
            Repeats::Never
        }
    }

    fn can_find(&self) -> bool {
        self.capabilities().find.is_usable()
    }

    fn can_get(&self) -> bool {
        self.capabilities().get.is_usable()
    }

    fn runtime(&self) -> &dyn Runtime {
        PaymentLinks::runtime(self)
    }

    fn send<'a>(
        &'a self,
        request: &'a FrozenRequest,
        key: Option<&'a IdempotencyKey>,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let refuse = |invalid| Error::invalid(Sender::provider(self), CREATE, invalid);
            if request.form() == RequestForm::Account {
                let rule = "names an account of its own; a client sends for one account";
                return Err(refuse(FieldError::new("request", rule)));
            }
            let mut shared = request.to_shared().map_err(refuse)?;
            if let Some(key) = key {
                shared = shared.with_idempotency_key(key.clone());
            }
            self.create(&shared).await
        })
    }

    fn is_as_asked(&self, request: &FrozenRequest, link: &Link) -> Result<(), FieldError> {
        compare(&request.to_shared()?, link)
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        PaymentLinks::find(self, reference)
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        PaymentLinks::get(self, id)
    }
}

/// Whether a link that was found is what a shared request asks for. What the link does not say is
/// no difference: nobody says then that it is what was asked.
///
/// # Errors
/// [`FieldError`] that names the field.
pub fn compare(request: &LinkRequest, link: &Link) -> Result<(), FieldError> {
    let money = request.money;
    let differs = |field: &'static str| Err(FieldError::new(field, "differs from what was asked"));
    if link.amount.is_some_and(|amount| amount != money.amount) {
        return differs("amount");
    }
    if link
        .currency
        .is_some_and(|currency| currency != money.currency)
    {
        return differs("currency");
    }
    if link.reference.is_some() && link.reference != request.reference {
        return differs("reference");
    }
    Ok(())
}
