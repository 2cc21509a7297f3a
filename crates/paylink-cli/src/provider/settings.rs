//! What `Setup` gives to the adapter of a provider: its settings, and the shared trait.

use paylink::config::Config;
use paylink::{Currency, PaymentLinks};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::adapter::Adapter;
use super::setup::Setup;
use crate::failure::Failure;

impl Setup {
    /// The shared trait of the account, in the currency of its profile, or in this one.
    pub(crate) fn links(
        &self,
        adapter: &dyn Adapter,
        currency: Currency,
    ) -> Result<Box<dyn PaymentLinks>, Failure> {
        let mut fields = self.fields(adapter);
        fields.insert("provider".to_owned(), adapter.name().into());
        if adapter.has_account_currency() {
            (fields.entry("currency")).or_insert_with(|| currency.as_str().into());
        }
        let config: Config = read(adapter, fields)?;
        Ok(config.build(self.env(), self.connection.clone())?)
    }

    /// The settings of the account, as [`paylink::config`] has them for this provider. Its client
    /// is made from them.
    pub(super) fn settings<T: DeserializeOwned>(
        &self,
        adapter: &dyn Adapter,
    ) -> Result<T, Failure> {
        read(adapter, self.fields(adapter))
    }

    /// The fields of a configuration, but for the provider's name: those of the profile, and over
    /// them what is given and the provider takes.
    fn fields(&self, adapter: &dyn Adapter) -> Map<String, Value> {
        let mut fields = Map::new();
        for (field, variable) in self.credentials.variables(adapter.credentials()) {
            fields.insert(field.to_owned(), variable.into());
        }
        if let Some(currency) = self.credentials.currency() {
            fields.insert("currency".to_owned(), currency.into());
        }
        if let Some(base_url) = &self.base_url {
            fields.insert("base_url".to_owned(), base_url.to_string().into());
        }
        for (name, value) in self.account.fields() {
            if adapter.account_flags().contains(&name) {
                fields.insert(name.to_owned(), value);
            }
        }
        fields
    }
}

/// Everything has been checked by its flag or by the profile's file: what is refused here is
/// refused in serde's words.
fn read<T: DeserializeOwned>(
    adapter: &dyn Adapter,
    fields: Map<String, Value>,
) -> Result<T, Failure> {
    serde_json::from_value(Value::Object(fields))
        .map_err(|error| Failure::command(format!("{}: {error}", adapter.name())))
}
