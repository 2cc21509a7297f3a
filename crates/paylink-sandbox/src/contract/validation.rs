//! The schemas of a contract, and what they find wrong with a value.

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Map, Value, json};
use time::Duration;

use crate::contract::refusal::{Fault, Place, Step};
use crate::world::clock::{self, Clock};

/// The format of a time that may leave out its seconds, for fields with `x-seconds-optional`.
const SECONDS_OPTIONAL: &str = "date-time-seconds-optional";

/// Compiles the schemas of one contract.
pub(crate) struct Compiler {
    /// Where the references of the schemas lead.
    components: Value,
    clock: Clock,
}

/// A schema, ready to check values.
pub(crate) struct Schema(Validator);

impl Compiler {
    pub(crate) fn new(mut components: Value, clock: &Clock) -> Self {
        say_conditions_in_json_schema(&mut components);
        Self {
            components,
            clock: clock.clone(),
        }
    }

    /// A component of the contract, by its reference.
    pub(crate) fn component(&self, reference: &str) -> Option<&Value> {
        reference
            .strip_prefix("#/components")
            .and_then(|path| self.components.pointer(path))
    }

    pub(crate) fn compile(&self, schema: &Value) -> Result<Schema, String> {
        let mut root = schema.clone();
        say_conditions_in_json_schema(&mut root);
        if let Some(root) = root.as_object_mut() {
            root.insert("components".to_owned(), self.components.clone());
        }
        let clock = self.clock.clone();
        jsonschema::options()
            .should_validate_formats(true)
            .with_format(SECONDS_OPTIONAL, |text: &str| {
                clock::read_without_seconds(text).is_some()
            })
            .with_keyword("x-https-only", |_, _, _| Ok(Box::new(HttpsOnly)))
            .with_keyword("x-max-days-ahead", move |_, days, _| {
                let days = days
                    .as_i64()
                    .ok_or_else(|| ValidationError::custom("not a number of days"))?;
                Ok(Box::new(MaxDaysAhead {
                    days,
                    clock: clock.clone(),
                }))
            })
            .build(&root)
            .map(Schema)
            .map_err(|error| error.to_string())
    }
}

impl Schema {
    /// All that is wrong with a value, which stands at `field` of a part of the request.
    pub(crate) fn faults(&self, place: Place, field: &[Step], value: &Value) -> Vec<Fault> {
        self.0
            .iter_errors(value)
            .map(|error| fault(place, field, &error))
            .collect()
    }
}

fn fault(place: Place, field: &[Step], error: &ValidationError<'_>) -> Fault {
    let mut field = field.to_vec();
    field.extend(error.instance_path().iter().map(step));
    // JSON Schema puts these two on the object; a reader looks for the field.
    match error.kind() {
        ValidationErrorKind::Required {
            property: Value::String(name),
        } => field.push(Step::Name(name.clone())),
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            field.extend(unexpected.first().map(|name| Step::Name(name.clone())));
        }
        _ => {}
    }
    Fault::new(
        place,
        field,
        error.kind().keyword(),
        error.masked().to_string(),
    )
}

fn step(segment: LocationSegment<'_>) -> Step {
    match segment {
        LocationSegment::Property(name) => Step::Name(name.into_owned()),
        LocationSegment::Index(index) => Step::Index(index),
    }
}

/// `x-https-only`: a text must be an address with https.
struct HttpsOnly;

impl<'i> Keyword<'i> for HttpsOnly {
    fn validate(&self, value: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(value) {
            Ok(())
        } else {
            Err(ValidationError::custom(
                "value does not begin with https://",
            ))
        }
    }

    fn is_valid(&self, value: &'i Value) -> bool {
        value
            .as_str()
            .is_none_or(|text| text.starts_with("https://"))
    }
}

/// `x-max-days-ahead`: a time must not be further ahead than this many days.
struct MaxDaysAhead {
    days: i64,
    clock: Clock,
}

impl<'i> Keyword<'i> for MaxDaysAhead {
    fn validate(&self, value: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(value) {
            Ok(())
        } else {
            Err(ValidationError::custom(format!(
                "value is more than {} days ahead",
                self.days
            )))
        }
    }

    fn is_valid(&self, value: &'i Value) -> bool {
        let latest = self.clock.now().saturating_add(Duration::days(self.days));
        // A text that is no time fails by its format.
        value
            .as_str()
            .and_then(clock::read_without_seconds)
            .is_none_or(|at| at <= latest)
    }
}

/// Adds to each object what `x-required-when` and `x-forbidden-when` say about its properties.
///
/// The two stand on the property, where a reader looks for them; JSON Schema can say it only on the
/// object.
fn say_conditions_in_json_schema(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(say_conditions_in_json_schema),
        Value::Object(object) => {
            object.values_mut().for_each(say_conditions_in_json_schema);
            // A format of JSON Schema cannot be loosened beside it: it becomes another one.
            if object.contains_key("x-seconds-optional") {
                object.insert("format".to_owned(), Value::from(SECONDS_OPTIONAL));
            }
            let conditions = conditions(object);
            if !conditions.is_empty() {
                object.insert("allOf".to_owned(), Value::Array(conditions));
            }
        }
        _ => {}
    }
}

fn conditions(object: &Map<String, Value>) -> Vec<Value> {
    let given = object
        .get("allOf")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let properties = object
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let added = properties.flat_map(|(name, property)| {
        let required =
            json!({ "required": [name], "properties": { name: { "not": { "type": "null" } } } });
        let forbidden = json!({ "properties": { name: { "type": "null" } } });
        [
            ("x-required-when", required),
            ("x-forbidden-when", forbidden),
        ]
        .into_iter()
        .filter_map(|(keyword, then)| {
            Some(json!({ "if": equals(property.get(keyword)?)?, "then": then }))
        })
    });
    given.into_iter().chain(added).collect()
}

/// A schema for objects in which the given fields have the given values.
fn equals(fields: &Value) -> Option<Value> {
    let fields = fields.as_object()?;
    let constants: Map<_, _> = fields
        .iter()
        .map(|(name, value)| (name.clone(), json!({ "const": value })))
        .collect();
    let names: Vec<_> = fields.keys().collect();
    Some(json!({ "properties": constants, "required": names }))
}
