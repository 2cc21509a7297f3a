//! Cells that a spreadsheet would run.

use std::borrow::Cow;

/// The signs with which a spreadsheet begins a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet runs as a formula: with an apostrophe in front, which a spreadsheet
/// takes for "this is text" and does not show. A cell that begins with an apostrophe gets another
/// one, so that [`unguard`] gives back every cell.
///
/// ```
/// use paylink_batch::{guard, unguard};
/// assert_eq!(guard("=1+1"), "'=1+1");
/// assert_eq!(guard("order-1"), "order-1");
/// assert_eq!(unguard("'=1+1"), "=1+1");
/// ```
#[must_use]
pub fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) || cell.starts_with('\'') {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell that was guarded.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}
