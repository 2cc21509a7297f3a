//! `paylink create`: one link.

mod fields;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

use clap::Args;
use paylink::core::{Answer, BaseUrl, Connection, Error, IdempotencyKey, Invalid, Link};

use self::fields::LinkFields;
use crate::credentials::Credentials;
use crate::dry_run::DryRun;
use crate::embedded;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::provider::{AccountFlags, Adapter, CREATE, OwnRequest, Provider, Setup};

/// Make one link, from flags or from the provider's own JSON.
#[derive(Args)]
pub(crate) struct Create {
    /// Who makes the link
    #[arg(value_enum)]
    provider: Provider,

    #[command(flatten)]
    fields: LinkFields,

    /// The provider's own JSON request, all fields of its page; `-` for standard input
    #[arg(long, value_name = "FILE")]
    request: Option<PathBuf>,

    /// The key that makes a repeat the same create (Meum; with Pine Labs the reference is the key)
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,

    #[command(flatten)]
    account: AccountFlags,

    /// Where the provider's API is; its documented production address when not given
    #[arg(long, value_name = "URL", conflicts_with = "sandbox")]
    base_url: Option<BaseUrl>,

    /// Call the embedded sandbox; no credentials are needed
    #[arg(long)]
    sandbox: bool,

    /// Print one JSON object instead of words
    #[arg(long)]
    pub(crate) json: bool,

    /// Print the exact request, credentials redacted, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// How long the whole call may take, all attempts together [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: Option<u64>,
}

impl Create {
    /// Makes the link, or shows the request, and prints it.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let adapter = self.provider.0;
        let dry_run = (self.dry_run).then(|| DryRun::new(adapter.token_exchange()));
        let connection = self.connection(dry_run.as_ref())?;
        // Held until the end: it stops when it is dropped.
        let sandbox = match self.sandbox {
            true => Some(embedded::start().await?),
            false => None,
        };
        let (base_url, credentials) = match &sandbox {
            Some(sandbox) => embedded::place(sandbox, adapter.name())?,
            None => (self.base_url.clone(), Credentials::Environment),
        };
        let setup = Setup {
            base_url,
            credentials,
            connection,
            account: self.account.clone(),
        };
        let result = self.create(adapter, &setup).await;
        match dry_run.as_ref().and_then(|dry_run| dry_run.request()) {
            Some(request) => {
                output.dry_run(adapter.name(), request);
                Ok(Exit::Done)
            }
            None => Ok(output.link(&result?)),
        }
    }

    fn connection(&self, dry_run: Option<&Arc<DryRun>>) -> Result<Connection, Error> {
        let connection = match dry_run {
            Some(dry_run) => dry_run.connection()?,
            None => paylink_reqwest::connection()?,
        };
        Ok(match self.timeout {
            Some(seconds) => connection.with_timeout(Duration::from_secs(seconds)),
            None => connection,
        })
    }

    async fn create(&self, adapter: &dyn Adapter, setup: &Setup) -> Result<Answer<Link>, Failure> {
        let refuse = |invalid| Error::invalid(adapter.name(), CREATE, invalid);
        (setup.account).check(adapter.name(), adapter.account_flags())?;
        let key = (self.idempotency_key.as_deref())
            .map(str::parse::<IdempotencyKey>)
            .transpose()
            .map_err(refuse)?;
        if let Some(path) = &self.request {
            if key.is_some() && !adapter.takes_key() {
                let rule = "has no place in this provider's create request";
                return Err(refuse(Invalid::unsupported("idempotency_key", rule)).into());
            }
            let own = OwnRequest {
                json: read(path)?,
                idempotency_key: key,
            };
            return adapter.create_own(setup, &own).await;
        }
        let mut request = self.fields.link_request().map_err(refuse)?;
        request.idempotency_key = key;
        let links = adapter.links(setup, request.money.currency)?;
        (links.create(&request).await).map_err(|error| Failure::call(error, request.reference))
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let (name, text) = if path.as_os_str() == "-" {
        ("standard input".into(), io::read_to_string(io::stdin()))
    } else {
        (path.display().to_string(), fs::read_to_string(path))
    };
    text.map_err(|error| Failure::command(format!("--request: {name} cannot be read: {error}")))
}
