//! The text of sessions and tokens: `<id>-<secret>` (platform.md 1.2).
//!
//! The id is public and finds the row; of the secret only the SHA-256 is stored. The secret is 22 random letters and
//! digits (130 bits), so a fast hash is enough: there is nothing to guess.

use ropewalk_model::Entropy;
use ropewalk_telemetry::Secret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const ID_CHARS: usize = 10;
const SECRET_CHARS: usize = 22;

/// A session or token as its holder has it.
#[derive(Clone, Debug)]
pub(crate) struct SessionToken {
    id: String,
    secret: Secret,
}

impl SessionToken {
    /// A new one.
    pub(crate) fn generate(entropy: &dyn Entropy) -> Self {
        Self { id: entropy.alphanumeric(ID_CHARS), secret: Secret::new(entropy.alphanumeric(SECRET_CHARS)) }
    }

    /// Reads one; `None` when it has another shape.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.split_once('-')?;
        let fits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        (fits(id, ID_CHARS) && fits(secret, SECRET_CHARS))
            .then(|| Self { id: id.to_owned(), secret: Secret::new(secret) })
    }

    /// The public half.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// What is stored of the secret half.
    pub(crate) fn hashed_secret(&self) -> Vec<u8> {
        Sha256::digest(self.secret.expose()).to_vec()
    }

    /// Whether the stored hash is of this secret. Takes the same time whatever the answer is.
    pub(crate) fn matches(&self, hashed_secret: &[u8]) -> bool {
        self.hashed_secret().ct_eq(hashed_secret).into()
    }

    /// The text for its holder.
    pub(crate) fn reveal(&self) -> String {
        format!("{}-{}", self.id, self.secret.expose())
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::SeededEntropy;

    use super::SessionToken;

    #[test]
    fn a_token_survives_its_text() {
        let token = SessionToken::generate(&SeededEntropy::new(3));
        let text = token.reveal();
        assert_eq!((text.len(), text.find('-')), (33, Some(10)));
        let read = SessionToken::parse(&text).unwrap();
        assert_eq!(read.id(), token.id());
        assert!(read.matches(&token.hashed_secret()));
        assert!(!format!("{read:?}").contains(&text[11..]));
    }

    #[test]
    fn other_shapes_are_no_tokens() {
        let good = format!("{}-{}", "a".repeat(10), "B".repeat(22));
        assert!(SessionToken::parse(&good).is_some());
        for bad in [
            "",
            "-",
            &good[1..],
            &good[..good.len() - 1],
            &good.replace('-', "_"),
            &good.replace('B', "-"),
            &format!("{good}-"),
            &format!(" {good}"),
            "0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11",
        ] {
            assert!(SessionToken::parse(bad).is_none(), "{bad:?}");
        }
    }
}
