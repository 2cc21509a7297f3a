//! [`Violations`]: what the suite found.

use std::fmt;

/// A rule of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// An operation that the capabilities support works; any other is refused as unsupported.
    Capabilities,
    /// An optional field is sent, or refused by name before anything is sent. None is dropped.
    Fields,
    /// Invalid input is refused before anything is sent. A long text is refused, or arrives whole.
    Input,
    /// Amount and currency arrive exactly, or are refused before anything is sent.
    Money,
    /// If repeats are undocumented, a create arrives once. If they are documented, each attempt
    /// carries the same key.
    Idempotency,
    /// An error names its provider and operation, and only fields of the shared request. It keeps
    /// the answer, and its outcome tells a refusal from an unknown outcome.
    Errors,
    /// A call succeeds only if the answer is what was asked for. Otherwise the error keeps the
    /// link. What an answer leaves out is absent.
    Answers,
    /// An undocumented status is kept as text, and never reads as paid.
    Statuses,
    /// No `Debug` output and no error shows a credential or a payer's data.
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

/// Every violation that the suite found: at least one.
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

    /// Whether any violation breaks this rule.
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
