//! [`Setup`]: where to call, as whom, and over what.

use std::collections::BTreeMap;

use clap::Args;
use paylink::transport::Connection;
use paylink::{BaseUrl, Error, FieldError};
use paylink_sandbox::Sandbox;
use serde_json::Value;

use crate::credentials::Credentials;
use crate::failure::Failure;
use crate::profile::Profile;

/// The name of the operation, as errors give it.
pub(crate) const CREATE: &str = "create payment link";

/// What a provider's client and its adapter are made from, by the roster of the crate `paylink`.
pub(crate) struct Setup {
    /// The address; the documented production address when there is none.
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) credentials: Credentials,
    pub(crate) connection: Connection,
    pub(crate) account: AccountFlags,
}

/// What one provider needs besides the request. Another provider refuses it by name.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Account")]
pub(crate) struct AccountFlags {
    /// Paywint: the user who is paid
    #[arg(long, value_name = "UUID")]
    pub(crate) user_id: Option<String>,
    /// Invoicing: the payment provider that takes the payment
    #[arg(long, value_name = "ID", conflicts_with = "request")]
    pub(crate) payment_provider_id: Option<i32>,
    /// Invoicing: the invoice that the link pays
    #[arg(long, value_name = "ID", conflicts_with = "request")]
    pub(crate) invoice_id: Option<i64>,
    /// Invoicing: the adhoc invoice that the link pays
    #[arg(long, value_name = "ID", conflicts_with = "request")]
    pub(crate) adhoc_invoice_id: Option<i64>,
    /// Invoicing: the customer that the link is for
    #[arg(long, value_name = "ID", conflicts_with = "request")]
    pub(crate) customer_id: Option<i64>,
}

impl AccountFlags {
    /// Refuses the first flag that is given and not among those that `provider` takes, and a user
    /// id that is not a UUID.
    pub(crate) fn check(&self, provider: &'static str, taken: &[&str]) -> Result<(), Error> {
        let refuse = |invalid| Err(Error::invalid(provider, CREATE, invalid));
        let fields = self.fields();
        if let Some((flag, _)) = (fields.iter()).find(|(flag, _)| !taken.contains(flag)) {
            return refuse(FieldError::unsupported(*flag, "is not for this provider"));
        }
        let is_uuid = |id: &str| id.parse::<paylink::paywint::Uuid>().is_ok();
        match &self.user_id {
            Some(id) if !is_uuid(id) => refuse(FieldError::new("user_id", "must be a UUID")),
            _ => Ok(()),
        }
    }

    /// The same with these fields, by their names.
    pub(crate) fn with(mut self, fields: &BTreeMap<String, String>) -> Result<Self, Failure> {
        for (name, text) in fields {
            let refuse = || Failure::command(format!("{name} must be a number"));
            match name.as_str() {
                "user_id" => self.user_id = Some(text.clone()),
                "payment_provider_id" => {
                    self.payment_provider_id = Some(text.parse().map_err(|_| refuse())?);
                }
                "invoice_id" => self.invoice_id = Some(text.parse().map_err(|_| refuse())?),
                "adhoc_invoice_id" => {
                    self.adhoc_invoice_id = Some(text.parse().map_err(|_| refuse())?);
                }
                "customer_id" => self.customer_id = Some(text.parse().map_err(|_| refuse())?),
                name => {
                    return Err(Failure::command(format!(
                        "there is no account field {name}"
                    )));
                }
            }
        }
        Ok(self)
    }

    /// Fills in what an account of the sandbox needs and nobody has to know.
    pub(crate) fn on_the_sandbox(&mut self, taken: &[&str]) {
        if taken.contains(&"user_id") && self.user_id.is_none() {
            self.user_id = Some(Sandbox::PAYWINT_USER_ID.to_owned());
        }
        if taken.contains(&"payment_provider_id") && self.payment_provider_id.is_none() {
            self.payment_provider_id = Some(1);
        }
    }

    /// Takes from a profile what no flag gives.
    pub(crate) fn complete(&mut self, profile: &Profile) {
        if self.user_id.is_none() {
            self.user_id = profile.text("user_id").map(str::to_owned);
        }
        if self.payment_provider_id.is_none() {
            let id = profile.number("payment_provider_id");
            self.payment_provider_id = id.and_then(|id| i32::try_from(id).ok());
        }
        for (flag, name) in [
            (&mut self.invoice_id, "invoice_id"),
            (&mut self.adhoc_invoice_id, "adhoc_invoice_id"),
            (&mut self.customer_id, "customer_id"),
        ] {
            *flag = flag.or_else(|| profile.number(name));
        }
    }

    /// What is given, by the names that a configuration has for it.
    pub(super) fn fields(&self) -> Vec<(&'static str, Value)> {
        [
            ("user_id", self.user_id.clone().map(Value::from)),
            (
                "payment_provider_id",
                self.payment_provider_id.map(Value::from),
            ),
            ("invoice_id", self.invoice_id.map(Value::from)),
            ("adhoc_invoice_id", self.adhoc_invoice_id.map(Value::from)),
            ("customer_id", self.customer_id.map(Value::from)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

impl Setup {
    /// The same for another account.
    pub(crate) fn for_account(&self, account: AccountFlags) -> Self {
        Self {
            base_url: self.base_url.clone(),
            credentials: self.credentials.clone(),
            connection: self.connection.clone(),
            account,
        }
    }

    /// Reads the variables that the settings name.
    pub(super) fn env(&self) -> impl Fn(&str) -> Option<String> + '_ {
        |variable| self.credentials.read(variable).ok().flatten()
    }
}
