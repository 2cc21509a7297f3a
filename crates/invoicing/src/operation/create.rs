//! Create payment link: `POST /payment-provider-payment-link`.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Comparison, Context, Effect, Idempotency, Operation, Received, Refusal, Rejection, json_request,
};

use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::{AMOUNT, CreatePaymentLink};
use crate::wire::read_link;

/// Creates a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/payment-provider-payment-link";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, self.0)
    }

    /// 200 and 201 are read in the same way: the difference is not documented (invoicing-o3).
    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let object = received.object()?;
        let link = read_link(&object).ok_or(Rejection::NoLink)?;
        if object.get("error").is_some() {
            let refusal = error::refusal(received);
            return Err(Rejection::refused_with_link(refusal, "error", link));
        }
        self.compare(link)
    }

    /// A 409 says that what was to be created already exists (invoicing-v9).
    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received).of_a_create(received.status)
    }

    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let link = read_link(&received.object().ok()?)?;
        Some(Arc::new(link))
    }
}

impl Create<'_> {
    /// Compares what the response repeats: the amount, the payment provider, and what the link is
    /// for (invoicing-p13, invoicing-p7).
    fn compare(&self, link: PaymentLink) -> Result<PaymentLink, Rejection> {
        let asked = self.0;
        let provider = i64::from(asked.payment_provider_id);
        Comparison::new()
            .value(
                AMOUNT,
                Some(&asked.amount_in_major_currency),
                &link.amount_in_major_currency,
            )
            .value(
                "paymentProviderId",
                Some(&provider),
                &link.payment_provider_id,
            )
            .value("invoiceId", asked.invoice_id.as_ref(), &link.invoice_id)
            .value(
                "adhocInvoiceId",
                asked.adhoc_invoice_id.as_ref(),
                &link.adhoc_invoice_id,
            )
            .value("customerId", asked.customer_id.as_ref(), &link.customer_id)
            .of(link)
    }
}
