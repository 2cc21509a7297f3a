//! [`CallFlags`]: where and how a provider is called, the same for every command that calls one.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use paylink::core::{BaseUrl, Connection, Error};

use crate::credentials::Credentials;
use crate::dry_run::DryRun;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::provider::{AccountFlags, Adapter, Setup};

/// Where and how a provider is called.
#[derive(Args)]
pub(crate) struct CallFlags {
    /// Where the provider's API is, or its place on a running `paylink sandbox`; its documented production address when not given
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<BaseUrl>,

    /// Print JSON instead of words: one object a link, one a line
    #[arg(long)]
    pub(crate) json: bool,

    /// Print the exact request, credentials redacted, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// How long a whole call may take, all attempts together [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: Option<u64>,
}

impl CallFlags {
    /// A call of the provider at the address that is given, with the credentials of the environment.
    pub(crate) fn call(&self, adapter: &dyn Adapter, account: AccountFlags) -> Result<Call, Error> {
        self.call_at(
            adapter,
            account,
            self.base_url.clone(),
            Credentials::Environment,
        )
    }

    /// A call of the provider at this address, with these credentials.
    pub(crate) fn call_at(
        &self,
        adapter: &dyn Adapter,
        account: AccountFlags,
        base_url: Option<BaseUrl>,
        credentials: Credentials,
    ) -> Result<Call, Error> {
        let dry_run = (self.dry_run).then(|| DryRun::new(adapter.token_exchange()));
        Ok(Call {
            provider: adapter.name(),
            setup: Setup {
                base_url,
                credentials,
                connection: self.connection(dry_run.as_ref())?,
                account,
            },
            dry_run,
        })
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
}

/// A call that is set up.
pub(crate) struct Call {
    provider: &'static str,
    pub(crate) setup: Setup,
    dry_run: Option<Arc<DryRun>>,
}

impl Call {
    /// Prints what came of it; in a dry run, the request that was not sent.
    pub(crate) fn end<T>(
        &self,
        output: &Output,
        result: Result<T, Failure>,
        print: impl FnOnce(T) -> Exit,
    ) -> Result<Exit, Failure> {
        match self.dry_run.as_ref().and_then(|dry_run| dry_run.request()) {
            Some(request) => {
                output.dry_run(self.provider, request);
                Ok(Exit::Done)
            }
            None => result.map(print),
        }
    }
}
