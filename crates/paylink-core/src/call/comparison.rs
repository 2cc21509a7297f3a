//! [`Comparison`]: holds what an answer repeats of a request against what was asked.

use std::any::Any;

use super::operation::Rejection;
use crate::answered::Answered;
use crate::field_error::FieldError;
use crate::timestamp::Timestamp;

/// The rule of a value that is another one.
const DIFFERS: &str = "differs from what was asked for";

/// The rule of a value that was asked for and cannot be read.
const UNREADABLE: &str =
    "cannot be read in the answer, so nobody can say that it is what was asked for";

/// Compares an answer with its request, field by field. The first difference counts.
///
/// What the answer leaves out is not compared, and neither is what was not asked for. Money, identity and what the payer may
/// do are compared exactly; a value that was asked for and cannot be read in the answer differs, because nobody can say that
/// it is the same. Where an answer is about an id or a reference ([`carries`](Self::carries)), or an effect must show
/// ([`shows`](Self::shows)), a field that is absent is a difference too.
///
/// ```
/// use paylink_core::provider::Comparison;
/// use paylink_core::{Amount, Answered};
/// let asked: Amount = "2500.00".parse()?;
/// let answered = Answered::Value("25.00".parse()?);
/// let compared = Comparison::new().value("amount", Some(&asked), &answered);
/// assert_eq!(compared.difference().map(|it| it.to_string()).as_deref(), Some("amount differs from what was asked for"));
/// # Ok::<(), paylink_core::AmountError>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct Comparison {
    difference: Option<FieldError>,
}

impl Comparison {
    /// Nothing compared yet.
    pub const fn new() -> Self {
        Self { difference: None }
    }

    /// An amount, a flag or another value that is read from its text: exactly.
    pub fn value<T: PartialEq>(
        self,
        field: &'static str,
        asked: Option<&T>,
        answered: &Answered<T>,
    ) -> Self {
        match (asked, answered) {
            (Some(asked), Answered::Value(answered)) => {
                self.unless(asked == answered, field, DIFFERS)
            }
            (Some(_), Answered::Unreadable(_)) => self.unless(false, field, UNREADABLE),
            (None, _) | (_, Answered::Missing) => self,
        }
    }

    /// A mode, an id or another word: exactly.
    pub fn word<T: PartialEq>(
        self,
        field: &'static str,
        asked: Option<&T>,
        answered: Option<&T>,
    ) -> Self {
        match (asked, answered) {
            (Some(asked), Some(answered)) => self.unless(asked == answered, field, DIFFERS),
            (None, _) | (_, None) => self,
        }
    }

    /// Several values, in their order. An answer without any says nothing.
    pub fn list<T: PartialEq>(
        self,
        field: &'static str,
        asked: Option<&[T]>,
        answered: &[Answered<T>],
    ) -> Self {
        let Some(asked) = asked.filter(|_| !answered.is_empty()) else {
            return self;
        };
        let same = asked
            .iter()
            .map(Some)
            .eq(answered.iter().map(Answered::value));
        self.unless(same, field, DIFFERS)
    }

    /// A point in time: the same instant, however it is written.
    pub fn time(
        self,
        field: &'static str,
        asked: Option<&Timestamp>,
        answered: Option<&Timestamp>,
    ) -> Self {
        let (Some(asked), Some(answered)) = (asked, answered) else {
            return self;
        };
        match (asked.instant(), answered.instant()) {
            (Some(asked), Some(answered)) => self.unless(asked == answered, field, DIFFERS),
            (_, None) => self.unless(asked.text() == answered.text(), field, UNREADABLE),
            (None, _) => self.unless(asked.text() == answered.text(), field, DIFFERS),
        }
    }

    /// A free text that an update changes: the same words, however they are spaced.
    pub fn folded_text(
        self,
        field: &'static str,
        asked: Option<&str>,
        answered: Option<&str>,
    ) -> Self {
        let (Some(asked), Some(answered)) = (asked, answered) else {
            return self;
        };
        let same = asked.split_whitespace().eq(answered.split_whitespace());
        self.unless(same, field, DIFFERS)
    }

    /// The id or reference that the answer is about: it must be there, and be the one that was asked about.
    pub fn carries(self, field: &'static str, asked: &str, answered: Option<&str>) -> Self {
        match answered {
            Some(answered) => self.unless(
                answered == asked,
                field,
                "is not the one that was asked about",
            ),
            None => self.unless(
                false,
                field,
                "is missing: the answer does not say what it is about",
            ),
        }
    }

    /// An effect or a state that must show in the answer.
    pub fn shows(self, field: &'static str, rule: &'static str, holds: bool) -> Self {
        self.unless(holds, field, rule)
    }

    /// A link that a create answers can be paid, as far as its status says.
    pub fn payable(self, field: &'static str, payable: bool) -> Self {
        self.unless(payable, field, "says that the link cannot be paid")
    }

    /// The first difference.
    #[must_use]
    pub fn difference(self) -> Option<FieldError> {
        self.difference
    }

    /// The answer itself where nothing differs.
    ///
    /// # Errors
    /// [`Rejection::Differs`], which keeps the answer.
    pub fn of<T: Any + Send + Sync>(self, answer: T) -> Result<T, Rejection> {
        match self.difference {
            None => Ok(answer),
            Some(invalid) => Err(Rejection::differs(invalid, answer)),
        }
    }

    fn unless(mut self, holds: bool, field: &'static str, rule: &'static str) -> Self {
        if !holds && self.difference.is_none() {
            self.difference = Some(FieldError::new(field, rule));
        }
        self
    }
}
