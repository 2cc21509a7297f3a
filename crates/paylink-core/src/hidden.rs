//! [`Hidden`]: a field that `Debug` does not show.

use std::fmt;
use std::sync::Arc;

use crate::answered::Answered;
use crate::nullable::Nullable;

/// Prints `[hidden]` if a field has a value, and `None` if it has none.
pub struct Hidden<'a, T>(pub &'a T);

/// A field that may be hidden.
pub trait Hideable {
    /// Whether there is a value.
    fn is_given(&self) -> bool;
}

impl<T: Hideable> fmt::Debug for Hidden<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_given() {
            "[hidden]"
        } else {
            "None"
        })
    }
}

impl<T> Hideable for Option<T> {
    fn is_given(&self) -> bool {
        self.is_some()
    }
}

impl<T> Hideable for Nullable<T> {
    fn is_given(&self) -> bool {
        self.value().is_some()
    }
}

impl<T> Hideable for Answered<T> {
    fn is_given(&self) -> bool {
        !self.is_missing()
    }
}

impl<T> Hideable for Vec<T> {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl Hideable for String {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<T: ?Sized> Hideable for Arc<T> {
    fn is_given(&self) -> bool {
        true
    }
}

impl Hideable for uuid::Uuid {
    fn is_given(&self) -> bool {
        true
    }
}
