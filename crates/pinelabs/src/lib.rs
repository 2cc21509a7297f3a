//! Payment links with Pine Labs Online: typed, exact and safe
