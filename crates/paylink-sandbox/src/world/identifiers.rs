//! Identifiers that cannot be guessed and take no memory: each is the number of an object,
//! encrypted.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The characters of [`Identifiers::letters`].
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The values of three letters: 62 to the third power.
const TRIPLES: u32 = 238_328;
/// Rounds of the cipher behind [`Identifiers::letters`].
const ROUNDS: [u8; 4] = [1, 2, 3, 4];

/// Makes identifiers of numbers, and numbers of identifiers. Other seeds and other kinds of objects
/// have other identifiers.
///
/// An identifier that was not made here, or of another kind, gives a number that makes another
/// identifier: [`Identifiers::number_of`] compares.
#[derive(Clone)]
pub(crate) struct Identifiers {
    seed: [u8; 32],
}

impl Identifiers {
    pub(crate) const fn of_seed(seed: [u8; 32]) -> Self {
        Self { seed }
    }

    /// 24 hexadecimal digits.
    pub(crate) fn hex24(&self, kind: &str, number: u32) -> String {
        let [a, b, c, d, e, f, g, h, ..] = self.hash(kind, &number.to_be_bytes());
        self.joined(kind, number, &[a, b, c, d, e, f, g, h])
    }

    /// 32 hexadecimal digits.
    pub(crate) fn hex32(&self, kind: &str, number: u32) -> String {
        let [a, b, c, d, e, f, g, h, i, j, k, l, ..] = self.hash(kind, &number.to_be_bytes());
        self.joined(kind, number, &[a, b, c, d, e, f, g, h, i, j, k, l])
    }

    /// A random-looking UUID in its usual form.
    pub(crate) fn uuid(&self, kind: &str, number: u32) -> String {
        let [a, b, c, d, e, f, g, h, i, j, k, l, ..] = self.hash(kind, &number.to_be_bytes());
        // Version and variant are in the tail, with which the head is encrypted.
        let tail = [
            a,
            b,
            0x40 | c & 0x0f,
            d,
            0x80 | e & 0x3f,
            f,
            g,
            h,
            i,
            j,
            k,
            l,
        ];
        let hex = self.joined(kind, number, &tail);
        Uuid::try_parse(&hex).map_or(hex, |uuid| uuid.to_string())
    }

    /// Six letters and digits.
    pub(crate) fn letters(&self, kind: &str, number: u32) -> String {
        let (mut left, mut right) = (number / TRIPLES, number % TRIPLES);
        for round in ROUNDS {
            let shift = self.shift(kind, round, right);
            (left, right) = (right, left.wrapping_add(shift) % TRIPLES);
        }
        [left, right].into_iter().flat_map(triple).collect()
    }

    /// The number that makes this identifier, by the same of the functions above.
    pub(crate) fn number_of(
        &self,
        make: fn(&Self, &str, u32) -> String,
        kind: &str,
        text: &str,
    ) -> Option<u32> {
        let number = match text.len() {
            6 => self.behind_letters(kind, text)?,
            _ => self.behind_hex(kind, text)?,
        };
        (make(self, kind, number) == text).then_some(number)
    }

    fn joined(&self, kind: &str, number: u32, tail: &[u8]) -> String {
        let head = number ^ self.mask(kind, tail);
        HEXLOWER.encode(&[&head.to_be_bytes(), tail].concat())
    }

    fn behind_hex(&self, kind: &str, text: &str) -> Option<u32> {
        let digits: String = text.chars().filter(|digit| *digit != '-').collect();
        let bytes = HEXLOWER.decode(digits.as_bytes()).ok()?;
        let (head, tail) = bytes.split_first_chunk::<4>()?;
        Some(u32::from_be_bytes(*head) ^ self.mask(kind, tail))
    }

    fn behind_letters(&self, kind: &str, text: &str) -> Option<u32> {
        let (left, right) = text.split_at_checked(3)?;
        let (mut left, mut right) = (value_of(left)?, value_of(right)?);
        for round in ROUNDS.into_iter().rev() {
            let shift = self.shift(kind, round, left) % TRIPLES;
            let before = right.wrapping_add(TRIPLES).wrapping_sub(shift) % TRIPLES;
            (left, right) = (before, left);
        }
        left.checked_mul(TRIPLES)?.checked_add(right)
    }

    fn mask(&self, kind: &str, tail: &[u8]) -> u32 {
        let [a, b, c, d, ..] = self.hash(kind, tail);
        u32::from_be_bytes([a, b, c, d])
    }

    fn shift(&self, kind: &str, round: u8, half: u32) -> u32 {
        let [a, b, c, d] = half.to_be_bytes();
        let [e, f, g, ..] = self.hash(kind, &[round, a, b, c, d]);
        u32::from_be_bytes([0, e, f, g])
    }

    fn hash(&self, kind: &str, bytes: &[u8]) -> [u8; 32] {
        let hash = Sha256::new().chain_update(self.seed).chain_update(kind);
        hash.chain_update([0]).chain_update(bytes).finalize().into()
    }
}

fn triple(value: u32) -> [char; 3] {
    let digits = [value / 3844, value / 62 % 62, value % 62];
    digits.map(|digit| {
        let place = usize::try_from(digit).unwrap_or_default();
        LETTERS.get(place).copied().map_or('0', char::from)
    })
}

fn value_of(letters: &str) -> Option<u32> {
    letters.bytes().try_fold(0_u32, |value, letter| {
        let place = LETTERS.iter().position(|known| *known == letter)?;
        value
            .checked_mul(62)?
            .checked_add(u32::try_from(place).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Identifiers;

    type Make = fn(&Identifiers, &str, u32) -> String;

    const FORMS: [(Make, usize); 4] = [
        (Identifiers::hex24, 24),
        (Identifiers::hex32, 32),
        (Identifiers::uuid, 36),
        (Identifiers::letters, 6),
    ];

    #[test]
    fn every_number_comes_back_of_its_identifier_alone() {
        let identifiers = Identifiers::of_seed([7; 32]);
        for (make, length) in FORMS {
            let mut seen = HashSet::new();
            let numbers = (0..2000).chain([1 << 20, u32::MAX - 1, u32::MAX]);
            for number in numbers {
                let text = make(&identifiers, "link", number);
                assert_eq!(text.len(), length);
                assert_eq!(identifiers.number_of(make, "link", &text), Some(number));
                assert!(seen.insert(text), "{number} has the identifier of another");
            }
        }
    }

    #[test]
    fn what_was_not_made_here_has_no_number() {
        let [mine, other] = [[7; 32], [8; 32]].map(Identifiers::of_seed);
        for (make, _) in FORMS {
            let text = make(&mine, "link", 5);
            // Any six letters are the identifier of some number: whose it is shows in the rest.
            if text.len() > 6 {
                assert_eq!(other.number_of(make, "link", &text), None);
                assert_eq!(mine.number_of(make, "order", &text), None);
                assert_eq!(mine.number_of(make, "link", &text.to_uppercase()), None);
            }
            assert_ne!(text, make(&other, "link", 5));
            assert_ne!(text, make(&mine, "order", 5));
            for wrong in ["", "x", "zzzzz", "zzzzzz", "é€", "0000000", "0-0"] {
                let number = mine.number_of(make, "link", wrong);
                assert!(number.is_none_or(|number| make(&mine, "link", number) == wrong));
            }
        }
    }

    #[test]
    fn a_uuid_says_that_it_is_random() {
        let text = Identifiers::of_seed([1; 32]).uuid("link", 1);
        let uuid = uuid::Uuid::try_parse(&text).unwrap();
        assert_eq!(uuid.get_version_num(), 4);
        assert_eq!(uuid.get_variant(), uuid::Variant::RFC4122);
    }
}
