//! [`CallFlags`]: where and how a provider is called, the same for every command that calls one.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use paylink::transport::Connection;
use paylink::{BaseUrl, Error};

use crate::credentials::Credentials;
use crate::dry_run::DryRun;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::missing::Missing;
use crate::output::{Output, Shape};
use crate::profile::ProfileFlags;
use crate::progress::watched;
use crate::provider::{AccountFlags, Adapter, Setup};
use crate::verbose;

/// Where and how a provider is called.
#[derive(Args)]
#[command(next_help_heading = "Call")]
pub(crate) struct CallFlags {
    /// The address of the API, in production or on a running `paylink sandbox` [default: the
    /// profile's, or the documented production address]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    #[command(flatten)]
    pub(crate) profile: ProfileFlags,

    /// Print JSON: one object for each link, one per line
    #[arg(long)]
    pub(crate) json: bool,

    /// Print the request with credentials redacted, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// Print each exchange to standard error, with secrets and payer data redacted
    #[arg(long, short)]
    verbose: bool,

    /// The time limit of the whole command, with all calls and attempts [default: 60 for each call]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: Option<u64>,
}

impl CallFlags {
    /// A call of the provider at the address that is given, with the credentials of the
    /// environment: those of the profile, where one is named.
    pub(crate) fn call(
        &self,
        adapter: &dyn Adapter,
        account: AccountFlags,
    ) -> Result<Call, Failure> {
        self.call_with(adapter, account, |_| Missing::default())
    }

    /// The same, for a command that needs more than the call: `missing` says what it lacks.
    pub(crate) fn call_with(
        &self,
        adapter: &dyn Adapter,
        mut account: AccountFlags,
        missing: impl FnOnce(&Setup) -> Missing,
    ) -> Result<Call, Failure> {
        let profile = self.profile.profile(adapter.name())?;
        // Not by the command line's own parser, which would repeat the whole text: it may hold a
        // password.
        let base_url = (self.base_url.as_deref())
            .map(str::parse::<BaseUrl>)
            .transpose()
            .map_err(|invalid| Failure::command(format!("--base-url: {invalid}")))?;
        let Some(profile) = profile else {
            let place = (base_url, Credentials::Environment);
            return self.call_at(adapter, account, place, missing);
        };
        account.complete(&profile);
        let base_url = base_url.or_else(|| profile.base_url());
        let place = (base_url, Credentials::Profile(profile));
        self.call_at(adapter, account, place, missing)
    }

    /// How long the whole command may take, where the caller says so.
    pub(crate) fn time_limit(&self) -> Option<Duration> {
        self.timeout.map(Duration::from_secs)
    }

    /// A call of the provider at this address, with these credentials.
    pub(crate) fn call_at(
        &self,
        adapter: &dyn Adapter,
        account: AccountFlags,
        (base_url, credentials): (Option<BaseUrl>, Credentials),
        missing: impl FnOnce(&Setup) -> Missing,
    ) -> Result<Call, Failure> {
        let dry_run = (self.dry_run).then(|| DryRun::new(adapter.token_exchange()));
        let setup = Setup {
            base_url,
            credentials,
            connection: watched(
                self.connection(dry_run.as_ref())?,
                adapter.token_exchange().map(|(path, _)| path),
            ),
            account,
        };
        missing(&setup).check(adapter, &setup)?;
        Ok(Call {
            provider: adapter.name(),
            setup,
            dry_run,
        })
    }

    fn connection(&self, dry_run: Option<&Arc<DryRun>>) -> Result<Connection, Error> {
        let connection = match dry_run {
            Some(dry_run) => dry_run.connection()?,
            None if self.verbose => {
                let shape = if self.json { Shape::Json } else { Shape::Human };
                verbose::shown(paylink_reqwest::connection()?, shape)
            }
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
            Some(request) => Ok(output.dry_run(self.provider, request)),
            None => result.map(print),
        }
    }
}
