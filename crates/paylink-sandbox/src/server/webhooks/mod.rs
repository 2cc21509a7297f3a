//! [`Webhooks`]: the receivers that are registered, and what they are sent by itself.

pub(crate) mod log;

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::AbortHandle;

use self::log::{Attempt, Log, Sent};
use crate::provider::Emulated;
use crate::provider::account::AccountId;
use crate::provider::action::ActionError;
use crate::server::deliver::deliver;
use crate::world::clock::Clock;
use crate::world::hosts::Hosts;
use crate::world::shared::Shared;

/// How often a delivery asks whether its next attempt is due.
const ASK: Duration = Duration::from_millis(25);

/// Receivers, and the webhooks that they are sent.
#[derive(Clone)]
pub(crate) struct Webhooks {
    state: Arc<Shared<State>>,
    clock: Clock,
    hosts: Hosts,
    runtime: Handle,
}

/// A receiver of one provider's webhooks.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) id: u64,
    pub(crate) provider: &'static str,
    /// Only this account's; those of all where there is none.
    pub(crate) account: Option<AccountId>,
    pub(crate) url: String,
}

/// How held webhooks are let go.
#[derive(Clone, Copy, Default)]
pub(crate) struct Release {
    /// The last one first.
    pub(crate) is_reversed: bool,
    /// Each of them twice.
    pub(crate) is_doubled: bool,
}

/// Stops what is under way when it is dropped.
pub(crate) struct StopWhenDropped(pub(crate) Webhooks);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.stop();
    }
}

#[derive(Default)]
struct State {
    latest: u64,
    endpoints: Vec<Endpoint>,
    log: Log,
    is_holding: bool,
    held: Vec<(u64, Arc<dyn Emulated>)>,
    running: Vec<AbortHandle>,
}

impl Webhooks {
    pub(crate) fn new(clock: Clock, hosts: Hosts, runtime: Handle) -> Self {
        Self {
            state: Arc::default(),
            clock,
            hosts,
            runtime,
        }
    }

    /// Registers a receiver, and gives its number.
    pub(crate) fn add(
        &self,
        provider: &'static str,
        account: Option<AccountId>,
        url: &str,
    ) -> Result<u64, ActionError> {
        self.hosts.target(url).ok_or(ActionError::NotLoopback)?;
        Ok(self.state.with(|state| {
            state.latest = state.latest.saturating_add(1);
            state.endpoints.push(Endpoint {
                id: state.latest,
                provider,
                account,
                url: url.to_owned(),
            });
            state.latest
        }))
    }

    /// Takes a receiver away; all of them where no number is given. Whether there was any.
    pub(crate) fn remove(&self, id: Option<u64>) -> bool {
        self.state.with(|state| {
            let before = state.endpoints.len();
            match id {
                Some(id) => state.endpoints.retain(|endpoint| endpoint.id != id),
                None => state.endpoints.clear(),
            }
            state.endpoints.len() < before
        })
    }

    pub(crate) fn endpoints(&self) -> Vec<Endpoint> {
        self.state.with(|state| state.endpoints.clone())
    }

    pub(crate) fn log(&self) -> Vec<Sent> {
        self.state.with(|state| state.log.all())
    }

    /// How many webhooks are held; `None` while none is.
    pub(crate) fn held(&self) -> Option<usize> {
        self.state
            .with(|state| state.is_holding.then_some(state.held.len()))
    }

    /// Tells every receiver what a link is now, where the provider documents a webhook for it.
    pub(crate) fn tell(&self, provider: &Arc<dyn Emulated>, id: &str) {
        let (Ok(webhook), Some(owner)) = (provider.webhook(id), provider.owner(id)) else {
            return;
        };
        let name = provider.name();
        let own = provider.webhook_url(id);
        let numbers: Vec<u64> = self.state.with(|state| {
            let registered = state.endpoints.iter();
            let registered = registered.filter(|endpoint| {
                let account = endpoint.account;
                endpoint.provider == name && account.is_none_or(|account| account == owner)
            });
            let urls = own
                .into_iter()
                .chain(registered.map(|endpoint| endpoint.url.clone()));
            let urls: Vec<String> = urls.collect();
            urls.into_iter()
                .map(|url| {
                    state.log.add(Sent {
                        number: 0,
                        provider: name,
                        account: owner,
                        link: id.to_owned(),
                        url,
                        webhook: webhook.clone(),
                        attempts: Vec::new(),
                    })
                })
                .collect()
        });
        for number in numbers {
            let is_held = self.state.with(|state| {
                if state.is_holding {
                    state.held.push((number, provider.clone()));
                }
                state.is_holding
            });
            if !is_held {
                self.send(number, provider);
            }
        }
    }

    /// Sends what was sent before once more, with attempts of its own.
    pub(crate) fn resend(&self, number: u64, provider: &Arc<dyn Emulated>) {
        self.send(number, provider);
    }

    /// The delivery of this number.
    pub(crate) fn sent(&self, number: u64) -> Option<Sent> {
        self.state.with(|state| state.log.get(number).cloned())
    }

    /// From now on webhooks wait until they are let go.
    pub(crate) fn hold(&self) {
        self.state.with(|state| state.is_holding = true);
    }

    /// Lets the webhooks go that were held, one after the other.
    pub(crate) fn release(&self, how: Release) -> usize {
        let mut held = self.state.with(|state| {
            state.is_holding = false;
            std::mem::take(&mut state.held)
        });
        if how.is_reversed {
            held.reverse();
        }
        let count = held.len();
        let webhooks = self.clone();
        let times = if how.is_doubled { 2 } else { 1 };
        self.run(async move {
            // The first attempt of each ends before the next one begins: that is their order.
            for (number, provider) in held {
                for _ in 0..times {
                    if !webhooks.attempt(number, &provider).await {
                        webhooks.send_later(number, &provider);
                    }
                }
            }
        });
        count
    }

    /// Forgets deliveries and what is held, and sends nothing more of it. Receivers stay: they
    /// belong to the test's setup, as credentials do.
    pub(crate) fn reset(&self) {
        self.stop();
        self.state.with(|state| {
            state.log.clear();
            state.held.clear();
            state.is_holding = false;
        });
    }

    /// Sends nothing more.
    pub(crate) fn stop(&self) {
        let running = self.state.with(|state| std::mem::take(&mut state.running));
        running.iter().for_each(AbortHandle::abort);
    }

    fn send(&self, number: u64, provider: &Arc<dyn Emulated>) {
        let (webhooks, provider) = (self.clone(), provider.clone());
        self.run(async move {
            if !webhooks.attempt(number, &provider).await {
                webhooks.repeat(number, &provider).await;
            }
        });
    }

    fn send_later(&self, number: u64, provider: &Arc<dyn Emulated>) {
        let (webhooks, provider) = (self.clone(), provider.clone());
        self.run(async move { webhooks.repeat(number, &provider).await });
    }

    fn run(&self, work: impl Future<Output = ()> + Send + 'static) {
        let handle = self.runtime.spawn(work).abort_handle();
        self.state.with(|state| {
            state.running.retain(|running| !running.is_finished());
            state.running.push(handle);
        });
    }

    /// The attempts behind the first, at the times that the provider documents, by the sandbox's
    /// clock.
    async fn repeat(&self, number: u64, provider: &Arc<dyn Emulated>) {
        for pause in provider.webhook_pauses() {
            let due = self.clock.now().saturating_add(*pause);
            while self.clock.now() < due {
                tokio::time::sleep(ASK).await;
            }
            if self.attempt(number, provider).await {
                return;
            }
        }
    }

    /// One attempt. Whether nothing is left to do: it was acknowledged, or forgotten.
    async fn attempt(&self, number: u64, provider: &Arc<dyn Emulated>) -> bool {
        let Some(sent) = self.sent(number) else {
            return true;
        };
        let webhook = provider.signed_now(sent.account, sent.webhook);
        let ending = match deliver(webhook, &sent.url, &self.hosts).await {
            Ok(delivery) => Ok(delivery.status),
            Err(error) => Err(error.to_string()),
        };
        let is_acknowledged = matches!(ending, Ok(200..=299));
        let at = self.clock.now();
        self.state
            .with(|state| state.log.note(number, Attempt { at, ending }));
        is_acknowledged
    }
}
