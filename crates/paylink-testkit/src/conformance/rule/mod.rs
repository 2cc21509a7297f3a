//! The rules, one file for each.

pub(super) mod answers;
pub(super) mod capabilities;
pub(super) mod errors;
pub(super) mod fields;
pub(super) mod input;
pub(super) mod money;
pub(super) mod repeats;
pub(super) mod statuses;
