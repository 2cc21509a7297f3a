//! [`Comparison`]: compares what a response repeats with the request.

use std::any::Any;

use super::operation::Rejection;
use crate::answered::Answered;
use crate::field_error::FieldError;
use crate::timestamp::Timestamp;

/// The rule that another value breaks.
const DIFFERS: &str = "differs from the request";

/// The rule that an unreadable value breaks.
const UNREADABLE: &str = "cannot be read in the response, so it may differ from the request";

/// Compares a response with its request, field by field. It keeps the first difference.
///
/// A field is compared if both the request and the response have it. Money, identity and what the
/// payer may do are compared exactly. A value of the request that cannot be read in the response
/// differs: nobody can say that it is the same. A missing field is a difference if the response
/// must have the id or reference of the request ([`carries`](Self::carries)), or must show an
/// effect ([`shows`](Self::shows)).
///
/// ```
/// use paylink_core::provider::Comparison;
/// use paylink_core::{Amount, Answered};
/// let asked: Amount = "2500.00".parse()?;
/// let answered = Answered::Value("25.00".parse()?);
/// let compared = Comparison::new().value("amount", Some(&asked), &answered);
/// assert_eq!(compared.difference().map(|it| it.to_string()).as_deref(), Some("amount differs from the request"));
/// # Ok::<(), paylink_core::AmountError>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct Comparison {
    difference: Option<FieldError>,
}

impl Comparison {
    /// A comparison without a difference.
    pub const fn new() -> Self {
        Self { difference: None }
    }

    /// Compares an amount, a flag or another value exactly.
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

    /// Compares a mode, an id or another word exactly.
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

    /// Compares several values and their order. A response without values is not compared.
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

    /// Compares points in time. They may be written in different ways.
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

    /// Compares text that an update changed. White space may differ.
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

    /// Checks the id or reference of the response: it must be there, and be the one in the request.
    pub fn carries(self, field: &'static str, asked: &str, answered: Option<&str>) -> Self {
        match answered {
            Some(answered) => {
                self.unless(answered == asked, field, "is not the one in the request")
            }
            None => self.unless(false, field, "is missing from the response"),
        }
    }

    /// Checks an effect or a state that the response must show.
    pub fn shows(self, field: &'static str, rule: &'static str, holds: bool) -> Self {
        self.unless(holds, field, rule)
    }

    /// Checks that a created link can be paid, as far as its status says.
    pub fn payable(self, field: &'static str, payable: bool) -> Self {
        self.unless(payable, field, "says that the link cannot be paid")
    }

    /// The first difference.
    #[must_use]
    pub fn difference(self) -> Option<FieldError> {
        self.difference
    }

    /// The answer, if nothing differs.
    ///
    /// # Errors
    /// [`Rejection::Differs`], which contains the answer.
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
