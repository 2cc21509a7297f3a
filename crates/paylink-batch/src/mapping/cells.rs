//! [`Reading`]: the text of a cell as a value, exactly or not at all.

use paylink_core::time::format_description::{
    BorrowedFormatItem, OwnedFormatItem, parse_strftime_owned,
};
use paylink_core::time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};
use paylink_core::{Amount, Currency, MinorUnits, Timestamp};

use super::fault::Fault;
use super::options::MappingOptions;
use super::template::Template;

/// A rule that a cell breaks, and what to do.
pub(super) type Broken = (&'static str, Option<&'static str>);

/// How the cells of a file are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) currency: Option<Currency>,
    minor_units: bool,
    decimal_comma: bool,
    time: Option<(OwnedFormatItem, bool)>,
    offset: Option<UtcOffset>,
}

impl Reading {
    pub(super) fn new(
        options: &MappingOptions,
        template: Option<&Template>,
    ) -> Result<Self, Fault> {
        let format = options.date_format.as_deref();
        let format = format.or_else(|| template?.date_format);
        Ok(Self {
            currency: options.currency,
            minor_units: options.minor_units || template.is_some_and(|known| known.minor_units),
            decimal_comma: options.decimal_comma,
            time: format.map(time_format).transpose()?,
            offset: options.utc_offset.as_deref().map(offset).transpose()?,
        })
    }

    /// An amount in major units.
    pub(super) fn amount(&self, text: &str, currency: Currency) -> Result<Amount, Broken> {
        spreadsheet(text)?;
        if text.starts_with('(') {
            let rule = "is in brackets, as spreadsheets write negative amounts";
            return Err((rule, Some("a link asks for a positive amount")));
        }
        let text = self.with_point(text)?;
        let is_number = |character: char| matches!(character, '0'..='9' | '.' | '-');
        if !text.chars().all(is_number) {
            let rule = "must be digits with a decimal point: 25.00";
            return Err((
                rule,
                Some("take currency signs, letters and spaces out of the column"),
            ));
        }
        if !self.minor_units {
            return text
                .parse()
                .map_err(|error: paylink_core::AmountError| (error.rule(), None));
        }
        let units: i64 =
            (text.parse()).map_err(|_| ("must be a whole number of minor units", None))?;
        let rule = "is in a currency without a known minor unit";
        let exponent = currency
            .exponent()
            .ok_or((rule, Some("write major units")))?;
        let amount = MinorUnits::new(units).to_amount(exponent);
        amount.map_err(|error| (error.rule(), None))
    }

    /// The same with a point for a decimal comma, where the user says that commas are decimal.
    fn with_point(&self, text: &str) -> Result<String, Broken> {
        if !self.decimal_comma {
            if text.contains(',') {
                let rule = "has a comma, which is never guessed to be a decimal or a grouping one";
                let hint = "--decimal-comma where 1.250,50 is meant to be 1250.50; else take the grouping out";
                return Err((rule, Some(hint)));
            }
            return Ok(text.to_owned());
        }
        let (whole, fraction) = match text.split_once(',') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let mut groups = whole.split('.');
        let first = groups.next().unwrap_or_default();
        let mut digits = first.to_owned();
        let mut is_grouped = false;
        for group in groups {
            is_grouped = true;
            if group.len() != 3 {
                let rule = "has a point that parts no group of three digits";
                let hint = "with --decimal-comma a point is a grouping sign";
                return Err((rule, Some(hint)));
            }
            digits.push_str(group);
        }
        let leading = first.trim_start_matches('-').len();
        if is_grouped && !(1..=3).contains(&leading) {
            return Err(("has a point that parts no group of three digits", None));
        }
        if let Some(fraction) = fraction {
            digits.push('.');
            digits.push_str(fraction);
        }
        Ok(digits)
    }

    /// A time.
    pub(super) fn time(&self, text: &str) -> Result<OffsetDateTime, Broken> {
        let Some((format, has_offset)) = &self.time else {
            let time = Timestamp::parse(text).and_then(|time| time.instant());
            let rule = "must be an RFC 3339 time: 2027-01-31T12:00:00Z";
            return time.ok_or((
                rule,
                Some("--date-format where times are written in another form"),
            ));
        };
        let rule = "is not written as the date format says";
        if *has_offset {
            return OffsetDateTime::parse(text, format).map_err(|_| (rule, None));
        }
        let time = PrimitiveDateTime::parse(text, format).map_err(|_| (rule, None))?;
        let missing = "has no UTC offset, and none is guessed";
        let offset = self.offset.ok_or((missing, Some("--utc-offset +01:00")))?;
        Ok(time.assume_offset(offset))
    }
}

/// A reference or a telephone number, which spreadsheets take for a number.
pub(super) fn identifier(text: &str) -> Result<(), Broken> {
    spreadsheet(text)
}

/// What a spreadsheet leaves behind in a cell that it took for a number.
fn spreadsheet(text: &str) -> Result<(), Broken> {
    if text.starts_with('\'') {
        let rule = "begins with an apostrophe, with which spreadsheets mark text";
        return Err((rule, Some("take it out of the column")));
    }
    if is_scientific(text) {
        let rule =
            "is in scientific notation: a spreadsheet has rewritten it, and digits may be lost";
        let hint =
            "format the column as text, fill it in again from its source, and save as CSV UTF-8";
        return Err((rule, Some(hint)));
    }
    Ok(())
}

/// `1.0E+05`, `9E9`, `4,1E+10`.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    is_digits(whole) && is_digits(fraction) && is_digits(exponent) && exponent.len() <= 3
}

/// A format in the signs of `strftime`, and whether it holds an offset.
fn time_format(format: &str) -> Result<(OwnedFormatItem, bool), Fault> {
    let items = parse_strftime_owned(format).map_err(|_| {
        Fault::header("the date format is not one of strftime").hint("%d.%m.%Y %H:%M")
    })?;
    if !format.contains("%H") && !format.contains("%I") && !format.contains("%s") {
        let fault = Fault::header("the date format has no hour, and no time of day is guessed");
        return Err(fault.hint("%Y-%m-%d %H:%M"));
    }
    Ok((items, format.contains("%z") || format.contains("%s")))
}

/// `+01:00`, `-0330` or `Z`.
fn offset(text: &str) -> Result<UtcOffset, Fault> {
    if text == "Z" {
        return Ok(UtcOffset::UTC);
    }
    let parse = |format| {
        let format: Vec<BorrowedFormatItem<'_>> =
            paylink_core::time::format_description::parse_borrowed::<2>(format).ok()?;
        UtcOffset::parse(text, &format).ok()
    };
    parse("[offset_hour sign:mandatory]:[offset_minute]")
        .ok_or_else(|| Fault::header("the UTC offset cannot be read").hint("+01:00, -03:30 or Z"))
}
