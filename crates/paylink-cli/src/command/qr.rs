//! `paylink qr`: an address as a QR code.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::qr::QrCode;

/// Show an address as a QR code.
#[derive(Args)]
pub(crate) struct Qr {
    /// The address, http or https
    url: String,

    /// Write a picture into this file, and nothing on the terminal
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

impl Qr {
    /// Draws the code. Nothing is sent.
    pub(crate) fn run(self, output: &Output) -> Result<Exit, Failure> {
        let code =
            QrCode::of_url(&self.url).map_err(|invalid| Failure::command(invalid.to_string()))?;
        match &self.png {
            Some(file) => write(&code, file).map(|()| Exit::Done),
            None => Ok(output.qr(&code)),
        }
    }
}

fn write(code: &QrCode, file: &Path) -> Result<(), Failure> {
    let failed = |error: String| {
        Failure::command(format!(
            "--png: {} cannot be written: {error}",
            file.display()
        ))
    };
    let png = code.as_png().map_err(|error| failed(error.to_string()))?;
    fs::write(file, png).map_err(|error| failed(error.to_string()))
}
