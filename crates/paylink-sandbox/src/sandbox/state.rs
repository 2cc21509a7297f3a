//! A file with the state of a sandbox, so that links survive a restart.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::Duration;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::OffsetDateTime;
use tokio::task::AbortHandle;

use crate::provider::account::{Account, AccountId};
use crate::sandbox::start_error::StartError;
use crate::sandbox::state_error::StateError;
use crate::server::Server;
use crate::server::api::Api;
use crate::world::clock::Clock;

/// How often it is asked whether something has changed.
const INTERVAL: Duration = Duration::from_secs(1);

/// The state as it is in the file.
#[derive(Serialize, Deserialize)]
pub(super) struct Saved {
    form: u32,
    seed: String,
    /// How many times a sandbox was started with it. Each start has its own random values.
    pub(super) starts: u32,
    clock: SavedClock,
    providers: BTreeMap<String, SavedProvider>,
}

#[derive(Serialize, Deserialize)]
enum SavedClock {
    Ahead(time::Duration),
    StoppedAt(OffsetDateTime),
}

#[derive(Serialize, Deserialize)]
struct SavedProvider {
    accounts: Vec<Account>,
    webhooks: Vec<SavedWebhook>,
    links: Box<RawValue>,
}

/// A receiver, with the name of its account if it is for one account.
#[derive(Serialize, Deserialize)]
struct SavedWebhook {
    account: Option<String>,
    url: String,
}

impl Saved {
    /// The content of a file; `None` if there is no file.
    pub(super) fn read(file: &Path) -> Result<Option<Self>, StartError> {
        let name = || file.display().to_string();
        let text = match std::fs::read(file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(StateError::File {
                    file: name(),
                    source,
                }
                .into());
            }
        };
        #[derive(Deserialize)]
        struct Head {
            form: u32,
        }
        let not_a_state = |error: serde_json::Error| {
            StateError::NotAState {
                file: name(),
                source: error.into(),
            }
            .into()
        };
        let head: Head = serde_json::from_slice(&text).map_err(not_a_state)?;
        if head.form != StateError::FORM {
            let found = head.form;
            return Err(StateError::OtherForm {
                file: name(),
                found,
            }
            .into());
        }
        serde_json::from_slice(&text).map(Some).map_err(not_a_state)
    }

    pub(super) fn seed(&self) -> Option<[u8; 32]> {
        let bytes = HEXLOWER.decode(self.seed.as_bytes()).ok()?;
        bytes.try_into().ok()
    }

    pub(super) fn accounts(&self) -> Vec<Account> {
        let providers = self.providers.values();
        providers
            .flat_map(|saved| saved.accounts.iter().cloned())
            .collect()
    }

    /// Restores everything. The server has the saved accounts already.
    pub(super) fn restore(&self, server: &Server) -> Result<(), StateError> {
        for (name, saved) in &self.providers {
            let Some(api) = server.api(name) else {
                continue;
            };
            let failed = |error: serde_json::Error| StateError::Provider {
                provider: name.clone(),
                source: error.into(),
            };
            let accounts = saved.accounts.iter();
            let accounts: Option<Vec<AccountId>> = accounts
                .map(|account| api.account(&account.name).ok())
                .collect();
            let accounts = accounts.ok_or_else(|| StateError::Accounts {
                provider: name.clone(),
            })?;
            api.provider
                .restore(&saved.links, &accounts)
                .map_err(failed)?;
            for webhook in &saved.webhooks {
                let account = webhook.account.as_deref();
                let account = account.and_then(|name| api.account(name).ok());
                // An address that this sandbox may not call is left out: the sandbox is no longer
                // public.
                let _ = (server.webhooks).add(api.provider.name(), account, &webhook.url);
            }
        }
        match self.clock {
            SavedClock::Ahead(by) => server.world.clock.run_ahead(by),
            SavedClock::StoppedAt(at) => server.world.clock.stop_at(at),
        }
        Ok(())
    }

    fn of(server: &Server, starts: u32) -> serde_json::Result<Self> {
        let providers = server.apis.iter().map(|api| {
            let name = api.provider.name().to_owned();
            Ok((name, SavedProvider::of(server, api)?))
        });
        Ok(Self {
            form: StateError::FORM,
            seed: HEXLOWER.encode(&server.world.random.seed()),
            starts,
            clock: SavedClock::of(&server.world.clock),
            providers: providers.collect::<serde_json::Result<_>>()?,
        })
    }
}

impl SavedClock {
    fn of(clock: &Clock) -> Self {
        match clock.ahead() {
            Some(ahead) => Self::Ahead(ahead),
            None => Self::StoppedAt(clock.now()),
        }
    }
}

impl SavedProvider {
    fn of(server: &Server, api: &Api) -> serde_json::Result<Self> {
        let provider = &api.provider;
        let accounts = api.accounts().into_iter().map(|(id, name)| {
            let credentials = provider.credentials(id).into_iter();
            Account {
                credentials: credentials
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect(),
                webhook_secret: provider.webhook_secret(id),
                currency: provider.currency(id),
                ..Account::new(provider.name(), name)
            }
        });
        let endpoints = server.webhooks.endpoints().into_iter();
        let own = endpoints.filter(|endpoint| endpoint.provider == provider.name());
        let webhooks = own.map(|endpoint| SavedWebhook {
            account: endpoint.account.map(|id| api.account_name(id).to_owned()),
            url: endpoint.url,
        });
        Ok(Self {
            accounts: accounts.collect(),
            webhooks: webhooks.collect(),
            links: provider.save()?,
        })
    }
}

/// Writes the state of a server to its file, once a second while something changes.
#[derive(Debug)]
pub(super) struct Saving {
    file: PathBuf,
    starts: u32,
    repeating: AbortHandle,
}

impl Saving {
    pub(super) fn start(file: PathBuf, starts: u32, server: &Arc<Server>) -> Self {
        let repeating = repeat(file.clone(), starts, Arc::downgrade(server));
        Self {
            repeating: tokio::spawn(repeating).abort_handle(),
            file,
            starts,
        }
    }

    /// Writes it now.
    pub(super) fn save(&self, server: &Server) -> Result<(), StateError> {
        write(&self.file, self.starts, server)
    }
}

impl Drop for Saving {
    fn drop(&mut self) {
        self.repeating.abort();
    }
}

async fn repeat(file: PathBuf, starts: u32, server: Weak<Server>) {
    // Nothing is written yet: the credentials are new.
    let mut written = None;
    while let Some(server) = server.upgrade() {
        let count = server.changes.count();
        if written != Some(count) {
            let file = file.clone();
            let saving = tokio::task::spawn_blocking(move || {
                let outcome = write(&file, starts, &server);
                let error = outcome.as_ref().err().map(ToString::to_string);
                server.unsaved.with(|unsaved| *unsaved = error);
                outcome.is_ok()
            });
            if matches!(saving.await, Ok(true)) {
                written = Some(count);
            }
        } else {
            drop(server);
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Replaces the file as a whole: a process that is killed leaves the previous one.
fn write(file: &Path, starts: u32, server: &Server) -> Result<(), StateError> {
    let failed = |source| StateError::File {
        file: file.display().to_string(),
        source,
    };
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let saved = Saved::of(server, starts).map_err(|error| failed(error.into()))?;
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    {
        let mut out = io::BufWriter::new(&mut new);
        serde_json::to_writer(&mut out, &saved).map_err(|error| failed(error.into()))?;
        out.flush().map_err(failed)?;
    }
    new.as_file().sync_all().map_err(failed)?;
    new.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}
