//! Meum through the shared trait.

use paylink_core::Json;
use paylink_core::provider::LinkFields;
use paylink_core::transport::Runtime;
use paylink_core::{
    Answer, BoxFuture, Capabilities, Currency, Error, Field, FieldError, Link, LinkRequest,
    LinkState, Page, PaymentLinks, PaymentState, Support,
};

use crate::client::Client;
use crate::link::{LinkStatus, PaymentLink};
use crate::names::{CREATE, PROVIDER};
use crate::request::{CreatePaymentLink, Pricing};

/// The name of the metadata entry for the shared reference: Meum has no field for it.
pub(crate) const REFERENCE: &str = "merchant_reference";

/// Fields with another name in a [`LinkRequest`].
const NAMES: [(&str, &str); 1] = [("title", "description")];

/// Meum as [`PaymentLinks`]. The description becomes the title, because Meum requires one. The
/// reference becomes the metadata entry `merchant_reference`, because Meum has no field for it.
/// Both are our own choices.
#[derive(Clone, Debug)]
pub struct MeumLinks {
    client: Client,
    currency: Currency,
}

impl MeumLinks {
    /// An adapter for an account with this currency. Meum's create request has no currency
    /// (meum-p16), so a request in another currency is refused before anything is sent. A response
    /// with another currency, or one that cannot be read, is
    /// [`ErrorKind::Differs`](paylink_core::ErrorKind::Differs) with the link.
    #[must_use]
    pub const fn new(client: Client, currency: Currency) -> Self {
        Self { client, currency }
    }

    /// Converts a shared request to Meum's.
    ///
    /// # Errors
    /// [`Error`] with the field that Meum has no place for, or that breaks a rule. Nothing is sent.
    pub fn request(&self, request: &LinkRequest) -> Result<CreatePaymentLink, Error> {
        self.capabilities().check(PROVIDER, CREATE, request)?;
        self.translate(request)
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    fn translate(&self, request: &LinkRequest) -> Result<CreatePaymentLink, FieldError> {
        let LinkFields {
            money,
            reference,
            description,
            expires_at: _, // Written by `expiry`.
            success_url,
            metadata,
            idempotency_key,
            // Refused by the capabilities.
            customer_name: _,
            customer_email: _,
            customer_phone: _,
            failure_url: _,
        } = request.fields();
        money.check_currency(self.currency)?;
        let title = description.ok_or_else(|| {
            FieldError::new("description", "is required: it becomes Meum's title")
        })?;
        let mut create = CreatePaymentLink::new(title, Pricing::fixed(money.amount));
        create.expires_at = request.expiry()?.into();
        create.success_url = success_url.map(str::to_owned);
        create.idempotency_key = idempotency_key.cloned();
        for (name, value) in metadata {
            if name == REFERENCE && reference.is_some() {
                let rule =
                    "must not be set together with a reference, which is sent under this name";
                return Err(FieldError::new(format!("metadata.{REFERENCE}"), rule));
            }
            create = create.with_metadata(name, Json::string(value));
        }
        if let Some(reference) = reference {
            create = create.with_metadata(REFERENCE, Json::string(reference));
        }
        Ok(create)
    }

    async fn create_link(&self, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let create = self.request(request)?;
        let answer = (self.client.create_payment_link(&create).await).map_err(shared)?;
        // A currency that cannot be read may be another one, so it differs too.
        let same = answer.currency.value() == Some(&self.currency);
        let differs = !answer.currency.is_missing() && !same;
        let answer = answer.map(|link| Link::from(&link));
        if differs {
            let invalid = FieldError::new(
                "currency",
                "differs from the currency that this client is set up for",
            );
            return Err(answer.differs(PROVIDER, CREATE, invalid));
        }
        Ok(answer)
    }
}

/// Renames the error's field and converts its link for the shared trait.
fn shared(error: Error) -> Error {
    error
        .map_link(|link: &PaymentLink| Link::from(link))
        .with_shared_names(&NAMES)
}

impl PaymentLinks for MeumLinks {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[
            (Field::Reference, Support::Yes),
            (Field::Description, Support::Yes),
            (Field::ExpiresAt, Support::Yes),
            (Field::SuccessUrl, Support::Yes),
            (Field::Metadata, Support::Yes),
            (Field::IdempotencyKey, Support::Yes),
        ])
        .with_repeats(Support::Yes)
        .with_get(Support::Unverified("meum-v9"))
        .with_list(Support::Unverified("meum-v8"))
    }

    fn runtime(&self) -> &dyn Runtime {
        self.client.runtime()
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(self.create_link(request))
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let answer = (self.client.get_payment_link(id).await).map_err(shared)?;
            Ok(answer.map(|link| Link::from(&link)))
        })
    }

    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        Box::pin(async move {
            let answer = self.client.list_payment_links(None, cursor).await?;
            Ok(answer.map(|page| page.map(|link| Link::from(&link))))
        })
    }
}

/// Meum returns no metadata, so the shared link has no reference.
impl From<&PaymentLink> for Link {
    fn from(link: &PaymentLink) -> Self {
        let status = link.effective_status.as_ref().or(link.status.as_ref());
        let mut shared = Self::new(PROVIDER);
        shared.id = link.id.clone();
        shared.url = link.public_url.clone();
        shared.amount = link.amount.copied();
        shared.currency = link.currency.copied();
        shared.status = status.map(|status| status.as_str().to_owned());
        shared.state = status.map(state);
        shared.payment = status.and_then(payment);
        shared
    }
}

fn state(status: &LinkStatus) -> LinkState {
    match status {
        LinkStatus::Active => LinkState::Active,
        LinkStatus::Inactive => LinkState::Inactive,
        LinkStatus::Expired => LinkState::Expired,
        LinkStatus::Completed => LinkState::Completed,
        LinkStatus::Other(text) => LinkState::Other(text.clone()),
    }
}

/// Only `completed` says something about payments: an active link may have been paid many times, or
/// never.
fn payment(status: &LinkStatus) -> Option<PaymentState> {
    (*status == LinkStatus::Completed).then_some(PaymentState::Paid)
}
