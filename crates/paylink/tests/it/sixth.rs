//! The sixth provider, outside the workspace: public items only, and it passes the suite.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds and tests the crate as a stranger would, but with the versions that this workspace has locked and fetched.
#[test]
fn a_crate_outside_the_workspace_passes_the_suite() {
    let sixth = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sixth");
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, sixth.join("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--test", "it", "--manifest-path"])
        .arg(sixth.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}\n{complained}");
    assert!(printed.contains("3 passed; 0 failed"), "{printed}");
}
