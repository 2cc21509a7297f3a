//! [`Flawed`]: an adapter that does one thing wrong, over one that does all things right.

use paylink_core::provider::ErrorParts as _;
use std::fmt;

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, ErrorKind, Field, FieldError, Link, LinkCustomer,
    LinkRequest, LinkState, Money, Outcome, Page, PaymentLinks, PaymentState, Support,
};

use paylink_core::transport::Runtime;

use super::flaw::Flaw;

/// An adapter with a flaw.
pub(super) struct Flawed {
    pub(super) inner: Box<dyn PaymentLinks>,
    pub(super) flaw: Flaw,
}

/// A cause that says too much.
#[derive(Debug)]
struct Talkative(String);

impl fmt::Display for Talkative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Talkative {}

impl Flawed {
    fn is(&self, flaw: Flaw) -> bool {
        self.flaw == flaw
    }

    /// The link that an error keeps, as a success.
    fn accepted(
        &self,
        flaw: Flaw,
        result: Result<Answer<Link>, Error>,
    ) -> Result<Answer<Link>, Error> {
        match result {
            Err(error) if self.is(flaw) => match error.link::<Link>() {
                Some(link) => Ok(Answer::new(link.clone())),
                None => Err(error),
            },
            result => result,
        }
    }

    async fn flawed_create(&self, asked: &LinkRequest) -> Result<Answer<Link>, Error> {
        let request = self.request(asked);
        let mut whole = asked.clone();
        rounded(&mut whole);
        if self.is(Flaw::RefusesCents) && whole.money != asked.money {
            return Err(refusal("third_party", "create payment link", "amount"));
        }
        if self.is(Flaw::MakesNothing) {
            let mut link = Link::new("third_party");
            link.amount = Some(asked.money.amount);
            link.currency = Some(asked.money.currency);
            return Ok(Answer::new(link));
        }
        if self.sends_all_the_same(asked) {
            let usual =
                LinkRequest::new(Money::new("25.00".parse().unwrap(), asked.money.currency));
            self.inner.create(&usual).await?;
        }
        let mut result = self.inner.create(&request).await;
        if self.is(Flaw::SendsTwice) && result.is_ok() {
            result = self.inner.create(&request).await;
        }
        match result {
            Ok(answer) => self.answer(answer, asked),
            Err(error) => self.error(error, &request).await,
        }
    }

    /// What is asked of the provider, instead of what was asked for.
    fn request(&self, asked: &LinkRequest) -> LinkRequest {
        let mut request = asked.clone();
        match self.flaw {
            Flaw::Drops(field) => drop_field(&mut request, field),
            Flaw::DropsWhatItCannotCarry => request.failure_url = None,
            Flaw::ForgetsOneNameOfTwo => request.metadata.dedup_by(|one, other| one.0 == other.0),
            Flaw::RoundsTooPrecise if request.money.amount.scale() > 2 => rounded(&mut request),
            Flaw::RoundsAmounts => rounded(&mut request),
            Flaw::TakesAnyCurrency => {
                // Without the decimal places of the other currency, so that the amount is one of
                // this.
                rounded(&mut request);
                request.money.currency = "EUR".parse().unwrap();
            }
            Flaw::DropsControls => {
                if let Some(text) = &mut request.description {
                    text.retain(|letter| !letter.is_control());
                }
            }
            Flaw::CutsLongTexts => {
                if let Some(text) = &mut request.description {
                    text.truncate(255);
                }
            }
            _ => {}
        }
        request
    }

    /// Whether something is sent before the refusal that is due.
    fn sends_all_the_same(&self, asked: &LinkRequest) -> bool {
        match self.flaw {
            Flaw::SendsAnotherAmount => !asked.money.amount.is_positive(),
            Flaw::RefusesAfterSending => asked.failure_url.is_some(),
            _ => false,
        }
    }

    fn answer(&self, answer: Answer<Link>, asked: &LinkRequest) -> Result<Answer<Link>, Error> {
        let known = !matches!(answer.state, Some(LinkState::Other(_)));
        match self.flaw {
            Flaw::KeepsTheKey => return Ok(Answer::new(answer.into_value())),
            Flaw::LosesTheLink if !known => {
                return Err(refusal("third_party", "create payment link", "status"));
            }
            Flaw::RefusesWhatItCarries if asked.description.is_some() => {
                return Err(refusal("third_party", "create payment link", "description"));
            }
            _ => {}
        }
        Ok(answer.map(|mut link| {
            match self.flaw {
                Flaw::RoundsAmounts | Flaw::RoundsTooPrecise | Flaw::TakesAnyCurrency => {
                    link.amount = Some(asked.money.amount);
                    link.currency = Some(asked.money.currency);
                }
                Flaw::ReadsMinorAsMajor => {
                    link.amount = link.amount.map(|amount| {
                        let units = amount.to_minor_units(amount.scale()).unwrap();
                        units.to_amount(0).unwrap()
                    });
                }
                Flaw::TakesAnEmptyId => link.id = Some(link.id.unwrap_or_default()),
                Flaw::MakesUpTheAddress => {
                    let made_up = "https://pay.third-party.example.com/?".to_owned();
                    link.url = Some(link.url.unwrap_or(made_up));
                }
                Flaw::FillsInTheMoney => {
                    link.amount = link.amount.or(Some(asked.money.amount));
                    link.currency = link.currency.or(Some(asked.money.currency));
                }
                Flaw::FillsInTheReference => link.reference = asked.reference.clone(),
                Flaw::AnswersAnotherAmount => link.amount = Some("7".parse().unwrap()),
                Flaw::LinkNamesAnother => link.provider = "seventh".into(),
                Flaw::ReadsAsPaid if !known => link.payment = Some(PaymentState::Paid),
                Flaw::LosesTheStatus if !known => link.status = None,
                Flaw::ShowsTheAddress => link.status.clone_from(&asked.success_url),
                _ => {}
            }
            link
        }))
    }

    async fn error(&self, error: Error, request: &LinkRequest) -> Result<Answer<Link>, Error> {
        let unknown = error.outcome() == Outcome::Unknown;
        let sent = error.outcome() != Outcome::NotSent;
        let (kind, operation) = (error.kind(), error.operation());
        if let Some(link) = error.link::<Link>() {
            let closed = link
                .state
                .clone()
                .is_some_and(|state| state != LinkState::Active);
            match self.flaw {
                Flaw::AcceptsWhatDiffers if !closed => return Ok(Answer::new(link.clone())),
                Flaw::AcceptsWhatCannotBePaid if closed => return Ok(Answer::new(link.clone())),
                Flaw::CallsALinkRefused => {
                    return Err(Error::new(ErrorKind::Refused, "third_party", operation));
                }
                Flaw::LosesWhatDiffers => return Err(Error::new(kind, "third_party", operation)),
                _ => {}
            }
        }
        if self.is(Flaw::TakesAnEmptyId) && kind == ErrorKind::NoLink {
            let mut link = Link::new("third_party");
            link.id = Some(String::new());
            return Ok(Answer::new(link));
        }
        let body = error.raw_body().cloned().unwrap_or_default();
        Err(match self.flaw {
            Flaw::CreatesAgain if unknown => {
                let again = request
                    .clone()
                    .with_idempotency_key("another".parse().unwrap());
                // The error is that of the first call, with its key.
                let _ = self.inner.create(&again).await;
                error
            }
            Flaw::CreatesAnother if unknown => {
                let key = error.idempotency_key().cloned().unwrap();
                let another = request.clone().with_description("another");
                let _ = self.inner.create(&another.with_idempotency_key(key)).await;
                error
            }
            Flaw::CallsItRefused if unknown => error.with_outcome(Outcome::Refused),
            Flaw::CallsAConflictRefused if kind == ErrorKind::Duplicate => {
                error.with_outcome(Outcome::Refused)
            }
            Flaw::CallsItUnknown if sent => error.with_outcome(Outcome::Unknown),
            Flaw::LosesTheKey => error.with_idempotency_key(None),
            Flaw::GivesAnotherKey => error.with_idempotency_key("another".parse().ok()),
            Flaw::NamesAnother => Error::new(kind, "seventh", operation),
            Flaw::NamesNoOperation => Error::new(kind, "third_party", ""),
            Flaw::NamesItsOwnField if !sent => {
                error.with_field(FieldError::new("invoice_number", "is too long"))
            }
            Flaw::LosesTheBody => error.with_raw_body(Vec::new().into()),
            Flaw::LosesTheMessage => error.with_refusal(None, None),
            Flaw::SucceedsAnyway if sent => return Ok(Answer::new(Link::new("third_party"))),
            Flaw::RefusesAnotherField => refusal("third_party", operation, "metadata"),
            Flaw::RefusesNamelessly if !sent => Error::new(kind, "third_party", operation),
            Flaw::ShowsTheBody => {
                let told = String::from_utf8_lossy(&body).into_owned();
                error.with_source(Box::new(Talkative(told)))
            }
            Flaw::ShowsAKey => {
                let told = "sent with secret-canary-third-party-7f3a".to_owned();
                error.with_source(Box::new(Talkative(told)))
            }
            _ => error,
        })
    }
}

/// A refusal before sending, of a field that has no place.
fn refusal(provider: &'static str, operation: &'static str, field: &'static str) -> Error {
    Error::invalid(
        provider,
        operation,
        FieldError::unsupported(field, "has no place"),
    )
}

fn drop_field(request: &mut LinkRequest, field: Field) {
    let LinkCustomer {
        name, email, phone, ..
    } = &mut request.customer;
    match field {
        Field::Reference => request.reference = None,
        Field::Description => request.description = None,
        Field::CustomerName => *name = None,
        Field::CustomerEmail => *email = None,
        Field::CustomerPhone => *phone = None,
        Field::ExpiresAt => request.expires_at = None,
        Field::SuccessUrl => request.success_url = None,
        Field::FailureUrl => request.failure_url = None,
        Field::Metadata => request.metadata.clear(),
        Field::IdempotencyKey => request.idempotency_key = None,
        other => panic!("{other} is new"),
    }
}

fn paid(mut link: Link) -> Link {
    link.payment = Some(PaymentState::Paid);
    link
}

/// Cuts the decimal places off.
fn rounded(request: &mut LinkRequest) {
    let text = request.money.amount.to_string();
    let (whole, _) = text.split_once('.').unwrap_or((&text, ""));
    request.money.amount = whole.parse().unwrap();
}

impl PaymentLinks for Flawed {
    fn provider(&self) -> &'static str {
        self.inner.provider()
    }

    fn capabilities(&self) -> Capabilities {
        let mut said = self.inner.capabilities();
        match self.flaw {
            Flaw::DeniesList => said.list = Support::No,
            Flaw::HasAClaimWithoutId => said.notify = Support::Unverified(" "),
            Flaw::DeniesRepeats => said.repeats = Support::No,
            Flaw::SaysAFieldTwice => {
                said.fields = &[
                    (Field::Reference, Support::Yes),
                    (Field::Reference, Support::No),
                ];
            }
            _ => {}
        }
        said
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(self.flawed_create(request))
    }

    fn runtime(&self) -> &dyn Runtime {
        self.inner.runtime()
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let inner = &self.inner;
        Box::pin(async move {
            if self.is(Flaw::HidesGet) {
                let rule = "is not documented by this provider";
                let invalid = FieldError::unsupported("get", rule);
                return Err(Error::invalid("third_party", "get payment link", invalid));
            }
            let id = match self.flaw {
                Flaw::GetsBlank if id.trim().is_empty() => "link-0",
                _ => id,
            };
            if self.is(Flaw::FollowsPaths) && id.contains('/') {
                self.inner.list(None).await?;
            }
            let result = inner.get(id).await;
            if self.is(Flaw::GetsWhatIsNotThere) && result.is_err() {
                return inner.get("link-0").await;
            }
            let result = self.accepted(Flaw::GetsWhatDiffers, result);
            Ok(result?.map(|mut link| {
                match self.flaw {
                    Flaw::GetsAnother => link.id = Some("link-9".to_owned()),
                    Flaw::GetsAnotherAmount => link.amount = Some("7".parse().unwrap()),
                    Flaw::GetsAsPaid => link = paid(link),
                    _ => {}
                }
                link
            }))
        })
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        Box::pin(async move {
            let found = self.inner.find(reference).await;
            match self.flaw {
                Flaw::FindsWhatDiffers => match found {
                    Err(error) => self.accepted(self.flaw, Err(error)).map(Some),
                    found => found,
                },
                Flaw::FindsNothing => found.map(|_| None),
                Flaw::FindsAsPaid => Ok(found?.map(|answer| answer.map(paid))),
                Flaw::FindsNothingWhenItFails => Ok(found.unwrap_or(None)),
                Flaw::FailsToFindNothing => match found? {
                    Some(link) => Ok(Some(link)),
                    None => Err(refusal("third_party", "find payment link", "reference")),
                },
                _ => found,
            }
        })
    }

    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        Box::pin(async move {
            let page = self.inner.list(cursor).await;
            let page = match page {
                Err(_) if self.is(Flaw::EndsEarly) => Answer::new(Page::new(Vec::new(), None)),
                page => page?,
            };
            Ok(page.map(|mut page| {
                match self.flaw {
                    Flaw::HidesNulls => page.unreadable = 0,
                    Flaw::ListsNothing => page.items.clear(),
                    Flaw::ListsAsPaid => {
                        page.items = page.items.into_iter().map(paid).collect();
                    }
                    _ => {}
                }
                page
            }))
        })
    }

    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        if self.is(Flaw::CancelsNothing) {
            return Box::pin(async move {
                let mut link = Link::new("third_party");
                link.id = Some(id.to_owned());
                Ok(Answer::new(link))
            });
        }
        let cancelled = self.inner.cancel(id);
        Box::pin(async { self.accepted(Flaw::CancelsAnActiveLink, cancelled.await) })
    }

    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        if self.is(Flaw::NotifiesNobody) {
            return Box::pin(async { Ok(Answer::new(Link::new("third_party"))) });
        }
        let notified = self.inner.notify(id);
        Box::pin(async { self.accepted(Flaw::NotifiesAnother, notified.await) })
    }
}
