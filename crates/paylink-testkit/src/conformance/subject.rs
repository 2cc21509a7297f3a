//! [`Subject`]: what a provider says of itself so that it can be checked.

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, Field, Link, LinkRequest, LinkState, Money,
    PaymentLinks, Support,
};

use super::stage::Stage;

/// A provider to be checked.
pub trait Subject: Send + Sync {
    /// A new provider that behaves as the scene says, and the adapter over it.
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage>;

    /// The smallest request that the provider takes: its currency, and a value in every field that it requires.
    fn request(&self) -> LinkRequest;

    /// The unit in which amounts stand on the wire.
    fn units(&self) -> Units;

    /// The credentials that the adapters of all stages so far hold. No output may show them.
    fn secrets(&self) -> Vec<String>;

    /// What must stand in a request that carries `value` in `field`, each as a text. The words of a name are looked for one
    /// by one, everything else as it was given; say here what the provider writes otherwise.
    fn on_the_wire(&self, field: Field, value: &str) -> Vec<String> {
        match field {
            Field::CustomerName => value.split_whitespace().map(str::to_owned).collect(),
            _ => vec![value.to_owned()],
        }
    }
}

/// The unit in which amounts stand on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// `25.00`, as a number or a text.
    Major,
    /// `2500`.
    Minor,
}

/// How a provider behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scene<'a> {
    /// As documented: links that are made can be read, found, listed, cancelled and notified of, as far as that is
    /// documented, and others are not there.
    Working,
    /// It reads every request to its end, and then the connection breaks. Credentials are still available.
    Lost,
    /// It answers every request with this. Credentials are still available.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: &'a str,
    },
    /// It refuses every request in its own words, as it documents a refusal. Credentials are still available.
    Refusal {
        /// What it says.
        message: &'a str,
    },
    /// It answers this call with a success whose link has a status that nobody documents. A provider whose answer has no
    /// status leaves the word out.
    Status {
        /// The call. Only calls that the adapter can reach are asked for.
        call: Call,
        /// The status.
        word: &'a str,
    },
    /// It answers this call with a success that tells this of a link, and nothing else.
    Told {
        /// The call. Only calls that the capabilities document are asked for.
        call: Call,
        /// What is told.
        link: &'a Told<'a>,
    },
    /// It refuses a create because its key or reference is in use, as it documents that. Only asked for where repeats are
    /// documented.
    Conflict,
    /// It answers a list with this link and elements that are none.
    Page {
        /// The link.
        link: &'a Told<'a>,
        /// How many elements are `null`.
        nulls: usize,
        /// Whether more is said to follow, without a word from where.
        endless: bool,
    },
}

/// What an answer tells of a link. A provider whose answers have no place for a part leaves it out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Told<'a> {
    /// The id.
    pub id: Option<&'a str>,
    /// The payer's address.
    pub url: Option<&'a str>,
    /// Amount and currency.
    pub money: Option<Money>,
    /// The merchant's reference.
    pub reference: Option<&'a str>,
    /// Whether it can be paid, in the provider's word for that; a provider that has none leaves the status out. A word of
    /// [`LinkState::Other`] is told as it is.
    pub state: Option<LinkState>,
    /// Whether the answer says no beside all this.
    pub says_no: bool,
}

/// A call whose answer holds links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Call {
    /// [`PaymentLinks::create`](paylink_core::PaymentLinks::create), of [`Subject::request`] with a reference where it takes one.
    Create,
    /// [`PaymentLinks::get`](paylink_core::PaymentLinks::get), of the id `usual-7`, as every call that takes an id.
    Get,
    /// [`PaymentLinks::find`](paylink_core::PaymentLinks::find), of the reference `conformance-1`.
    Find,
    /// [`PaymentLinks::list`](paylink_core::PaymentLinks::list).
    List,
    /// [`PaymentLinks::cancel`](paylink_core::PaymentLinks::cancel).
    Cancel,
    /// [`PaymentLinks::notify`](paylink_core::PaymentLinks::notify).
    Notify,
}

impl Call {
    /// The calls that take a text, and the list, which are said to be usable or not.
    pub(in crate::conformance) const fn said(said: &Capabilities) -> [(Self, Support); 5] {
        [
            (Self::Get, said.get),
            (Self::Find, said.find),
            (Self::List, said.list),
            (Self::Cancel, said.cancel),
            (Self::Notify, said.notify),
        ]
    }

    /// The usable calls that take an id, and the look-up, which takes a reference.
    pub(in crate::conformance) fn usable_by_text(
        said: &Capabilities,
    ) -> impl Iterator<Item = Self> {
        let said = Self::said(said).into_iter();
        said.filter(|(call, support)| *call != Self::List && support.is_usable())
            .map(|(call, _)| call)
    }

    /// The method's name.
    pub(in crate::conformance) const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
            Self::Find => "find",
            Self::List => "list",
            Self::Cancel => "cancel",
            Self::Notify => "notify",
        }
    }
}

/// One of the calls that take an id, or the look-up, which takes a reference.
pub(in crate::conformance) fn by_text<'a>(
    links: &'a dyn PaymentLinks,
    call: Call,
    text: &'a str,
) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
    Box::pin(async move {
        match call {
            Call::Find => links.find(text).await,
            Call::Cancel => links.cancel(text).await.map(Some),
            Call::Notify => links.notify(text).await.map(Some),
            _ => links.get(text).await.map(Some),
        }
    })
}
