//! A report as JSON Lines.

use std::io::{self, Write};

use serde_json::value::RawValue;

use super::values::{NAMES, values};
use crate::file::JSON;
use crate::report_row::ReportRow;

/// One object a row: the file's own cells as texts, or the members of its JSON line, then the
/// report's.
pub(super) fn rows(
    out: &mut (dyn Write + Send),
    columns: &[String],
    rows: &[ReportRow],
) -> io::Result<()> {
    let is_json = columns == [JSON];
    for row in rows {
        let mut members = Vec::new();
        if is_json {
            // Under a name of its own, so that a provider's member cannot clash with one of ours.
            let line = row.cells.first().map_or("null", String::as_str);
            let line = RawValue::from_string(line.to_owned());
            let line = match line {
                Ok(line) => line,
                // A faulty line that is not JSON is kept as text.
                Err(_) => raw(row.cells.first())?,
            };
            members.push((JSON.to_owned(), line));
        } else {
            for (name, cell) in columns.iter().zip(&row.cells) {
                members.push((name.clone(), raw(Some(cell))?));
            }
        }
        for (name, value) in NAMES.into_iter().zip(values(row)) {
            let value = if name == "paylink_attempts" {
                RawValue::from_string(row.attempts.to_string())?
            } else {
                raw(value.as_ref())?
            };
            members.push((name.to_owned(), value));
        }
        write_object(out, &members)?;
    }
    Ok(())
}

fn raw(text: Option<&String>) -> io::Result<Box<RawValue>> {
    let json = serde_json::to_string(&text)?;
    Ok(RawValue::from_string(json)?)
}

fn write_object(
    out: &mut (dyn Write + Send),
    members: &[(String, Box<RawValue>)],
) -> io::Result<()> {
    for (at, (name, value)) in members.iter().enumerate() {
        let before: &[u8] = if at == 0 { b"{" } else { b"," };
        out.write_all(before)?;
        serde_json::to_writer(&mut *out, name)?;
        out.write_all(b":")?;
        out.write_all(value.get().as_bytes())?;
    }
    out.write_all(b"}\n")
}
