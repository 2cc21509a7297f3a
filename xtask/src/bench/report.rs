//! The report: a table for the reader, JSON for whoever compares runs.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::cores::Cores;
use super::figures::{Figure, Figures};
use super::machine::machine;
use super::requirement::Requirement;
use super::sample::Sample;
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

    /// Whether everything is reached. A run that measured nothing reaches nothing.
    pub(crate) fn holds(&self) -> bool {
        !self.requirements.is_empty() && self.requirements.iter().all(Requirement::holds)
    }

    pub(crate) fn write(&self, place: &Path, cores: &Cores) -> Result<()> {
        let requirements: Vec<_> = self.requirements.iter().map(Requirement::to_json).collect();
        let report = json!({
            "rounds": self.rounds,
            "pinned": cores.pinned(),
            "machine": machine(),
            "figures": self.figures.to_json(),
            "requirements": Value::from(requirements),
        });
        ensure(place, &format!("{report:#}\n"), Mode::Write)
    }

    /// Prints a table a scene, and what must be reached.
    pub(crate) fn print(&self) {
        let figures = self.figures.all();
        println!(
            "Medians of {} rounds, and how far their middle half spreads.",
            self.rounds
        );
        for scene in distinct(figures.iter().map(|figure| figure.scene.as_str())) {
            println!("\n{scene}");
            let figures = figures.iter().filter(|figure| figure.scene == scene);
            for line in table(&figures.collect::<Vec<_>>()) {
                println!("  {line}");
            }
        }
        println!("\nMust reach, as ratios of medians:");
        for requirement in &self.requirements {
            println!("  {}", requirement.line());
        }
    }
}

/// Each once, in the order in which they come first.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// A line for each subject and a column for each figure, with a heading.
fn table(figures: &[&Figure]) -> Vec<String> {
    let names = distinct(figures.iter().map(|figure| figure.name));
    let heading = std::iter::once("").chain(names.iter().copied());
    let mut cells = vec![heading.map(str::to_owned).collect::<Vec<_>>()];
    for subject in distinct(figures.iter().map(|figure| figure.subject.as_str())) {
        let figure = |name: &&str| {
            let mut found = figures.iter().filter(|figure| figure.subject == subject);
            let found = found.find(|figure| figure.name == *name);
            found.map(|figure| cell(&figure.sample)).unwrap_or_default()
        };
        let line = std::iter::once(subject.to_owned()).chain(names.iter().map(figure));
        cells.push(line.collect());
    }
    aligned(&cells)
}

/// The first column to the left, all others to the right.
fn aligned(cells: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        let lengths = cells.iter().filter_map(|line| line.get(column));
        lengths.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let columns = cells.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns).map(width).collect();
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
    let percent = sample.spread().div_ceil(10);
    format!("{} ({percent}%)", grouped(sample.median()))
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let behind = digits.len().saturating_sub(index);
        if index > 0 && behind.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Report, table};
    use crate::bench::figures::Figures;
    use crate::bench::requirement::Requirement;

    #[test]
    fn a_table_has_a_line_for_each_subject_and_leaves_free_what_was_not_measured() {
        let mut figures = Figures::default();
        figures.add("builds", "meum", "time", 40);
        figures.add("builds", "hyper", "size", 1_234_567);
        let figures: Vec<_> = figures.all().iter().collect();
        assert_eq!(
            table(&figures),
            [
                "          time            size",
                "meum   40 (0%)",
                "hyper           1,234,567 (0%)"
            ]
        );
    }

    #[test]
    fn one_requirement_that_is_not_reached_fails_the_report() {
        let report = |ratios: &[u64]| {
            let ratio = |ratio: &u64| Requirement::ratio(String::new(), *ratio, 1100);
            let requirements = ratios.iter().map(ratio).collect();
            Report::new(7, Figures::default(), requirements)
        };
        assert!(report(&[1100, 900]).holds());
        assert!(!report(&[900, 1101, 900]).holds());
        assert!(!report(&[]).holds());
    }
}
