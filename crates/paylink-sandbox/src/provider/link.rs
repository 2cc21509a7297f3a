//! What the sandbox tells about a link that it holds.

/// A link that the sandbox holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldLink {
    /// The account that made it.
    pub account: String,
    /// The identifier, in the provider's own form.
    pub id: String,
    /// The address for the payer. It points at the sandbox, which shows a page there to pay or to
    /// decline.
    pub url: String,
    /// The merchant reference, where the provider has one and the request gave it.
    pub reference: Option<String>,
    /// The state, in the provider's word.
    pub status: String,
}
