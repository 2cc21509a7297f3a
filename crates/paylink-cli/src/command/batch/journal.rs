//! [`JournalFlags`]: where a batch is kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use paylink::transport::Runtime;
use paylink_batch::{Journal, PostgresJournal, SqliteJournal};

use crate::failure::{Failure, causes};
use crate::{credentials, mask};

/// Where a batch is kept.
#[derive(Args)]
pub(super) struct JournalFlags {
    /// A file, or postgres://USER@HOST/DATABASE for several machines; its password may come from
    /// PGPASSWORD or .pgpass [default: the file of the rows with .paylink.db behind its name]
    #[arg(
        long,
        value_name = "PATH or URL",
        env = "PAYLINK_JOURNAL",
        hide_env_values = true
    )]
    pub(super) journal: Option<String>,
}

/// An open journal.
pub(super) type OpenJournal = Box<dyn Journal>;

impl JournalFlags {
    /// The journal, which is made when it is missing.
    pub(super) fn open_or_make(&self, default: PathBuf) -> Result<OpenJournal, Failure> {
        match &self.journal {
            Some(place) if is_postgres(place) => postgres(place),
            Some(place) => sqlite(Path::new(place)),
            None => sqlite(&default),
        }
    }

    /// A journal that is there. `default` is looked for where no flag gives one; else the only
    /// journal of this folder.
    pub(super) fn open(&self, default: Option<PathBuf>) -> Result<OpenJournal, Failure> {
        let path = match (&self.journal, default) {
            (Some(place), _) if is_postgres(place) => return postgres(place),
            (Some(place), _) => PathBuf::from(place),
            (None, Some(default)) => default,
            (None, None) => only_one()?,
        };
        if !path.is_file() {
            return Err(Failure::command(format!(
                "there is no journal {}",
                path.display()
            )));
        }
        sqlite(&path)
    }
}

/// An address in either of the forms that Postgres has; everything else is a path.
fn is_postgres(place: &str) -> bool {
    ["postgres://", "postgresql://", "host="]
        .iter()
        .any(|begin| place.starts_with(begin))
}

fn sqlite(path: &Path) -> Result<OpenJournal, Failure> {
    let journal = SqliteJournal::open(path, runtime()?).map_err(|error| {
        Failure::command(format!(
            "the journal {}: {}",
            path.display(),
            causes(&error)
        ))
    })?;
    Ok(Box::new(journal))
}

fn postgres(address: &str) -> Result<OpenJournal, Failure> {
    let password = credentials::postgres_password(address)?;
    if let Some(password) = &password {
        mask::note(password);
    }
    let journal = PostgresJournal::new(address, password.as_deref())
        .map_err(|error| Failure::command(format!("the journal: {}", causes(&error))))?;
    Ok(Box::new(journal))
}

/// The clock of the machine.
fn runtime() -> Result<Arc<dyn Runtime>, Failure> {
    Ok(paylink_reqwest::connection()?.shared_runtime())
}

/// The only journal of this folder.
fn only_one() -> Result<PathBuf, Failure> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(".")
        .map_err(|error| Failure::command(format!("this folder cannot be read: {error}")))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".paylink.db"))
        .collect();
    found.sort();
    let hint = "say which batch: its file, its id with --journal, or --journal alone";
    match (found.pop(), found.len()) {
        (Some(path), 0) => Ok(path),
        (None, _) => Err(Failure::command(format!(
            "this folder has no journal: {hint}"
        ))),
        (Some(_), _) => Err(Failure::command(format!(
            "this folder has several journals: {hint}"
        ))),
    }
}
