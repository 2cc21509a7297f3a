//! What a request carries outside its body: path variables, headers and the query.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::document;
use super::template::Variables;
use crate::contract::refusal::{Fault, Place, Step};
use crate::contract::validation::{Compiler, Schema};
use crate::wire::Recorded;

/// One parameter of an operation.
pub(crate) struct Parameter {
    name: String,
    place: Place,
    required: bool,
    /// Whether the text stands for an integer: outside a body everything is text.
    is_integer: bool,
    /// Whether it is a time in a header.
    is_time: bool,
    schema: Schema,
}

impl Parameter {
    /// Reads a parameter that stands in the operation itself, or among the components.
    pub(crate) fn read(value: &Value, compiler: &Compiler) -> Result<Self, String> {
        let value = match value.get("$ref").and_then(Value::as_str) {
            Some(path) => compiler
                .component(path)
                .ok_or_else(|| format!("{path} leads nowhere"))?,
            None => value,
        };
        let parameter =
            document::Parameter::deserialize(value).map_err(|error| error.to_string())?;
        let says = |keyword: &str, value: &str| {
            let found = parameter.schema.get(keyword);
            found.is_some_and(|found| found == value)
        };
        Ok(Self {
            is_integer: says("type", "integer"),
            is_time: says("format", "date-time")
                && matches!(parameter.place, document::Place::Header),
            schema: compiler.compile(&parameter.schema)?,
            name: parameter.name,
            place: parameter.place.into(),
            required: parameter.required,
        })
    }

    pub(crate) fn faults(&self, request: &Recorded, variables: &Variables) -> Vec<Fault> {
        let value = match self.place {
            Place::Path => variables.get(&self.name).map(Cow::Borrowed),
            Place::Header => request.header(&self.name).map(Cow::Borrowed),
            Place::Query => request.query_value(&self.name).map(Cow::Owned),
            Place::Body => None,
        };
        let field = vec![Step::Name(self.name.clone())];
        match value {
            Some(value) => self.schema.faults(self.place, &field, &self.typed(&value)),
            None if self.required => {
                vec![Fault::new(
                    self.place,
                    field,
                    "required",
                    "the value is missing",
                )]
            }
            None => Vec::new(),
        }
    }

    fn typed(&self, text: &str) -> Value {
        match text.parse::<i64>() {
            Ok(number) if self.is_integer => Value::from(number),
            // RFC 3339 section 5.6 allows a space in the place of the T, and the Pine Labs SDK
            // writes one.
            _ if self.is_time => Value::from(text.replacen(' ', "T", 1)),
            _ => Value::from(text),
        }
    }
}
