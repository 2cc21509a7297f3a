//! What `paylink-batch` promises, by its public interface.

mod life;
mod names;
