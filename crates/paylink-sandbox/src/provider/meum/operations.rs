//! Meum: the operations of its API.

use time::OffsetDateTime;

use super::link::{Create, Link};
use super::pages::{answer_page, limit, place_of};
use super::update::Update;
use super::{CURSOR, INVOICE, INVOICE_CURSOR, Meum};
use crate::contract::refusal::Refusal;
use crate::provider::account::AccountId;
use crate::provider::emulated::{self, Call};
use crate::wire::Reply;
use crate::world::identifiers::Identifiers;

impl Meum {
    pub(super) fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let request: Create = call.read()?;
        request.pricing().check()?;
        let key = call.request.header("idempotency-key");
        let now = self.now();
        let name = self.accounts.name(account);
        let (number, link) = self.state.with(|state| {
            let used = key.and_then(|key| state.keys.get(name, key));
            if let Some((number, original)) = used.and_then(|number| state.original(number)) {
                return (number, original);
            }
            let link = Link::new(request, key.is_some(), now);
            let number = state.links.push(account, &link);
            if let Some(key) = key {
                state.keys.insert(name, key, number);
            }
            (number, link)
        });
        Ok(self.answered(201, account, number, &link, link.created_at))
    }

    pub(super) fn list(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let identifiers = &self.world.identifiers;
        // Described as the last item's id, and as a UUID to pass on: both are taken (meum-o4).
        let number = |cursor: &str| {
            let number = identifiers.number_of(Identifiers::uuid, CURSOR, cursor);
            number.or_else(|| self.number(cursor))
        };
        let known = |cursor: &str| {
            let number = number(cursor)?;
            let owner = self.state.with(|state| state.links.owner(number));
            (owner == Some(account)).then_some(number)
        };
        let before = place_of(call, known)?;
        let page = (self.state).with(|state| state.links.page(account, before, limit(call)));
        let last = page.items.last();
        let last = last.map(|item| identifiers.uuid(CURSOR, item.number));
        let (now, currency) = (self.now(), &self.accounts.keys(account).currency);
        let items = page.items.iter();
        let named: Vec<_> = items
            .map(|item| (&item.thing, self.names(item.number)))
            .collect();
        let views = named
            .iter()
            .map(|(link, names)| link.view(names, now, currency));
        Ok(answer_page(views.collect(), page.has_more, last))
    }

    pub(super) fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let missing = || Refusal::Missing("payment link");
        let number = self.number(call.variable("id")).ok_or_else(missing)?;
        let link = self.state.with(|state| state.links.get_of(account, number));
        let link = link.ok_or_else(missing)?;
        Ok(self.answered(200, account, number, &link, self.now()))
    }

    pub(super) fn update(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let update: Update = call.read()?;
        self.change(call, |link, now| {
            *link = update.applied(link, now)?;
            Ok(())
        })
    }

    /// No page says what a link answers that is so already, or is over: a link that is over stays
    /// over.
    pub(super) fn activate(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.change(call, |link, now| match link.effective_status(now) {
            "expired" => Err(Refusal::conflict(
                "payment_link_expired",
                "the link is past its end",
            )),
            "completed" => Err(Refusal::conflict(
                "payment_link_completed",
                "the link has been paid",
            )),
            _ => {
                switch(link, true, now);
                Ok(())
            }
        })
    }

    /// Never refused: a link that takes no more payments is the safe side.
    pub(super) fn deactivate(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.change(call, |link, now| {
            switch(link, false, now);
            Ok(())
        })
    }

    pub(super) fn invoices(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let missing = || Refusal::Missing("payment link");
        let number = self.number(call.variable("id")).ok_or_else(missing)?;
        let link = self.state.with(|state| state.links.get_of(account, number));
        let link = link.ok_or_else(missing)?;
        let identifiers = &self.world.identifiers;
        let place = |cursor: &str| {
            let invoice = identifiers.number_of(Identifiers::uuid, INVOICE_CURSOR, cursor);
            let by_id = || {
                let digits = cursor.strip_prefix("inv_")?;
                identifiers.number_of(Identifiers::hex32, INVOICE, digits)
            };
            let invoice = invoice.or_else(by_id)?;
            link.invoices.iter().position(|number| *number == invoice)
        };
        let before = place_of(call, place)?.unwrap_or(link.invoices.len());
        let older = link.invoices.get(..before).unwrap_or_default();
        let page: Vec<u32> = older.iter().rev().take(limit(call)).copied().collect();
        let last = page.last();
        let last = last.map(|number| identifiers.uuid(INVOICE_CURSOR, *number));
        let names = self.names(number);
        let invoices: Vec<_> = self.state.with(|state| {
            let found = page.iter();
            let found = found.filter_map(|number| Some((*number, state.invoices.get(*number)?)));
            found.collect()
        });
        let views = (invoices.iter())
            .map(|(number, invoice)| invoice.view(self.invoice_names(account, *number, &names)));
        Ok(answer_page(views.collect(), older.len() > page.len(), last))
    }

    /// Changes the link of a path, or leaves it as it was, and answers it.
    fn change(
        &self,
        call: &Call<'_>,
        change: impl FnOnce(&mut Link, OffsetDateTime) -> Result<(), Refusal>,
    ) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let now = self.now();
        let missing = || Refusal::Missing("payment link");
        let number = self.number(call.variable("id")).ok_or_else(missing)?;
        let link = self.state.with(|state| {
            let before = state.links.get_of(account, number).ok_or_else(missing)?;
            let mut link = before.clone();
            change(&mut link, now)?;
            state.replace(number, &before, &link);
            Ok(link)
        })?;
        Ok(self.answered(200, account, number, &link, now))
    }

    fn answered(
        &self,
        status: u16,
        account: AccountId,
        number: u32,
        link: &Link,
        now: OffsetDateTime,
    ) -> Reply {
        let currency = &self.accounts.keys(account).currency;
        emulated::json(status, &link.view(&self.names(number), now, currency))
    }
}

fn switch(link: &mut Link, active: bool, now: OffsetDateTime) {
    if link.active != active {
        link.active = active;
        link.updated_at = Some(now);
    }
}
