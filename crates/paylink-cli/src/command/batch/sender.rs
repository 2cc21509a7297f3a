//! [`BatchSender`]: a provider as a batch sends through it, for every account that its rows name.

use paylink::transport::Runtime;
use paylink::{Answer, BoxFuture, Currency, Error, FieldError, IdempotencyKey, Link, PaymentLinks};
use paylink_batch::{
    Check, CheckError, FrozenRequest, Repeats, RequestForm, Sender, Validity, compare,
};

use super::options::BatchOptions;
use crate::failure::Failure;
use crate::provider::{AccountFlags, Adapter, CREATE, OwnRequest, Setup};

/// Sends the frozen requests of a batch.
pub(super) struct BatchSender {
    adapter: &'static dyn Adapter,
    setup: Setup,
    currency: Currency,
    own: bool,
    /// What the provider can do, read and find. Where rows name an account it is made for none that
    /// exists: nothing is created through it.
    links: Box<dyn PaymentLinks>,
    /// Whether rows name an account of their own.
    has_account_columns: bool,
}

impl BatchSender {
    pub(super) fn new(
        adapter: &'static dyn Adapter,
        setup: Setup,
        options: &BatchOptions,
    ) -> Result<Self, Failure> {
        // A provider's own request says itself what it is in.
        let currency = options.currency.unwrap_or(Currency::EUR);
        let links = if options.own || options.account_columns {
            let account = placeholder(adapter, &setup.account);
            setup.for_account(account).links(adapter, currency)?
        } else {
            setup.links(adapter, currency)?
        };
        Ok(Self {
            adapter,
            setup,
            currency,
            own: options.own,
            links,
            has_account_columns: options.account_columns,
        })
    }

    async fn create(
        &self,
        request: &FrozenRequest,
        key: Option<&IdempotencyKey>,
    ) -> Result<Answer<Link>, Failure> {
        let refuse = |invalid| Error::invalid(self.adapter.name(), CREATE, invalid);
        match request.form() {
            RequestForm::Own => {
                let own = OwnRequest {
                    json: request.json().to_owned(),
                    idempotency_key: key.cloned(),
                };
                let created = self.adapter.create_own(&self.setup, &own).await?;
                Ok(created.link)
            }
            // The row of a file with account columns leaves them empty: the flags must name the
            // account.
            RequestForm::Shared if self.has_account_columns => {
                let links = self.setup.links(self.adapter, self.currency)?;
                Ok(Sender::send(links.as_ref(), request, key).await?)
            }
            RequestForm::Shared => Ok(Sender::send(self.links.as_ref(), request, key).await?),
            RequestForm::Account => {
                let fields = request.account().map_err(refuse)?;
                let account = self.setup.account.clone().with(&fields)?;
                (account.check(self.adapter.name(), self.adapter.account_flags()))?;
                let setup = self.setup.for_account(account);
                let links = setup.links(self.adapter, self.currency)?;
                let mut shared = request.to_shared().map_err(refuse)?;
                shared.idempotency_key = key.cloned();
                Ok(links.create(&shared).await?)
            }
        }
    }
}

/// Placeholders for the rows' account fields, where only the client's capabilities are needed.
fn placeholder(adapter: &dyn Adapter, given: &AccountFlags) -> AccountFlags {
    let mut account = given.clone();
    let takes = |name: &str| adapter.account_flags().contains(&name);
    if takes("user_id") && account.user_id.is_none() {
        account.user_id = Some("00000000-0000-4000-8000-000000000000".to_owned());
    }
    if takes("payment_provider_id") && account.payment_provider_id.is_none() {
        account.payment_provider_id = Some(1);
    }
    account
}

impl Sender for BatchSender {
    fn provider(&self) -> &'static str {
        self.adapter.name()
    }

    fn repeats(&self) -> Repeats {
        match Sender::repeats(self.links.as_ref()) {
            // A link that was found cannot be compared with the provider's own request here.
            Repeats::LookUpFirst if self.own => Repeats::Never,
            repeats => repeats,
        }
    }

    fn can_find(&self) -> bool {
        !self.own && Sender::can_find(self.links.as_ref())
    }

    fn can_get(&self) -> bool {
        Sender::can_get(self.links.as_ref())
    }

    fn runtime(&self) -> &dyn Runtime {
        Sender::runtime(self.links.as_ref())
    }

    fn send<'a>(
        &'a self,
        request: &'a FrozenRequest,
        key: Option<&'a IdempotencyKey>,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            self.create(request, key)
                .await
                .map_err(|failure| match failure {
                    Failure::Call { error, .. } => error,
                    other => {
                        // The command's own refusals come before anything is sent.
                        let invalid = FieldError::new("account", other.message());
                        Error::invalid(self.adapter.name(), CREATE, invalid)
                    }
                })
        })
    }

    fn is_as_asked(&self, request: &FrozenRequest, link: &Link) -> Result<(), FieldError> {
        compare(&request.to_shared()?, link)
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        Sender::find(self.links.as_ref(), reference)
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Sender::get(self.links.as_ref(), id)
    }
}

/// Checks rows over a connection that is never opened.
pub(super) struct DrySender(pub(super) BatchSender);

impl Check for DrySender {
    fn check<'a>(
        &'a self,
        request: &'a FrozenRequest,
    ) -> BoxFuture<'a, Result<Validity, CheckError>> {
        Box::pin(async move {
            match self.0.create(request, None).await {
                Ok(_) => Err(CheckError::Unusable("a check was answered".to_owned())),
                Err(Failure::Call { error, reference }) => match CheckError::of(&error) {
                    // Where rows name the account, one that is not whole is the row's fault.
                    Some(CheckError::Unusable(_)) if self.0.has_account_columns => {
                        let field = error.field().unwrap_or("account").to_owned();
                        let rule = error.rule().unwrap_or("is not usable").to_owned();
                        Err(CheckError::Invalid(FieldError::new(field, rule)))
                    }
                    Some(error) => Err(error),
                    None => Ok(Validity::with_reference(reference)),
                },
                Err(other) => Err(CheckError::Unusable(other.message())),
            }
        })
    }
}
