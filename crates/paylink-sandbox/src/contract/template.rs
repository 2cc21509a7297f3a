//! Paths with variables: `/v1/payment-links/{id}`.

use percent_encoding::percent_decode_str;

/// A path in which some segments are variables.
pub(crate) struct Template(Vec<Segment>);

enum Segment {
    Literal(String),
    Variable(String),
}

/// The variables of a path, decoded.
pub(crate) struct Variables(Vec<(String, String)>);

impl Template {
    pub(crate) fn read(text: &str) -> Self {
        Self(text.split('/').map(Segment::read).collect())
    }

    /// The variables of a path that fits. A slash at the end makes another path.
    pub(crate) fn variables(&self, path: &str) -> Option<Variables> {
        // Decoded only after the path was split: an encoded slash stays inside its segment.
        let actual: Vec<_> = path.split('/').collect();
        if actual.len() != self.0.len() {
            return None;
        }
        let mut variables = Vec::new();
        for (expected, actual) in self.0.iter().zip(actual) {
            match expected {
                Segment::Literal(text) if text == actual => {}
                Segment::Literal(_) => return None,
                Segment::Variable(name) => variables.push((name.clone(), decoded(actual)?)),
            }
        }
        Some(Variables(variables))
    }
}

impl Segment {
    fn read(text: &str) -> Self {
        match text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
        {
            Some(name) => Self::Variable(name.to_owned()),
            None => Self::Literal(text.to_owned()),
        }
    }
}

impl Variables {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// A segment's value; an empty one is none.
fn decoded(segment: &str) -> Option<String> {
    let value = percent_decode_str(segment).decode_utf8().ok()?;
    (!value.is_empty()).then(|| value.into_owned())
}
