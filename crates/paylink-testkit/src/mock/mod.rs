//! [`MockPaymentLinks`]: a mock of the shared trait.

mod call;
mod links;
mod script;

use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

use paylink_core::{Capabilities, Error, Field, Link, LinkRequest, Page, Support};

use crate::runtime::FixedRuntime;

pub use call::MockCall;
use script::Script;

/// A mock of [`PaymentLinks`](paylink_core::PaymentLinks): it gives scripted answers and records
/// the calls. Nothing is sent.
///
/// - `on_create`, `on_get`, ... script the next answer of an operation. The answers of an operation
///   are given in the order in which they were scripted.
/// - `on_every_create`, `on_every_get`, ... answer every call for which no next answer is left.
/// - A call with no answer left fails as
///   [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) on the method's name,
///   outcome [`NotSent`](paylink_core::Outcome::NotSent). A mock never panics.
///
/// The [capabilities](paylink_core::PaymentLinks::capabilities) are honest. An operation is
/// supported if an answer was scripted for it; any other is refused as unsupported, as a real
/// provider refuses it. [`with_capabilities`](Self::with_capabilities) sets them, such as to those
/// of a real provider. A create that holds a field which the capabilities do not list is refused by
/// the field's name.
///
/// ```
/// use paylink_core::{
///     Error, ErrorKind, Link, LinkRequest, Money, PaymentLinks, PaymentLinksExt, PollInterval,
/// };
/// use paylink_testkit::{MockCall, MockPaymentLinks, at_once};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // The create times out, and the link turns up in the second look-up.
/// let mut link = Link::new("meum");
/// link.id = Some("plink_1".to_owned());
/// let timeout = Error::new(ErrorKind::Timeout, "meum", "create payment link");
/// let links = MockPaymentLinks::new("meum")
///     .on_create(Err(timeout))
///     .on_find(Ok(None))
///     .on_find(Ok(Some(link)));
/// assert!(links.capabilities().find.is_usable());
/// assert!(!links.capabilities().cancel.is_usable());
///
/// let request = LinkRequest::new(Money::new("25.00".parse()?, "EUR".parse()?))
///     .with_reference("order-1001");
/// // The code under test takes `&dyn PaymentLinks`.
/// let found = links.create_or_find(&request, PollInterval::default());
/// let found = at_once(found).ok_or("waits")??;
/// assert_eq!(found.id.as_deref(), Some("plink_1"));
///
/// let look_up = MockCall::Find("order-1001".to_owned());
/// assert_eq!(links.calls(), [MockCall::Create(request), look_up.clone(), look_up]);
/// # Ok(())
/// # }
/// ```
pub struct MockPaymentLinks {
    provider: &'static str,
    runtime: FixedRuntime,
    capabilities: Option<Capabilities>,
    calls: Mutex<Vec<MockCall>>,
    create: Script<LinkRequest, Link>,
    get: Script<String, Link>,
    find: Script<String, Option<Link>>,
    list: Script<Option<String>, Page<Link>>,
    cancel: Script<String, Link>,
    notify: Script<String, Link>,
}

/// All optional fields, as supported.
static ALL_FIELDS: LazyLock<Vec<(Field, Support)>> = LazyLock::new(|| {
    let all = Field::ALL.iter();
    all.map(|field| (*field, Support::Yes)).collect()
});

impl MockPaymentLinks {
    /// A mock of the provider with this crate name. Nothing is scripted yet, and its creates carry
    /// every optional field.
    #[must_use]
    pub fn new(provider: &'static str) -> Self {
        Self {
            provider,
            runtime: FixedRuntime::default(),
            capabilities: None,
            calls: Mutex::default(),
            create: Script::default(),
            get: Script::default(),
            find: Script::default(),
            list: Script::default(),
            cancel: Script::default(),
            notify: Script::default(),
        }
    }

    /// The same mock with these capabilities, such as those of a real provider. An operation that
    /// they call unusable is refused as unsupported, even if an answer is scripted for it.
    #[must_use]
    pub fn with_capabilities(self, capabilities: Capabilities) -> Self {
        let capabilities = Some(capabilities);
        Self {
            capabilities,
            ..self
        }
    }

    /// The same mock with this runtime: the clock and the pauses of
    /// [`PaymentLinksExt`](paylink_core::PaymentLinksExt).
    #[must_use]
    pub fn with_runtime(self, runtime: FixedRuntime) -> Self {
        Self { runtime, ..self }
    }

    /// The runtime, to see how long was slept.
    #[must_use]
    pub const fn fixed_runtime(&self) -> &FixedRuntime {
        &self.runtime
    }

    /// The calls so far, in their order, those that were refused included.
    #[must_use]
    pub fn calls(&self) -> Vec<MockCall> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.clone()
    }

    fn record(&self, call: MockCall) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.push(call);
    }

    /// The capabilities that were set, or those that follow from the scripts.
    fn said(&self) -> Capabilities {
        self.capabilities.unwrap_or_else(|| {
            Capabilities::new(&ALL_FIELDS)
                .with_get(self.get.support())
                .with_find(self.find.support())
                .with_list(self.list.support())
                .with_cancel(self.cancel.support())
                .with_notify(self.notify.support())
        })
    }
}

/// The two setters of an operation.
macro_rules! scripted {
    ($($method:ident: $argument:ty => $answer:ty, $on:ident, $on_every:ident;)+) => {
        impl MockPaymentLinks {
            $(
                #[doc = concat!(
                    "Scripts the next answer of [`", stringify!($method),
                    "`](paylink_core::PaymentLinks::", stringify!($method), ")."
                )]
                #[must_use]
                pub fn $on(mut self, answer: Result<$answer, Error>) -> Self {
                    self.$method.push(answer);
                    self
                }

                #[doc = concat!(
                    "Answers every [`", stringify!($method),
                    "`](paylink_core::PaymentLinks::", stringify!($method),
                    ") for which no next answer is left."
                )]
                #[must_use]
                pub fn $on_every(
                    mut self,
                    answer: impl Fn(&$argument) -> Result<$answer, Error> + Send + Sync + 'static,
                ) -> Self {
                    self.$method.set_every(Box::new(answer));
                    self
                }
            )+
        }
    };
}

scripted! {
    create: LinkRequest => Link, on_create, on_every_create;
    get: String => Link, on_get, on_every_get;
    find: String => Option<Link>, on_find, on_every_find;
    list: Option<String> => Page<Link>, on_list, on_every_list;
    cancel: String => Link, on_cancel, on_every_cancel;
    notify: String => Link, on_notify, on_every_notify;
}

impl fmt::Debug for MockPaymentLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockPaymentLinks")
            .field("provider", &self.provider)
            .field("calls", &self.calls())
            .finish_non_exhaustive()
    }
}
