//! What every measured program shares: its arguments, the loop, and the line of figures that it
//! ends with.
//!
//! A program measures itself: processor time by `getrusage` over the whole process, peak memory by
//! `VmHWM`, the time of each create by the monotonic clock.

mod arguments;
mod creates;
mod figures;
mod histogram;

pub use arguments::Arguments;
pub use creates::{Subject, creates};

/// Whatever stops a program.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
