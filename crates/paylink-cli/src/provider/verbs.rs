//! [`Verbs`]: what a provider documents about links that exist, and why not, where it does not.

use std::any::Any;

use paylink::{Answer, BoxFuture, Error, Link, Page, Pages};

use super::asked::failed;
use super::samples::Samples;
use super::setup::Setup;
use crate::failure::Failure;
use crate::incoming::{Event, Incoming};

/// Something that a provider documents; else the reason why it is not available.
pub(crate) type Documented<T> = Result<T, &'static str>;

/// A call on the link with this id.
pub(crate) type OnLink =
    for<'a> fn(&'a Setup, &'a str) -> BoxFuture<'a, Result<Answer<Link>, Failure>>;

/// Looks for the link with this reference. `None` where the provider knows none.
pub(crate) type Find =
    for<'a> fn(&'a Setup, &'a str) -> BoxFuture<'a, Result<Option<Answer<Link>>, Failure>>;

/// Lists all links, in pages of a size that fits their number.
pub(crate) type List = fn(&Setup, u32) -> Result<Pages<'static, Answer<Link>>, Failure>;

/// Changes the link with this id as the provider's own JSON says.
pub(crate) type Update =
    for<'a> fn(&'a Setup, &'a str, &'a str) -> BoxFuture<'a, Result<Answer<Link>, Failure>>;

/// Verifies a delivery, and reads it.
pub(crate) type Verify = fn(&Incoming<'_>) -> Result<Event, Failure>;

/// What a provider documents about links that exist.
pub(crate) struct Verbs {
    pub(crate) get: Documented<OnLink>,
    pub(crate) find: Documented<Find>,
    pub(crate) list: Documented<List>,
    pub(crate) cancel: Documented<OnLink>,
    pub(crate) notify: Documented<OnLink>,
    pub(crate) update: Documented<Update>,
    pub(crate) activate: Documented<OnLink>,
    pub(crate) deactivate: Documented<OnLink>,
    pub(crate) verify_webhook: Documented<Verify>,
    pub(crate) samples: Documented<Samples>,
}

/// A provider's answer about a link that exists, in the shared words.
pub(super) fn shared<T: Any>(result: Result<Answer<T>, Error>) -> Result<Answer<Link>, Failure>
where
    Link: for<'a> From<&'a T>,
{
    match result {
        Ok(answer) => Ok(answer.map(|link| Link::from(&link))),
        Err(error) => Err(failed::<T>(error, None)),
    }
}

/// The links of a page, each with what is known beside the page.
pub(super) fn each<T>(answer: Answer<Page<T>>) -> Page<Answer<Link>>
where
    Link: for<'a> From<&'a T>,
{
    let mut links = Vec::new();
    let (mut next, mut unreadable) = (None, 0);
    let facts = answer.map(|page| {
        links = page.items;
        next = page.next;
        unreadable = page.unreadable;
    });
    let links = links
        .iter()
        .map(|link| facts.clone().map(|()| Link::from(link)));
    Page::new(links.collect(), next).with_unreadable(unreadable)
}
