//! `paylink sandbox --state`: what was there survives a restart.

#![cfg(unix)]

use serde_json::Value;

use crate::serving::{Serving, get, post};
use crate::support::paylink;

fn served(state: &str) -> (Serving, Value) {
    let mut serving = Serving::start(&["sandbox", "--json", "--state", state]);
    let places = serde_json::from_str(&serving.line()).unwrap();
    (serving, places)
}

fn make(places: &Value) -> Value {
    let place = &places["costplus"];
    let key = place["env"]["COSTPLUS_API_KEY"]
        .as_str()
        .unwrap()
        .to_owned();
    paylink("create costplus --amount 25.00 --currency EUR --reference order-1 --json")
        .env([("COSTPLUS_API_KEY", key.as_str())])
        .arg("--base-url")
        .arg(place["base_url"].as_str().unwrap())
        .run()
        .link()
}

fn links(places: &Value) -> Value {
    let admin = places["costplus"]["admin_url"].as_str().unwrap();
    get(&format!("{admin}links"))["links"].clone()
}

#[test]
fn links_are_there_again_after_a_signal_and_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let state = file.to_str().unwrap();
    let (serving, places) = served(state);
    let link = make(&places);
    let id = link["id"].as_str().unwrap();
    let admin = places["costplus"]["admin_url"].as_str().unwrap();
    post(&format!("{admin}links/{id}/pay"), "{}");
    assert_eq!(serving.end("TERM"), (Some(0), String::new()));

    let (serving, again) = served(state);
    assert_eq!(again["costplus"]["env"], places["costplus"]["env"]);
    assert_eq!(links(&again)[0]["status"], "completed");
    make(&again);
    // It is written once a second: a kill a little later loses nothing.
    while !std::fs::read_to_string(&file)
        .unwrap()
        .contains(r#""state":"New""#)
    {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    serving.end("KILL");

    let (_serving, again) = served(state);
    assert_eq!(links(&again).as_array().unwrap().len(), 2);
    assert_eq!(links(&again)[0]["id"], id);
}

#[test]
fn a_state_that_cannot_be_used_or_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    std::fs::write(&file, "no state").unwrap();
    let ran = paylink("sandbox --state").arg(file.to_str().unwrap()).run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("is not the state of a sandbox"),
        "{}",
        ran.stderr
    );

    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let (serving, _) = served(inner.join("state.json").to_str().unwrap());
    std::fs::remove_dir_all(&inner).unwrap();
    assert_eq!(serving.end("TERM").0, Some(2));
}
