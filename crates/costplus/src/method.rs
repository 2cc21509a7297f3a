//! [`PaymentMethod`]: an open set.

use paylink_core::provider::open_enum;

open_enum! {
    /// A way to pay, as CostPlus names it (unverified). Other words exist, and are sent as they
    /// are.
    pub enum PaymentMethod {
        /// A credit card.
        CreditCard = "credit-card",
        /// Apple Pay.
        ApplePay = "apple-pay",
        /// Google Pay.
        GooglePay = "google-pay",
        /// Vipps MobilePay.
        VippsMobilePay = "vipps-mobilepay",
        /// Swish.
        Swish = "swish",
    }
}
