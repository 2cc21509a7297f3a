//! The spans of the feature `tracing`: one for each operation and one for each attempt. They
//! contain no argument, address, body or credential.
//!
//! The names are stable: `TRACING.md` lists them, and a test compares the list with what is
//! recorded.
//!
//! Without the feature, everything here is empty and has no cost.

#[cfg(feature = "tracing")]
pub(super) use on::{AttemptSpan, CallSpan};

#[cfg(not(feature = "tracing"))]
pub(super) use off::{AttemptSpan, CallSpan};

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{Method, Response, StatusCode};
    use tracing::field::Empty;
    use tracing::{Instrument, Span, info_span};

    use crate::call::answer::Answer;
    use crate::call::operation::Operation;
    use crate::call::runtime::Runtime;
    use crate::call::transport::{TransportError, TransportErrorKind};
    use crate::error::Error;

    /// The span of an operation.
    pub(in crate::call) struct CallSpan(Span);

    impl CallSpan {
        pub(in crate::call) fn new<O: Operation>(_: &O) -> Self {
            Self(info_span!(
                target: "paylink",
                "paylink.call",
                "paylink.provider" = O::PROVIDER,
                "paylink.operation" = O::NAME,
                "http.request.method" = Empty,
                "url.template" = O::ROUTE,
                "paylink.attempts" = Empty,
                "http.response.status_code" = Empty,
                "paylink.duration_ms" = Empty,
                "paylink.outcome" = Empty,
                "error.type" = Empty,
            ))
        }

        /// Adds what is known when the request exists.
        pub(in crate::call) fn requests(&self, method: &Method) {
            self.0.record("http.request.method", method.as_str());
        }

        pub(in crate::call) async fn around<T>(
            &self,
            call: impl Future<Output = Result<Answer<T>, Error>>,
            runtime: &dyn Runtime,
            begun: Duration,
        ) -> Result<Answer<T>, Error> {
            let result = call.instrument(self.0.clone()).await;
            record_duration(&self.0, runtime.monotonic().saturating_sub(begun));
            let (attempts, status) = match &result {
                Ok(answer) => {
                    self.0.record("paylink.outcome", "done");
                    (answer.attempts(), Some(answer.http_status()))
                }
                Err(error) => {
                    self.0.record("paylink.outcome", error.outcome().as_str());
                    self.0.record("error.type", error.kind().as_str());
                    (error.attempts(), error.http_status())
                }
            };
            self.0.record("paylink.attempts", attempts);
            record_status(&self.0, status);
            result
        }
    }

    /// The span of an attempt.
    pub(in crate::call) struct AttemptSpan(Span);

    impl AttemptSpan {
        pub(in crate::call) fn new<O: Operation>(_: &O, number: u32, method: &Method) -> Self {
            Self(info_span!(
                target: "paylink",
                "paylink.attempt",
                "otel.kind" = "client",
                "paylink.provider" = O::PROVIDER,
                "paylink.operation" = O::NAME,
                "http.request.method" = method.as_str(),
                "url.template" = O::ROUTE,
                "paylink.attempt" = number,
                "http.response.status_code" = Empty,
                "paylink.duration_ms" = Empty,
                "error.type" = Empty,
            ))
        }

        pub(in crate::call) async fn around(
            &self,
            exchange: impl Future<Output = Result<Response<Bytes>, TransportError>>,
            runtime: &dyn Runtime,
        ) -> Result<Response<Bytes>, TransportError> {
            let begun = runtime.monotonic();
            let result = exchange.instrument(self.0.clone()).await;
            record_duration(&self.0, runtime.monotonic().saturating_sub(begun));
            let status = match &result {
                Ok(response) => {
                    let status = response.status();
                    if status.is_client_error() || status.is_server_error() {
                        self.0.record("error.type", status.as_str());
                    }
                    Some(status)
                }
                Err(error) => {
                    self.0.record("error.type", name(error.kind));
                    error.head.as_ref().map(|(status, _)| *status)
                }
            };
            record_status(&self.0, status);
            result
        }
    }

    fn record_duration(span: &Span, duration: Duration) {
        let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        span.record("paylink.duration_ms", millis);
    }

    fn record_status(span: &Span, status: Option<StatusCode>) {
        if let Some(status) = status {
            span.record("http.response.status_code", status.as_u16());
        }
    }

    const fn name(kind: TransportErrorKind) -> &'static str {
        match kind {
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Unusable => "unusable",
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
    use crate::call::operation::Operation;
    use crate::call::runtime::Runtime;
    use crate::call::transport::TransportError;
    use crate::error::Error;

    pub(in crate::call) struct CallSpan;

    impl CallSpan {
        pub(in crate::call) fn new<O: Operation>(_: &O) -> Self {
            Self
        }

        #[expect(
            clippy::unused_self,
            reason = "the version with the feature records it"
        )]
        pub(in crate::call) fn requests(&self, _: &Method) {}

        pub(in crate::call) fn around<T>(
            &self,
            call: impl Future<Output = Result<Answer<T>, Error>>,
            _: &dyn Runtime,
            _: Duration,
        ) -> impl Future<Output = Result<Answer<T>, Error>> {
            call
        }
    }

    pub(in crate::call) struct AttemptSpan;

    impl AttemptSpan {
        pub(in crate::call) fn new<O: Operation>(_: &O, _: u32, _: &Method) -> Self {
            Self
        }

        pub(in crate::call) fn around(
            &self,
            exchange: impl Future<Output = Result<Response<Bytes>, TransportError>>,
            _: &dyn Runtime,
        ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> {
            exchange
        }
    }
}
