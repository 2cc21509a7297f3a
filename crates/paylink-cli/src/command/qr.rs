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
    /// The http or https URL
    url: String,

    /// Write a PNG to this file instead of the terminal; `-` writes it to standard output
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

impl Qr {
    /// Draws the code. Nothing is sent.
    pub(crate) fn run(self, output: &Output) -> Result<Exit, Failure> {
        let code =
            QrCode::of_url(&self.url).map_err(|invalid| Failure::command(invalid.to_string()))?;
        match &self.png {
            Some(file) => write(&code, file, output),
            None => Ok(output.qr(&code)),
        }
    }
}

fn write(code: &QrCode, file: &Path, output: &Output) -> Result<Exit, Failure> {
    let is_output = file.as_os_str() == "-";
    let failed = |error: String| {
        let name = if is_output {
            "standard output".to_owned()
        } else {
            file.display().to_string()
        };
        Failure::command(format!("--png: {name} cannot be written: {error}"))
    };
    let png = code.as_png().map_err(|error| failed(error.to_string()))?;
    if is_output {
        return match output.bytes(&png) {
            Ok(exit) => Ok(exit),
            Err(error) => {
                output.failure(&failed(error.to_string()));
                Ok(Exit::Unprinted)
            }
        };
    }
    fs::write(file, png).map_err(|error| failed(error.to_string()))?;
    Ok(Exit::Done)
}
