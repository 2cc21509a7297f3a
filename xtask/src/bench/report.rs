//! The report: a table for the reader, JSON for whoever compares runs.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::cores::Cores;
use super::figures::Figures;
use super::requirement::Requirement;
use super::sample::{Sample, shown};
use crate::ensure::{Mode, ensure};

/// What a run found.
pub(crate) struct Report {
    rounds: u64,
    figures: Figures,
    requirements: Vec<Requirement>,
}

impl Report {
    pub(crate) const fn new(rounds: u64, figures: Figures, requirements: Vec<Requirement>) -> Self {
        Self {
            rounds,
            figures,
            requirements,
        }
    }

    pub(crate) fn holds(&self) -> bool {
        self.requirements.iter().all(Requirement::holds)
    }

    pub(crate) fn write(&self, place: &Path, cores: &Cores) -> Result<()> {
        let requirements: Vec<_> = self.requirements.iter().map(Requirement::to_json).collect();
        let report = json!({
            "rounds": self.rounds,
            "pinned": cores.pinned(),
            "scenes": self.figures.to_json(),
            "requirements": Value::from(requirements),
        });
        ensure(place, &format!("{report:#}\n"), Mode::Write)
    }

    /// Medians, with the spread of the middle half beside them.
    pub(crate) fn print(&self) {
        for (scene, rows) in self.figures.scenes() {
            println!("\n{scene}, median of {} rounds (spread)", self.rounds);
            for line in table(rows) {
                println!("  {line}");
            }
        }
        println!("\nMust reach, as ratios of medians:");
        for requirement in &self.requirements {
            println!("  {}", requirement.line());
        }
    }
}

fn table(rows: &BTreeMap<String, BTreeMap<&'static str, Sample>>) -> Vec<String> {
    let mut names: Vec<&str> = rows.values().flat_map(|row| row.keys().copied()).collect();
    names.sort_unstable();
    names.dedup();
    let mut cells = vec![
        std::iter::once(String::new())
            .chain(names.iter().map(|name| (*name).to_owned()))
            .collect::<Vec<_>>(),
    ];
    for (subject, row) in rows {
        let mut line = vec![subject.clone()];
        line.extend(
            names
                .iter()
                .map(|name| row.get(name).map(cell).unwrap_or_default()),
        );
        cells.push(line);
    }
    let width = |column: usize| {
        let lengths = cells.iter().filter_map(|line| line.get(column));
        lengths.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..=names.len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let padded = cells.iter().zip(&widths).enumerate();
        let padded = padded.map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    cells.iter().map(line).collect()
}

/// A median with its spread in percent.
fn cell(sample: &Sample) -> String {
    let spread = shown(sample.spread().saturating_mul(100));
    let percent = spread.split('.').next().unwrap_or_default();
    format!("{} ({percent}%)", sample.median())
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::bench::sample::Sample;

    #[test]
    fn a_table_has_a_line_for_each_subject_and_leaves_free_what_was_not_measured() {
        let mut sample = Sample::default();
        sample.add(40);
        let rows = [
            ("meum".to_owned(), [("time", sample.clone())].into()),
            ("hyper".to_owned(), [("size", sample)].into()),
        ];
        let lines = table(&rows.into());
        assert_eq!(
            lines,
            [
                "          size     time",
                "hyper  40 (0%)",
                "meum            40 (0%)"
            ]
        );
    }
}
