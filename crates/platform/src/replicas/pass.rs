//! The pass that a replica shows to another one: `1 <from> <unix seconds> <HMAC-SHA256 in hex>`.
//!
//! The code covers the version, both replicas, the time and the path, so a pass that somebody reads off the wire opens
//! the same path of the same process for [`TOLERANCE_SECS`] and nothing else.

use hmac::{Hmac, KeyInit, Mac};
use ropewalk_model::ReplicaId;
use sha2::Sha256;

/// The request header that carries the pass.
pub const PASS_HEADER: &str = "x-ropewalk-replica-pass";

/// How far the time in a pass may be from the receiver's own, in seconds. Hosts of a cluster keep their clocks
/// in step; a minute forgives what is usual.
const TOLERANCE_SECS: i64 = 60;

/// The longest pass that is looked at, in bytes.
const PASS_LIMIT_BYTES: usize = 256;

/// The block size of SHA-256, in bytes. HMAC fills shorter keys up with zeros.
const BLOCK_BYTES: usize = 64;

/// Why a pass does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassError {
    /// It is no pass.
    #[error("the pass cannot be read")]
    Malformed,
    /// Another key made it, or it was made for another replica or path.
    #[error("the pass was not made for this server with this server's secrets key")]
    Forged,
    /// It was made too long ago, or the clocks differ.
    #[error("the pass is {by_secs} s away from this server's time; are the clocks of all servers right?")]
    WrongTime {
        /// The distance, in seconds.
        by_secs: i64,
    },
}

/// What a pass says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'a> {
    /// Who asks.
    pub(super) from: ReplicaId,
    /// Who is asked.
    pub(super) to: ReplicaId,
    /// For what; from `/internal` on, because a proxy may take away what stands before it.
    pub(super) path: &'a str,
    /// When, in seconds since 1970.
    pub(super) issued_at_secs: i64,
}

/// Makes and checks passes.
pub(super) struct PassKey([u8; BLOCK_BYTES]);

impl PassKey {
    pub(super) fn new(key: [u8; 32]) -> Self {
        let mut block = [0; BLOCK_BYTES];
        block[..key.len()].copy_from_slice(&key);
        Self(block)
    }

    fn mac(&self, claim: &Claim<'_>) -> Hmac<Sha256> {
        let Claim { from, to, path, issued_at_secs } = claim;
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(format!("1\n{from}\n{to}\n{issued_at_secs}\n{path}").as_bytes());
        mac
    }

    pub(super) fn issue(&self, claim: &Claim<'_>) -> String {
        let code = hex::encode(self.mac(claim).finalize().into_bytes());
        format!("1 {} {} {code}", claim.from, claim.issued_at_secs)
    }

    /// Who made a pass for `path` of the replica `to`. The code is compared in constant time, before anything else
    /// is said about the pass.
    pub(super) fn check(
        &self,
        pass: &str,
        to: ReplicaId,
        path: &str,
        now_secs: i64,
    ) -> Result<ReplicaId, PassError> {
        if pass.len() > PASS_LIMIT_BYTES {
            return Err(PassError::Malformed);
        }
        let fields: Vec<&str> = pass.split(' ').collect();
        let &["1", from, issued_at, code] = fields.as_slice() else { return Err(PassError::Malformed) };
        let (Ok(from), Ok(issued_at_secs), Ok(code)) =
            (from.parse::<ReplicaId>(), issued_at.parse::<i64>(), hex::decode(code))
        else {
            return Err(PassError::Malformed);
        };
        let claim = Claim { from, to, path, issued_at_secs };
        self.mac(&claim).verify_slice(&code).map_err(|_differs| PassError::Forged)?;
        let by_secs = now_secs.saturating_sub(issued_at_secs);
        if by_secs.saturating_abs() > TOLERANCE_SECS {
            return Err(PassError::WrongTime { by_secs });
        }
        Ok(from)
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::ReplicaId;
    use uuid::Uuid;

    use super::{Claim, PassError, PassKey};

    const PATH: &str = "/internal/replica/stream/parts";

    fn id(number: u128) -> ReplicaId {
        Uuid::from_u128(number).into()
    }

    fn pass() -> String {
        let claim = Claim { from: id(1), to: id(2), path: PATH, issued_at_secs: 1_000 };
        PassKey::new([7; 32]).issue(&claim)
    }

    #[test]
    fn a_pass_opens_one_path_of_one_replica_for_a_while() {
        let key = PassKey::new([7; 32]);
        for now in [940, 1_000, 1_060] {
            assert_eq!(key.check(&pass(), id(2), PATH, now), Ok(id(1)));
        }
        for (now, by_secs) in [(1_061, 61), (939, -61)] {
            assert_eq!(key.check(&pass(), id(2), PATH, now), Err(PassError::WrongTime { by_secs }));
        }
        assert_eq!(key.check(&pass(), id(3), PATH, 1_000), Err(PassError::Forged), "another replica");
        let other = "/internal/replica/agents/x/tunnel";
        assert_eq!(key.check(&pass(), id(2), other, 1_000), Err(PassError::Forged), "another path");
        assert_eq!(
            PassKey::new([8; 32]).check(&pass(), id(2), PATH, 1_000),
            Err(PassError::Forged),
            "another key"
        );
    }

    #[test]
    fn nothing_in_a_pass_can_be_changed() {
        let key = PassKey::new([7; 32]);
        let good = pass();
        for (from, to) in [(" 1000 ", " 1001 "), (&id(1).to_string(), &id(5).to_string())] {
            assert_eq!(key.check(&good.replace(from, to), id(2), PATH, 1_000), Err(PassError::Forged));
        }
        let cut = &good[..good.len() - 2];
        assert_eq!(key.check(cut, id(2), PATH, 1_000), Err(PassError::Forged));
        let long = format!("{good}{}", " ".repeat(300));
        for bad in ["", "1", "2 a b c", "1 a b c", "1 a b c d", &long, &good.replace("1 ", "2 ")] {
            assert_eq!(key.check(bad, id(2), PATH, 1_000), Err(PassError::Malformed), "{bad}");
        }
    }
}
