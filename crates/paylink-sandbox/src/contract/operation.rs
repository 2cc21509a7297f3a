//! One operation: where it is, and what its requests must hold.

use super::body::Body;
use super::document;
use super::parameter::Parameter;
use super::template::{Template, Variables};
use crate::contract::refusal::Fault;
use crate::contract::validation::Compiler;
use crate::wire::Recorded;

/// One operation of a contract.
pub(crate) struct Operation {
    /// The `operationId`.
    pub(crate) id: String,
    pub(crate) method: &'static str,
    pub(crate) template: Template,
    /// The first documented status of success.
    pub(crate) success: u16,
    parameters: Vec<Parameter>,
    body: Option<Body>,
}

impl Operation {
    pub(crate) fn read(
        method: &'static str,
        path: &str,
        operation: document::Operation,
        compiler: &Compiler,
    ) -> Result<Self, String> {
        let parameters = operation.parameters.iter().chain(&operation.client_headers);
        let parameters = parameters.map(|parameter| Parameter::read(parameter, compiler));
        let body = operation
            .request_body
            .map(|body| Body::read(body, compiler))
            .transpose()?;
        let statuses = operation.responses.keys();
        let success = statuses
            .filter_map(|status| status.parse().ok())
            .find(|status| (200..300).contains(status))
            .ok_or_else(|| format!("{} documents no success", operation.operation_id))?;
        Ok(Self {
            success,
            id: operation.operation_id,
            method,
            template: Template::read(path),
            parameters: parameters.collect::<Result<_, _>>()?,
            body: body.flatten(),
        })
    }

    /// The body as text, or all that is wrong with a request.
    pub(crate) fn check<'a>(
        &self,
        request: &'a Recorded,
        variables: &Variables,
    ) -> Result<&'a str, Vec<Fault>> {
        let parameters = self.parameters.iter();
        let mut faults: Vec<_> = parameters
            .flat_map(|parameter| parameter.faults(request, variables))
            .collect();
        match self.check_body(request) {
            Ok(body) if faults.is_empty() => Ok(body),
            Ok(_) => Err(faults),
            Err(in_body) => {
                faults.extend(in_body);
                Err(faults)
            }
        }
    }

    /// The body as text, or all that is wrong with it.
    pub(crate) fn check_body<'a>(&self, request: &'a Recorded) -> Result<&'a str, Vec<Fault>> {
        let body = self.body.as_ref();
        body.map_or(Ok(""), |body| body.check(request))
    }
}
