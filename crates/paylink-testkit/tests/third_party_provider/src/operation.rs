//! The operations.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use paylink_core::provider::{
    Comparison, Context, Effect, Idempotency, Key, Operation, PathSegment, Received, Refusal,
    Rejection, check_positive, empty_request, invalid_amount, json_request,
};
use paylink_core::{ErrorKind, FieldError, Link, LinkRequest, LinkState, Page};

use super::PROVIDER;
use super::wire::{CreateBody, read_link, read_page};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(super) const CREATE: &str = "create payment link";

/// Makes a link.
pub(super) struct Create<'a>(pub(super) &'a LinkRequest);

impl Operation for Create<'_> {
    type Answer = Link;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/links";
    const EFFECT: Effect = Effect::Write(Idempotency::SameKey);

    fn key(&self) -> Key<'_> {
        Key::Header(self.0.idempotency_key.as_ref())
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let money = self.0.money;
        check_positive("amount", money.amount)?;
        let units = money.to_minor_units();
        let units = units.map_err(|error| invalid_amount("amount", error))?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        let mut request = json_request(Method::POST, uri, &CreateBody::new(self.0, units.get())?)?;
        if let Some(key) = context.idempotency_key {
            let value = HeaderValue::from_str(key.as_str())
                .map_err(|_| FieldError::new("idempotency_key", "must be visible ASCII"))?;
            request.headers_mut().insert(KEY, value);
        }
        Ok(request)
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        let object = received.object()?;
        let link = read_link(&object).ok_or(Rejection::NoLink)?;
        if object.get("code").is_some() {
            return Err(Rejection::refused_with_link(
                refusal(received),
                "code",
                link,
            ));
        }
        let money = self.0.money;
        let units = money.to_minor_units().ok();
        let may_be_paid =
            |state: &LinkState| matches!(state, LinkState::Active | LinkState::Other(_));
        Comparison::new()
            .value("amount", units.as_ref(), &object.minor_units("amount"))
            .value(
                "currency",
                Some(&money.currency),
                &object.currency("currency"),
            )
            .word(
                "reference",
                self.0.reference.as_ref(),
                link.reference.as_ref(),
            )
            .payable("status", link.state.as_ref().is_none_or(may_be_paid))
            .of(link)
    }

    /// A conflict of a create is about its key.
    fn refusal(&self, received: &Received) -> Refusal {
        let mut refusal = refusal(received);
        if received.status == StatusCode::CONFLICT {
            refusal.kind = Some(ErrorKind::Duplicate);
        }
        refusal
    }

    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let link = read_link(&received.object().ok()?)?;
        link.url.is_some().then(|| Arc::new(link) as _)
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

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        about(self.0, one(received)?)
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

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let reference = PathSegment::text("reference", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&reference])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Option<Link>, Rejection> {
        let Some(link) = many(received)?.into_iter().next() else {
            return Ok(None);
        };
        Comparison::new()
            .carries("reference", self.0, link.reference.as_deref())
            .of(link)
            .map(Some)
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

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let after: Vec<_> = self.0.iter().map(|after| ("after", *after)).collect();
        let uri = context.base_url.join_query(Self::ROUTE, &[], &after)?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Page<Link>, Rejection> {
        let object = received.object()?;
        read_page(&object).ok_or(Rejection::Unreadable)
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
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::POST, uri))
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        let link = one(received)?;
        let is_cancelled = link.state == Some(LinkState::Cancelled);
        Comparison::new()
            .carries("id", self.0, link.id.as_deref())
            .shows(
                "status",
                "does not say that the link is cancelled",
                is_cancelled,
            )
            .of(link)
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
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::POST, uri))
    }

    fn accept(&self, received: &Received) -> Result<Link, Rejection> {
        about(self.0, one(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        refusal(received)
    }
}

fn one(received: &Received) -> Result<Link, Rejection> {
    let object = received.object()?;
    read_link(&object).ok_or(Rejection::NoLink)
}

/// A link that was asked for by its id.
fn about(id: &str, link: Link) -> Result<Link, Rejection> {
    Comparison::new()
        .carries("id", id, link.id.as_deref())
        .of(link)
}

fn many(received: &Received) -> Result<Vec<Link>, Rejection> {
    let object = received.object()?;
    Ok(read_page(&object).ok_or(Rejection::Unreadable)?.items)
}

fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    if let Ok(body) = received.object() {
        refusal.code = body.text("code");
        refusal.message = body.text("message");
    }
    refusal
}
