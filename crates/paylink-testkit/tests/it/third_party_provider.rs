//! The third-party provider is a crate outside the workspace: made of `paylink-core` and
//! `paylink-testkit` alone, and it passes the suite.

use std::path::Path;

use crate::outside::cargo;

/// Builds and tests the crate as its author would.
#[test]
fn a_crate_outside_the_workspace_passes_the_suite() {
    let provider = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/third_party_provider");
    let output = cargo(&["test", "--test", "it"], &provider);
    let printed = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}\n{complained}");
    assert!(printed.contains("2 passed; 0 failed"), "{printed}");
}
