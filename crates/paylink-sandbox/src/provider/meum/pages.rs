//! Meum: pages of links and invoices, and the cursors between them.

use serde::Serialize;

use super::super::emulated::{self, Call};
use crate::contract::refusal::{Fault, Place, Refusal, Step};
use crate::wire::Reply;

/// The documented size of a page that is not asked for.
const DEFAULT_LIMIT: usize = 20;

#[derive(Serialize)]
struct PageAnswer<T> {
    data: Vec<T>,
    has_more: bool,
    next_cursor: Option<String>,
}

/// The rule, and the code, for a cursor that leads nowhere.
pub(super) const UNKNOWN_CURSOR: &str = "invalid_cursor";

/// The number or place that a page begins after, from a cursor of the page before or the id of its
/// last item.
pub(super) fn place_of<N>(
    call: &Call<'_>,
    place: impl FnOnce(&str) -> Option<N>,
) -> Result<Option<N>, Refusal> {
    let Some(cursor) = call.query("starting_after") else {
        return Ok(None);
    };
    let unknown = || {
        let field = vec![Step::Name("starting_after".to_owned())];
        let message = "neither a cursor of a page nor the id of an item";
        Refusal::Invalid(vec![Fault::new(
            Place::Query,
            field,
            UNKNOWN_CURSOR,
            message,
        )])
    };
    place(&cursor).map(Some).ok_or_else(unknown)
}

/// The size of a page; the contract has checked that it is a number from 1 to 100.
pub(super) fn limit(call: &Call<'_>) -> usize {
    call.query("limit")
        .and_then(|text| text.parse().ok())
        .unwrap_or(DEFAULT_LIMIT)
}

pub(super) fn answer_page<V: Serialize>(
    data: Vec<V>,
    has_more: bool,
    last: Option<String>,
) -> Reply {
    let answer = PageAnswer {
        data,
        has_more,
        next_cursor: last.filter(|_| has_more),
    };
    emulated::json(200, &answer)
}
