//! The shared trait, for code that chooses between providers.

mod capabilities;
mod ext;
mod field;
mod link;
mod payment_links;
mod request;

pub use capabilities::{Capabilities, Support};
pub use ext::{PaymentLinksExt, PollInterval, Waited};
pub use field::Field;
pub use link::{Link, LinkState, PaymentState};
pub use payment_links::PaymentLinks;
pub use request::{LinkCustomer, LinkFields, LinkRequest};
