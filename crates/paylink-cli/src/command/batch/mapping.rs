//! [`MappingFlags`]: what the user says about a file.

use std::path::PathBuf;

use clap::Args;
use paylink::Currency;
use paylink_batch::{Mapping, MappingOptions};

use crate::failure::Failure;

/// What the user says about a file.
#[derive(Args)]
pub(super) struct MappingFlags {
    /// A column of the file and the native one that it is; may be given several times
    #[arg(long, value_name = "THEIRS=OURS", value_parser = pair)]
    map: Vec<(String, String)>,
    /// The mapping as TOML: `[columns]` with "Theirs" = "ours", and the keys `ignore`, `currency`,
    /// `minor_units`, `decimal_comma`, `date_format`, `utc_offset` and `delimiter`; flags win
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// A column of the file that has no place in a request; may be given several times
    #[arg(long, value_name = "COLUMN")]
    ignore: Vec<String>,
    /// The currency of rows that have none; with Paywint, Meum and Invoicing that of the account
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Amounts are in minor units: 2500 is 25.00 EUR
    #[arg(long)]
    minor_units: bool,
    /// Amounts are written 1.250,50
    #[arg(long)]
    decimal_comma: bool,
    /// How times are written, in the signs of strftime: "%d.%m.%Y %H:%M" [default: RFC 3339]
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
    /// The offset of times that are written without one: +01:00
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    utc_offset: Option<String>,
    /// What parts the cells; found in the header line where it has only one of `,` `;` `|` and tab
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
}

impl MappingFlags {
    /// The file's options, flags over the mapping file.
    pub(super) fn options(&self) -> Result<MappingOptions, Failure> {
        let mut options = match &self.mapping {
            None => MappingOptions::default(),
            Some(path) => read(path)?,
        };
        options.columns.extend(self.map.iter().cloned());
        options.ignore.extend(self.ignore.iter().cloned());
        if let Some(text) = &self.currency {
            let currency = text.parse::<Currency>();
            let refuse = |error| Failure::command(format!("--currency: {error}"));
            options.currency = Some(currency.map_err(refuse)?);
        }
        options.minor_units |= self.minor_units;
        options.decimal_comma |= self.decimal_comma;
        if self.date_format.is_some() {
            options.date_format.clone_from(&self.date_format);
        }
        if self.utc_offset.is_some() {
            options.utc_offset.clone_from(&self.utc_offset);
        }
        if let Some(text) = &self.delimiter {
            options.delimiter = Some(character(text)?);
        }
        Ok(options)
    }
}

/// The delimiter as a byte.
pub(super) fn delimiter(options: &MappingOptions) -> Result<Option<u8>, Failure> {
    let refuse = || Failure::command("--delimiter must be one ASCII character: ; or tab");
    let byte = options.delimiter.map(u8::try_from).transpose();
    let byte = byte.map_err(|_| refuse())?;
    match byte {
        Some(byte) if !byte.is_ascii() || matches!(byte, b'"' | b'\r' | b'\n') => Err(refuse()),
        byte => Ok(byte),
    }
}

/// Each column and where it goes, for people.
pub(super) fn in_words(mapping: &Mapping) -> String {
    let mut text = match mapping.template() {
        Some(template) => format!("The header line is that of {template}.\n"),
        None => String::new(),
    };
    let mut columns = mapping.columns();
    columns.retain(|(name, column)| column.is_none_or(|column| column.to_string() != *name));
    let width = columns
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    for (name, column) in columns {
        let place = column.map_or_else(|| "(ignored)".to_owned(), ToString::to_string);
        text.push_str(&format!("  {name:width$}  {place}\n"));
    }
    text.trim_end().to_owned()
}

fn read(path: &std::path::Path) -> Result<MappingOptions, Failure> {
    let text = crate::input::text("--mapping", path)?;
    toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count().saturating_add(1));
        let message = error.message().lines().next().unwrap_or_default();
        Failure::command(format!(
            "--mapping: {}, line {line}: {message}",
            path.display()
        ))
    })
}

fn character(text: &str) -> Result<char, Failure> {
    let mut characters = text.chars();
    match (text, characters.next(), characters.next()) {
        ("tab" | "\\t", ..) => Ok('\t'),
        (_, Some(character), None) => Ok(character),
        _ => Err(Failure::command(
            "--delimiter must be one ASCII character: ; or tab",
        )),
    }
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    match text.rsplit_once('=') {
        Some((theirs, ours)) if !theirs.is_empty() && !ours.is_empty() => {
            Ok((theirs.to_owned(), ours.to_owned()))
        }
        _ => Err("must be THEIRS=OURS"),
    }
}
