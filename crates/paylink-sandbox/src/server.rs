//! The five providers behind one port.

pub(crate) mod api;
pub(crate) mod changes;
pub(crate) mod deliver;
pub(crate) mod recording;
pub(crate) mod webhooks;

use tokio::runtime::Handle;

use crate::faults::Faults;
use crate::provider;
use crate::provider::account::Account;
use crate::provider::action::ActionError;
use crate::server::api::Api;
use crate::server::changes::Changes;
use crate::server::recording::{Numbers, Recording};
use crate::server::webhooks::Webhooks;
use crate::world::World;
use crate::world::shared::Shared;

pub(crate) struct Server {
    pub(crate) apis: Vec<Api>,
    pub(crate) world: World,
    pub(crate) faults: Faults,
    pub(crate) numbers: Numbers,
    pub(crate) webhooks: Webhooks,
    pub(crate) changes: Changes,
    /// Why the state could not be written to its file the last time.
    pub(crate) unsaved: Shared<Option<String>>,
}

impl Server {
    /// Fails with the name of a provider and what is wrong with its contract.
    pub(crate) fn new(
        world: World,
        faults: Faults,
        keep_requests: usize,
        accounts: &[Account],
    ) -> Result<Self, (&'static str, String)> {
        let numbers = Numbers::default();
        let webhooks = Webhooks::new(world.clock.clone(), world.hosts.clone(), Handle::current());
        let told = webhooks.clone();
        let changes = Changes::default();
        let apis = provider::all(&world, accounts).into_iter().map(|provider| {
            let recording = Recording::of(keep_requests, &numbers);
            Api::new(
                provider,
                &world,
                recording,
                webhooks.clone(),
                changes.clone(),
            )
        });
        Ok(Self {
            apis: apis.collect::<Result<_, _>>()?,
            world,
            faults,
            numbers,
            webhooks: told,
            changes,
            unsaved: Shared::default(),
        })
    }

    pub(crate) fn api(&self, name: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.provider.name() == name)
    }

    /// Forgets links, requests and faults, and lets the clock run as the machine's.
    pub(crate) fn reset(&self) {
        for api in &self.apis {
            api.reset(None);
        }
        self.faults.clear();
        self.webhooks.reset();
        self.world.clock.reset();
    }

    /// The provider of a test's action.
    pub(crate) fn known(&self, name: &str) -> Result<&Api, ActionError> {
        self.api(name)
            .ok_or_else(|| ActionError::UnknownProvider(name.to_owned()))
    }

    /// The documented base URL of a provider, with this server's address in it.
    pub(crate) fn base_url(&self, api: &Api) -> String {
        format!("{}{}", self.world.origin(), api.provider.base_path())
    }

    /// The server's own address.
    pub(crate) fn origin(&self) -> String {
        self.world.origin()
    }

    /// The provider whose territory a path is in; the smaller of two territories that overlap.
    pub(crate) fn owner(&self, path: &str) -> Option<&Api> {
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
}
