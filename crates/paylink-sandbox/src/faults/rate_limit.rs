//! [`RateLimit`]: so many requests in a time, and no more.

use std::time::Duration;

use time::OffsetDateTime;

/// Lets through so many requests in each span of time, by the sandbox's clock, and refuses the
/// others with 429, in the provider's own words where it documents any (Meum).
///
/// No provider documents a header for it: without [`RateLimit::with_retry_after`] there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    pub(crate) requests: u32,
    pub(crate) per: Duration,
    pub(crate) has_retry_after: bool,
    pub(crate) provider: Option<String>,
    pub(crate) operation: Option<String>,
    /// When the span began, and how many requests it has let through.
    span: Option<(OffsetDateTime, u32)>,
}

impl RateLimit {
    /// Of each provider and operation that it is for, all requests count together.
    #[must_use]
    pub const fn new(requests: u32, per: Duration) -> Self {
        Self {
            requests,
            per,
            has_retry_after: false,
            provider: None,
            operation: None,
            span: None,
        }
    }

    /// A refusal says in `Retry-After` how many seconds are left of the span, rounded up.
    #[must_use]
    pub const fn with_retry_after(mut self) -> Self {
        self.has_retry_after = true;
        self
    }

    /// Limits one provider's requests only.
    #[must_use]
    pub fn on(mut self, provider: impl Into<String>) -> Self {
        self.provider = Some(provider.into());
        self
    }

    /// Limits one operation only, by its `operationId` in the contract: `createPaymentLink`.
    #[must_use]
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    pub(super) fn is_for(&self, provider: &str, operation: Option<&str>) -> bool {
        let wanted = self.provider.as_deref();
        let wanted_operation = self.operation.as_deref();
        wanted.is_none_or(|wanted| wanted == provider)
            && wanted_operation.is_none_or(|wanted| Some(wanted) == operation)
    }

    /// Counts a request: how long to wait where it is one too many.
    pub(super) fn count(&mut self, now: OffsetDateTime) -> Option<Duration> {
        let (began, used) = self.span.unwrap_or((now, 0));
        // A clock that was set back begins again, too.
        let nanoseconds = |at: OffsetDateTime| at.unix_timestamp_nanos();
        let passed = nanoseconds(now).checked_sub(nanoseconds(began));
        let passed = passed.and_then(|passed| u64::try_from(passed).ok());
        let passed = passed.map(Duration::from_nanos);
        match passed.and_then(|passed| self.per.checked_sub(passed)) {
            Some(left) if !left.is_zero() && used >= self.requests => Some(left),
            Some(left) if !left.is_zero() => {
                self.span = Some((began, used.saturating_add(1)));
                None
            }
            _ => {
                self.span = Some((now, 1));
                (self.requests == 0).then_some(self.per)
            }
        }
    }
}

/// A refusal of a rate limit.
#[derive(Clone, Copy)]
pub(crate) struct TooMany {
    /// What `Retry-After` says.
    pub(crate) retry_after_seconds: Option<u64>,
}

impl TooMany {
    pub(super) fn after(left: Duration, has_retry_after: bool) -> Self {
        let rounded_up = left
            .as_secs()
            .saturating_add(u64::from(left.subsec_nanos() > 0));
        Self {
            retry_after_seconds: has_retry_after.then_some(rounded_up),
        }
    }
}
