//! [`Subject`]: what the suite must know about a provider to check it.

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, Field, Link, LinkRequest, LinkState, Money,
    PaymentLinks, Support,
};

use super::stage::Stage;

/// A provider that the suite checks.
pub trait Subject: Send + Sync {
    /// Starts a provider that behaves as `scene` says, with an adapter connected to it.
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage>;

    /// The smallest request that the provider accepts: its currency, and every required field.
    fn request(&self) -> LinkRequest;

    /// The unit of amounts on the wire.
    fn units(&self) -> Units;

    /// The credentials of all adapters that were started so far. No output may show them.
    fn secrets(&self) -> Vec<String>;

    /// The texts that a request must contain to carry `value` in `field`. By default these are each
    /// word of a name, and any other value as it was given. Override this for a provider that
    /// writes a value in another form.
    fn on_the_wire(&self, field: Field, value: &str) -> Vec<String> {
        match field {
            Field::CustomerName => value.split_whitespace().map(str::to_owned).collect(),
            _ => vec![value.to_owned()],
        }
    }
}

/// The unit of amounts on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Major units: `25.00`, as a JSON number or as text.
    Major,
    /// Minor units: `2500`.
    Minor,
}

/// How a provider behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scene<'a> {
    /// The provider works as documented. A created link can be read, found, listed and cancelled,
    /// and its payer notified, as far as that is documented. Other links do not exist.
    Working,
    /// The provider reads each request completely, then the connection breaks. Requests for
    /// credentials still succeed.
    Lost,
    /// The provider answers each request with this. Requests for credentials still succeed.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: &'a str,
    },
    /// The provider refuses each request in its documented format. Requests for credentials still
    /// succeed.
    Refusal {
        /// The message of the refusal.
        message: &'a str,
    },
    /// The provider answers this call with a success whose link has an undocumented status. If its
    /// answers have no status, leave the status out.
    Status {
        /// The call. Only calls that the capabilities support are played.
        call: Call,
        /// The status.
        word: &'a str,
    },
    /// The provider answers this call with a success that contains exactly this about the link.
    Told {
        /// The call. Only calls that the capabilities support are played.
        call: Call,
        /// What the answer contains.
        link: &'a Told<'a>,
    },
    /// The provider refuses a create because its key or reference is already in use, in its
    /// documented format. Played only if repeats are documented.
    Conflict,
    /// The provider answers a list with this link and with elements that are not links.
    Page {
        /// The link.
        link: &'a Told<'a>,
        /// How many elements are `null`.
        nulls: usize,
        /// Whether the answer says that more links follow, but gives no cursor.
        endless: bool,
    },
}

/// What an answer contains about a link. If the provider's answers have no place for a part, leave
/// that part out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Told<'a> {
    /// The id.
    pub id: Option<&'a str>,
    /// The address that the payer opens.
    pub url: Option<&'a str>,
    /// Amount and currency.
    pub money: Option<Money>,
    /// The merchant's reference.
    pub reference: Option<&'a str>,
    /// Whether the link can be paid. Write the provider's own word for it, or leave the status out
    /// if the provider has none. Write the word of [`LinkState::Other`] unchanged.
    pub state: Option<LinkState>,
    /// Whether the answer also contains an error, next to the link.
    pub says_no: bool,
}

/// A call whose answer contains links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Call {
    /// [`PaymentLinks::create`](paylink_core::PaymentLinks::create) of [`Subject::request`], with a
    /// reference if the provider supports one.
    Create,
    /// [`PaymentLinks::get`](paylink_core::PaymentLinks::get) of the id `usual-7`. Every call that
    /// takes an id uses this one.
    Get,
    /// [`PaymentLinks::find`](paylink_core::PaymentLinks::find) of the reference `conformance-1`.
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
