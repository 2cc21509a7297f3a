//! `paylink batch template`: a file to begin with.

use clap::Args;
use paylink::{Currency, Field};

use crate::credentials::Credentials;
use crate::dry_run::DryRun;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::provider::{AccountFlags, Provider, Setup};

/// Print a header line and an example row on standard output, and what each column means on
/// standard error.
#[derive(Args)]
pub(crate) struct PrintTemplate {
    /// Who makes the links: only columns that this provider carries are printed
    #[arg(value_enum)]
    provider: Provider,
}

/// A column: its name, an example, what it means, and the field that the provider must carry.
type Line = (&'static str, &'static str, &'static str, Option<Field>);

const COLUMNS: [Line; 12] = [
    (
        "reference",
        "order-1001",
        "your own reference of the order, one an order",
        Some(Field::Reference),
    ),
    (
        "amount",
        "25.00",
        "what is to be paid, in major units; --minor-units for 2500",
        None,
    ),
    (
        "currency",
        "EUR",
        "three letters; where the create carries none, that of the account",
        None,
    ),
    (
        "description",
        "Two tickets",
        "what the payer reads",
        Some(Field::Description),
    ),
    (
        "customer_name",
        "Asha Rao",
        "the payer's full name",
        Some(Field::CustomerName),
    ),
    (
        "customer_email",
        "asha@example.com",
        "the payer's email address",
        Some(Field::CustomerEmail),
    ),
    (
        "customer_phone",
        "",
        "the payer's telephone number, as text",
        Some(Field::CustomerPhone),
    ),
    (
        "expires_at",
        "",
        "when the link stops taking payments, RFC 3339; --date-format for others",
        Some(Field::ExpiresAt),
    ),
    (
        "success_url",
        "https://shop.example/paid",
        "where the payer goes after a payment",
        Some(Field::SuccessUrl),
    ),
    (
        "failure_url",
        "https://shop.example/failed",
        "where the payer goes after a failed payment",
        Some(Field::FailureUrl),
    ),
    (
        "metadata.order",
        "1001",
        "a value of your own, under the name behind the point; any number of them",
        Some(Field::Metadata),
    ),
    (
        "metadata.channel",
        "web",
        "another one",
        Some(Field::Metadata),
    ),
];

/// Account columns, with an example and what they mean.
const ACCOUNT: [(&str, &str, &str); 5] = [
    (
        "user_id",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "the user who is paid; or --user-id for the whole file",
    ),
    (
        "payment_provider_id",
        "1",
        "the payment provider that takes the payment; or --payment-provider-id for the whole file",
    ),
    ("invoice_id", "", "the invoice that the link pays"),
    (
        "adhoc_invoice_id",
        "",
        "the adhoc invoice that the link pays",
    ),
    ("customer_id", "", "the customer whom the link is for"),
];

impl PrintTemplate {
    pub(super) fn run(&self, output: &Output) -> Result<Exit, Failure> {
        let adapter = self.provider.0;
        let setup = Setup {
            base_url: "http://127.0.0.1:1".parse().ok(),
            credentials: Credentials::Placeholder,
            connection: DryRun::new(None).connection()?,
            account: AccountFlags {
                user_id: Some("00000000-0000-4000-8000-000000000000".to_owned()),
                payment_provider_id: Some(1),
                ..AccountFlags::default()
            },
        };
        let links = setup.links(adapter, Currency::EUR)?;
        let capabilities = links.capabilities();
        let carried = COLUMNS.iter().filter(|(_, _, _, field)| {
            field.is_none_or(|field| capabilities.field(field).is_usable())
        });
        let shared = carried.map(|(name, example, words, _)| (*name, *example, *words));
        let account = ACCOUNT
            .into_iter()
            .filter(|(name, ..)| adapter.account_flags().contains(name));
        let columns: Vec<_> = shared.chain(account).collect();
        let join = |of: fn(&(&'static str, &'static str, &'static str)) -> &'static str| {
            columns.iter().map(of).collect::<Vec<_>>().join(",")
        };
        let width = columns
            .iter()
            .map(|(name, ..)| name.len())
            .max()
            .unwrap_or(0);
        for (name, _, words) in &columns {
            output.remark(&format!("{name:width$}  {words}"));
        }
        let names = join(|column| column.0);
        let examples = join(|column| column.1);
        Ok(output.say(&format!("{names}\n{examples}")))
    }
}
