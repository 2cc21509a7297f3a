//! Payment links with the invoicing API (Elevate Billing): typed, exact and safe
