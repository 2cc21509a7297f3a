//! [`Accounts`]: one of several, chosen by currency.

use paylink::{Answer, Currency, Error, Link, LinkRequest, PaymentLinks};

/// The accounts, each with the currency that it takes.
pub(crate) struct Accounts(pub(crate) Vec<(Currency, Box<dyn PaymentLinks>)>);

impl Accounts {
    /// Creates the link with the account of its currency. `None` when there is no such account:
    /// nothing is sent.
    pub(crate) async fn create(
        &self,
        request: &LinkRequest,
    ) -> Option<Result<Answer<Link>, Error>> {
        let account = (self.0.iter()).find(|(currency, _)| *currency == request.money.currency)?;
        Some(account.1.create(request).await)
    }
}
