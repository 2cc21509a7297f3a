//! Payment links with Paywint: typed, exact and safe
