//! The sandbox inside the command: started in process, called like any other provider.

use paylink::{Answer, BaseUrl, Currency, Error, Field, FieldError, Link, LinkRequest};
use paylink_sandbox::Sandbox;

use crate::credentials::Credentials;
use crate::failure::Failure;
use crate::money::money;
use crate::provider::{AccountFlags, Adapter, CREATE, Setup};

/// What is shown with a link of the embedded sandbox.
pub(crate) const ENDS: &str =
    "The sandbox and this link end with the command. `paylink sandbox` keeps one running.";

/// The address of a sandbox in a browser.
pub(crate) fn dashboard(sandbox: &Sandbox) -> Option<String> {
    let admin = sandbox.admin_url(Sandbox::PROVIDERS.first()?)?;
    let (origin, _) = admin.split_once("/_sandbox/")?;
    Some(format!("{origin}/"))
}

/// Starts a sandbox. It stops when it is dropped.
pub(crate) async fn start() -> Result<Sandbox, Failure> {
    (Sandbox::start().await).map_err(|error| Failure::command(error.to_string()))
}

/// The same with accounts in this currency, where creates carry none.
pub(crate) async fn start_in(currency: Option<Currency>) -> Result<Sandbox, Failure> {
    let currency = currency.unwrap_or(Currency::USD);
    let sandbox = Sandbox::builder().currency(currency.as_str());
    (sandbox.start().await).map_err(|error| Failure::command(error.to_string()))
}

/// The address and the credentials of a provider.
pub(crate) fn place(
    sandbox: &Sandbox,
    provider: &str,
) -> Result<(Option<BaseUrl>, Credentials), Failure> {
    let base_url = (sandbox.base_url(provider))
        .ok_or_else(|| Failure::command(format!("the sandbox does not know {provider}")))?
        .parse()
        .map_err(|invalid: FieldError| Failure::command(invalid.to_string()))?;
    let credentials = Credentials::Given(sandbox.credentials(provider));
    Ok((Some(base_url), credentials))
}

/// Makes a link of the smallest request that shows something.
pub(crate) async fn make_one(
    adapter: &dyn Adapter,
    sandbox: &Sandbox,
) -> Result<Answer<Link>, Failure> {
    let (base_url, credentials) = place(sandbox, adapter.name())?;
    let mut account = AccountFlags::default();
    account.on_the_sandbox(adapter.account_flags());
    let setup = Setup {
        base_url,
        credentials,
        connection: paylink_reqwest::connection()?,
        account,
    };
    // In major units or in minor ones, as a number or as a text: each provider's own form goes over
    // the wire.
    let money =
        money("10.50", "USD").map_err(|invalid| Error::invalid(adapter.name(), CREATE, invalid))?;
    let links = setup.links(adapter, money.currency)?;
    let mut request = LinkRequest::new(money).with_description("Two tickets");
    if links.capabilities().field(Field::Reference).is_usable() {
        request = request.with_reference("order-1001");
    }
    (links.create(&request).await).map_err(|error| Failure::call(error, request.reference))
}
