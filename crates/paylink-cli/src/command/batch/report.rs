//! `paylink batch report`: what became of every row.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use paylink_batch::{ReportError, ReportFormat, RowState, write_report};

use super::known::KnownBatch;
use crate::exit::Exit;
use crate::failure::{Failure, causes};
use crate::output::Output;

/// Write what became of every row, in the order of the file, also while the batch runs.
#[derive(Args)]
pub(crate) struct WriteReport {
    #[command(flatten)]
    known: KnownBatch,

    /// How the report is written
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,

    /// Where it is written [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only rows in this state: planned, sending, created, refused, not_sent, unknown or differs;
    /// may be given several times
    #[arg(long, value_name = "STATE")]
    state: Vec<RowState>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
}

/// The file of a report cannot be written.
fn unwritten(output: &Output, path: &Path, error: &io::Error) -> Exit {
    let text = format!("--output: {}: {error}", path.display());
    output.failure(&Failure::command(text));
    Exit::Unprinted
}

impl WriteReport {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let (journal, batch) = self.known.find().await?;
        let format = match self.format {
            Format::Csv => ReportFormat::Csv,
            Format::Jsonl => ReportFormat::JsonLines,
        };
        let written = match &self.output {
            None => {
                let mut out = BufWriter::with_capacity(128 * 1024, io::stdout());
                write_report(journal.as_ref(), &batch.id, &self.state, format, &mut out).await
            }
            Some(path) => {
                // A report that is not complete never has the name of one.
                let folder = path
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty());
                let file = tempfile::NamedTempFile::new_in(folder.unwrap_or(".".as_ref()));
                let file = match file {
                    Ok(file) => file,
                    Err(error) => return Ok(unwritten(output, path, &error)),
                };
                let mut out = BufWriter::with_capacity(128 * 1024, &file);
                let written =
                    write_report(journal.as_ref(), &batch.id, &self.state, format, &mut out).await;
                let flushed = out.flush();
                drop(out);
                match (written, flushed) {
                    (Ok(rows), Ok(())) => match file.persist(path) {
                        Ok(_) => Ok(rows),
                        Err(error) => return Ok(unwritten(output, path, &error.error)),
                    },
                    (Ok(_), Err(error)) => Err(ReportError::Io(error)),
                    (Err(error), _) => Err(error),
                }
            }
        };
        match written {
            Ok(rows) => {
                if let Some(path) = &self.output {
                    output.remark(&format!("{rows} rows in {}", path.display()));
                }
                Ok(Exit::Done)
            }
            Err(ReportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                Ok(Exit::Unprinted)
            }
            Err(ReportError::Io(error)) => {
                output.failure(&Failure::command(format!(
                    "the report cannot be written: {error}"
                )));
                Ok(Exit::Unprinted)
            }
            Err(error) => Err(Failure::command(causes(&error))),
        }
    }
}
