//! The model: every order of events between two workers, a journal and a provider, over three rows.
//!
//! It drives [`Life::step`](paylink_batch::Life::step), the same function that both journals use.
//! Workers crash, are stopped for longer than their lease and go on, answers come late or never,
//! and a request whose worker has died may still arrive.

mod laws;
mod world;

use paylink_batch::Repeats;
use stateright::{Checker, HasDiscoveries, Model, Path};

use world::{Guard, Move, World};

/// Explores every state. Equal rows are indistinguishable, so their order does not matter.
fn explored(rows: usize, slots: usize, repeats: Repeats) -> usize {
    let world = World::new(rows, slots, repeats, Guard::Whole);
    let checker = world.checker().threads(2).spawn_bfs().join();
    checker.assert_properties();
    let (states, depth) = (checker.unique_state_count(), checker.max_depth());
    println!("{repeats:?}, {rows} rows, {slots} at once: {states} states, {depth} moves deep");
    states
}

#[test]
fn without_repeats_every_law_holds_in_every_order() {
    assert!(explored(3, 1, Repeats::Never) > 50_000);
    assert!(explored(2, 2, Repeats::Never) > 10_000);
}

#[test]
fn with_a_key_every_law_holds_in_every_order() {
    assert!(explored(3, 1, Repeats::SameKey) > 500_000);
}

#[test]
fn with_a_look_up_every_law_holds_in_every_order() {
    assert!(explored(3, 1, Repeats::LookUpFirst) > 500_000);
}

/// A guard is broken on purpose: how the law is broken then.
fn counterexample(repeats: Repeats, guard: Guard, law: &'static str) -> Path<world::State, Move> {
    let world = World::new(1, 1, repeats, guard);
    let found = HasDiscoveries::AnyFailures;
    let checker = world.checker().finish_when(found).spawn_bfs().join();
    let path = checker.assert_any_discovery(law);
    println!("{guard:?}: {:?}", path.clone().into_actions());
    path
}

#[test]
fn a_row_that_is_repeated_without_a_key_breaks_the_first_law() {
    let path = counterexample(Repeats::Never, Guard::Repeats, laws::ONE_CREATE);
    let moves = path.into_actions();
    let starts = moves
        .iter()
        .filter(|step| matches!(step, Move::Start { .. }));
    assert!(starts.count() >= 2, "{moves:?}");
}

#[test]
fn a_send_before_its_intent_is_on_disk_breaks_the_first_law() {
    counterexample(Repeats::Never, Guard::Intent, laws::ONE_CREATE);
}

#[test]
fn a_refusal_that_forgets_the_send_before_it_breaks_the_fourth_law() {
    counterexample(Repeats::SameKey, Guard::Doubt, laws::TRUE_STATES);
}
