//! Pine Labs Online: a token from client credentials, and a reference that makes a create repeatable.

use paylink::core::{Answer, BoxFuture, Currency, Link, PaymentLinks};
use paylink::pinelabs::{Client, Config, CreatePaymentLink, Credentials, PineLabsLinks};

use super::adapter::{Adapter, Asked, OwnRequest, major_units};
use super::setup::Setup;
use crate::failure::Failure;

pub(crate) struct PineLabs;

impl Adapter for PineLabs {
    fn name(&self) -> &'static str {
        "pinelabs"
    }

    fn token_exchange(&self) -> Option<(&'static str, &'static str)> {
        Some(("/api/auth/v1/token", r#"{"access_token":"dry-run"}"#))
    }

    fn links(&self, setup: &Setup, _currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure> {
        Ok(Box::new(PineLabsLinks::new(client(setup)?)))
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
    let id = setup.credentials.get("PINELABS_CLIENT_ID")?;
    let secret = setup.credentials.get("PINELABS_CLIENT_SECRET")?;
    let credentials = Credentials::new(id, secret)?;
    let config = match &setup.base_url {
        Some(base_url) => Config::new(credentials, base_url.clone()),
        None => Config::production(credentials)?,
    };
    Ok(Client::with_connection(config, setup.connection.clone()))
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Answer<Link>, Failure> {
    let request = CreatePaymentLink::from_json(&own.json)?;
    let asked = Asked {
        amount: major_units(request.amount.value, request.amount.currency),
        currency: Some(request.amount.currency),
        reference: Some(request.merchant_payment_link_reference.clone()),
    };
    asked.answered(client(setup)?.create_payment_link(&request).await)
}
