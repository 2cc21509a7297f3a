//! One port for five providers: who a request is for, what its contract says, and who keeps it.

use crate::action::ActionError;
use crate::contract::{Contract, Route};
use crate::provider::{self, Call, Emulated};
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::wire::{Handler, Recorded, Reply};
use crate::world::World;

/// The five providers behind one port.
pub(crate) struct Server {
    apis: Vec<Api>,
    world: World,
}

/// A provider with its contract, and the requests that came for it.
pub(crate) struct Api {
    pub(crate) provider: Box<dyn Emulated>,
    contract: Contract,
    arrived: Shared<Vec<Recorded>>,
}

impl Server {
    /// Fails with the name of a provider and what is wrong with its contract.
    pub(crate) fn new(world: World) -> Result<Self, (&'static str, String)> {
        let apis = provider::all(&world)
            .into_iter()
            .map(|provider| Api::new(provider, &world));
        Ok(Self {
            apis: apis.collect::<Result<_, _>>()?,
            world,
        })
    }

    pub(crate) fn api(&self, name: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.provider.name() == name)
    }

    /// The provider of a test's action.
    pub(crate) fn known(&self, name: &str) -> Result<&Api, ActionError> {
        self.api(name)
            .ok_or_else(|| ActionError::UnknownProvider(name.to_owned()))
    }

    pub(crate) fn origin(&self) -> String {
        self.world.origin()
    }

    /// The documented base URL of a provider, with this server's address in it.
    pub(crate) fn base_url(&self, api: &Api) -> String {
        format!("{}{}", self.origin(), api.provider.base_path())
    }

    fn reply(&self, request: Recorded) -> Reply {
        if let Some(page) = self.payment_page(&request) {
            return page;
        }
        match self.owner(request.path()) {
            Some(api) => api.reply(request),
            None => Reply::text(404, "text/plain", "no provider has this address\n"),
        }
    }

    /// The provider whose territory a path is in; the smaller of two territories that overlap.
    fn owner(&self, path: &str) -> Option<&Api> {
        let covering = |api: &Api| {
            api.provider
                .territory()
                .iter()
                .filter(|start| path.starts_with(**start))
                .map(|start| start.len())
                .max()
        };
        self.apis
            .iter()
            .filter_map(|api| Some((covering(api)?, api)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, api)| api)
    }

    /// What a payer would see. Nobody can pay here: one line says which link it is.
    fn payment_page(&self, request: &Recorded) -> Option<Reply> {
        let path = request.path().strip_prefix("/pay/")?;
        let link = path
            .split_once('/')
            .and_then(|(provider, segment)| self.api(provider)?.provider.page(segment));
        Some(match link {
            Some(link) => {
                let provider = path.split('/').next().unwrap_or_default();
                let page = format!("{provider} payment link {}: {}\n", link.id, link.status);
                Reply::text(200, "text/plain; charset=utf-8", page)
            }
            None => Reply::text(404, "text/plain; charset=utf-8", "no such payment link\n"),
        })
    }
}

impl Handler for Server {
    async fn handle(&self, request: Recorded) -> Reply {
        self.reply(request)
    }
}

impl Api {
    fn new(provider: Box<dyn Emulated>, world: &World) -> Result<Self, (&'static str, String)> {
        let contract = Contract::read(provider.contract(), provider.base_path(), &world.clock)
            .map_err(|reason| (provider.name(), reason))?;
        Ok(Self {
            provider,
            contract,
            arrived: Shared::default(),
        })
    }

    pub(crate) fn arrived(&self) -> usize {
        self.arrived.with(|requests| requests.len())
    }

    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.arrived.with(|requests| requests.clone())
    }

    /// Answers a request and keeps it.
    fn reply(&self, request: Recorded) -> Reply {
        let reply = match self.contract.route(&request.method, request.path()) {
            Ok(route) => self.answer(&route, &request).unwrap_or_else(|refusal| {
                self.provider.refuse(Some(&route.operation.id), &refusal)
            }),
            Err(refusal) => self.provider.refuse(None, &refusal),
        };
        self.arrived.with(|requests| {
            requests.push(Recorded {
                answered: reply.status(),
                ..request
            })
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
