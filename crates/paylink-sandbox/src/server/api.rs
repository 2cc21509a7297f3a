//! A provider with its contract, and the requests that came for it.

use crate::contract::refusal::Refusal;
use crate::contract::{Contract, Route};
use crate::faults::{Faults, Moment, Strike};
use crate::provider::{Call, Emulated};
use crate::server::recording::Recording;
use crate::wire::{NoAnswer, Recorded, Reply};
use crate::world::World;

pub(crate) struct Api {
    pub(crate) provider: Box<dyn Emulated>,
    pub(crate) recording: Recording,
    contract: Contract,
}

impl Api {
    /// Fails with the name of the provider and what is wrong with its contract.
    pub(crate) fn new(
        provider: Box<dyn Emulated>,
        world: &World,
        recording: Recording,
    ) -> Result<Self, (&'static str, String)> {
        let contract = Contract::read(provider.contract(), provider.base_path(), &world.clock)
            .map_err(|reason| (provider.name(), reason))?;
        Ok(Self {
            provider,
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
        self.provider.answer(&Call {
            operation: &operation.id,
            request,
            variables: &route.variables,
            body,
        })
    }
}
