//! What can be asked of the sandbox, told by itself.

use serde_json::{Value, json};

/// One route: method, path below `/_sandbox/`, a body that it takes, and what it does.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) example: Option<&'static str>,
    pub(super) does: &'static str,
}

const fn get(path: &'static str, does: &'static str) -> Route {
    Route {
        method: "GET",
        path,
        example: None,
        does,
    }
}

const fn post(path: &'static str, example: &'static str, does: &'static str) -> Route {
    Route {
        method: "POST",
        path,
        example: Some(example),
        does,
    }
}

/// Every route.
pub(super) const ROUTES: &[Route] = &[
    get("", "Lists the providers and these routes."),
    get("health", "Answers 200 once the sandbox serves."),
    get(
        "openapi.json",
        "Describes this API as an OpenAPI 3.1 document.",
    ),
    get(
        "requests",
        "Lists requests by provider, account, operation, status and since; with at_least and timeout it waits for them.",
    ),
    post(
        "reset",
        r#"{"provider": "meum"}"#,
        "Removes links and requests of one provider, or of its account with account; without a provider those of all, the faults, and the clock's offset.",
    ),
    get("clock", "Returns the sandbox's time."),
    post(
        "clock",
        r#"{"advance_seconds": 60}"#,
        "Moves the clock, or stops it with stop_at.",
    ),
    get(
        "faults",
        "Lists the names of faults, those armed and those that struck.",
    ),
    post(
        "faults",
        r#"{"fault": "reset", "moment": "after", "provider": "meum", "times": 1}"#,
        "Arms a fault by name, an answer or a latency of your own, or a rate limit.",
    ),
    Route {
        method: "DELETE",
        path: "faults",
        example: None,
        does: "Disarms all faults.",
    },
    get(
        "webhooks",
        "Lists the receivers of webhooks, and what was sent with its attempts.",
    ),
    post(
        "webhooks",
        r#"{"provider": "meum", "url": "http://127.0.0.1:9000/hook"}"#,
        "Sends a receiver the webhooks of a provider from now on, by itself.",
    ),
    Route {
        method: "DELETE",
        path: "webhooks",
        example: None,
        does: "Takes all receivers away.",
    },
    Route {
        method: "DELETE",
        path: "webhooks/{id}",
        example: None,
        does: "Takes one receiver away.",
    },
    post(
        "webhooks/hold",
        r#"{"held": false, "order": "reversed", "twice": true}"#,
        "Holds webhooks back with `held` true; lets them go otherwise, in their order or reversed, once or twice.",
    ),
    post("webhooks/{number}/resend", "{}", "Sends a webhook again."),
    get(
        "{provider}/links",
        "Lists the links that a provider holds: those of one account with account, the latest with newest.",
    ),
    get(
        "{provider}/requests",
        "Lists the requests that arrived for a provider.",
    ),
    post(
        "{provider}/links/{id}/open",
        "{}",
        "Opens a link, as a payer does.",
    ),
    post(
        "{provider}/links/{id}/pay",
        r#"{"amount": "400"}"#,
        "Pays a link, in full without an amount.",
    ),
    post(
        "{provider}/links/{id}/decline",
        "{}",
        "Lets a payment fail. Where a provider documents no state for that, the link stays as it was.",
    ),
    post(
        "{provider}/links/{id}/expire",
        "{}",
        "Ends a link now, where the provider documents an end.",
    ),
    post(
        "{provider}/links/{id}/webhook",
        r#"{"url": "http://127.0.0.1:9000/hook"}"#,
        "Sends the webhook that tells the state of a link.",
    ),
    post(
        "{provider}/repeated_reference",
        r#"{"answer": "refusal"}"#,
        "Chooses what Pine Labs answers to a reference that is used already.",
    ),
];

/// The routes with a command line that calls each.
pub(super) fn list(origin: &str) -> Value {
    let routes = ROUTES.iter().map(|route| {
        json!({
            "method": route.method,
            "path": format!("/_sandbox/{}", route.path),
            "does": route.does,
            "example": route.command(origin),
        })
    });
    routes.collect()
}

/// The routes as an OpenAPI document.
pub(super) fn openapi() -> Value {
    let mut paths = serde_json::Map::new();
    for route in ROUTES {
        let path = paths
            .entry(format!("/_sandbox/{}", route.path))
            .or_insert_with(|| json!({}));
        let Some(path) = path.as_object_mut() else {
            continue;
        };
        path.insert(route.method.to_lowercase(), route.operation());
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Paylink sandbox", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
    })
}

impl Route {
    fn command(&self, origin: &str) -> String {
        let path = self.path.replace("{provider}", "meum");
        let url = format!("{origin}/_sandbox/{}", path.replace("{id}", "plink_1"));
        match self.example {
            Some(body) => {
                format!("curl -H 'content-type: application/json' -d '{body}' {url}")
            }
            None if self.method == "GET" => format!("curl {url}"),
            None => format!("curl -X {} {url}", self.method),
        }
    }

    fn operation(&self) -> Value {
        let parameters: Vec<Value> = ["provider", "id"]
            .into_iter()
            .filter(|name| self.path.contains(&format!("{{{name}}}")))
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        let mut operation = json!({
            "summary": self.does,
            "parameters": parameters,
            "responses": {
                "200": { "description": "Done." },
                "default": { "description": "Not done: the body says why, as {\"error\": \"...\"}." },
            },
        });
        let example = self
            .example
            .and_then(|body| serde_json::from_str(body).ok());
        if let (Some(example), Some(fields)) = (example, operation.as_object_mut()) {
            let example: Value = example;
            let media = json!({ "application/json": { "schema": { "type": "object" }, "example": example } });
            fields.insert("requestBody".to_owned(), json!({ "content": media }));
        }
        operation
    }
}
