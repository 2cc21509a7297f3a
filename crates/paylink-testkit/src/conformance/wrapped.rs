//! [`Wrapped`]: a subject whose adapters are wrapped.

use paylink_core::{BoxFuture, LinkRequest, PaymentLinks};

use super::stage::Stage;
use super::subject::{Scene, Subject, Units};

/// A subject whose adapters are wrapped. Use it to check metrics, a router or a cache by the rules
/// for providers.
///
/// ```
/// use paylink_testkit::conformance::{Subject, Violations, Wrapped, check};
///
/// async fn check_shared(subject: impl Subject) -> Result<(), Violations> {
///     check(&Wrapped::new(subject, |links| Box::new(std::sync::Arc::new(links)))).await
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Wrapped<S, F> {
    subject: S,
    wrap: F,
}

impl<S, F> Wrapped<S, F>
where
    S: Subject,
    F: Fn(Box<dyn PaymentLinks>) -> Box<dyn PaymentLinks> + Send + Sync,
{
    /// Wraps each adapter of `subject` with `wrap`.
    pub const fn new(subject: S, wrap: F) -> Self {
        Self { subject, wrap }
    }
}

impl<S, F> Subject for Wrapped<S, F>
where
    S: Subject,
    F: Fn(Box<dyn PaymentLinks>) -> Box<dyn PaymentLinks> + Send + Sync,
{
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
        Box::pin(async move { self.subject.stage(scene).await.map(&self.wrap) })
    }

    fn request(&self) -> LinkRequest {
        self.subject.request()
    }

    fn units(&self) -> Units {
        self.subject.units()
    }

    fn secrets(&self) -> Vec<String> {
        self.subject.secrets()
    }
}
