//! Why a request is refused, before a provider puts it into its own words.

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No operation has this path.
    NotFound,
    /// No resource of this kind has the identifier: `payment link`.
    Missing(&'static str),
    /// The resource is in a state in which this cannot be done.
    Conflict {
        /// A code, for the providers that have one for each conflict.
        code: &'static str,
        /// The field of the body that cannot be changed, where it is one.
        field: Option<&'static str>,
        message: String,
    },
    /// The path has an operation, but not with this method.
    MethodNotAllowed,
    /// The credentials are missing or wrong.
    Unauthenticated(&'static str),
    /// More requests than a rate limit lets through.
    TooMany,
    /// The request is not what the contract says. There is at least one fault.
    Invalid(Vec<Fault>),
}

/// One thing in a request that the contract does not allow.
///
/// The texts name fields and rules and never repeat a value: a value may be a payer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    /// The way to the field; empty for the whole of the place.
    pub(crate) field: Vec<Step>,
    /// The name of the rule, as in JSON Schema: `maxLength`.
    pub(crate) rule: String,
    pub(crate) message: String,
}

/// The part of a request that a fault is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Body,
    Header,
    Path,
    Query,
}

/// One step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
}

impl Refusal {
    /// A refusal for the state that a resource is in.
    pub(crate) fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            field: None,
            message: message.into(),
        }
    }

    /// A refusal for a single fault in the body.
    pub(crate) fn body(field: &[&str], rule: &str, message: impl Into<String>) -> Self {
        let field = field
            .iter()
            .map(|name| Step::Name((*name).to_owned()))
            .collect();
        Self::Invalid(vec![Fault::new(Place::Body, field, rule, message)])
    }

    /// The status that HTTP has for the refusal.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::NotFound | Self::Missing(_) => 404,
            Self::Conflict { .. } => 409,
            Self::MethodNotAllowed => 405,
            Self::Unauthenticated(_) => 401,
            Self::TooMany => 429,
            Self::Invalid(_) => 400,
        }
    }

    /// The field at fault as a dotted path, where there is one.
    pub(crate) fn field(&self) -> Option<String> {
        match self {
            Self::Invalid(faults) => faults
                .first()
                .map(Fault::path)
                .filter(|path| !path.is_empty()),
            Self::Conflict { field, .. } => field.map(str::to_owned),
            _ => None,
        }
    }

    /// One sentence for a person.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NotFound => "there is nothing at this address".to_owned(),
            Self::Missing(kind) => format!("there is no such {kind}"),
            Self::Conflict { message, .. } => message.clone(),
            Self::MethodNotAllowed => "this address has no such method".to_owned(),
            Self::Unauthenticated(reason) => (*reason).to_owned(),
            Self::TooMany => "Too many requests".to_owned(),
            Self::Invalid(faults) => faults
                .iter()
                .map(Fault::sentence)
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}

impl Fault {
    pub(crate) fn new(
        place: Place,
        field: Vec<Step>,
        rule: &str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            place,
            field,
            rule: rule.to_owned(),
            message: message.into(),
        }
    }

    /// The field as a dotted path: `customer.phone_numbers.0`.
    pub(crate) fn path(&self) -> String {
        self.field
            .iter()
            .map(Step::text)
            .collect::<Vec<_>>()
            .join(".")
    }

    fn sentence(&self) -> String {
        let place = self.place.name();
        if self.field.is_empty() {
            format!("{place}: {}", self.message)
        } else {
            format!("{place} {}: {}", self.path(), self.message)
        }
    }
}

impl Place {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Header => "header",
            Self::Path => "path",
            Self::Query => "query",
        }
    }
}

impl Step {
    fn text(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Index(index) => index.to_string(),
        }
    }
}
