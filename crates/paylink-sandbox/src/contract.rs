//! A provider's contract: an OpenAPI 3.1 document that says which requests exist and what they must hold.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;

use crate::clock::Clock;
use crate::refusal::{Fault, Place, Refusal, Step};
use crate::repeated::repeated_name;
use crate::validation::Schema;
use crate::wire::Recorded;

/// The operations of one provider.
pub(crate) struct Contract {
    operations: Vec<Operation>,
}

/// One operation: where it is, and what its requests must hold.
pub(crate) struct Operation {
    pub(crate) id: String,
    method: &'static str,
    template: Vec<Segment>,
    parameters: Vec<Parameter>,
    body: Option<Body>,
}

enum Segment {
    Literal(String),
    Variable(String),
}

struct Parameter {
    name: String,
    place: Place,
    required: bool,
    /// Whether the text stands for an integer: outside a body everything is text.
    is_integer: bool,
    schema: Schema,
}

struct Body {
    content_type: String,
    schema: Schema,
}

/// An operation, with the values that stand in its path.
pub(crate) struct Route<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) variables: Variables,
}

/// The variables of a path, decoded.
#[derive(Default)]
pub(crate) struct Variables(Vec<(String, String)>);

impl Variables {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl Contract {
    /// Reads a contract whose paths stand below `base_path`.
    pub(crate) fn read(text: &str, base_path: &str, clock: &Clock) -> Result<Self, String> {
        let document: document::Document =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut operations = Vec::new();
        for (path, item) in document.paths {
            let path = format!("{base_path}{path}");
            for (method, operation) in item.operations() {
                operations.push(Operation::read(
                    method,
                    &path,
                    operation,
                    &document.components,
                    clock,
                )?);
            }
        }
        Ok(Self { operations })
    }

    /// Finds the operation of a request.
    pub(crate) fn route(&self, method: &str, path: &str) -> Result<Route<'_>, Refusal> {
        let mut found = Refusal::NotFound;
        let mut best: Option<Route<'_>> = None;
        for operation in &self.operations {
            let Some(variables) = operation.variables(path) else {
                continue;
            };
            if operation.method != method {
                found = Refusal::MethodNotAllowed;
                continue;
            }
            // `/ref/{reference}` is more exact than `/{id}/{action}`.
            if best
                .as_ref()
                .is_none_or(|best| variables.0.len() < best.variables.0.len())
            {
                best = Some(Route {
                    operation,
                    variables,
                });
            }
        }
        best.ok_or(found)
    }
}

impl Operation {
    fn read(
        method: &'static str,
        path: &str,
        operation: document::Operation,
        components: &Value,
        clock: &Clock,
    ) -> Result<Self, String> {
        let parameters = operation
            .parameters
            .into_iter()
            .chain(operation.client_headers);
        let body = operation
            .request_body
            .and_then(|body| body.content.into_iter().next())
            .map(|(content_type, media)| {
                let schema = Schema::compile(&media.schema, components, clock)?;
                Ok::<_, String>(Body {
                    content_type,
                    schema,
                })
            });
        Ok(Self {
            id: operation.operation_id,
            method,
            template: path.split('/').map(Segment::read).collect(),
            parameters: parameters
                .map(|parameter| Parameter::read(&parameter, components, clock))
                .collect::<Result<_, String>>()?,
            body: body.transpose()?,
        })
    }

    /// The variables of a path that fits the template.
    fn variables(&self, path: &str) -> Option<Variables> {
        let segments: Vec<_> = path.split('/').collect();
        if segments.len() != self.template.len() {
            return None;
        }
        let mut variables = Variables::default();
        for (expected, actual) in self.template.iter().zip(segments) {
            match expected {
                Segment::Literal(text) if text == actual => {}
                Segment::Literal(_) => return None,
                Segment::Variable(name) => {
                    // Decoded only after the path was split: an encoded slash stays inside its segment.
                    let value = percent_decode_str(actual)
                        .decode_utf8()
                        .ok()
                        .filter(|value| !value.is_empty())?;
                    variables.0.push((name.clone(), value.into_owned()));
                }
            }
        }
        Some(variables)
    }

    /// The body as text, or all that is wrong with a request.
    pub(crate) fn check<'a>(
        &self,
        request: &'a Recorded,
        variables: &Variables,
    ) -> Result<&'a str, Vec<Fault>> {
        let mut faults: Vec<_> = self
            .parameters
            .iter()
            .flat_map(|parameter| parameter.faults(request, variables))
            .collect();
        match self
            .body
            .as_ref()
            .map_or(Ok(""), |body| body.check(request))
        {
            Ok(body) if faults.is_empty() => Ok(body),
            Ok(_) => Err(faults),
            Err(in_body) => {
                faults.extend(in_body);
                Err(faults)
            }
        }
    }
}

impl Body {
    fn check<'a>(&self, request: &'a Recorded) -> Result<&'a str, Vec<Fault>> {
        let whole = |rule: &str, message: String| {
            vec![Fault {
                place: Place::Body,
                field: Vec::new(),
                rule: rule.to_owned(),
                message,
            }]
        };
        if !has_media_type(request, &self.content_type) {
            return Err(whole(
                "content-type",
                format!("the content type is not {}", self.content_type),
            ));
        }
        let text = std::str::from_utf8(&request.body)
            .map_err(|_| whole("utf-8", "not UTF-8".to_owned()))?;
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

impl Parameter {
    /// Reads a parameter that stands in the operation itself, or among the components.
    fn read(value: &Value, components: &Value, clock: &Clock) -> Result<Self, String> {
        let value = match value.get("$ref").and_then(Value::as_str) {
            Some(path) => path
                .strip_prefix("#/components")
                .and_then(|path| components.pointer(path))
                .ok_or_else(|| format!("{path} leads nowhere"))?,
            None => value,
        };
        let parameter =
            document::Parameter::deserialize(value).map_err(|error| error.to_string())?;
        Ok(Self {
            is_integer: parameter
                .schema
                .get("type")
                .is_some_and(|kind| kind == "integer"),
            schema: Schema::compile(&parameter.schema, components, clock)?,
            name: parameter.name,
            place: parameter.place.into(),
            required: parameter.required,
        })
    }

    fn faults(&self, request: &Recorded, variables: &Variables) -> Vec<Fault> {
        let field = [Step::Name(self.name.clone())];
        let value = match self.place {
            Place::Path => variables.get(&self.name).map(Cow::Borrowed),
            Place::Header => request.header(&self.name).map(Cow::Borrowed),
            Place::Query => query_value(request, &self.name).map(Cow::Owned),
            Place::Body => None,
        };
        match value {
            Some(value) => self.schema.faults(self.place, &field, &self.typed(&value)),
            None if self.required => vec![Fault {
                place: self.place,
                field: field.to_vec(),
                rule: "required".to_owned(),
                message: "the value is missing".to_owned(),
            }],
            None => Vec::new(),
        }
    }

    fn typed(&self, text: &str) -> Value {
        match text.parse::<i64>() {
            Ok(number) if self.is_integer => Value::from(number),
            _ => Value::from(text),
        }
    }
}

/// The first value of a name in the query, decoded.
pub(crate) fn query_value(request: &Recorded, name: &str) -> Option<String> {
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    let pairs = request
        .query()?
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs
        .map(|(key, value)| (decode(key), decode(value)))
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// Whether the request has exactly one content type, and it is the given one; parameters such as `charset` do not matter.
fn has_media_type(request: &Recorded, expected: &str) -> bool {
    let mut values = request.header_values("content-type");
    let media_type = values
        .next()
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case(expected))
        && values.next().is_none()
}

/// The parts of an OpenAPI document that the sandbox reads.
mod document {
    use super::{BTreeMap, Deserialize, Value};

    #[derive(Deserialize)]
    pub(super) struct Document {
        pub(super) paths: BTreeMap<String, PathItem>,
        pub(super) components: Value,
    }

    #[derive(Deserialize)]
    pub(super) struct PathItem {
        get: Option<Operation>,
        post: Option<Operation>,
        put: Option<Operation>,
        patch: Option<Operation>,
    }

    impl PathItem {
        pub(super) fn operations(self) -> impl Iterator<Item = (&'static str, Operation)> {
            let all = [
                ("GET", self.get),
                ("POST", self.post),
                ("PUT", self.put),
                ("PATCH", self.patch),
            ];
            all.into_iter()
                .filter_map(|(method, operation)| Some((method, operation?)))
        }
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Operation {
        pub(super) operation_id: String,
        #[serde(default)]
        pub(super) parameters: Vec<Value>,
        /// Headers that clients set and the provider does not ask for.
        #[serde(default, rename = "x-client-headers")]
        pub(super) client_headers: Vec<Value>,
        pub(super) request_body: Option<RequestBody>,
    }

    #[derive(Deserialize)]
    pub(super) struct Parameter {
        pub(super) name: String,
        #[serde(rename = "in")]
        pub(super) place: Place,
        #[serde(default)]
        pub(super) required: bool,
        pub(super) schema: Value,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub(super) enum Place {
        Path,
        Header,
        Query,
    }

    impl From<Place> for super::Place {
        fn from(place: Place) -> Self {
            match place {
                Place::Path => Self::Path,
                Place::Header => Self::Header,
                Place::Query => Self::Query,
            }
        }
    }

    #[derive(Deserialize)]
    pub(super) struct RequestBody {
        pub(super) content: BTreeMap<String, MediaType>,
    }

    #[derive(Deserialize)]
    pub(super) struct MediaType {
        pub(super) schema: Value,
    }
}
