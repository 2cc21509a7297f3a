//! A provider with its contract, and the requests that came for it.

use crate::contract::{Contract, Route};
use crate::provider::{Call, Emulated};
use crate::recording::Recording;
use crate::refusal::Refusal;
use crate::wire::{Recorded, Reply};
use crate::world::World;

pub(crate) struct Api {
    pub(crate) provider: Box<dyn Emulated>,
    pub(crate) recording: Recording,
    contract: Contract,
}

impl Api {
    /// Fails with the name of the provider and what is wrong with its contract. Keeps at most so many requests.
    pub(crate) fn new(
        provider: Box<dyn Emulated>,
        world: &World,
        keep_requests: usize,
    ) -> Result<Self, (&'static str, String)> {
        let contract = Contract::read(provider.contract(), provider.base_path(), &world.clock)
            .map_err(|reason| (provider.name(), reason))?;
        Ok(Self {
            provider,
            contract,
            recording: Recording::of(keep_requests),
        })
    }

    /// Answers a request and keeps it.
    pub(crate) fn reply(&self, request: Recorded) -> Reply {
        let reply = match self.contract.route(&request.method, request.path()) {
            Ok(route) => self.answer(&route, &request).unwrap_or_else(|refusal| {
                self.provider.refuse(Some(&route.operation.id), &refusal)
            }),
            Err(refusal) => self.provider.refuse(None, &refusal),
        };
        self.recording.add(Recorded {
            answered: reply.status(),
            ..request
        });
        reply
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
