//! A build without providers: a configuration is read all the same, and the error names the feature
//! that is missing.

use std::path::Path;

use crate::outside::cargo;

#[test]
fn a_provider_that_is_not_carried_is_named_with_its_feature() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/no_provider");
    let output = cargo(&["run", "--quiet"], &project);
    let printed = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complained}");
    assert!(printed.starts_with("configuration: "), "{printed}");
    assert!(printed.contains("feature `costplus`"), "{printed}");
}
