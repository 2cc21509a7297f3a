//! The body of a request.

use serde_json::Value;

use super::document;
use crate::contract::refusal::{Fault, Place};
use crate::contract::repeated::repeated_name;
use crate::contract::validation::{Compiler, Schema};
use crate::wire::Recorded;

/// What the body of an operation's requests must be.
pub(crate) struct Body {
    content_type: String,
    schema: Schema,
}

impl Body {
    /// Reads the one content type that a request body has; `None` when it has none.
    pub(crate) fn read(
        body: document::RequestBody,
        compiler: &Compiler,
    ) -> Result<Option<Self>, String> {
        let Some((content_type, media)) = body.content.into_iter().next() else {
            return Ok(None);
        };
        Ok(Some(Self {
            content_type,
            schema: compiler.compile(&media.schema)?,
        }))
    }

    /// The body as text, or what is wrong with it.
    pub(crate) fn check<'a>(&self, request: &'a Recorded) -> Result<&'a str, Vec<Fault>> {
        if !self.has_content_type(request) {
            return Err(whole(
                "content-type",
                format!("the content type is not {}", self.content_type),
            ));
        }
        let text = std::str::from_utf8(&request.body).map_err(|_| whole("utf-8", "not UTF-8"))?;
        let value: Value = serde_json::from_str(text)
            .map_err(|error| whole("json", format!("not JSON: {error}")))?;
        if let Some(name) = repeated_name(text) {
            return Err(whole("unique", format!("{name} comes more than once")));
        }
        let faults = self.schema.faults(Place::Body, &[], &value);
        if faults.is_empty() {
            Ok(text)
        } else {
            Err(faults)
        }
    }

    /// Whether the request has exactly one content type, and the right one. Parameters such as
    /// `charset` do not matter.
    fn has_content_type(&self, request: &Recorded) -> bool {
        let mut values = request.header_values("content-type");
        let media_type = values
            .next()
            .and_then(|value| value.split(';').next())
            .map(str::trim);
        media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case(&self.content_type))
            && values.next().is_none()
    }
}

/// A fault of the body as a whole.
fn whole(rule: &str, message: impl Into<String>) -> Vec<Fault> {
    vec![Fault::new(Place::Body, Vec::new(), rule, message)]
}
