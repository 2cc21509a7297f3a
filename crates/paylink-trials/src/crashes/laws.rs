//! The rules of a batch, checked with the journal and the sandbox.

use std::collections::{HashMap, HashSet};

use paylink_batch::{Repeats, ReportRow, RowState};
use paylink_sandbox::Sandbox;

use super::setting::Setting;
use super::{AT_ONCE, Crashes};

/// The counts at one moment.
pub(super) struct Books<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) provider: &'static str,
    pub(super) setting: &'a Setting,
    pub(super) repeats: Repeats,
    pub(super) rows: &'a [ReportRow],
    pub(super) planned: u64,
    /// Whether all workers are done. Until then a row may be planned or in flight.
    pub(super) is_over: bool,
}

impl Books<'_> {
    /// Counts rows and links, and notes every broken rule.
    pub(super) fn judge(&self, crashes: &mut Crashes) {
        // The state of a row was true when it was read. After that the sandbox only gets more
        // links.
        let held = self.sandbox.links(self.provider);
        let of = |state: RowState| self.rows.iter().filter(|row| row.state == state).count();
        crashes.held = held.len();
        crashes.created = of(RowState::Created);
        crashes.unknown = of(RowState::Unknown);
        let mut law = |is_kept: bool, text: String| {
            if !is_kept && !crashes.broken.contains(&text) {
                crashes.broken.push(text);
            }
        };
        let mut references = HashMap::new();
        for reference in held.iter().filter_map(|link| link.reference.as_deref()) {
            *references.entry(reference).or_insert(0_usize) += 1;
        }
        let ids: HashSet<&str> = held.iter().map(|link| link.id.as_str()).collect();
        law(
            self.rows.iter().map(|row| row.number).eq(1..=self.planned),
            "every row is there once, in order".to_owned(),
        );
        // At most one create a row.
        for (reference, count) in &references {
            law(*count == 1, format!("{reference} has {count} links"));
        }
        let begun = self.rows.iter().filter(|row| row.attempts > 0).count();
        if self.repeats == Repeats::Never {
            let arrived = self.sandbox.arrived(self.provider);
            let most = if self.is_over { begun } else { self.rows.len() };
            law(arrived <= most, format!("{arrived} creates of {most} rows"));
        }
        // Every final state is true.
        let mut known = HashSet::new();
        for row in self.rows {
            let number = row.number;
            let id = row.link.as_ref().and_then(|link| link.id.as_deref());
            let is_referenced = row
                .reference
                .as_deref()
                .is_some_and(|reference| references.contains_key(reference));
            match row.state {
                RowState::Created => {
                    law(
                        id.is_some_and(|id| ids.contains(id)),
                        format!("row {number} is created, and its link is not held"),
                    );
                    law(
                        known.insert(id),
                        format!("row {number} has another row's link"),
                    );
                }
                RowState::Refused | RowState::NotSent => law(
                    !is_referenced,
                    format!("row {number} is {}, and has a link", row.state),
                ),
                RowState::Differs => law(
                    self.setting.has_faults,
                    format!("without faults row {number} differs"),
                ),
                RowState::Planned | RowState::Sending | RowState::Unknown => {}
            }
        }
        if self.is_over {
            self.judge_the_end(crashes);
        }
    }

    fn judge_the_end(&self, crashes: &mut Crashes) {
        let rows = self.rows.len();
        let of = |state: RowState| self.rows.iter().filter(|row| row.state == state).count();
        let mut law = |is_kept: bool, text: &str| {
            if !is_kept {
                crashes.broken.push(text.to_owned());
            }
        };
        let (created, unknown, differs) = (
            of(RowState::Created),
            of(RowState::Unknown),
            of(RowState::Differs),
        );
        law(
            of(RowState::Planned) + of(RowState::Sending) == 0,
            "a row is left",
        );
        law(
            (created..=created + unknown + differs).contains(&crashes.held),
            "a link is held that no row accounts for",
        );
        if self.setting.has_faults {
            return;
        }
        law(
            created + unknown == rows,
            "without faults a row is created or unknown",
        );
        // After a kill at most its workers' slots are unknown. A full disk and a database that
        // restarts stop every worker at once.
        let stops = crashes.killed + crashes.stopped + crashes.troubled * self.setting.workers;
        law(
            unknown <= stops * AT_ONCE,
            "more rows are unknown than slots",
        );
        // A key is not used again if a clock that jumps has made its age unknown.
        if self.repeats != Repeats::Never && !self.setting.jumps {
            law(unknown == 0, "a row that may be repeated is unknown");
            law(crashes.held == rows, "a row has no link, or two");
        }
    }
}
