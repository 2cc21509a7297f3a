//! The laws as properties of every state.

use paylink_batch::{Repeats, RowState};
use stateright::Property;

use super::world::{Row, State, Task, World};

pub(super) const ONE_CREATE: &str = "a row without repeats gets at most one create";
pub(super) const ONE_LINK: &str = "a row has at most one link";
pub(super) const TRUE_STATES: &str = "every state is true";

pub(super) fn all() -> Vec<Property<World>> {
    vec![
        Property::always(ONE_CREATE, |world, state: &State| {
            world.repeats != Repeats::Never || state.rows.iter().all(|row| row.creates <= 1)
        }),
        Property::always(ONE_LINK, |_, state: &State| {
            state.rows.iter().all(|row| row.links <= 1)
        }),
        Property::always(TRUE_STATES, |_, state: &State| {
            state.rows.iter().all(is_true)
        }),
        Property::sometimes("a row gets its link", |_, state: &State| {
            state
                .rows
                .iter()
                .all(|row| row.life.state == RowState::Created)
        }),
        Property::sometimes("a row is refused", |_, state: &State| {
            state
                .rows
                .iter()
                .any(|row| row.life.state == RowState::Refused)
        }),
        Property::sometimes("a row is unknown and has a link", |_, state: &State| {
            let is_so = |row: &Row| row.life.state == RowState::Unknown && row.links == 1;
            state.rows.iter().any(is_so)
        }),
        Property::sometimes(
            "a late answer turns unknown into created",
            |_, state: &State| {
                state
                    .rows
                    .iter()
                    .any(|row| row.was_unknown && row.life.state == RowState::Created)
            },
        ),
    ]
}

/// What a state says of the money, now and for ever.
fn is_true(row: &Row) -> bool {
    let is_on_the_way = row.strays > 0 || row.tasks.contains(&Task::Request);
    match row.life.state {
        // Nothing was made, and no pending request can make it.
        RowState::Planned | RowState::Refused | RowState::NotSent => {
            row.links == 0 && !is_on_the_way
        }
        RowState::Created => row.links >= 1 && row.life.link.is_some(),
        // Two links were never reported, as there is one at most.
        RowState::Differs => false,
        RowState::Sending | RowState::Unknown => true,
    }
}
