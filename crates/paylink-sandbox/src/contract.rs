//! A provider's contract: an OpenAPI 3.1 document that says which requests exist and what they must
//! hold.

mod body;
mod document;
mod operation;
mod parameter;
pub(crate) mod refusal;
mod repeated;
mod template;
mod validation;

pub(crate) use operation::Operation;
pub(crate) use template::Variables;

use crate::contract::refusal::Refusal;
use crate::contract::validation::Compiler;
use crate::world::clock::Clock;
use document::Document;

/// The operations of one provider.
pub(crate) struct Contract {
    operations: Vec<Operation>,
}

/// An operation, with the values that stand in its path.
pub(crate) struct Route<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) variables: Variables,
}

impl Contract {
    /// Reads a contract whose paths stand below `base_path`.
    pub(crate) fn read(text: &str, base_path: &str, clock: &Clock) -> Result<Self, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let compiler = Compiler::new(document.components, clock);
        let mut operations = Vec::new();
        for (path, item) in document.paths {
            let path = format!("{base_path}{path}");
            for (method, operation) in item.operations() {
                operations.push(Operation::read(method, &path, operation, &compiler)?);
            }
        }
        Ok(Self { operations })
    }

    /// The `operationId` of each operation.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.operations
            .iter()
            .map(|operation| operation.id.as_str())
    }

    /// Finds the operation of a request.
    pub(crate) fn route(&self, method: &str, path: &str) -> Result<Route<'_>, Refusal> {
        let on_path = || {
            let operations = self.operations.iter();
            operations
                .filter_map(|operation| Some((operation, operation.template.variables(path)?)))
        };
        let with_method = on_path().filter(|(operation, _)| operation.method == method);
        // `/ref/{reference}` is more exact than `/{id}/{action}`.
        match with_method.min_by_key(|(_, variables)| variables.len()) {
            Some((operation, variables)) => Ok(Route {
                operation,
                variables,
            }),
            None if on_path().next().is_some() => Err(Refusal::MethodNotAllowed),
            None => Err(Refusal::NotFound),
        }
    }
}
