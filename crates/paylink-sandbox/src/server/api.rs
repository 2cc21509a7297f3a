//! A provider with its contract, and the requests that came for it.

use std::sync::Arc;

use crate::contract::refusal::Refusal;
use crate::contract::{Contract, Route};
use crate::faults::{Faults, Moment, Strike, TooMany};
use crate::provider::account::{AccountId, ids};
use crate::provider::action::ActionError;
use crate::provider::emulated::unknown_link;
use crate::provider::link::HeldLink;
use crate::provider::{Call, Emulated};
use crate::server::changes::Changes;
use crate::server::recording::{Recording, Sender};
use crate::server::webhooks::Webhooks;
use crate::webhook::Webhook;
use crate::wire::{NoAnswer, Recorded, Reply};
use crate::world::World;
use crate::world::clock::Clock;

pub(crate) struct Api {
    pub(crate) provider: Arc<dyn Emulated>,
    webhooks: Webhooks,
    pub(crate) recording: Recording,
    contract: Contract,
    changes: Changes,
    clock: Clock,
}

/// An answer, and whose request it is to.
struct Answered {
    reply: Reply,
    sender: Sender,
}

impl Api {
    /// Fails with the name of the provider and what is wrong with its contract.
    pub(crate) fn new(
        provider: Box<dyn Emulated>,
        world: &World,
        recording: Recording,
        webhooks: Webhooks,
        changes: Changes,
    ) -> Result<Self, (&'static str, String)> {
        let contract = Contract::read(provider.contract(), provider.base_path(), &world.clock)
            .map_err(|reason| (provider.name(), reason))?;
        Ok(Self {
            provider: provider.into(),
            webhooks,
            contract,
            recording,
            changes,
            clock: world.clock.clone(),
        })
    }

    /// Answers a request and keeps it.
    pub(crate) fn reply(&self, request: Recorded, faults: &Faults) -> Reply {
        let route = self.contract.route(&request.method, request.path());
        let operation = route.as_ref().ok().map(|route| route.operation);
        let id = operation.map(|operation| operation.id.as_str());
        let name = self.provider.name();
        let answered = match faults.on_limit(name, id, self.clock.now()) {
            Some(too_many) => self.too_many(id, &request, too_many),
            None => self.spoilt(id, &route, &request, faults),
        };
        self.changes.note();
        let Answered { reply, sender } = answered;
        let request = Recorded {
            answered: reply.status(),
            ..request
        };
        self.recording.add(id, &sender, request);
        reply
    }

    /// Makes a link that is there from the start, from the body of a create. Fails with what is
    /// wrong with it.
    pub(crate) fn make_link(&self, account: AccountId, body: &str) -> Result<(), String> {
        let request = Recorded {
            method: "POST".to_owned(),
            target: self.provider.create_path(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.as_bytes().to_vec(),
            answered: None,
        };
        let route = self.contract.route(&request.method, request.path());
        let made = route.and_then(|route| {
            let body = route.operation.check_body(&request);
            let body = body.map_err(Refusal::Invalid)?;
            self.carry_out(&route, Some(account), &request, body)
        });
        made.map(drop).map_err(|refusal| refusal.message())
    }

    /// Opens a link, as a payer does with its address; receivers are told where that is an event.
    pub(crate) fn open(&self, id: &str) -> Result<HeldLink, ActionError> {
        let before = self.provider.held(id);
        let opened = self.provider.open(id)?;
        self.changes.note();
        if before.is_some_and(|before| before.status != opened.status) {
            self.webhooks.tell(&self.provider, id);
        }
        Ok(opened)
    }

    /// Pays a link, and tells it.
    pub(crate) fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let paid = self.provider.pay(id, amount)?;
        self.changes.note();
        self.webhooks.tell(&self.provider, id);
        Ok(paid)
    }

    /// Lets a payment fail, and tells it where that is an event.
    pub(crate) fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        let declined = self.provider.decline(id)?;
        self.changes.note();
        self.webhooks.tell(&self.provider, id);
        Ok(declined)
    }

    /// The webhook that tells the state of a link, signed at the real time.
    pub(crate) fn webhook_now(&self, id: &str) -> Result<Webhook, ActionError> {
        let webhook = self.provider.webhook(id)?;
        let owner = self.provider.owner(id);
        let owner = owner.ok_or_else(|| unknown_link(self.provider.name(), id))?;
        Ok(self.provider.signed_now(owner, webhook))
    }

    /// Ends a link now. No provider documents an event for that.
    pub(crate) fn expire(&self, id: &str) -> Result<HeldLink, ActionError> {
        let expired = self.provider.expire(id)?;
        self.changes.note();
        Ok(expired)
    }

    /// The account of this name.
    pub(crate) fn account(&self, name: &str) -> Result<AccountId, ActionError> {
        let provider = self.provider.name();
        let names = self.provider.accounts();
        let found = ids(names.len())
            .zip(names)
            .find(|(_, known)| *known == name);
        found
            .map(|(id, _)| id)
            .ok_or_else(|| ActionError::UnknownAccount {
                provider,
                account: name.to_owned(),
            })
    }

    pub(crate) fn account_name(&self, account: AccountId) -> &str {
        let found = self.accounts().into_iter().find(|(id, _)| *id == account);
        found.map_or("", |(_, name)| name)
    }

    /// The accounts with their names.
    pub(crate) fn accounts(&self) -> Vec<(AccountId, &str)> {
        let names = self.provider.accounts();
        ids(names.len()).zip(names).collect()
    }

    /// The names of its operations, as the contract has them.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.contract.operations()
    }

    /// Forgets links and requests of an account, or of all. Credentials stay.
    pub(crate) fn reset(&self, account: Option<AccountId>) {
        self.provider.reset(account);
        self.recording.reset(account);
        self.changes.note();
    }

    /// How a request is left of which only the head has come.
    pub(crate) fn breaks_off(&self, head: &Recorded, faults: &Faults) -> Option<NoAnswer> {
        let route = self.contract.route(&head.method, head.path());
        let operation = route.as_ref().ok().map(|route| route.operation);
        let id = operation.map(|operation| operation.id.as_str());
        faults.on_head(self.provider.name(), id)?.fault().silence()
    }

    /// Acts on a request, unless a fault hits it.
    fn spoilt(
        &self,
        id: Option<&str>,
        route: &Result<Route<'_>, Refusal>,
        request: &Recorded,
        faults: &Faults,
    ) -> Answered {
        let name = self.provider.name();
        let spoilt = |strike: &Strike, answer| {
            (strike.fault()).of_operation(name, id.unwrap_or_default(), answer)
        };
        match faults.on_request(name, id) {
            Some(strike) if strike.moment() == Moment::Before => {
                let operation = route.as_ref().ok().map(|route| route.operation);
                let success = operation.map_or(200, |operation| operation.success);
                Answered {
                    reply: spoilt(&strike, Reply::json(success, "{}")),
                    sender: self.sender(id, request),
                }
            }
            Some(strike) => {
                let Answered { reply, sender } = self.act(route, request);
                let reply = spoilt(&strike, reply);
                Answered { reply, sender }
            }
            None => self.act(route, request),
        }
    }

    fn too_many(&self, operation: Option<&str>, request: &Recorded, refusal: TooMany) -> Answered {
        let mut reply = self.provider.refuse(operation, &Refusal::TooMany);
        if let Some(seconds) = refusal.retry_after_seconds {
            reply = reply.header("retry-after", &seconds.to_string());
        }
        Answered {
            reply,
            sender: self.sender(operation, request),
        }
    }

    fn act(&self, route: &Result<Route<'_>, Refusal>, request: &Recorded) -> Answered {
        match route {
            Ok(route) => self.answer(route, request),
            // No page says what a provider answers at an address that it does not document, and its
            // own "not found" would read as "no such link".
            Err(Refusal::NotFound) => Answered {
                reply: Reply::text(404, "text/plain", "no operation has this path\n"),
                sender: self.sender(None, request),
            },
            Err(refusal) => Answered {
                reply: self.provider.refuse(None, refusal),
                sender: self.sender(None, request),
            },
        }
    }

    /// Who asks comes before what is asked: a stranger learns nothing about a request.
    fn answer(&self, route: &Route<'_>, request: &Recorded) -> Answered {
        let operation = &route.operation.id;
        let account = self.provider.authenticate(operation, request);
        let checked = |account: &Option<AccountId>| {
            let body = route.operation.check(request, &route.variables);
            self.carry_out(route, *account, request, body.map_err(Refusal::Invalid)?)
        };
        let reply = account.as_ref().map_err(Clone::clone).and_then(checked);
        let sender = match account {
            Ok(Some(account)) => Sender::Account(account),
            // Its credentials are in the body, and were right.
            Ok(None) if reply.is_ok() => Sender::Known,
            _ => Sender::Stranger,
        };
        let refused = |refusal| self.provider.refuse(Some(operation), &refusal);
        let reply = reply.unwrap_or_else(refused);
        Answered { reply, sender }
    }

    /// Does what is asked.
    fn carry_out(
        &self,
        route: &Route<'_>,
        account: Option<AccountId>,
        request: &Recorded,
        body: &str,
    ) -> Result<Reply, Refusal> {
        let call = Call {
            operation: &route.operation.id,
            account,
            request,
            variables: &route.variables,
            body,
        };
        let answer = self.provider.answer(&call)?;
        if let Some(id) = self.provider.changed_link(&call) {
            self.webhooks.tell(&self.provider, &id);
        }
        Ok(answer)
    }

    /// Who sent a request that is not carried out.
    fn sender(&self, operation: Option<&str>, request: &Recorded) -> Sender {
        match self
            .provider
            .authenticate(operation.unwrap_or_default(), request)
        {
            Ok(Some(account)) => Sender::Account(account),
            Ok(None) | Err(_) => Sender::Stranger,
        }
    }
}
