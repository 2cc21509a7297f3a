//! [`MappedRow`]: a row of a file as a request.

use std::collections::BTreeMap;

use paylink_core::{Currency, CurrencyError, LinkCustomer, LinkRequest, Money};

use super::cells::{Broken, identifier};
use super::column::Column;
use super::fault::Fault;
use super::json_row::members;
use super::{Mapping, Places};
use crate::file::FileRow;
use crate::planned::FrozenRequest;

/// A row of a file as a request, before the provider's own rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MappedRow {
    /// The merchant's reference. Of a provider's own request it is not known here.
    pub reference: Option<String>,
    /// What would be sent.
    pub request: FrozenRequest,
}

/// A row that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaultyRow {
    /// Every fault of the row.
    pub faults: Vec<Fault>,
    /// The reference that it has all the same.
    pub reference: Option<String>,
}

impl FaultyRow {
    const fn new(faults: Vec<Fault>, reference: Option<String>) -> Self {
        Self { faults, reference }
    }
}

/// The cells of a row by where they go. Cells without text are not there.
#[derive(Default)]
struct Given<'a> {
    cells: BTreeMap<&'a Column, (&'a str, String)>,
    /// In the order of the file, as the payer's page may show them.
    metadata: Vec<(String, String)>,
}

impl Mapping {
    /// The request of a row.
    ///
    /// # Errors
    /// Every [`Fault`] of the row, and its reference, which no other row may have.
    pub fn row(&self, row: &FileRow) -> Result<MappedRow, FaultyRow> {
        if let Some(rule) = row.fault {
            return Err(FaultyRow::new(vec![Fault::row(row.line, rule)], None));
        }
        match &self.places {
            Places::Own => {
                let json = row.cells.first().cloned().unwrap_or_default();
                let request = FrozenRequest::own(json);
                Ok(MappedRow {
                    reference: None,
                    request,
                })
            }
            Places::Cells(places) => {
                let mut given = Given::default();
                for ((name, column), cell) in places.iter().zip(&row.cells) {
                    if let Some(column) = column {
                        given.add(name, column, cell);
                    }
                }
                self.request(&given, row.line)
            }
            Places::Members(places) => {
                let json = row.cells.first().map_or("", String::as_str);
                let members = members(json)
                    .map_err(|fault| FaultyRow::new(vec![at(fault, row.line)], None))?;
                let mut faults = Vec::new();
                let mut columns = Vec::new();
                for (name, text) in members {
                    let place = match places.get(&name) {
                        Some(place) => place.clone(),
                        None => Column::of(&name).map(Some).unwrap_or_else(|| {
                            let rule = "has no place in a request";
                            faults.push(Fault::row(row.line, rule).of(name.as_str()));
                            None
                        }),
                    };
                    if let Some(column) = place {
                        columns.push((name, column, text));
                    }
                }
                let mut given = Given::default();
                for (name, column, text) in &columns {
                    if given.has(column) {
                        let rule = format!("goes to {column}, as another member does");
                        faults.push(Fault::row(row.line, rule).of(name.as_str()));
                    }
                    given.add(name, column, text);
                }
                match self.request(&given, row.line) {
                    Ok(row) if faults.is_empty() => Ok(row),
                    Ok(row) => Err(FaultyRow::new(faults, row.reference)),
                    Err(faulty) => {
                        faults.extend(faulty.faults);
                        Err(FaultyRow::new(faults, faulty.reference))
                    }
                }
            }
        }
    }

    fn request(&self, given: &Given<'_>, line: u64) -> Result<MappedRow, FaultyRow> {
        let mut faults = Vec::new();
        let currency = self.currency(given, line, &mut faults);
        let amount = given.required(&Column::Amount, "amount", line, &mut faults);
        // Without a currency an amount in minor units cannot be read.
        let amount = amount.zip(currency).and_then(|((name, text), currency)| {
            keep(self.reading.amount(text, currency), name, line, &mut faults)
        });
        for column in [&Column::Reference, &Column::CustomerPhone] {
            if let Some((name, text)) = given.cells.get(column) {
                keep(identifier(text), name, line, &mut faults);
            }
        }
        let expires_at = given
            .cells
            .get(&Column::ExpiresAt)
            .and_then(|(name, text)| keep(self.reading.time(text), name, line, &mut faults));
        let (Some(amount), Some(currency), true) = (amount, currency, faults.is_empty()) else {
            return Err(FaultyRow::new(faults, given.text(&Column::Reference)));
        };
        let mut request = LinkRequest::new(Money::new(amount, currency));
        request.reference = given.text(&Column::Reference);
        request.description = given.text(&Column::Description);
        request.customer = LinkCustomer::default();
        request.customer.name = given.text(&Column::CustomerName);
        request.customer.email = given.text(&Column::CustomerEmail);
        request.customer.phone = given.text(&Column::CustomerPhone);
        request.expires_at = expires_at;
        request.success_url = given.text(&Column::SuccessUrl);
        request.failure_url = given.text(&Column::FailureUrl);
        request.metadata.clone_from(&given.metadata);
        let mut account = BTreeMap::new();
        for (column, (_, text)) in &given.cells {
            if let Column::Account(name) = column {
                account.insert(*name, text.clone());
            }
        }
        let reference = request.reference.clone();
        let request = if account.is_empty() {
            FrozenRequest::shared(&request)
        } else {
            FrozenRequest::with_account(&request, &account)
        };
        let request = request.map_err(|invalid| {
            let fault = Fault::row(line, invalid.rule().to_owned()).of(invalid.field());
            FaultyRow::new(vec![fault], reference.clone())
        })?;
        Ok(MappedRow { reference, request })
    }

    fn currency(&self, given: &Given<'_>, line: u64, faults: &mut Vec<Fault>) -> Option<Currency> {
        if let Some((name, text)) = given.cells.get(&Column::Currency) {
            let parsed = text
                .parse()
                .map_err(|error: CurrencyError| (error.rule(), None));
            return keep(parsed, name, line, faults);
        }
        if self.reading.currency.is_none() {
            let fault = Fault::row(line, "is required").of("currency");
            faults.push(fault.hint("--currency EUR"));
        }
        self.reading.currency
    }
}

impl<'a> Given<'a> {
    /// Notes a cell. Two columns may hold the parts of the payer's name.
    fn add(&mut self, name: &'a str, column: &'a Column, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Column::Metadata(name) = column {
            return self.metadata.push((name.clone(), text.to_owned()));
        }
        let (_, known) = self
            .cells
            .entry(column)
            .or_insert_with(|| (name, String::new()));
        if !known.is_empty() {
            known.push(' ');
        }
        known.push_str(text);
    }

    fn has(&self, column: &Column) -> bool {
        match column {
            Column::Metadata(name) => self.metadata.iter().any(|(known, _)| known == name),
            column => self.cells.contains_key(column),
        }
    }

    fn text(&self, column: &Column) -> Option<String> {
        self.cells.get(column).map(|(_, text)| text.clone())
    }

    fn required(
        &self,
        column: &Column,
        native: &'a str,
        line: u64,
        faults: &mut Vec<Fault>,
    ) -> Option<(&'a str, &str)> {
        match self.cells.get(column) {
            Some((name, text)) => Some((name, text)),
            None => {
                faults.push(Fault::row(line, "is required").of(native));
                None
            }
        }
    }
}

/// The value, or the fault of the column.
fn keep<T>(read: Result<T, Broken>, name: &str, line: u64, faults: &mut Vec<Fault>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err((rule, hint)) => {
            let mut fault = Fault::row(line, rule).of(name);
            fault.hint = hint.map(Into::into);
            faults.push(fault);
            None
        }
    }
}

fn at(mut fault: Fault, line: u64) -> Fault {
    fault.line = line;
    fault
}
