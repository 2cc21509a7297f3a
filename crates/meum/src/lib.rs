//! Payment links with Meum: typed, exact and safe
