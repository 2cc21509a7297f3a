//! Meum: an API key, and a header that makes a create repeatable.

use paylink::core::{Answer, BoxFuture, Currency, Link, PaymentLinks};
use paylink::meum::{ApiKey, Client, Config, CreatePaymentLink, MeumLinks, Pricing};

use super::adapter::{Adapter, Asked, OwnRequest};
use super::setup::Setup;
use crate::failure::Failure;

pub(crate) struct Meum;

impl Adapter for Meum {
    fn name(&self) -> &'static str {
        "meum"
    }

    fn takes_key(&self) -> bool {
        true
    }

    fn links(&self, setup: &Setup, currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure> {
        Ok(Box::new(MeumLinks::new(client(setup)?, currency)))
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Failure>> {
        Box::pin(create_own(setup, own))
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let key = ApiKey::new(setup.credentials.get("MEUM_API_KEY")?)?;
    let config = match &setup.base_url {
        Some(base_url) => Config::new(key, base_url.clone()),
        None => Config::production(key)?,
    };
    Ok(Client::with_connection(config, setup.connection.clone()))
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Answer<Link>, Failure> {
    let mut request = CreatePaymentLink::from_json(&own.json)?;
    request.idempotency_key.clone_from(&own.idempotency_key);
    let amount = match request.pricing {
        Pricing::Fixed { amount } => Some(amount),
        Pricing::CustomerDefined { .. } => None,
    };
    let asked = Asked {
        amount,
        ..Asked::default()
    };
    asked.answered(client(setup)?.create_payment_link(&request).await)
}
