//! A provider's contract: its operations, with every `$ref` replaced by what it names.

use anyhow::{Context as _, Result, bail};

use crate::json::{Json, Members};
use crate::root::{entries, name, read, root};

/// `crates/paylink-sandbox/contracts/<provider>.json`.
pub(crate) struct Contract {
    /// The file's name, which is the crate's name.
    pub(crate) provider: String,
    /// The file as a tree, with its references.
    pub(crate) tree: Json,
}

/// One operation of a contract.
pub(crate) struct Operation {
    pub(crate) id: String,
    /// What a caller decides about a request, as one object schema with the members `path`,
    /// `query`, `headers` and `body`.
    pub(crate) request: Json,
}

/// The headers that a caller decides. All others are the client's own work (credentials, signature,
/// request id, time), so no case can hold them.
const CALLERS_HEADERS: &[&str] = &["Idempotency-Key"];

/// Schemas nest a few levels. A deeper one is recursive.
const DEEPEST: usize = 32;

/// Where the contracts are. The sandbox embeds them, and a package can embed only what is inside
/// it.
pub(crate) const CONTRACTS: &str = "crates/paylink-sandbox/contracts";

/// Every contract, sorted by provider.
pub(crate) fn contracts() -> Result<Vec<Contract>> {
    entries(&root().join(CONTRACTS))?
        .iter()
        .map(|file| Contract::parse(name(file).trim_end_matches(".json"), &read(file)?))
        .collect()
}

impl Contract {
    /// Reads a contract's text.
    pub(crate) fn parse(provider: &str, text: &str) -> Result<Self> {
        let tree = Json::parse(text).with_context(|| format!("the contract of {provider}"))?;
        Ok(Self {
            provider: provider.to_owned(),
            tree,
        })
    }

    /// The operations, in the order of the contract.
    pub(crate) fn operations(&self) -> Result<Vec<Operation>> {
        let paths = self
            .tree
            .get("paths")
            .context("the contract has no `paths`")?;
        let mut found = Vec::new();
        for (path, methods) in paths.members() {
            for (method, operation) in methods.members() {
                if let Some(id) = operation.get("operationId").and_then(Json::as_str) {
                    let request = self
                        .request(operation)
                        .with_context(|| format!("{method} {path}"))?;
                    found.push(Operation {
                        id: id.to_owned(),
                        request,
                    });
                }
            }
        }
        Ok(found)
    }

    /// A section (path, query, headers) is present if it can have a member.
    fn request(&self, operation: &Json) -> Result<Json> {
        let mut sections = vec![
            ("path".to_owned(), self.parameters(operation, "path")?),
            ("headers".to_owned(), self.parameters(operation, "header")?),
        ];
        let query = self.parameters(operation, "query")?;
        if query
            .get("properties")
            .is_some_and(|properties| !properties.members().is_empty())
        {
            sections.insert(1, ("query".to_owned(), query));
        }
        if let Some(body) = operation.get("requestBody") {
            let schema = body
                .get("content")
                .and_then(|content| content.get("application/json"))
                .and_then(|media| media.get("schema"))
                .context("the request body has no schema for application/json")?;
            sections.push(("body".to_owned(), self.resolved(schema, 0)?));
        }
        let required = sections
            .iter()
            .map(|(name, _)| Json::text(name.as_str()))
            .collect();
        Ok(object_schema(sections, required))
    }

    /// The parameters of one kind as an object schema.
    fn parameters(&self, operation: &Json, kind: &str) -> Result<Json> {
        let mut properties = Members::new();
        let mut required = Vec::new();
        for parameter in operation
            .get("parameters")
            .map(Json::items)
            .unwrap_or_default()
        {
            let parameter = self.resolved(parameter, 0)?;
            let name = parameter
                .get("name")
                .and_then(Json::as_str)
                .context("a parameter has no name")?
                .to_owned();
            let callers = kind != "header" || CALLERS_HEADERS.contains(&name.as_str());
            if parameter.get("in").and_then(Json::as_str) != Some(kind) || !callers {
                continue;
            }
            if parameter.get("required") == Some(&Json::Bool(true)) {
                required.push(Json::text(name.as_str()));
            }
            properties.push((name, parameter_schema(&parameter)));
        }
        Ok(object_schema(properties, required))
    }

    /// The schema without references. Members beside a `$ref` win over those of its target.
    fn resolved(&self, schema: &Json, depth: usize) -> Result<Json> {
        if depth > DEEPEST {
            bail!("a schema refers to itself, or nests more than {DEEPEST} deep");
        }
        let deeper = depth.saturating_add(1);
        Ok(match schema {
            Json::Array(items) => Json::Array(
                items
                    .iter()
                    .map(|item| self.resolved(item, deeper))
                    .collect::<Result<_>>()?,
            ),
            Json::Object(members) => {
                let mut all = Members::new();
                for (name, value) in members {
                    // An example is data: a `$ref` in it would be text.
                    let value = if name == "example" {
                        value.clone()
                    } else {
                        self.resolved(value, deeper)?
                    };
                    if name != "$ref" {
                        all.push((name.clone(), value));
                    }
                }
                if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
                    let named = self.resolved(self.named(reference)?, deeper)?;
                    for (name, value) in named.members() {
                        if !all.iter().any(|(known, _)| known == name) {
                            all.push((name.clone(), value.clone()));
                        }
                    }
                }
                Json::Object(all)
            }
            plain => plain.clone(),
        })
    }

    fn named(&self, reference: &str) -> Result<&Json> {
        let path = reference
            .strip_prefix("#/")
            .with_context(|| format!("`{reference}` points out of the contract"))?;
        path.split('/')
            .try_fold(&self.tree, |tree, part| tree.get(part))
            .with_context(|| format!("`{reference}` names nothing"))
    }
}

fn object_schema(properties: Members, required: Vec<Json>) -> Json {
    Json::Object(vec![
        ("type".to_owned(), Json::text("object")),
        ("required".to_owned(), Json::Array(required)),
        ("properties".to_owned(), Json::Object(properties)),
    ])
}

/// A parameter has its example and claim beside its schema. Here they move into it.
fn parameter_schema(parameter: &Json) -> Json {
    let mut members = parameter
        .get("schema")
        .map(Json::members)
        .unwrap_or_default()
        .to_vec();
    for name in ["example", "x-claim"] {
        if let Some(value) = parameter.get(name) {
            members.push((name.to_owned(), value.clone()));
        }
    }
    Json::Object(members)
}

#[cfg(test)]
mod tests {
    use super::Contract;
    use crate::json::Json;

    fn contract(schemas: &str) -> Contract {
        let text = format!(
            r##"{{"paths": {{"/links/{{id}}": {{"post": {{
                "operationId": "createPaymentLink",
                "parameters": [
                    {{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}, "example": "7"}},
                    {{"name": "X-Signature", "in": "header", "schema": {{"type": "string"}}}},
                    {{"name": "Idempotency-Key", "in": "header", "schema": {{"type": "string"}}, "x-claim": "p1"}}
                ],
                "requestBody": {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Create"}}}}}}}}
            }}}}}}, "components": {{"schemas": {schemas}}}}}"##
        );
        Contract::parse("example", &text).unwrap()
    }

    #[test]
    fn a_reference_is_replaced_and_its_neighbours_win() {
        let contract = contract(
            r##"{"Create": {"properties": {"price": {"$ref": "#/components/schemas/Money", "x-claim": "p2"}}},
                "Money": {"type": "object", "x-claim": "p9"}}"##,
        );
        let operations = contract.operations().unwrap();
        let body = operations[0]
            .request
            .get("properties")
            .and_then(|sections| sections.get("body"))
            .unwrap();
        let price = body
            .get("properties")
            .and_then(|fields| fields.get("price"))
            .unwrap();
        assert_eq!(price.get("type"), Some(&Json::text("object")));
        assert_eq!(price.get("x-claim"), Some(&Json::text("p2")));
    }

    #[test]
    fn a_header_that_the_client_sets_is_no_part_of_a_case() {
        let contract = contract(r#"{"Create": {}}"#);
        let operations = contract.operations().unwrap();
        let sections = operations[0].request.get("properties").unwrap();
        let names = |section: &str| {
            let fields = sections
                .get(section)
                .and_then(|section| section.get("properties"))
                .unwrap();
            fields
                .members()
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names("path"), ["id"]);
        assert_eq!(names("headers"), ["Idempotency-Key"]);
        assert!(sections.get("query").is_none());
    }

    #[test]
    fn a_schema_that_refers_to_itself_is_refused() {
        let contract = contract(r##"{"Create": {"$ref": "#/components/schemas/Create"}}"##);
        assert!(contract.operations().is_err());
    }
}
