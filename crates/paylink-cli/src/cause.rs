//! Why a call found no answer, in the words that people search for: "connection refused",
//! "certificate expired".

use std::error::Error;
use std::io;

/// The cause of an error, from its chain of sources; `None` where it has none.
pub(crate) fn cause(error: &(dyn Error + 'static)) -> Option<String> {
    let mut chain = Vec::new();
    let mut next = error.source();
    while let Some(error) = next {
        chain.push(error);
        next = error.source();
    }
    let root = *chain.last()?;
    let texts: Vec<String> = chain.iter().map(ToString::to_string).collect();
    let said = |part: &str| texts.iter().any(|text| text.contains(part));
    if let Some((_, words)) = TLS.iter().find(|(part, _)| said(part)) {
        return Some((*words).to_owned());
    }
    if said("dns error") {
        let unknown = UNKNOWN_HOST.iter().any(|part| said(part));
        return Some(match unknown {
            true => "no such host".to_owned(),
            false => format!("the host cannot be looked up: {root}"),
        });
    }
    let mut kinds = chain
        .iter()
        .filter_map(|error| error.downcast_ref::<io::Error>());
    let words = kinds.find_map(|error| of_kind(error.kind()));
    Some(words.map_or_else(|| root.to_string(), str::to_owned))
}

/// What rustls says of a certificate, and what people call it.
const TLS: [(&str, &str); 6] = [
    ("invalid peer certificate: Expired", "certificate expired"),
    (
        "invalid peer certificate: certificate expired",
        "certificate expired",
    ),
    (
        "invalid peer certificate: certificate not valid yet",
        "certificate not valid yet",
    ),
    (
        "invalid peer certificate: certificate not valid for name",
        "certificate is for another host",
    ),
    (
        "invalid peer certificate: UnknownIssuer",
        "certificate is signed by an unknown authority",
    ),
    (
        "received corrupt message of type InvalidContentType",
        "the server does not speak TLS",
    ),
];

/// What Linux, macOS and Windows say of a host name that does not exist.
const UNKNOWN_HOST: [&str; 4] = [
    "Name or service not known",
    "No address associated with hostname",
    "nodename nor servname provided",
    "No such host is known",
];

fn of_kind(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::ConnectionRefused => "connection refused",
        io::ErrorKind::ConnectionReset => "connection reset",
        io::ErrorKind::ConnectionAborted => "connection aborted",
        io::ErrorKind::BrokenPipe => "connection closed",
        io::ErrorKind::UnexpectedEof => "connection closed",
        io::ErrorKind::TimedOut => "timed out",
        io::ErrorKind::HostUnreachable => "host unreachable",
        io::ErrorKind::NetworkUnreachable => "network unreachable",
        _ => return None,
    })
}
