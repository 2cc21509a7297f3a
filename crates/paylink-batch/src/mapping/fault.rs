//! [`Fault`]: what is wrong with a file, and where.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

/// What is wrong with a row or with the header line: where, the rule, and what to do. It never
/// repeats a cell: that may be a payer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fault {
    /// The line of the file, from 1.
    pub line: u64,
    /// The column by the name that the file has for it. `None` for the row as a whole.
    pub column: Option<String>,
    /// The rule, as the end of a sentence whose subject is the column or the row.
    pub rule: Cow<'static, str>,
    /// What to do.
    pub hint: Option<Cow<'static, str>>,
}

impl Fault {
    /// A fault of a row.
    #[must_use]
    pub fn row(line: u64, rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            line,
            column: None,
            rule: rule.into(),
            hint: None,
        }
    }

    /// A fault of the header line.
    pub(super) fn header(rule: impl Into<Cow<'static, str>>) -> Self {
        Self::row(1, rule)
    }

    /// A fault of a column, in the header line or at any place.
    pub(super) fn column(column: &str, rule: impl Into<Cow<'static, str>>) -> Self {
        Self::row(1, rule).of(column)
    }

    /// The same fault of this column.
    #[must_use]
    pub fn of(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// The same fault with what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The fault without its place, as a report has it.
    #[cfg(feature = "sqlite")]
    pub(crate) fn as_text(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}; {hint}", self.rule),
            None => self.rule.clone().into_owned(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", {column}")?;
        }
        write!(f, ": {}", self.rule)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}
