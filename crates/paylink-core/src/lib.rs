//! Money, operations, errors and the shared traits of the Paylink payment-link crates
