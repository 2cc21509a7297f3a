//! The fuzz corpus, replayed by the functions that the fuzz targets call.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "public for the fuzz targets' binaries")]
pub(crate) mod targets;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_input_of_the_corpus_keeps_the_promises() {
    for (name, target) in targets::TARGETS {
        let folder = fuzz().join("corpus").join(name);
        let inputs = names(&folder);
        assert!(!inputs.is_empty(), "{name} has no input");
        for input in inputs {
            // The name of an input that fails is the last line that is printed.
            println!("{name}/{input}");
            target(&fs::read(folder.join(input)).unwrap());
        }
    }
}

#[test]
fn every_target_is_fuzzed_and_replayed() {
    let known: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names(&fuzz().join("corpus")), known);
    let sources: Vec<String> = known.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names(&fuzz().join("fuzz_targets")), sources);
}
