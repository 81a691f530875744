//! Encryption of a message for one browser: `aes128gcm` (RFC 8188) with the keys of RFC 8291.
//!
//! ring does the cryptography; it takes the randomness of its own key from the operating system and from nobody else. The salt comes from
//! [`Entropy`] as everything random does.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::rand::SystemRandom;
use ropewalk_model::Entropy;

/// An uncompressed point of P-256.
pub(super) const PUBLIC_KEY_BYTES: usize = 65;
/// The secret of a browser.
pub(super) const AUTH_BYTES: usize = 16;
/// The longest message: push services take 4096 bytes, of which the header and the tag take 103.
pub(super) const MESSAGE_BYTES_MAX: usize = 3993;

const SALT_BYTES: usize = 16;
/// One record holds the whole message.
const RECORD_BYTES: u32 = 4096;
/// What ends the last record.
const LAST_RECORD: u8 = 2;

/// The message cannot be encrypted: the browser's key is no point of the curve, or the message is too long.
#[derive(Debug, thiserror::Error)]
#[error("could not {step} for a browser")]
pub(super) struct EncryptError {
    step: &'static str,
}

const fn at<E>(step: &'static str) -> impl Fn(E) -> EncryptError
where
    E: Copy,
{
    move |_opaque| EncryptError { step }
}

/// Encrypts `message` for the browser with this key and secret.
pub(super) fn encrypt(
    message: &[u8],
    browser_key: &[u8],
    auth: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, EncryptError> {
    if message.len() > MESSAGE_BYTES_MAX {
        return Err(EncryptError { step: "fit a message into one record" });
    }
    let mut salt = [0; SALT_BYTES];
    entropy.fill(&mut salt);
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).map_err(at("make a key"))?;
    let own_public = own.compute_public_key().map_err(at("make a key"))?;
    let browser = UnparsedPublicKey::new(&ECDH_P256, browser_key);
    agree_ephemeral(own, &browser, |shared| {
        seal(message, &Keys { shared, browser: browser_key, own: own_public.as_ref(), auth, salt })
    })
    .map_err(at("use the key"))?
}

/// What the key of the content is made of.
struct Keys<'a> {
    shared: &'a [u8],
    browser: &'a [u8],
    own: &'a [u8],
    auth: &'a [u8],
    salt: [u8; SALT_BYTES],
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn derive(salt: &[u8], secret: &[u8], info: &[&[u8]], out: &mut [u8]) -> Result<(), EncryptError> {
    let key = Salt::new(HKDF_SHA256, salt).extract(secret);
    let expanded = key.expand(info, Length(out.len())).map_err(at("derive a key"))?;
    expanded.fill(out).map_err(at("derive a key"))
}

fn seal(message: &[u8], keys: &Keys<'_>) -> Result<Vec<u8>, EncryptError> {
    let (mut input, mut key, mut nonce) = ([0; 32], [0; 16], [0; NONCE_LEN]);
    derive(keys.auth, keys.shared, &[b"WebPush: info\0", keys.browser, keys.own], &mut input)?;
    derive(&keys.salt, &input, &[b"Content-Encoding: aes128gcm\0"], &mut key)?;
    derive(&keys.salt, &input, &[b"Content-Encoding: nonce\0"], &mut nonce)?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).map_err(at("derive a key"))?);
    let mut record = message.to_vec();
    record.push(LAST_RECORD);
    // The key is of this message alone, so the nonce is used once.
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
        .map_err(at("encrypt a message"))?;
    let id_length = u8::try_from(keys.own.len()).map_err(at("write a header"))?;
    let mut body = Vec::with_capacity(SALT_BYTES + 5 + keys.own.len() + record.len());
    body.extend_from_slice(&keys.salt);
    body.extend_from_slice(&RECORD_BYTES.to_be_bytes());
    body.push(id_length);
    body.extend_from_slice(keys.own);
    body.extend_from_slice(&record);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use ropewalk_model::SystemEntropy;

    use super::{Keys, MESSAGE_BYTES_MAX, encrypt, seal};

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).expect("base64")
    }

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let browser =
            bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let own =
            bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let keys = Keys {
            shared: &bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"),
            browser: &browser,
            own: &own,
            auth: &bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            salt: bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes"),
        };
        let body = seal(b"When I grow up, I want to be a watermelon", &keys).expect("encrypted");
        assert_eq!(
            URL_SAFE_NO_PAD.encode(body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let browser =
            bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let longest = vec![b'x'; MESSAGE_BYTES_MAX];
        let body = encrypt(&longest, &browser, &[1; 16], &SystemEntropy).expect("encrypted");
        assert_eq!(body.len(), 4096);
        assert!(encrypt(&[&longest[..], b"x"].concat(), &browser, &[1; 16], &SystemEntropy).is_err());
        assert!(encrypt(b"x", &[4; 65], &[1; 16], &SystemEntropy).is_err(), "no point of the curve");
    }
}
