//! [`Contract`]: says whether a request keeps what the provider documents.

use std::fs;

use jsonschema::Validator;
use paylink_sandbox::wire::Recorded;
use serde_json::{Value, json};

use crate::fixtures::contract_path;

/// A provider's contract.
#[derive(Debug)]
pub struct Contract {
    document: Value,
}

impl Contract {
    /// Reads `crates/paylink-sandbox/contracts/<provider>.json`.
    #[must_use]
    pub fn of(provider: &str) -> Self {
        let text = fs::read_to_string(contract_path(provider)).unwrap();
        Self {
            document: serde_json::from_str(&text).unwrap(),
        }
    }

    /// Panics unless the request's method, required headers and body are what the operation
    /// documents.
    pub fn check(&self, operation: &str, request: &Recorded) {
        let (method, description) = self.operation(operation);
        assert_eq!(request.method.to_lowercase(), method, "{operation}");
        for parameter in description["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["in"] != "header" {
                continue;
            }
            match request.header(name) {
                Some(value) => self.check_value(&parameter["schema"], &json!(value), name),
                None => assert_ne!(parameter["required"], true, "{operation}: header {name}"),
            }
        }
        let content = &description["requestBody"]["content"]["application/json"];
        if content.is_object() {
            assert_eq!(request.header("content-type"), Some("application/json"));
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            self.check_value(&content["schema"], &body, operation);
        } else {
            assert!(request.body.is_empty(), "{operation} has no body");
        }
    }

    fn check_value(&self, schema: &Value, value: &Value, what: &str) {
        let validator = self.validator(schema);
        let faults: Vec<String> = (validator.iter_errors(value))
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{what} breaks the contract: {faults:#?}");
    }

    /// The schema, with the contract's components where its references look for them.
    fn validator(&self, schema: &Value) -> Validator {
        let mut schema = schema.clone();
        schema["components"] = self.document["components"].clone();
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap()
    }

    fn operation(&self, id: &str) -> (String, &Value) {
        let paths = self.document["paths"].as_object().unwrap();
        paths
            .values()
            .flat_map(|path| path.as_object().unwrap())
            .find(|(_, operation)| operation["operationId"] == id)
            .map(|(method, operation)| (method.clone(), operation))
            .unwrap_or_else(|| panic!("the contract has no operation {id}"))
    }
}
