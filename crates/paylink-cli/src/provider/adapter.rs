//! [`Adapter`]: one provider as the command uses it.

use paylink::{BoxFuture, IdempotencyKey};

use super::asked::Created;
use super::setup::Setup;
use super::verbs::Verbs;
use crate::failure::Failure;

/// One provider as the command uses it: what its account is made of, and its own client for its own
/// JSON.
pub(crate) trait Adapter: Sync {
    /// The provider's crate name.
    fn name(&self) -> &'static str;

    /// The credentials: a field of [`paylink::config`] each, and the environment variable that it
    /// names without a profile.
    fn credentials(&self) -> &'static [(&'static str, &'static str)];

    /// The address of the provider's page for creating a link.
    fn documentation(&self) -> &'static str;

    /// The address of the provider's page about webhooks, where it has one.
    fn webhook_documentation(&self) -> &'static str {
        self.documentation()
    }

    /// Whether a page documents where the API is in production.
    fn has_production_address(&self) -> bool {
        true
    }

    /// Whether the currency belongs to the account: a create carries none.
    fn has_account_currency(&self) -> bool {
        false
    }

    /// The account flags that the provider takes, by the names in
    /// [`AccountFlags`](super::setup::AccountFlags).
    fn account_flags(&self) -> &'static [&'static str] {
        &[]
    }

    /// What a create cannot do without, beside amount and currency: options by their names.
    fn required(&self) -> &'static [&'static str];

    /// Whether the provider's own JSON can be sent with an idempotency key.
    fn takes_key(&self) -> bool {
        false
    }

    /// What a dry run answers itself: the path of a token exchange, and a body with a made-up
    /// token.
    fn token_exchange(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The credential that is public and tells accounts apart, where the provider has one: its
    /// field in a configuration.
    fn public_id(&self) -> Option<&'static str> {
        None
    }

    /// Makes a link from the provider's own JSON.
    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>>;

    /// What the provider documents about links that exist.
    fn verbs(&self) -> Verbs;
}

/// A request in the provider's own JSON.
pub(crate) struct OwnRequest {
    /// The JSON, to be read strictly.
    pub(crate) json: String,
    /// The key for the provider's header, where [`Adapter::takes_key`].
    pub(crate) idempotency_key: Option<IdempotencyKey>,
}
