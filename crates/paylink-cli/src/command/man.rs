//! `paylink man`: the man pages.

use std::path::PathBuf;

use clap::Args;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Write the man pages into a folder.
#[derive(Args)]
pub(crate) struct Man {
    /// An existing folder. It gets one page for each command: `paylink.1`, `paylink-create.1`, ...
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Man {
    /// Writes them, and prints where.
    pub(crate) fn run(self, definition: clap::Command, output: &Output) -> Result<Exit, Failure> {
        let folder = self.folder.display();
        clap_mangen::generate_to(definition, &self.folder)
            .map_err(|error| Failure::command(format!("{folder} cannot be written: {error}")))?;
        Ok(output.say(&format!("man pages are in {folder}")))
    }
}
