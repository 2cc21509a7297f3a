//! [`Wrapped`]: a subject whose adapter has a wrapper around it.

use paylink_core::{BoxFuture, LinkRequest, PaymentLinks};

use super::stage::Stage;
use super::subject::{Scene, Subject, Units};

/// A subject with a wrapper around each of its adapters: checks metrics, a router or a cache as any provider is checked.
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
    /// Puts what `wrap` makes around every adapter of `subject`.
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
