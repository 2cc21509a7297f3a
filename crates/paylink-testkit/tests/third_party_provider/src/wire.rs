//! The JSON on the wire.

use paylink_core::provider::json::Object;
use paylink_core::{FieldError, Link, LinkRequest, LinkState, Page, PaymentState, Timestamp};
use serde::{Serialize, Serializer};

use super::PROVIDER;

/// The body of a create.
#[derive(Serialize)]
pub(super) struct CreateBody<'a> {
    amount: i64,
    currency: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "as_object")]
    metadata: &'a [(String, String)],
}

impl<'a> CreateBody<'a> {
    /// The body of a request whose money is this many minor units.
    pub(super) fn new(request: &'a LinkRequest, amount: i64) -> Result<Self, FieldError> {
        let expires_at: Option<Timestamp> = request.expiry()?;
        Ok(Self {
            amount,
            currency: request.money.currency.as_str(),
            reference: request.reference.as_deref(),
            description: request.description.as_deref(),
            name: request.customer.name.as_deref(),
            email: request.customer.email.as_deref(),
            phone: request.customer.phone.as_deref(),
            expires_at: expires_at.map(|at| at.text().to_owned()),
            return_url: request.success_url.as_deref(),
            metadata: &request.metadata,
        })
    }
}

fn as_object<S: Serializer>(
    members: &[(String, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
}

/// Reads a link; `None` without its id.
pub(super) fn read_link(object: &Object<'_>) -> Option<Link> {
    let mut link = Link::new(PROVIDER);
    link.id = Some(object.identifier("id")?);
    link.url = object.text("url");
    link.currency = object.currency("currency").copied();
    let exponent = link.currency.and_then(|currency| currency.exponent());
    let units = object.minor_units("amount");
    link.amount =
        (units.copied().zip(exponent)).and_then(|(units, places)| units.to_amount(places).ok());
    link.reference = object.text("reference");
    link.status = object.text("status");
    let (state, payment) = match link.status.as_deref() {
        None => (None, None),
        Some("open") => (Some(LinkState::Active), Some(PaymentState::Unpaid)),
        Some("paid") => (Some(LinkState::Completed), Some(PaymentState::Paid)),
        Some("cancelled") => (Some(LinkState::Cancelled), None),
        Some(other) => (Some(LinkState::from(other)), None),
    };
    (link.state, link.payment) = (state, payment);
    Some(link)
}

/// How many links a page has at most.
const MOST: usize = 100;

/// Reads a page of links; `None` when it is none, is too long, or says that more follow and not
/// from where.
pub(super) fn read_page(object: &Object<'_>) -> Option<Page<Link>> {
    let links = object.array("links")?;
    let all = links.len();
    let links: Vec<_> = (links.into_iter())
        .filter_map(|link| read_link(&link.object()?))
        .collect();
    let next = object.identifier("next");
    let more = object.boolean("more");
    if all > MOST || (!more.is_missing() && more.value() != Some(&false) && next.is_none()) {
        return None;
    }
    let unreadable = all.saturating_sub(links.len());
    Some(Page::new(links, next).with_unreadable(unreadable))
}
