//! A provider with its contract, and the requests that came for it.

use std::sync::Arc;

use crate::contract::refusal::Refusal;
use crate::contract::{Contract, Route};
use crate::faults::{Faults, Moment, Strike};
use crate::provider::action::ActionError;
use crate::provider::link::HeldLink;
use crate::provider::{Call, Emulated};
use crate::server::recording::Recording;
use crate::server::webhooks::Webhooks;
use crate::wire::{NoAnswer, Recorded, Reply};
use crate::world::World;

pub(crate) struct Api {
    pub(crate) provider: Arc<dyn Emulated>,
    webhooks: Webhooks,
    pub(crate) recording: Recording,
    contract: Contract,
}

impl Api {
    /// Fails with the name of the provider and what is wrong with its contract.
    pub(crate) fn new(
        provider: Box<dyn Emulated>,
        world: &World,
        recording: Recording,
        webhooks: Webhooks,
    ) -> Result<Self, (&'static str, String)> {
        let contract = Contract::read(provider.contract(), provider.base_path(), &world.clock)
            .map_err(|reason| (provider.name(), reason))?;
        Ok(Self {
            provider: provider.into(),
            webhooks,
            contract,
            recording,
        })
    }

    /// Answers a request and keeps it.
    pub(crate) fn reply(&self, request: Recorded, faults: &Faults) -> Reply {
        let route = self.contract.route(&request.method, request.path());
        let operation = route.as_ref().ok().map(|route| route.operation);
        let id = operation.map(|operation| operation.id.as_str());
        let name = self.provider.name();
        let spoilt = |strike: &Strike, answer| {
            (strike.fault()).of_operation(name, id.unwrap_or_default(), answer)
        };
        let reply = match faults.on_request(name, id) {
            Some(strike) if strike.moment() == Moment::Before => {
                let success = operation.map_or(200, |operation| operation.success);
                spoilt(&strike, Reply::json(success, "{}"))
            }
            Some(strike) => spoilt(&strike, self.act(&route, &request)),
            None => self.act(&route, &request),
        };
        let answered = reply.status();
        let request = Recorded {
            answered,
            ..request
        };
        self.recording.add(id, request);
        reply
    }

    /// Opens a link, as a payer does with its address; receivers are told where that is an event.
    pub(crate) fn open(&self, id: &str) -> Result<HeldLink, ActionError> {
        let before = self.provider.links().into_iter().find(|link| link.id == id);
        let opened = self.provider.open(id)?;
        if before.is_some_and(|before| before.status != opened.status) {
            self.webhooks.tell(&self.provider, id);
        }
        Ok(opened)
    }

    /// Pays a link, and tells it.
    pub(crate) fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let paid = self.provider.pay(id, amount)?;
        self.webhooks.tell(&self.provider, id);
        Ok(paid)
    }

    /// Lets a payment fail, and tells it where that is an event.
    pub(crate) fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        let declined = self.provider.decline(id)?;
        self.webhooks.tell(&self.provider, id);
        Ok(declined)
    }

    /// The names of its operations, as the contract has them.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.contract.operations()
    }

    /// Forgets links and requests. Credentials stay.
    pub(crate) fn reset(&self) {
        self.provider.reset();
        self.recording.reset();
    }

    /// How a request is left of which only the head has come.
    pub(crate) fn breaks_off(&self, head: &Recorded, faults: &Faults) -> Option<NoAnswer> {
        let route = self.contract.route(&head.method, head.path());
        let operation = route.as_ref().ok().map(|route| route.operation);
        let id = operation.map(|operation| operation.id.as_str());
        faults.on_head(self.provider.name(), id)?.fault().silence()
    }

    fn act(&self, route: &Result<Route<'_>, Refusal>, request: &Recorded) -> Reply {
        match route {
            Ok(route) => self.answer(route, request).unwrap_or_else(|refusal| {
                self.provider.refuse(Some(&route.operation.id), &refusal)
            }),
            // No page says what a provider answers at an address that it does not document, and its own
            // "not found" would read as "no such link".
            Err(Refusal::NotFound) => {
                Reply::text(404, "text/plain", "no operation has this path\n")
            }
            Err(refusal) => self.provider.refuse(None, refusal),
        }
    }

    /// Who asks comes before what is asked: a stranger learns nothing about a request.
    fn answer(&self, route: &Route<'_>, request: &Recorded) -> Result<Reply, Refusal> {
        let operation = route.operation;
        self.provider.authenticate(&operation.id, request)?;
        let body = operation
            .check(request, &route.variables)
            .map_err(Refusal::Invalid)?;
        let call = Call {
            operation: &operation.id,
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
}
