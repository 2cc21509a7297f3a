//! All figures of a run: for each scene and subject, the values of each round.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::sample::{Sample, permille};

/// One figure of one subject in one scene.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) scene: String,
    pub(crate) subject: String,
    pub(crate) name: &'static str,
    pub(crate) sample: Sample,
}

/// In the order in which they were measured first.
#[derive(Debug, Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    pub(crate) fn add(&mut self, scene: &str, subject: &str, name: &'static str, value: u64) {
        let known = self
            .0
            .iter_mut()
            .find(|figure| figure.is(scene, subject, name));
        if let Some(figure) = known {
            return figure.sample.add(value);
        }
        let mut sample = Sample::default();
        sample.add(value);
        self.0.push(Figure {
            scene: scene.to_owned(),
            subject: subject.to_owned(),
            name,
            sample,
        });
    }

    /// The median of a figure.
    ///
    /// # Errors
    /// When it was not measured: a requirement whose figure is missing is not reached.
    pub(crate) fn median(&self, scene: &str, subject: &str, name: &str) -> Result<u64> {
        let figure = self.0.iter().find(|figure| figure.is(scene, subject, name));
        let figure = figure.with_context(|| format!("{scene}: {subject} has no {name}"))?;
        Ok(figure.sample.median())
    }

    /// The ratio of two medians, in permille.
    pub(crate) fn ratio(&self, scene: &str, name: &str, one: &str, other: &str) -> Result<u64> {
        let other = self.median(scene, other, name)?;
        permille(self.median(scene, one, name)?, other)
    }

    /// All figures.
    pub(crate) fn all(&self) -> &[Figure] {
        &self.0
    }

    pub(crate) fn to_json(&self) -> Value {
        self.0.iter().map(Figure::to_json).collect()
    }
}

impl Figure {
    fn is(&self, scene: &str, subject: &str, name: &str) -> bool {
        self.scene == scene && self.subject == subject && self.name == name
    }

    fn to_json(&self) -> Value {
        json!({
            "scene": self.scene,
            "subject": self.subject,
            "figure": self.name,
            "median": self.sample.median(),
            "spread_permille": self.sample.spread(),
            "values": self.sample.values(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    fn figures() -> Figures {
        let mut figures = Figures::default();
        for (ours, theirs) in [(130, 100), (110, 90), (120, 110)] {
            figures.add("creates", "ours", "time", ours);
            figures.add("creates", "theirs", "time", theirs);
        }
        figures
    }

    #[test]
    fn a_ratio_is_one_of_medians() {
        assert_eq!(figures().median("creates", "ours", "time").unwrap(), 120);
        let ratio = figures().ratio("creates", "time", "ours", "theirs");
        assert_eq!(ratio.unwrap(), 1200);
    }

    #[test]
    fn a_figure_that_was_not_measured_is_an_error_and_no_zero() {
        for (scene, subject, name) in [
            ("builds", "ours", "time"),
            ("creates", "nobody", "time"),
            ("creates", "ours", "size"),
        ] {
            let error = figures().median(scene, subject, name).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("{scene}: {subject} has no {name}")
            );
        }
        let ratio = figures().ratio("creates", "time", "ours", "nobody");
        assert!(ratio.is_err());
    }
}
