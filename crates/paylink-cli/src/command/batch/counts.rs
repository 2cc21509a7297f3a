//! What a batch came to: for people a table, for programs one object, and the exit code.

use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};
use paylink_batch::{Batch, Counts, RunEnd};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::exit::Exit;

/// What a batch came to, for programs.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    batch: &'a str,
    rows: u64,
    created: u64,
    refused: u64,
    not_sent: u64,
    unknown: u64,
    differs: u64,
    left: u64,
    /// To the millisecond, as a JSON number.
    seconds: Box<RawValue>,
}

impl<'a> Summary<'a> {
    pub(super) fn new(batch: &'a Batch, took: Duration) -> Self {
        let counts = &batch.counts;
        Self {
            batch: batch.id.as_str(),
            rows: batch.rows,
            created: counts.created,
            refused: counts.refused,
            not_sent: counts.not_sent,
            unknown: counts.unknown,
            differs: counts.differs,
            left: counts.left(),
            seconds: seconds(took),
        }
    }
}

/// Seconds with three decimals, without a float.
fn seconds(took: Duration) -> Box<RawValue> {
    let text = format!("{}.{:03}", took.as_secs(), took.subsec_millis());
    RawValue::from_string(text).unwrap_or_default()
}

/// What a batch came to, for people.
pub(super) fn table(batch: &Batch) -> String {
    let counts = &batch.counts;
    let rows = [
        ("created", counts.created, "the provider has the link"),
        ("refused", counts.refused, "the provider made no link"),
        ("not sent", counts.not_sent, "nothing reached the provider"),
        (
            "unknown",
            counts.unknown,
            "look at the provider before you make another",
        ),
        (
            "differs",
            counts.differs,
            "a link that is not what the row asked for",
        ),
        (
            "left",
            counts.left(),
            "not sent yet, or the answer is not recorded",
        ),
    ];
    let mut table = table_of(["ROWS", "STATE", ""]);
    for (state, count, words) in rows {
        if count > 0 || state == "created" {
            table.add_row([count.to_string(), state.to_owned(), words.to_owned()]);
        }
    }
    if let Some(column) = table.column_mut(0) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    lines(&table)
}

/// A table without borders.
pub(super) fn table_of<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(header);
    table
}

/// A table as lines without blanks at their ends.
pub(super) fn lines(table: &Table) -> String {
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// How a run ended, for the shell. Where several hold, the first of unknown, differs, not reached,
/// refused and left.
pub(super) fn exit(counts: &Counts, end: Option<RunEnd>) -> Exit {
    if counts.unknown > 0 {
        Exit::Unknown
    } else if counts.differs > 0 {
        Exit::Different
    } else if end == Some(RunEnd::Unreachable) && counts.left() > 0 {
        Exit::NotReached
    } else if counts.refused > 0 || counts.not_sent > 0 || end == Some(RunEnd::Unauthorized) {
        Exit::Refused
    } else if counts.left() > 0 {
        Exit::Left
    } else {
        Exit::Done
    }
}

/// Why a run ended before its last row, for people.
pub(super) const fn why(end: RunEnd) -> Option<&'static str> {
    Some(match end {
        RunEnd::Done => return None,
        RunEnd::Stopped => "stopped; the same command continues",
        RunEnd::Limited => "--first was reached; the same command continues",
        RunEnd::Paused => "the batch is paused; `paylink batch resume` continues",
        RunEnd::TooManyUnknown => {
            "paused: more rows are unknown than --max-unknown allows; look at the report, then `paylink batch resume`"
        }
        RunEnd::TooManyDiffer => {
            "paused: more links differ from what their rows asked for than --max-differs allows; look at the report, then `paylink batch resume`"
        }
        RunEnd::Unreachable => "the provider was not reached; the same command continues",
        RunEnd::Unauthorized => "the provider did not accept the credentials",
        RunEnd::Unusable => "no row can be sent as the client is set up",
        RunEnd::Lost => "another worker took over",
        _ => "ended",
    })
}
