//! Spans of the feature `tracing`: one an operation, one an attempt. No argument, address, body or credential is in them.
//!
//! | span | field | what it is |
//! |---|---|---|
//! | `paylink.call` | `paylink.provider` | the provider's crate name |
//! | | `paylink.operation` | the operation's name |
//! | | `http.request.method`, `url.template` | as OpenTelemetry has them; the template, never the path |
//! | | `paylink.attempts` | how many requests were begun |
//! | | `paylink.outcome` | `done`, or the error's outcome |
//! | | `error.type` | the error's kind |
//! | `paylink.attempt` | `paylink.attempt` | its number, from 1 |
//! | | `http.response.status_code` | as OpenTelemetry has it |
//! | | `paylink.duration_ms` | how long it took, in milliseconds |
//! | | `error.type` | how it failed to bring an answer |
//!
//! Without the feature everything here is empty, and costs nothing.

#[cfg(feature = "tracing")]
pub(super) use on::{AttemptSpan, CallSpan};

#[cfg(not(feature = "tracing"))]
pub(super) use off::{AttemptSpan, CallSpan};

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{Method, Response};
    use tracing::field::Empty;
    use tracing::{Instrument, Span, info_span};

    use crate::call::answer::Answer;
    use crate::call::transport::{TransportError, TransportErrorKind};
    use crate::error::Error;

    /// The span of an operation.
    pub(in crate::call) struct CallSpan(Span);

    impl CallSpan {
        pub(in crate::call) fn new(
            provider: &'static str,
            operation: &'static str,
            method: &Method,
            route: &'static str,
        ) -> Self {
            Self(info_span!(
                target: "paylink",
                "paylink.call",
                "paylink.provider" = provider,
                "paylink.operation" = operation,
                "http.request.method" = method.as_str(),
                "url.template" = route,
                "paylink.attempts" = Empty,
                "paylink.outcome" = Empty,
                "error.type" = Empty,
            ))
        }

        pub(in crate::call) async fn around<T>(
            &self,
            call: impl Future<Output = Result<Answer<T>, Error>>,
        ) -> Result<Answer<T>, Error> {
            let result = call.instrument(self.0.clone()).await;
            match &result {
                Ok(answer) => {
                    self.0.record("paylink.attempts", answer.attempts());
                    self.0.record("paylink.outcome", "done");
                }
                Err(error) => {
                    self.0.record("paylink.attempts", error.attempts());
                    self.0.record("paylink.outcome", error.outcome().as_str());
                    self.0.record("error.type", error.kind().as_str());
                }
            }
            result
        }
    }

    /// The span of an attempt.
    pub(in crate::call) struct AttemptSpan(Span);

    impl AttemptSpan {
        pub(in crate::call) fn new(number: u32) -> Self {
            Self(info_span!(
                target: "paylink",
                "paylink.attempt",
                "paylink.attempt" = number,
                "http.response.status_code" = Empty,
                "paylink.duration_ms" = Empty,
                "error.type" = Empty,
            ))
        }

        pub(in crate::call) async fn around(
            &self,
            exchange: impl Future<Output = Result<Response<Bytes>, TransportError>>,
            elapsed: impl Fn() -> Duration,
        ) -> Result<Response<Bytes>, TransportError> {
            let result = exchange.instrument(self.0.clone()).await;
            let millis = u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX);
            self.0.record("paylink.duration_ms", millis);
            let status = match &result {
                Ok(response) => Some(response.status()),
                Err(error) => {
                    self.0.record("error.type", name(error.kind));
                    error.head.as_ref().map(|(status, _)| *status)
                }
            };
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
            result
        }
    }

    const fn name(kind: TransportErrorKind) -> &'static str {
        match kind {
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::Interrupted => "interrupted",
            TransportErrorKind::TooLarge => "too_large",
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{Method, Response};

    use crate::call::answer::Answer;
    use crate::call::transport::TransportError;
    use crate::error::Error;

    pub(in crate::call) struct CallSpan;

    impl CallSpan {
        pub(in crate::call) fn new(
            _: &'static str,
            _: &'static str,
            _: &Method,
            _: &'static str,
        ) -> Self {
            Self
        }

        pub(in crate::call) fn around<T>(
            &self,
            call: impl Future<Output = Result<Answer<T>, Error>>,
        ) -> impl Future<Output = Result<Answer<T>, Error>> {
            call
        }
    }

    pub(in crate::call) struct AttemptSpan;

    impl AttemptSpan {
        pub(in crate::call) fn new(_: u32) -> Self {
            Self
        }

        pub(in crate::call) fn around(
            &self,
            exchange: impl Future<Output = Result<Response<Bytes>, TransportError>>,
            _: impl Fn() -> Duration,
        ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> {
            exchange
        }
    }
}
