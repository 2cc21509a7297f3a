//! What must be reached, and whether it is.

use serde_json::{Value, json};

use super::sample::shown;

/// One figure and the most that it may be.
pub(crate) struct Requirement {
    name: String,
    value: u64,
    most: u64,
    unit: Unit,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// A ratio, in permille.
    Ratio,
    /// A whole number of these.
    Count(&'static str),
}

impl Requirement {
    pub(crate) fn ratio(name: String, value: u64, most: u64) -> Self {
        Self::new(name, value, most, Unit::Ratio)
    }

    pub(crate) const fn new(name: String, value: u64, most: u64, unit: Unit) -> Self {
        Self {
            name,
            value,
            most,
            unit,
        }
    }

    pub(crate) const fn holds(&self) -> bool {
        self.value <= self.most
    }

    pub(crate) fn line(&self) -> String {
        let verdict = if self.holds() { "pass" } else { "FAIL" };
        let (value, most) = match self.unit {
            Unit::Ratio => (shown(self.value), shown(self.most)),
            Unit::Count(of) => (format!("{} {of}", self.value), self.most.to_string()),
        };
        format!("{verdict}  {}: {value} (at most {most})", self.name)
    }

    pub(crate) fn to_json(&self) -> Value {
        let unit = match self.unit {
            Unit::Ratio => "permille",
            Unit::Count(of) => of,
        };
        json!({
            "name": self.name,
            "value": self.value,
            "most": self.most,
            "unit": unit,
            "holds": self.holds(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Requirement, Unit};

    #[test]
    fn the_most_is_still_enough() {
        let requirement = Requirement::ratio("time".to_owned(), 1100, 1100);
        assert_eq!(requirement.line(), "pass  time: 1.100 (at most 1.100)");
        let requirement = Requirement::new("size".to_owned(), 21, 20, Unit::Count("packages"));
        assert!(!requirement.holds());
        assert_eq!(requirement.line(), "FAIL  size: 21 packages (at most 20)");
    }
}
