//! Paywint: the operations of its API.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::payment::{Create, Link, Payment, View};
use super::{Paywint, unix_seconds};
use crate::contract::refusal::Refusal;
use crate::provider::emulated::{self, Call};
use crate::wire::Reply;

#[derive(Serialize)]
struct Envelope<T> {
    success: bool,
    message: &'static str,
    data: T,
    #[serde(rename = "queryGeneratedTime")]
    query_generated_time: Box<RawValue>,
}

#[derive(Deserialize)]
struct List {
    rows_per_page: usize,
    page_no: usize,
}

#[derive(Serialize)]
struct PageAnswer<'a> {
    success: bool,
    status_code: u16,
    message: &'static str,
    records: Vec<View<'a>>,
    #[serde(rename = "totalRecords")]
    total_records: usize,
    #[serde(rename = "queryGeneratedTime")]
    query_generated_time: Box<RawValue>,
}

impl Paywint {
    pub(super) fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let request: Create = call.read()?;
        let payment = Payment::new(request, user(call), self.now());
        let number = self
            .state
            .with(|state| state.payments.push(account, &payment));
        let names = self.names(number);
        let link = Link {
            payment_id: &names.payment_id,
            payment_link: &names.payment_link,
        };
        Ok(self.enveloped(&link))
    }

    pub(super) fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let missing = || Refusal::Missing("payment");
        let number = self.number(call.variable("payment_id"));
        let number = number.ok_or_else(missing)?;
        let payment = self
            .state
            .with(|state| state.payments.get_of(account, number));
        let payment = payment.ok_or_else(missing)?;
        Ok(self.enveloped(&payment.view(&self.names(number))))
    }

    /// Received is what has been paid: a link that still waits is not among it.
    pub(super) fn list(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let asked: List = call.read()?;
        let before = asked
            .page_no
            .saturating_sub(1)
            .saturating_mul(asked.rows_per_page);
        let (records, total) = self.state.with(|state| {
            let received = state
                .received
                .get(&user(call))
                .map_or(&[][..], Vec::as_slice);
            let own: Vec<u32> = received
                .iter()
                .copied()
                .filter(|number| state.payments.owner(*number) == Some(account))
                .collect();
            let page = own.iter().rev().skip(before).take(asked.rows_per_page);
            let records = page.filter_map(|number| {
                let payment = state.payments.get(*number)?;
                Some((payment, self.names(*number)))
            });
            (records.collect::<Vec<_>>(), own.len())
        });
        Ok(emulated::json(
            200,
            &PageAnswer {
                success: true,
                status_code: 200,
                message: "Success",
                records: (records.iter())
                    .map(|(payment, names)| payment.view(names))
                    .collect(),
                total_records: total,
                query_generated_time: unix_seconds(self.now()),
            },
        ))
    }

    fn enveloped(&self, data: &impl Serialize) -> Reply {
        emulated::json(
            200,
            &Envelope {
                success: true,
                message: "Operation completed.",
                data,
                query_generated_time: unix_seconds(self.now()),
            },
        )
    }
}

/// The user of the path, in lower case: a UUID is the same in both.
fn user(call: &Call<'_>) -> String {
    call.variable("user_id").to_ascii_lowercase()
}
