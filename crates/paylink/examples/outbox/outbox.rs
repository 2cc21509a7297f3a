//! [`Outbox`]: stores each request before it is sent, for any provider behind the shared trait.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use paylink::{Field, IdempotencyKey, LinkRequest, Outcome};
use paylink::{PaymentLinks, PaymentLinksExt as _, PollInterval};

/// How an order ended, as far as anyone knows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The link exists, with this address if the response had one.
    Created(Option<String>),
    /// Nothing was created. The stored request is gone: correct it, and send it again.
    NotCreated(String),
    /// The link may exist. Call again: the same request is sent, or the link is looked up.
    AskAgain(String),
    /// The link may exist, and the provider documents no way to find out. A person must look.
    NeedsAPerson(String),
}

/// A folder with one file for each order that was sent and whose end is not known.
///
/// Call it for one order at a time. A database would lock the order's row.
pub(crate) struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Creates the link of an order at most once, however often this is called. `order` is part of
    /// a file name: letters, digits and hyphens.
    pub(crate) async fn send(
        &self,
        links: &dyn PaymentLinks,
        order: &str,
        request: LinkRequest,
    ) -> Result<Ended, Box<dyn Error>> {
        let file = self.folder.join(format!("{order}.json"));
        let can = links.capabilities();
        let result = if let Some(stored) = read(&file)? {
            // An earlier call did not come to an end.
            let request: LinkRequest = serde_json::from_str(&stored)?;
            let reference = request.reference.as_deref();
            match reference.filter(|_| can.find.is_usable()) {
                Some(reference) => match links.find(reference).await? {
                    Some(link) => Ok(link),
                    None if can.repeats.is_usable() => links.create(&request).await,
                    None => return Ok(Ended::AskAgain("not found yet".to_owned())),
                },
                None if can.repeats.is_usable() => links.create(&request).await,
                None => return Ok(Ended::NeedsAPerson("sent, and never answered".to_owned())),
            }
        } else {
            let request = if can.field(Field::IdempotencyKey).is_usable() {
                request.with_idempotency_key(IdempotencyKey::random())
            } else {
                request
            };
            write(&file, &serde_json::to_string(&request)?)?;
            links
                .create_or_find(&request, PollInterval::default())
                .await
        };
        Ok(match result {
            Ok(link) => {
                // A service stores the link with its order here, before it forgets the request.
                fs::remove_file(&file)?;
                Ended::Created(link.url.clone())
            }
            Err(error) => match error.outcome() {
                Outcome::Unknown if can.repeats.is_usable() || can.find.is_usable() => {
                    Ended::AskAgain(error.to_string())
                }
                Outcome::NotSent | Outcome::Refused => {
                    fs::remove_file(&file)?;
                    Ended::NotCreated(error.to_string())
                }
                // `Unknown`, and `Accepted`: a link exists, but differs from the request.
                _ => Ended::NeedsAPerson(error.to_string()),
            },
        })
    }
}

fn read(file: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// After a crash the file is there whole, or not at all.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let draft = file.with_extension("draft");
    let mut opened = File::create(&draft)?;
    opened.write_all(text.as_bytes())?;
    opened.sync_all()?;
    fs::rename(draft, file)
}
