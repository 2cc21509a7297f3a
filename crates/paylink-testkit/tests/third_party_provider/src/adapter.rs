//! The provider through the shared trait.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use paylink_core::provider::{Caller, FixedHeader, Secret, sensitive_header};
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{
    Answer, BaseUrl, BoxFuture, Capabilities, Error, Field, FieldError, Link, LinkRequest, Page,
    PaymentLinks, Support,
};

use super::PROVIDER;
use super::operation::{CREATE, Cancel, Create, Find, Get, List, Notify};

/// The third-party provider as [`PaymentLinks`].
pub struct ThirdPartyLinks {
    caller: Caller,
}

impl ThirdPartyLinks {
    /// An adapter of the account that this key belongs to.
    ///
    /// # Errors
    /// A key or an address that cannot be used.
    pub fn new(key: &str, base_url: &str, connection: Connection) -> Result<Self, Error> {
        let refuse = |invalid: FieldError| Error::configuration(PROVIDER, invalid);
        let key = Secret::new("api_key", key).map_err(refuse)?;
        let header = format!("Bearer {}", key.expose());
        let header = sensitive_header("api_key", &header).map_err(refuse)?;
        let base_url: BaseUrl = base_url.parse().map_err(refuse)?;
        let authorize = Arc::new(FixedHeader::new(AUTHORIZATION, header));
        Ok(Self {
            caller: Caller::new(base_url, authorize, connection),
        })
    }
}

impl PaymentLinks for ThirdPartyLinks {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[
            (Field::Reference, Support::Yes),
            (Field::Description, Support::Yes),
            (Field::CustomerName, Support::Yes),
            (Field::CustomerEmail, Support::Yes),
            (Field::CustomerPhone, Support::Yes),
            (Field::ExpiresAt, Support::Yes),
            (Field::SuccessUrl, Support::Yes),
            (Field::Metadata, Support::Yes),
            (Field::IdempotencyKey, Support::Yes),
        ])
        .with_repeats(Support::Yes)
        .with_get(Support::Yes)
        .with_find(Support::Yes)
        .with_list(Support::Yes)
        .with_cancel(Support::Yes)
        .with_notify(Support::Yes)
    }

    fn runtime(&self) -> &dyn Runtime {
        self.caller.connection().runtime()
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            self.capabilities().check(PROVIDER, CREATE, request)?;
            let answer = self.caller.call(&Create(request)).await?;
            Ok(answer)
        })
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move { self.caller.call(&Get(id)).await })
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        Box::pin(async move {
            let found = self.caller.call(&Find(reference)).await?;
            let answer = found.clone().map(|_| ());
            Ok(found.into_value().map(|link| answer.map(|()| link)))
        })
    }

    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        Box::pin(async move { self.caller.call(&List(cursor)).await })
    }

    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move { self.caller.call(&Cancel(id)).await })
    }

    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move { self.caller.call(&Notify(id)).await })
    }
}
