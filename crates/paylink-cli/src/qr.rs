//! [`QrCode`]: an address as a QR code, in the terminal or as a picture.

use std::iter;

use paylink::FieldError;

use paylink::provider::check_url;
use qrcode::{Color, EcLevel};

/// Light modules around the code, which a scanner needs to find it.
const QUIET: usize = 4;

/// A QR code with its quiet zone.
pub(crate) struct QrCode {
    /// Rows of modules, each `true` where it is dark. As many rows as columns.
    rows: Vec<Vec<bool>>,
}

impl QrCode {
    /// The code of a web address. Errors are corrected at level M, or at L where the address would
    /// not fit else.
    pub(crate) fn of_url(url: &str) -> Result<Self, FieldError> {
        check_url("url", url, &["http", "https"])?;
        let code = [EcLevel::M, EcLevel::L]
            .into_iter()
            .find_map(|level| qrcode::QrCode::with_error_correction_level(url, level).ok())
            .ok_or_else(|| FieldError::new("url", "is too long for a QR code"))?;
        let width = code.width();
        let margin = vec![false; width.saturating_add(QUIET).saturating_add(QUIET)];
        let inner = code.into_colors();
        let inner = inner.chunks(width).map(|row| {
            let dark = row.iter().map(|color| *color == Color::Dark);
            quiet().chain(dark).chain(quiet()).collect()
        });
        let margins = || iter::repeat_n(margin.clone(), QUIET);
        let rows = margins().chain(inner).chain(margins()).collect();
        Ok(Self { rows })
    }

    /// Lines of half blocks, two rows of modules a line, for white on black.
    pub(crate) fn on_black(&self) -> Vec<String> {
        let pairs = self.rows.chunks(2);
        pairs
            .map(|pair| match pair {
                [upper, lower] => line(upper, lower),
                // The last row has none below it: more of the quiet zone.
                [upper] => line(upper, &vec![false; upper.len()]),
                _ => String::new(),
            })
            .collect()
    }

    /// Lines of full blocks, a row of modules each: the modules of this colour are blocks, the
    /// others are the screen's own.
    pub(crate) fn in_blocks(&self, of: Color) -> Vec<String> {
        let row = |row: &Vec<bool>| {
            let cells = row.iter().map(|dark| match *dark == (of == Color::Dark) {
                true => "██",
                false => "  ",
            });
            cells.collect()
        };
        self.rows.iter().map(row).collect()
    }

    /// A PNG in black and white, 8 by 8 pixels a module.
    pub(crate) fn as_png(&self) -> Result<Vec<u8>, png::EncodingError> {
        // With one bit a pixel, the eight pixels of a module are one byte.
        let row = |row: &Vec<bool>| {
            row.iter()
                .map(|dark| if *dark { 0x00 } else { 0xff })
                .collect()
        };
        let rows = self.rows.iter().map(row);
        let pixels: Vec<Vec<u8>> = rows.flat_map(|row| iter::repeat_n(row, 8)).collect();
        let side = u32::try_from(pixels.len()).unwrap_or(u32::MAX);
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.write_header()?.write_image_data(&pixels.concat())?;
        Ok(file)
    }
}

fn quiet() -> impl Iterator<Item = bool> {
    iter::repeat_n(false, QUIET)
}

fn line(upper: &[bool], lower: &[bool]) -> String {
    let pairs = upper.iter().zip(lower);
    pairs
        .map(|pair| match pair {
            (false, false) => '█',
            (false, true) => '▀',
            (true, false) => '▄',
            (true, true) => ' ',
        })
        .collect()
}
