//! [`Script`]: the answers of one operation.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use paylink_core::provider::ErrorParts as _;
use paylink_core::{Error, ErrorKind, FieldError, Support};

use super::call::Operation;

/// Answers a call from its argument.
type Answerer<A, T> = Box<dyn Fn(&A) -> Result<T, Error> + Send + Sync>;

/// The answers of one operation that takes an `A` and gives a `T`.
pub(super) struct Script<A, T> {
    /// Whether any answer was ever scripted.
    scripted: bool,
    next: Mutex<VecDeque<Result<T, Error>>>,
    /// The answer when no next one is left.
    every: Option<Answerer<A, T>>,
}

impl<A, T> Default for Script<A, T> {
    fn default() -> Self {
        Self {
            scripted: false,
            next: Mutex::default(),
            every: None,
        }
    }
}

impl<A, T> Script<A, T> {
    pub(super) fn push(&mut self, answer: Result<T, Error>) {
        self.scripted = true;
        let next = self.next.get_mut().unwrap_or_else(PoisonError::into_inner);
        next.push_back(answer);
    }

    pub(super) fn set_every(&mut self, answer: Answerer<A, T>) {
        self.scripted = true;
        self.every = Some(answer);
    }

    /// An operation with a scripted answer is supported, one without is not.
    pub(super) const fn support(&self) -> Support {
        if self.scripted {
            Support::Yes
        } else {
            Support::No
        }
    }

    /// The next answer, or an error that says that the script has none.
    pub(super) fn answer(
        &self,
        provider: &'static str,
        operation: Operation,
        argument: &A,
    ) -> Result<T, Error> {
        let next = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            next.pop_front()
        };
        match (next, &self.every) {
            (Some(answer), _) => answer,
            (None, Some(every)) => every(argument),
            (None, None) => {
                let missing = FieldError::new(operation.method, "has no scripted answer left");
                let error = Error::new(ErrorKind::Configuration, provider, operation.name);
                Err(error.with_field(missing))
            }
        }
    }
}
