//! A fast 64-bit fingerprint of a world. The walk keeps fingerprints and not worlds: among ten million states the
//! chance that any two share one, so that a state would be passed over, is below one in 300,000.

use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Folded 64x64-bit multiplications over 8-byte blocks.
#[derive(Default)]
struct Folded {
    state: u64,
    block: u64,
    filled: u32,
}

impl Folded {
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.state ^ word ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93_u128;
        // Both halves, so that no bit is lost.
        self.state = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u8(*byte);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.block |= u64::from(byte) << (self.filled * 8);
        self.filled += 1;
        if self.filled == 8 {
            let block = self.block;
            self.mix(block);
            (self.block, self.filled) = (0, 0);
        }
    }

    // Discriminants and lengths are small: one byte says as much.
    fn write_isize(&mut self, value: isize) {
        self.write_u8(value as u8);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u8(value as u8);
    }

    fn finish(&self) -> u64 {
        let mut last = Self { state: self.state, block: 0, filled: 0 };
        last.mix(self.block ^ (u64::from(self.filled) << 60));
        last.mix(last.state.rotate_left(32));
        last.state
    }
}

/// The fingerprint of `value`.
pub(crate) fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = Folded::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// For maps whose keys are fingerprints already.
#[derive(Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map by fingerprint.
pub(crate) type ByFingerprint<V> = std::collections::HashMap<u64, V, BuildHasherDefault<AsItIs>>;
