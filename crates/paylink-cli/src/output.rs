//! [`Output`]: what people read, and what programs read.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Color, Style};
use paylink::{Answer, Link, Outcome};

use crate::advice::advice;
use crate::deliveries::{ListeningObject, ReceivedObject, SentObject, UnverifiedObject};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::incoming::Event;
use crate::objects::{EventObject, FailureEnvelope, LinkObject, json};
use crate::provider::{Asked, Created};
use crate::qr::QrCode;
use crate::screen::{escaped, plain};
use crate::shown_request::ShownRequest;
use crate::task::Task;

/// The style of the word `error` on a terminal. Elsewhere, and with `NO_COLOR`, there are no
/// colours.
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// The two colours of a QR code, so that they are not the wrong way round.
const WHITE_ON_BLACK: Style = AnsiColor::BrightWhite
    .on_default()
    .bg_color(Some(Color::Ansi(AnsiColor::Black)));

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// People: the result on standard output, words about it on standard error.
    Human,
    /// Programs: JSON, one object a line, and nothing else.
    Json,
}

/// Prints results and failures.
#[derive(Clone)]
pub(crate) struct Output {
    pub(crate) shape: Shape,
    /// What the command is about: what a failure means depends on it.
    task: Task,
}

impl Output {
    pub(crate) const fn new(shape: Shape, task: Task) -> Self {
        Self { shape, task }
    }

    /// Prints a result. If standard output cannot take it, standard error does: a link must not be
    /// lost. A read can be repeated, so it ends quietly when its reader has gone.
    fn deliver(&self, text: &str) -> Exit {
        match print_line(io::stdout().lock(), text) {
            Ok(()) => Exit::Done,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && self.task.can_be_cut() => {
                Exit::Enough
            }
            Err(_) => {
                complain(text);
                Exit::Unprinted
            }
        }
    }

    /// Prints lines.
    pub(crate) fn say(&self, text: &str) -> Exit {
        self.deliver(text)
    }

    /// Prints a link that was created: for people, its address.
    pub(crate) fn created(&self, created: &Created) -> Exit {
        let Created { link, asked } = created;
        match (self.shape, &link.url) {
            (Shape::Json, _) => self.deliver(&json(&LinkObject::new(link))),
            (Shape::Human, Some(url)) => {
                complain(&in_words(link, asked));
                self.deliver(&plain(url))
            }
            (Shape::Human, None) => {
                complain(&in_words(link, asked));
                Exit::Done
            }
        }
    }

    /// Prints a link as it is: for people, one line, and what was done.
    pub(crate) fn link(&self, answer: &Answer<Link>, done: Option<&str>) -> Exit {
        match self.shape {
            Shape::Json => self.deliver(&json(&LinkObject::new(answer))),
            Shape::Human => {
                if let Some(done) = done {
                    complain(&format!("{}: {done}", answer.provider));
                }
                self.deliver(&line(answer))
            }
        }
    }

    /// Prints the request of a dry run.
    pub(crate) fn dry_run(&self, provider: &str, request: &ShownRequest) -> Exit {
        match self.shape {
            Shape::Human => self.say(&request.as_text()),
            Shape::Json => self.say(&json(&request.object(provider))),
        }
    }

    /// Prints a webhook that was verified.
    pub(crate) fn event(&self, provider: &str, event: &Event) -> Exit {
        self.deliver(&match self.shape {
            Shape::Json => json(&EventObject::new(provider, event)),
            Shape::Human => verified(event),
        })
    }

    /// Prints where deliveries are received.
    pub(crate) fn listening(&self, provider: &str, url: &str) -> Exit {
        self.deliver(&match self.shape {
            Shape::Json => json(&ListeningObject { provider, url }),
            Shape::Human => format!("{provider}: webhooks are received on {url} until Ctrl-C"),
        })
    }

    /// Prints a delivery that was received and verified, in one line, with what the forward target
    /// answered.
    pub(crate) fn received(
        &self,
        provider: &str,
        event: &Event,
        forwarded: Option<&Result<u16, String>>,
    ) -> Exit {
        self.deliver(&match self.shape {
            Shape::Json => json(&ReceivedObject::new(provider, event, forwarded)),
            Shape::Human => {
                let forwarded = forwarded.map(|forwarded| match forwarded {
                    Ok(status) => format!("\tforwarded, answered {status}"),
                    Err(why) => format!("\tnot forwarded: {}", plain(why)),
                });
                let event = verified(event).replace('\n', "\t");
                format!("{event}{}", forwarded.unwrap_or_default())
            }
        })
    }

    /// Prints a delivery that is not verified, in one line.
    pub(crate) fn unverified(&self, provider: &str, message: &str) -> Exit {
        self.deliver(&match self.shape {
            Shape::Json => json(&UnverifiedObject::new(provider, message)),
            Shape::Human => plain(message),
        })
    }

    /// Prints what a receiver answered to a sample.
    pub(crate) fn sent(&self, provider: &str, event: &str, status: &Result<u16, String>) -> Exit {
        self.deliver(&match (self.shape, status) {
            (Shape::Json, _) => json(&SentObject::new(provider, event, status)),
            (Shape::Human, Ok(status)) => {
                format!(
                    "{provider}: {} was sent, the receiver answered {status}",
                    plain(event)
                )
            }
            (Shape::Human, Err(why)) => {
                format!("{provider}: the receiver did not answer: {}", plain(why))
            }
        })
    }

    /// Prints a QR code. On a terminal its two colours are said, so that they are not the wrong way
    /// round. Elsewhere nobody knows the colours of the screen that will show it, and most cameras
    /// do not read light on dark: it is there for both.
    pub(crate) fn qr(&self, code: &QrCode) -> Exit {
        if AutoStream::choice(&io::stdout()) == ColorChoice::Never {
            let (light, dark) = (
                code.in_blocks(qrcode::Color::Light),
                code.in_blocks(qrcode::Color::Dark),
            );
            return self.deliver(&format!(
                "On a dark screen:\n{}\nOn a light screen:\n{}",
                light.join("\n"),
                dark.join("\n")
            ));
        }
        let lines = code.on_black().into_iter();
        let lines: Vec<String> = lines
            .map(|line| format!("{WHITE_ON_BLACK}{line}{WHITE_ON_BLACK:#}"))
            .collect();
        self.deliver(&lines.join("\n"))
    }

    /// Prints bytes that are not text, always on standard output.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<Exit, io::Error> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Enough),
            written => written.map(|()| Exit::Done),
        }
    }

    /// Prints what does not stop the command, for people.
    pub(crate) fn remark(&self, text: &str) {
        if self.shape == Shape::Human {
            complain(text);
        }
    }

    /// Prints why a command did not do what it was told, or did something else.
    pub(crate) fn failure(&self, failure: &Failure) {
        let message = failure.message();
        if self.shape == Shape::Json {
            return complain(&json(&FailureEnvelope::new(failure, &message)));
        }
        let mut text = format!("{ERROR}paylink:{ERROR:#} {}", plain(&message));
        if let Some(advice) = advice(self.task, failure) {
            text.push('\n');
            text.push_str(&plain(&advice));
        }
        // It may be the only place where the link is: an answer that nobody can read, or that is
        // cut.
        let may_hold_a_link = matches!(failure.outcome(), Outcome::Unknown | Outcome::Accepted);
        if let Some(body) = failure.raw_body().filter(|_| may_hold_a_link) {
            let _ = write!(text, "\nThe response was: {}", escaped(&body.text));
            if body.truncated {
                text.push_str(" (cut)");
            }
        }
        complain(&text);
    }
}

/// One line about a created link. If the response has no amount, the line says `requested` before
/// the request's.
fn in_words(link: &Link, asked: &Asked) -> String {
    let mut text = format!("{}: created", link.provider);
    if let Some(id) = &link.id {
        let _ = write!(text, " {id}");
    }
    match (link.amount, link.currency) {
        (Some(amount), Some(currency)) => {
            let _ = write!(text, ", {amount} {currency}");
        }
        (Some(amount), None) => {
            let _ = write!(text, ", {amount}");
        }
        (None, _) => {
            if let Some(amount) = asked.amount {
                let _ = write!(text, ", requested {amount}");
                if let Some(currency) = asked.currency {
                    let _ = write!(text, " {currency}");
                }
            }
        }
    }
    if let Some(status) = &link.status {
        let _ = write!(text, ", {status}");
    }
    if link.url.is_none() {
        text.push_str("; the response had no URL: look up the link at the provider");
    }
    plain(&text)
}

/// A link in one line: id, amount and currency, status, reference, address, parted by tabs; `-` for
/// what is not known.
fn line(link: &Link) -> String {
    let amount = link.amount.map(|amount| match link.currency {
        Some(currency) => format!("{amount} {currency}"),
        None => amount.to_string(),
    });
    let columns = [&link.id, &amount, &link.status, &link.reference, &link.url];
    let columns = columns.map(|column| plain(column.as_deref().unwrap_or("-")));
    columns.join("\t")
}

/// An event that was verified, as far as it can be read.
fn verified(event: &Event) -> String {
    let mut text = match &event.kind {
        Some(kind) => format!("verified: {}", plain(kind)),
        None => "verified, but the event cannot be read".to_owned(),
    };
    for (name, id) in &event.ids {
        if let Some(id) = id {
            let _ = write!(text, "\n{name}: {}", plain(id));
        }
    }
    text
}

/// Prints beside the result.
pub(crate) fn complain(text: &str) {
    // There is nowhere left to say that standard error cannot be written.
    let _ = print_line(anstream::stderr().lock(), text);
}

fn print_line(mut stream: impl Write, text: &str) -> io::Result<()> {
    writeln!(stream, "{text}")?;
    stream.flush()
}
