//! Pine Labs Online: the operations of its API.

use super::link::{Create, Link};
use super::token::TokenRequest;
use super::{DUPLICATE, PineLabs, State};
use crate::contract::refusal::Refusal;
use crate::provider::account::AccountId;
use crate::provider::auth::same;
use crate::provider::emulated::{self, Call};
use crate::provider::repeated_reference::RepeatedReference;
use crate::wire::Reply;

impl PineLabs {
    pub(super) fn create_token(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: TokenRequest = call.read()?;
        let account = self.accounts.find(|keys| {
            same(&request.client_id, &keys.client_id)
                && same(&request.client_secret, &keys.client_secret)
        });
        let account = account.ok_or(Refusal::Unauthenticated(
            "the client id or the client secret is wrong",
        ))?;
        let (text, now) = (self.world.random.hex(64), self.now());
        let answer = (self.state).with(|state| state.tokens.give(account, text, now));
        Ok(emulated::json(200, &answer))
    }

    /// Makes a link. A reference that is used already gives its link back, as the page says
    /// (pinelabs-p4), or is refused, as third parties report (pinelabs-v42).
    pub(super) fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let request: Create = call.read()?;
        let now = self.now();
        let (number, link) = self.state.with(|state| {
            if let Some(first) =
                self.find_in(state, account, &request.merchant_payment_link_reference)
            {
                return match state.repeated {
                    RepeatedReference::GivesTheLink => Ok(first),
                    RepeatedReference::IsRefused => Err(duplicate()),
                };
            }
            let reference = request.merchant_payment_link_reference.clone();
            let link = Link::new(request, now);
            let number = state.links.push(account, &link);
            let account = self.accounts.name(account);
            state.references.insert(account, &reference, number);
            Ok((number, link))
        })?;
        Ok(emulated::json(
            201,
            &link.view(&self.names(number, &link), now),
        ))
    }

    pub(super) fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let found = self
            .link(call.variable("payment_link_id"))
            .filter(|(owner, ..)| *owner == account);
        self.answered(found.map(|(_, number, link)| (number, link)))
    }

    pub(super) fn find(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let reference = call.variable("merchant_payment_link_reference");
        let found = (self.state).with(|state| self.find_in(state, account, reference));
        self.answered(found)
    }

    /// No page says what a link answers that money has come in for, or that has ended: here it
    /// refuses.
    pub(super) fn cancel(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let now = self.now();
        let missing = || Refusal::Missing("payment link");
        let found = self.link(call.variable("payment_link_id"));
        let found = found.filter(|(owner, ..)| *owner == account);
        let (_, number, _) = found.ok_or_else(missing)?;
        let link = self.state.with(|state| {
            let mut link = state.links.get(number).ok_or_else(missing)?;
            match link.status(now) {
                "CREATED" => link.cancel(now),
                status => return Err(wrong_state(status)),
            }
            state.links.set(number, &link);
            Ok(link)
        })?;
        self.answered(Some((number, link)))
    }

    /// Tells the customer again. There is no customer here: the answer is all that happens.
    pub(super) fn notify(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let now = self.now();
        match self.link(call.variable("payment_link_id")) {
            Some((owner, _, link)) if owner == account && !link.waits(now) => {
                Err(wrong_state(link.status(now)))
            }
            _ => self.get(call),
        }
    }

    fn answered(&self, found: Option<(u32, Link)>) -> Result<Reply, Refusal> {
        let (number, link) = found.ok_or(Refusal::Missing("payment link"))?;
        let names = self.names(number, &link);
        Ok(emulated::json(200, &link.view(&names, self.now())))
    }

    fn find_in(&self, state: &State, account: AccountId, reference: &str) -> Option<(u32, Link)> {
        let number = (state.references).get(self.accounts.name(account), reference)?;
        Some((number, state.links.get(number)?))
    }
}

fn duplicate() -> Refusal {
    Refusal::conflict(DUPLICATE, "The request has already been processed")
}

fn wrong_state(status: &str) -> Refusal {
    Refusal::conflict("wrong_state", format!("the link is {status}"))
}
