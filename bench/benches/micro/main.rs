//! Parts of a call by themselves: `cargo bench --manifest-path bench/Cargo.toml`.

mod amount;
mod create;
mod memory;
mod signing;

fn main() {
    divan::main();
}
