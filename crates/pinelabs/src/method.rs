//! [`PaymentMethod`]: a way to pay.

use paylink_core::provider::open_enum;

open_enum! {
    /// A way to pay. The create page lists none; these are from other pages of the vendor. Any
    /// other word is sent as it is.
    pub enum PaymentMethod {
        /// A credit or debit card.
        Card = "CARD",
        /// The Unified Payments Interface.
        Upi = "UPI",
        /// Points of a loyalty programme.
        Points = "POINTS",
        /// Online banking.
        NetBanking = "NETBANKING",
        /// A wallet.
        Wallet = "WALLET",
        /// Instalments on a credit card.
        CreditEmi = "CREDIT_EMI",
        /// Instalments on a debit card.
        DebitEmi = "DEBIT_EMI",
        /// Buy now, pay later.
        Bnpl = "BNPL",
    }
}
