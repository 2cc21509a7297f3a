//! [`Violations`]: what the suite found.

use std::fmt;

/// A rule of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// What the capabilities call usable can be reached, and works; what they call unusable cannot.
    Capabilities,
    /// An optional field is carried, or refused by name before anything is sent. None is dropped.
    Fields,
    /// Input that cannot be right is refused before anything is sent; a long text is refused, or arrives whole.
    Input,
    /// Amount and currency arrive exactly, or are refused before anything is sent.
    Money,
    /// A create whose repeats are undocumented arrives once; a documented one carries the same key each time.
    Idempotency,
    /// An error names provider and operation, and no field but those of the shared request; it keeps the answer, and tells a refusal from what nobody can know.
    Errors,
    /// A success is what was asked for, or an error that keeps the link; what an answer does not say is absent.
    Answers,
    /// A status that nobody documents is kept, and never reads as paid.
    Statuses,
    /// No `Debug` and no error shows a credential or a payer's data.
    Secrets,
}

impl Rule {
    /// The rule in one word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Capabilities => "capabilities",
            Self::Fields => "fields",
            Self::Input => "input",
            Self::Money => "money",
            Self::Idempotency => "repeats",
            Self::Errors => "errors",
            Self::Answers => "answers",
            Self::Statuses => "statuses",
            Self::Secrets => "secrets",
        }
    }
}

/// One way in which a provider breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// What happened.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule.as_str(), self.what)
    }
}

/// All that the suite found wrong with a provider: at least one violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations {
    provider: &'static str,
    found: Vec<Violation>,
}

impl Violations {
    pub(super) fn new(provider: &'static str, found: Vec<Violation>) -> Self {
        Self { provider, found }
    }

    /// The provider, as its adapter names it.
    #[must_use]
    pub const fn provider(&self) -> &'static str {
        self.provider
    }

    /// The violations, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.found.iter()
    }

    /// Whether a rule is among those that are broken.
    #[must_use]
    pub fn breaks(&self, rule: Rule) -> bool {
        self.found.iter().any(|violation| violation.rule == rule)
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} breaks what every provider keeps:", self.provider)?;
        for violation in &self.found {
            write!(f, "\n- {violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
