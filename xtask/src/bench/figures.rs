//! All figures of a run: for each scene and subject, the values of each round.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use super::sample::{Sample, permille};

type Names = BTreeMap<&'static str, Sample>;

/// Scene, subject, figure.
#[derive(Default)]
pub(crate) struct Figures(BTreeMap<String, BTreeMap<String, Names>>);

impl Figures {
    pub(crate) fn add(&mut self, scene: &str, subject: &str, name: &'static str, value: u64) {
        let subjects = self.0.entry(scene.to_owned()).or_default();
        let names = subjects.entry(subject.to_owned()).or_default();
        names.entry(name).or_default().add(value);
    }

    pub(crate) fn median(&self, scene: &str, subject: &str, name: &str) -> Result<u64> {
        let sample = (self.0.get(scene))
            .and_then(|subjects| subjects.get(subject))
            .and_then(|names| names.get(name));
        let sample = sample.with_context(|| format!("{scene}: {subject} has no {name}"))?;
        Ok(sample.median())
    }

    /// The ratio of two medians, in permille.
    pub(crate) fn ratio(&self, scene: &str, name: &str, one: &str, other: &str) -> Result<u64> {
        let other = self.median(scene, other, name)?;
        permille(self.median(scene, one, name)?, other)
    }

    /// Scene by scene: the name of the scene, and the rows of its table.
    pub(crate) fn scenes(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Names>)> {
        self.0.iter().map(|(scene, rows)| (scene.as_str(), rows))
    }

    pub(crate) fn to_json(&self) -> Value {
        let figures = |names: &Names| -> Value {
            let pairs = names.iter();
            let pairs = pairs.map(|(name, sample)| ((*name).to_owned(), sample.to_json()));
            pairs.collect::<Map<_, _>>().into()
        };
        let scene = |subjects: &BTreeMap<String, Names>| -> Value {
            let pairs = subjects.iter();
            let pairs = pairs.map(|(subject, names)| (subject.clone(), figures(names)));
            pairs.collect::<Map<_, _>>().into()
        };
        let pairs = self.0.iter();
        let pairs = pairs.map(|(name, subjects)| (name.clone(), scene(subjects)));
        pairs.collect::<Map<_, _>>().into()
    }
}
