//! Meum: a change of a link. What is absent stays, what is null goes.

use serde::{Deserialize, Deserializer};
use time::OffsetDateTime;

use super::link::{Link, answered_suggestions};
use crate::contract::refusal::Refusal;
use crate::provider::packed::{Echo, Raw};

/// Absent is `None` throughout; in the three that can be null, null is `Some(None)`.
#[derive(Deserialize)]
pub(super) struct Update {
    title: Option<Raw>,
    #[serde(default, deserialize_with = "present")]
    description: Option<Echo>,
    #[serde(default, deserialize_with = "present")]
    image_url: Option<Echo>,
    amount_mode: Option<String>,
    amount: Option<String>,
    min_amount: Option<String>,
    max_amount: Option<String>,
    suggested_amounts: Option<Raw>,
    allow_multiple_payments: Option<bool>,
    public_visible: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    expires_at: Option<Option<String>>,
}

impl Update {
    /// The link with the changes, or what is wrong with them.
    pub(super) fn applied(self, link: &Link, now: OffsetDateTime) -> Result<Link, Refusal> {
        let mut changed = link.clone();
        changed.updated_at = Some(now);
        self.change_pricing(&mut changed)?;
        set(&mut changed.title, self.title);
        set(&mut changed.description, self.description);
        set(&mut changed.image_url, self.image_url);
        let suggested = self.suggested_amounts.as_ref();
        set(
            &mut changed.suggested_amounts,
            suggested.map(answered_suggestions),
        );
        set(
            &mut changed.allow_multiple_payments,
            self.allow_multiple_payments,
        );
        set(&mut changed.public_visible, self.public_visible);
        // Another end is another life of a link that a test has ended.
        changed.is_ended &= self.expires_at.is_none();
        set(&mut changed.expires_at, self.expires_at);
        Ok(changed)
    }

    /// The page fixes the pricing with the first checkout; here a checkout begins when it is paid.
    fn change_pricing(&self, link: &mut Link) -> Result<(), Refusal> {
        let fields = [
            ("amount_mode", &self.amount_mode),
            ("amount", &self.amount),
            ("min_amount", &self.min_amount),
            ("max_amount", &self.max_amount),
        ];
        let Some((first, _)) = fields.into_iter().find(|(_, value)| value.is_some()) else {
            return Ok(());
        };
        if !link.invoices.is_empty() {
            return Err(Refusal::Conflict {
                code: "pricing_locked",
                field: Some(first),
                message: "pricing cannot change once a checkout has begun".to_owned(),
            });
        }
        let pricing = &mut link.pricing;
        if let Some(mode) = &self.amount_mode {
            pricing.switch(mode.clone());
        }
        set(&mut pricing.amount, self.amount.clone().map(Some));
        set(&mut pricing.min_amount, self.min_amount.clone().map(Some));
        set(&mut pricing.max_amount, self.max_amount.clone().map(Some));
        pricing.check()
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// Keeps null apart from absent: serde asks only when the field is there.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
