//! The operations.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use paylink::core::{
    Context, Effect, Invalid, Key, Link, LinkRequest, Operation, Page, PathSegment, Received,
    Refusal, Rejection, Repeats, check_positive, empty_request, invalid_amount, json_request,
};

use super::PROVIDER;
use super::wire::{CreateBody, read_link, read_links};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(super) const CREATE: &str = "create payment link";

/// Makes a link.
pub(super) struct Create<'a>(pub(super) &'a LinkRequest);

impl Operation for Create<'_> {
    type Answer = Link;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/links";
    const EFFECT: Effect = Effect::Write(Repeats::SameKey);

    fn key(&self) -> Key<'_> {
        Key::Header(self.0.idempotency_key.as_ref())
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let money = self.0.money;
        check_positive("amount", money.amount)?;
        let units = money.to_minor_units();
        let units = units.map_err(|error| invalid_amount("amount", error))?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        let mut request = json_request(Method::POST, uri, &CreateBody::new(self.0, units.get())?)?;
        if let Some(key) = context.idempotency_key {
            let value = HeaderValue::from_str(key.as_str())
                .map_err(|_| Invalid::new("idempotency_key", "must be visible ASCII"))?;
            request.headers_mut().insert(KEY, value);
        }
        Ok(request)
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        let link = one(received)?;
        let money = self.0.money;
        let differs = link.amount.is_some_and(|amount| amount != money.amount)
            || (link.currency).is_some_and(|currency| currency != money.currency);
        if differs {
            return Err(Rejection::differs(
                Invalid::new("amount", "differs from what was asked for"),
                link,
            ));
        }
        Ok(link)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

/// Reads a link.
pub(super) struct Get<'a>(pub(super) &'a str);

impl Operation for Get<'_> {
    type Answer = Link;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = "get payment link";
    const ROUTE: &'static str = "/links/{id}";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let id = PathSegment::id("id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        one(received)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

/// Finds a link by its reference.
pub(super) struct Find<'a>(pub(super) &'a str);

impl Operation for Find<'_> {
    type Answer = Option<Link>;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = "find payment link";
    const ROUTE: &'static str = "/links/by-reference/{reference}";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let reference = PathSegment::text("reference", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&reference])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Option<Link>, Rejection> {
        Ok(many(received)?.into_iter().next())
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

/// Reads a page of links.
pub(super) struct List<'a>(pub(super) Option<&'a str>);

impl Operation for List<'_> {
    type Answer = Page<Link>;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = "list payment links";
    const ROUTE: &'static str = "/links";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let after: Vec<_> = self.0.iter().map(|after| ("after", *after)).collect();
        let uri = context.base_url.join_query(Self::ROUTE, &[], &after)?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Page<Link>, Rejection> {
        let object = received.object()?;
        let links = read_links(&object).ok_or(Rejection::Unreadable)?;
        Ok(Page::new(links, object.text("next")))
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

/// Cancels a link.
pub(super) struct Cancel<'a>(pub(super) &'a str);

impl Operation for Cancel<'_> {
    type Answer = Link;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = "cancel payment link";
    const ROUTE: &'static str = "/links/{id}/cancel";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let id = PathSegment::id("id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::POST, uri))
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        one(received)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

/// Notifies the payer.
pub(super) struct Notify<'a>(pub(super) &'a str);

impl Operation for Notify<'_> {
    type Answer = Link;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = "notify payer";
    const ROUTE: &'static str = "/links/{id}/notify";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let id = PathSegment::id("id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::POST, uri))
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        one(received)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

fn one(received: &Received) -> Result<Link, Rejection> {
    let object = received.object()?;
    read_link(&object).ok_or(Rejection::NoLink)
}

fn many(received: &Received) -> Result<Vec<Link>, Rejection> {
    let object = received.object()?;
    read_links(&object).ok_or(Rejection::Unreadable)
}

fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    if let Ok(body) = received.object() {
        refusal.code = body.text("code");
        refusal.message = body.text("message");
    }
    refusal
}
