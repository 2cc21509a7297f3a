//! When a fault hits.

use super::fault::Fault;

/// Which requests a fault hits, and when.
#[derive(Clone, Debug)]
pub struct Strike {
    pub(super) fault: Fault,
    pub(super) moment: Moment,
    pub(crate) provider: Option<String>,
    pub(crate) operation: Option<String>,
    pub(crate) skip: usize,
    pub(crate) times: usize,
}

/// When a fault hits, seen from the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Moment {
    /// The request has arrived, and nothing has come of it.
    Before,
    /// What was asked for has happened: the link is made, and its answer is lost or spoilt.
    After,
}

/// A request that was hit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Struck {
    /// The fault's name.
    pub fault: String,
    /// When it hit.
    pub moment: Moment,
    /// The provider; `None` for a connection that was closed before it said for whom it was.
    pub provider: Option<&'static str>,
    /// The operation, as the contract names it; `None` where the request was for none.
    pub operation: Option<String>,
    /// Whether the request had arrived whole. Only then it is among the requests that the sandbox
    /// counts.
    pub arrived: bool,
}

impl Strike {
    /// The request arrives, and the sandbox does not act on it.
    ///
    /// A fault that spoils the right answer, such as [`Fault::cut`], spoils an empty object with
    /// the status of success.
    #[must_use]
    pub fn before(fault: Fault) -> Self {
        Self::new(fault, Moment::Before)
    }

    /// The sandbox acts, and then the fault hits its answer. A fault that [is
    /// early](Fault::is_early) is so all the same.
    #[must_use]
    pub fn after(fault: Fault) -> Self {
        let moment = if fault.is_early() {
            Moment::Before
        } else {
            Moment::After
        };
        Self::new(fault, moment)
    }

    fn new(fault: Fault, moment: Moment) -> Self {
        Self {
            fault,
            moment,
            provider: None,
            operation: None,
            skip: 0,
            times: usize::MAX,
        }
    }

    /// Hits one provider's requests only.
    #[must_use]
    pub fn on(mut self, provider: impl Into<String>) -> Self {
        self.provider = Some(provider.into());
        self
    }

    /// Hits one operation only, by its `operationId` in the contract: `createPaymentLink`.
    #[must_use]
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Lets this many requests pass that it would hit.
    #[must_use]
    pub fn skip(mut self, requests: usize) -> Self {
        self.skip = requests;
        self
    }

    /// Hits this many requests and no more; without this, all.
    #[must_use]
    pub fn times(mut self, requests: usize) -> Self {
        self.times = requests;
        self
    }

    /// The fault that hits.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// When it hits.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.moment
    }

    pub(super) fn is_for_all(&self) -> bool {
        self.provider.is_none() && self.operation.is_none()
    }

    /// Whether it concerns a request, and has not hit often enough.
    pub(super) fn is_live_for(&self, provider: &str, operation: Option<&str>) -> bool {
        self.times > 0 && self.is_for(provider, operation)
    }

    pub(super) fn is_for(&self, provider: &str, operation: Option<&str>) -> bool {
        let fits = |wanted: &Option<String>, found| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == found)
        };
        fits(&self.provider, Some(provider))
            && fits(&self.operation, operation)
            && self
                .fault
                .applies_to(provider, operation.unwrap_or_default())
    }
}
