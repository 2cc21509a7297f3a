//! [`Rows`]: the file that is given, or standard input, which is kept in a temporary file.

use std::fs::File;
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};

use paylink_batch::{Fault, FileFormat, FileRows, Mapping, MappingOptions, Survey};

use super::mapping::delimiter;
use crate::failure::{Failure, causes};

/// A file of rows that can be read more than once.
pub(super) struct Rows {
    /// Its path; `None` for standard input.
    path: Option<PathBuf>,
    file: File,
    pub(super) survey: Survey,
}

impl Rows {
    /// Opens a file, `-` for standard input, and reads it once as a whole.
    pub(super) fn open(path: &Path, options: &MappingOptions) -> Result<Self, Failure> {
        let (path, mut file) = if path.as_os_str() == "-" {
            (None, spooled()?)
        } else {
            let file = File::open(path);
            let refuse = |error| Failure::command(format!("{}: {error}", path.display()));
            (Some(path.to_owned()), file.map_err(refuse)?)
        };
        let name = name(path.as_deref());
        let survey = Survey::of(&mut file, delimiter(options)?)
            .map_err(|error| Failure::command(format!("{name}: {}", causes(&error))))?;
        Ok(Self { path, file, survey })
    }

    /// The rows from the first on.
    pub(super) fn rows(&self) -> Result<FileRows<&File>, Failure> {
        let mut file = &self.file;
        file.rewind().map_err(|error| self.failed(&error))?;
        FileRows::new(file, &self.survey).map_err(|error| self.failed(&error))
    }

    /// What the columns of the file are.
    pub(super) fn mapping(
        &self,
        options: &MappingOptions,
        own: bool,
    ) -> Result<Mapping, Vec<Fault>> {
        match (self.survey.format, own) {
            (FileFormat::JsonLines, true) => Ok(Mapping::own()),
            (FileFormat::JsonLines, false) => Mapping::of_members(options),
            (_, true) => Err(vec![Fault::row(
                1,
                "is not JSON: --own reads JSON Lines, one request a line",
            )]),
            (_, false) => {
                let rows = self
                    .rows()
                    .map_err(|failure| vec![Fault::row(1, failure.message())])?;
                Mapping::of_columns(rows.columns(), options)
            }
        }
    }

    /// The product whose template the header line is, where it is one that is known.
    pub(super) fn template(&self) -> Option<&'static str> {
        let rows = self.rows().ok()?;
        Mapping::recognised(rows.columns())
    }

    /// The path of the journal beside the file; for standard input, one named by its digest in
    /// this folder, so that the same input finds it again.
    pub(super) fn journal(&self) -> PathBuf {
        match &self.path {
            Some(path) => beside(path),
            None => {
                let digest = self.survey.sha256.iter().take(6);
                let digest: String = digest.map(|byte| format!("{byte:02x}")).collect();
                PathBuf::from(format!("stdin-{digest}.paylink.db"))
            }
        }
    }

    pub(super) fn name(&self) -> String {
        name(self.path.as_deref())
    }

    fn failed(&self, error: &dyn std::error::Error) -> Failure {
        Failure::command(format!("{}: {}", self.name(), causes(error)))
    }
}

/// The journal of a file: its name with `.paylink.db` behind it.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".paylink.db");
    PathBuf::from(name)
}

fn name(path: Option<&Path>) -> String {
    path.map_or_else(
        || "standard input".to_owned(),
        |path| path.display().to_string(),
    )
}

/// Standard input in a temporary file that has no name: it holds payers' data.
fn spooled() -> Result<File, Failure> {
    let kept = || -> io::Result<File> {
        let mut file = tempfile::tempfile()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        file.rewind()?;
        Ok(file)
    };
    kept().map_err(|error| Failure::command(format!("standard input cannot be kept: {error}")))
}
