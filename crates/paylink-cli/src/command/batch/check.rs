//! `paylink batch check`: every row as its create would be checked.

use std::path::PathBuf;

use clap::Args;
use paylink::Currency;
use paylink_batch::{
    AccountId, Column, Fault, Mapping, PlanError, PlanInfo, Planned, Planner, RequestForm,
    Sender as _,
};
use serde::Serialize;

use super::account::AccountArgs;
use super::file::Rows;
use super::mapping::{MappingFlags, in_words};
use super::options::BatchOptions;
use super::sender::{BatchSender, DrySender};
use crate::credentials::Credentials;
use crate::dry_run::DryRun;
use crate::exit::Exit;
use crate::failure::{Failure, causes};
use crate::objects::json;
use crate::output::{Output, Shape};
use crate::provider::{AccountFlags, Adapter, Provider, Setup};

/// A file, and how it is read.
#[derive(Args)]
pub(super) struct SourceFlags {
    /// CSV or JSON Lines; `-` for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// Who makes the links
    #[arg(long, value_enum)]
    pub(super) provider: Provider,

    /// Each line is the provider's own JSON request, all fields of its page
    #[arg(long)]
    pub(super) own: bool,

    #[command(flatten)]
    pub(super) mapping: MappingFlags,

    #[command(flatten)]
    pub(super) account: AccountArgs,
}

/// A file that is ready to be checked.
pub(super) struct Source {
    pub(super) adapter: &'static dyn Adapter,
    pub(super) rows: Rows,
    pub(super) mapping: Mapping,
    pub(super) options: BatchOptions,
}

impl SourceFlags {
    /// Opens the file and decides about its columns. `currency` is the account's, where it is
    /// known.
    pub(super) fn open(
        &self,
        currency: Option<Currency>,
        output: &Output,
    ) -> Result<Source, Refused> {
        let adapter = self.provider.0;
        let mapping = self.mapping.options()?;
        let rows = Rows::open(&self.file, &mapping)?;
        let mapped = rows.mapping(&mapping, self.own);
        let mapped = mapped.map_err(|faults| {
            if let Some(template) = rows.template() {
                output.remark(&format!("The header line is that of {template}."));
            }
            Refused::Columns(faults)
        })?;
        let words = in_words(&mapped);
        if !words.is_empty() {
            output.remark(&words);
        }
        let account = self.account.given();
        AccountFlags::default()
            .with(&account)?
            .check(adapter.name(), adapter.account_flags())?;
        let account_columns = mapped
            .columns()
            .iter()
            .any(|(_, column)| matches!(column, Some(Column::Account(_))));
        let currency = match currency.or(mapping.currency) {
            Some(currency) => Some(currency),
            None => first_currency(&rows, &mapped)?,
        };
        let options = BatchOptions {
            own: self.own,
            account_columns,
            mapping,
            currency,
            account,
            ..BatchOptions::default()
        };
        Ok(Source {
            adapter,
            rows,
            mapping: mapped,
            options,
        })
    }
}

/// Why a file is not checked.
pub(super) enum Refused {
    Command(Failure),
    /// Its columns have no place.
    Columns(Vec<Fault>),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Command(failure)
    }
}

impl From<paylink::Error> for Refused {
    fn from(error: paylink::Error) -> Self {
        Self::Command(error.into())
    }
}

/// The currency of the first row that has one: rows of another are refused by a provider whose
/// creates carry none.
fn first_currency(rows: &Rows, mapping: &Mapping) -> Result<Option<Currency>, Failure> {
    let mut rows = rows.rows()?;
    while let Ok(Some(row)) = rows.next_row() {
        let Ok(mapped) = mapping.row(&row) else {
            continue;
        };
        return Ok(match mapped.request.form() {
            RequestForm::Own => None,
            _ => mapped
                .request
                .to_shared()
                .ok()
                .map(|request| request.money.currency),
        });
    }
    Ok(None)
}

impl Source {
    /// Checks rows over a connection that is never opened, with credentials that are nobody's.
    pub(super) fn dry_sender(&self) -> Result<DrySender, Failure> {
        let dry_run = DryRun::new(self.adapter.token_exchange());
        let setup = Setup {
            base_url: "http://127.0.0.1:1".parse().ok(),
            credentials: Credentials::Placeholder,
            connection: dry_run.connection()?,
            account: self.options.account_flags()?,
        };
        Ok(DrySender(BatchSender::new(
            self.adapter,
            setup,
            &self.options,
        )?))
    }
}

/// Check every row of a file.
#[derive(Args)]
pub(crate) struct CheckFile {
    #[command(flatten)]
    source: SourceFlags,

    /// Print one JSON object for each fault, then a summary
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Checked {
    rows: u64,
    valid: u64,
    faulty: u64,
}

impl CheckFile {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let source = match self.source.open(None, output) {
            Ok(source) => source,
            Err(refused) => return refused.told(output),
        };
        let dry = source.dry_sender()?;
        let account = AccountId::new(source.adapter.name(), "", "");
        let plan = PlanInfo::new(source.adapter.name(), account);
        let planner = Planner::new(&source.mapping, &dry, &plan, false);
        let mut printed = Exit::Done;
        let checked = planner
            .check(source.rows.rows()?, &mut |fault| {
                if printed == Exit::Done {
                    printed = tell(output, fault);
                }
            })
            .await
            .map_err(|error| unplanned(&source.rows, &error))?;
        if printed != Exit::Done {
            return Ok(printed);
        }
        let said = output.say(&summary(output, &checked));
        Ok(match said {
            Exit::Done if checked.faulty > 0 => Exit::Usage,
            said => said,
        })
    }
}

impl Refused {
    /// Prints why nothing was checked.
    pub(super) fn told(self, output: &Output) -> Result<Exit, Failure> {
        let faults = match self {
            Self::Command(failure) => return Err(failure),
            Self::Columns(faults) => faults,
        };
        for fault in &faults {
            match tell(output, fault) {
                Exit::Done => {}
                unprinted => return Ok(unprinted),
            }
        }
        Err(Failure::command(
            "not every column of the file has a place: nothing was planned",
        ))
    }
}

/// Prints a fault.
pub(super) fn tell(output: &Output, fault: &Fault) -> Exit {
    output.say(&match output.shape {
        Shape::Json => json(fault),
        Shape::Human => crate::screen::plain(&fault.to_string()),
    })
}

fn summary(output: &Output, planned: &Planned) -> String {
    let valid = planned.rows.saturating_sub(planned.faulty);
    match output.shape {
        Shape::Json => json(&Checked {
            rows: planned.rows,
            valid,
            faulty: planned.faulty,
        }),
        Shape::Human if planned.faulty == 0 => format!("{valid} rows, all valid"),
        Shape::Human => format!(
            "{} rows, {valid} valid, {} not",
            planned.rows, planned.faulty
        ),
    }
}

/// A file that could not be checked or planned to its end.
pub(super) fn unplanned(rows: &Rows, error: &PlanError) -> Failure {
    Failure::command(format!("{}: {}", rows.name(), causes(error)))
}

/// Whether the rows get an idempotency key each.
pub(super) fn has_keys(sender: &DrySender) -> bool {
    sender.0.repeats() == paylink_batch::Repeats::SameKey
}
