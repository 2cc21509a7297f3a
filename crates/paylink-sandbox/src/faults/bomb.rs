//! A gzip body that is small on the wire and large in memory.

/// A gzip header: no name, no time.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// Checksum and length, both left wrong.
const TRAILER: [u8; 8] = [0; 8];
/// What one repetition stands for.
const RUN: usize = 258;

/// A JSON object of about this many bytes, as gzip.
pub(super) fn gzip(bytes: usize) -> Vec<u8> {
    [&HEADER[..], &deflate(bytes / RUN), &TRAILER].concat()
}

/// One block of RFC 1951 with its fixed codes: `{"filler":"x`, runs of 258 more `x`, and `"}`.
fn deflate(runs: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    // The last block, with fixed codes.
    bits.push(0b011, 3);
    b"{\"filler\":\"x"
        .iter()
        .for_each(|byte| bits.literal(*byte));
    for _ in 0..runs {
        // Length 258 in eight bits, then distance 1 in five.
        bits.push(0b00000_10100011, 13);
    }
    b"\"}".iter().for_each(|byte| bits.literal(*byte));
    // The end of the block, and what fills the last byte.
    bits.push(0, 7);
    bits.push(0, 7);
    bits.bytes
}

/// Bits in the order in which they go out, the lowest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// Bits that do not make a byte yet.
    open: u32,
    count: u32,
}

impl Bits {
    /// Takes at most 16 bits, the lowest first.
    fn push(&mut self, bits: u32, count: u32) {
        self.open |= bits << self.count;
        self.count = self.count.saturating_add(count);
        while self.count >= 8 {
            let [byte, ..] = self.open.to_le_bytes();
            self.bytes.push(byte);
            self.open >>= 8;
            self.count = self.count.saturating_sub(8);
        }
    }

    /// A byte below 144: its code is 48 more than the byte, the highest bit first.
    fn literal(&mut self, byte: u8) {
        self.push(byte.wrapping_add(48).reverse_bits().into(), 8);
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::deflate;

    #[test]
    fn it_is_what_zlib_makes_of_the_same_text() {
        // `zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FIXED)` in Python, over 1 + 258 * n
        // times `x`.
        for (runs, expected) in [
            (1, "ab564acbccc9492d52b252aa18054ab500"),
            (3, "ab564acbccc9492d52b252aa1805a3601428d50200"),
            (
                8,
                "ab564acbccc9492d52b252aa1805a360148c8251300a46c12850aa0500",
            ),
        ] {
            assert_eq!(HEXLOWER.encode(&deflate(runs)), expected, "{runs}");
        }
    }
}
