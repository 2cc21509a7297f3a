//! __Name__ through the shared trait.

use paylink_core::{Answer, BoxFuture, Capabilities, Error, Link, LinkRequest, LinkState, PaymentLinks, PaymentState};

use paylink_core::transport::Runtime;

use crate::client::Client;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;

/// __Name__ as [`PaymentLinks`].
#[derive(Clone, Debug)]
pub struct __Name__Links {
    client: Client,
}

impl __Name__Links {
    /// An adapter of this client.
    #[must_use]
    pub const fn new(client: Client) -> Self {
        Self { client }
    }

    /// The provider's own request for a shared one.
    ///
    /// # Errors
    /// [`Error`] with the name of the field that __Name__ cannot carry, or that breaks a rule.
    /// Nothing is sent.
    pub fn request(&self, request: &LinkRequest) -> Result<CreatePaymentLink, Error> {
        self.capabilities().check(PROVIDER, CREATE, request)?;
        let mut create = CreatePaymentLink::new(request.money);
        create.reference.clone_from(&request.reference);
        create.description.clone_from(&request.description);
        Ok(create)
    }

    async fn create_link(&self, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let create = self.request(request)?;
        let answer = (self.client.create_payment_link(&create).await)
            .map_err(|error| error.map_link(|link: &PaymentLink| Link::from(link)))?;
        Ok(answer.map(|link| Link::from(&link)))
    }
}

impl PaymentLinks for __Name__Links {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        compile_error!(
            "capabilities: what does the page document? A `Capabilities::new` with every optional field \
            that `request` above carries on, and `with_get` and its like for what a page documents. \
            What is said elsewhere and was never observed is `Support::Unverified(\"claim\")`. \
            Each operation that is usable has its method here, such as `get`"
        )
    }

    fn runtime(&self) -> &dyn Runtime {
        self.client.runtime()
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(self.create_link(request))
    }
}

/// A link in the shared words.
impl From<&PaymentLink> for Link {
    fn from(link: &PaymentLink) -> Self {
        let mut shared = Self::new(PROVIDER);
        shared.id = Some(link.id.clone());
        shared.url.clone_from(&link.url);
        shared.amount = link.amount.copied();
        shared.currency = link.currency.copied();
        shared.reference.clone_from(&link.reference);
        shared.status.clone_from(&link.status);
        (shared.state, shared.payment) = link.status.as_deref().map_or((None, None), meaning);
        shared
    }
}

/// What a status says: whether the link can be paid, and whether it has been.
fn meaning(status: &str) -> (Option<LinkState>, Option<PaymentState>) {
    compile_error!(
        "status: which words does the page list, and what does each say about the link and about the payment? \
        A `match` with an arm a word. A word that no page lists is `(Some(LinkState::from(status)), None)`: \
        it never reads as paid"
    )
}
