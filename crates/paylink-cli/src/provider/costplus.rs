//! CostPlus: an API key, and amounts in minor units.

use paylink::costplus::{ApiKey, Client, CostPlusLinks, CreatePaymentLink};
use paylink::{BoxFuture, Currency, PaymentLinks};

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created, major_units};
use super::setup::Setup;
use super::verbs::{Verbs, shared};
use crate::failure::Failure;

pub(crate) struct CostPlus;

impl Adapter for CostPlus {
    fn name(&self) -> &'static str {
        "costplus"
    }

    fn links(&self, setup: &Setup, _currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure> {
        Ok(Box::new(CostPlusLinks::new(client(setup)?)))
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const NONE: &str = "no page finds, lists, changes or cancels a link (costplus-v13)";
        Verbs {
            get: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.get_payment_link(id).await) })
            }),
            find: Err(NONE),
            list: Err(NONE),
            cancel: Err(NONE),
            notify: Err(NONE),
            update: Err(NONE),
            activate: Err(NONE),
            deactivate: Err(NONE),
            verify_webhook: Err(
                "its webhooks are not signed (costplus-v14): believe nothing in one, and read the link that you made with `paylink get costplus`",
            ),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let key = ApiKey::new(setup.credentials.get("COSTPLUS_API_KEY")?)?;
    let mut builder = Client::builder(key).connection(setup.connection.clone());
    if let Some(base_url) = &setup.base_url {
        builder = builder.base_url(base_url)?;
    }
    Ok(builder.build()?)
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Created, Failure> {
    let request = CreatePaymentLink::from_json(&own.json)?;
    let asked = Asked {
        amount: major_units(request.amount, request.currency),
        currency: Some(request.currency),
        reference: Some(request.merchant_order_id.clone()),
    };
    asked
        .begin()
        .created(client(setup)?.create_payment_link(&request).await)
}
