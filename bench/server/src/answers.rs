//! The answers, made once from the files of the fixtures.

use serde_json::Value;

use crate::Failure;

/// An answer to a create, and one to a request for a token.
pub(crate) struct Answers {
    create: Vec<u8>,
    token: Option<Vec<u8>>,
}

impl Answers {
    pub(crate) fn read(create: &str, token: Option<&str>) -> Result<Self, Failure> {
        Ok(Self {
            create: answer(create)?,
            token: token.map(answer).transpose()?,
        })
    }

    /// The answer to a request whose head begins with this line.
    pub(crate) fn to(&self, head: &str) -> &[u8] {
        let line = head.lines().next().unwrap_or_default();
        match &self.token {
            Some(token) if line.contains("/token ") => token,
            _ => &self.create,
        }
    }
}

/// The bytes of an answer: status, headers, and the body without the file's white space.
fn answer(path: &str) -> Result<Vec<u8>, Failure> {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let status = file.get("status").and_then(Value::as_u64);
    let status = status.ok_or("an answer has a status")?;
    let body = serde_json::to_string(file.get("body").ok_or("an answer has a body")?)?;
    let head = format!(
        "HTTP/1.1 {status} Answered\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Ok([head, body].concat().into_bytes())
}
