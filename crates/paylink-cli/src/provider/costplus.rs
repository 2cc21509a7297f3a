//! CostPlus: an API key, and amounts in minor units.

use paylink::BoxFuture;
use paylink::config;
use paylink::costplus::{Client, CreatePaymentLink};

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

    fn credentials(&self) -> &'static [(&'static str, &'static str)] {
        &[("api_key_env", "COSTPLUS_API_KEY")]
    }

    fn required(&self) -> &'static [&'static str] {
        &["--reference"]
    }

    fn webhook_documentation(&self) -> &'static str {
        "https://docs.costplus.io/docs/guides/webhooks"
    }

    fn documentation(&self) -> &'static str {
        "https://docs.costplus.io/api-reference/payment-links/createPaymentLink"
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const NONE: &str = "no page finds, lists, changes or cancels a link";
        const UNSIGNED: &str = "its webhooks are not signed: believe nothing in one, and read the link that you made with `paylink get costplus`";
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
            verify_webhook: Err(UNSIGNED),
            samples: Err(UNSIGNED),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let settings: config::CostPlus = setup.settings(&CostPlus)?;
    Ok(settings.client(setup.env(), setup.connection.clone())?)
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
