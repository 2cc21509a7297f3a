//! Payment links with CostPlus: typed, exact and safe
