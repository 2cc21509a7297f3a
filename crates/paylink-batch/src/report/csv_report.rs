//! A report as comma-separated values.

use std::io::{self, Write};

use csv::{Writer, WriterBuilder};

use super::formula::guard;
use super::values::{NAMES, values};
use crate::report_row::ReportRow;

pub(super) fn header(out: &mut (dyn Write + Send), columns: &[String]) -> io::Result<()> {
    let mut writer = writer(out);
    let own = columns.iter().map(|name| guard(name));
    let names = own.chain(NAMES.into_iter().map(Into::into));
    writer.write_record(names.map(|name| name.into_owned()))?;
    writer.flush()
}

pub(super) fn rows(out: &mut (dyn Write + Send), rows: &[ReportRow]) -> io::Result<()> {
    let mut writer = writer(out);
    for row in rows {
        for cell in &row.cells {
            writer.write_field(guard(cell).as_bytes())?;
        }
        for value in values(row) {
            // The provider's words are a stranger's.
            writer.write_field(guard(value.as_deref().unwrap_or_default()).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// CSV as spreadsheets read it: lines end with CR and LF.
fn writer(out: &mut (dyn Write + Send)) -> Writer<&mut (dyn Write + Send)> {
    WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}
