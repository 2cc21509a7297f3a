//! `paylink create`: one link.

mod fields;

use std::path::PathBuf;

use clap::Args;
use paylink::{Error, FieldError, IdempotencyKey, Link};

use self::fields::LinkFields;
use crate::calling::CallFlags;
use crate::embedded;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input;
use crate::missing::Missing;
use crate::output::Output;
use crate::provider::{AccountFlags, Adapter, Asked, CREATE, Created, OwnRequest, Provider, Setup};
use crate::qr::QrCode;

/// Make one link, from flags or from the provider's own JSON.
#[derive(Args)]
pub(crate) struct Create {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    #[command(flatten)]
    fields: LinkFields,

    /// Send the provider's own JSON request instead, with any field it documents; `-` reads
    /// standard input
    #[arg(long, value_name = "FILE")]
    request: Option<PathBuf>,

    /// The idempotency key (Meum). With Pine Labs the reference is the key
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,

    #[command(flatten)]
    account: AccountFlags,

    /// Use the embedded sandbox, without credentials. It and the link end with the command
    #[arg(long, conflicts_with = "base_url", help_heading = "Call")]
    sandbox: bool,

    /// Also print the URL as a QR code
    #[arg(long, conflicts_with_all = ["json", "dry_run"], help_heading = "Call")]
    qr: bool,

    #[command(flatten)]
    pub(crate) call: CallFlags,
}

impl Create {
    /// Makes the link, or shows the request, and prints it.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let adapter = self.provider.0;
        // Held until the end: it stops when it is dropped.
        let sandbox = match self.sandbox {
            true => Some(embedded::start_in(self.fields.currency()).await?),
            false => None,
        };
        let mut account = self.account.clone();
        let call = match &sandbox {
            Some(sandbox) => {
                account.on_the_sandbox(adapter.account_flags());
                let place = embedded::place(sandbox, adapter.name())?;
                (self.call).call_at(adapter, account, place, |setup| self.missing(setup))?
            }
            None => (self.call).call_with(adapter, account, |setup| self.missing(setup))?,
        };
        let result = self.create(adapter, &call.setup).await;
        call.end(output, result, |created| {
            let exit = match output.created(&created) {
                Exit::Done if self.qr => show(&created.link, output),
                exit => exit,
            };
            if self.sandbox {
                output.remark(embedded::ENDS);
            }
            exit
        })
    }

    /// What the command line lacks. What only the request lacks, the provider's crate says.
    fn missing(&self, setup: &Setup) -> Missing {
        let mut missing = Missing::default();
        let needs = |flag: &str| self.provider.0.account_flags().contains(&flag);
        if self.request.is_none() {
            let required = self.provider.0.required();
            (self.fields).missing(setup.credentials.currency(), required, &mut missing);
            missing.flag(
                setup.account.payment_provider_id.is_some() || !needs("payment_provider_id"),
                "--payment-provider-id is required: the payment provider that takes the payment",
            );
        }
        missing.flag(
            setup.account.user_id.is_some() || !needs("user_id"),
            "--user-id is required: the user who is paid",
        );
        missing
    }

    async fn create(&self, adapter: &dyn Adapter, setup: &Setup) -> Result<Created, Failure> {
        let refuse = |invalid| Error::invalid(adapter.name(), CREATE, invalid);
        (setup.account).check(adapter.name(), adapter.account_flags())?;
        let key = (self.idempotency_key.as_deref())
            .map(str::parse::<IdempotencyKey>)
            .transpose()
            .map_err(refuse)?;
        if let Some(path) = &self.request {
            if key.is_some() && !adapter.takes_key() {
                let rule = "has no place in this provider's create request";
                return Err(refuse(FieldError::unsupported("idempotency_key", rule)).into());
            }
            let own = OwnRequest {
                json: input::text("--request", path)?,
                idempotency_key: key,
            };
            return adapter.create_own(setup, &own).await;
        }
        let mut request = self
            .fields
            .link_request(setup.credentials.currency())
            .map_err(refuse)?;
        request.idempotency_key = key;
        let links = setup.links(adapter, request.money.currency)?;
        let asked = Asked::of(&request).begin();
        match links.create(&request).await {
            Ok(link) => Ok(Created { link, asked }),
            Err(error) => Err(Failure::call(error, asked.reference)),
        }
    }
}

/// The link is made whether or not its address can be shown so.
fn show(link: &Link, output: &Output) -> Exit {
    let Some(url) = &link.url else {
        return Exit::Done;
    };
    match QrCode::of_url(url) {
        Ok(code) => output.qr(&code),
        Err(invalid) => {
            output.remark(&format!("no QR code: {invalid}"));
            Exit::Done
        }
    }
}
