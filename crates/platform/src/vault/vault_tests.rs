//! A secret opens only with its key, in its place, and whole.

use std::os::unix::fs::PermissionsExt;

use ropewalk_model::{ProviderConfigId, SeededEntropy, SystemEntropy};
use ropewalk_telemetry::Secret;
use uuid::Uuid;

use super::{HEADER_BYTES, Purpose, Vault, VaultError};

fn place(n: u128) -> Purpose {
    Purpose::provider_api_key(ProviderConfigId::from(Uuid::from_u128(n)))
}

#[test]
fn a_secret_comes_back_and_never_looks_the_same_twice() {
    let vault = Vault::with_key(&[7; 32]);
    let entropy = SeededEntropy::new(1);
    let secret = Secret::new("sk-very-secret");
    let first = vault.seal(&place(1), &secret, &entropy).unwrap();
    let second = vault.seal(&place(1), &secret, &entropy).unwrap();
    assert_ne!(first, second, "the nonce is new each time");
    assert!(!first.windows(6).any(|window| window == b"secret"));
    for blob in [first, second] {
        assert_eq!(vault.open(&place(1), &blob).unwrap().expose(), "sk-very-secret");
    }
}

#[test]
fn another_key_is_told_apart_from_damage() {
    let sealed = Vault::with_key(&[1; 32]).seal(&place(1), &Secret::new("x"), &SystemEntropy).unwrap();
    let error = Vault::with_key(&[2; 32]).open(&place(1), &sealed).unwrap_err();
    assert!(matches!(error, VaultError::OtherKey { .. }), "{error}");
}

#[test]
fn a_moved_cut_or_changed_secret_does_not_open() {
    let vault = Vault::with_key(&[1; 32]);
    let sealed = vault.seal(&place(1), &Secret::new("abc"), &SystemEntropy).unwrap();
    let moved = vault.open(&place(2), &sealed).unwrap_err();
    assert!(matches!(moved, VaultError::Damaged { .. }), "{moved}");
    for length in 0..sealed.len() {
        assert!(vault.open(&place(1), &sealed[..length]).is_err(), "cut to {length} bytes");
    }
    for index in (0..1).chain(HEADER_BYTES..sealed.len()) {
        let mut changed = sealed.clone();
        changed[index] ^= 1;
        let error = vault.open(&place(1), &changed).unwrap_err();
        assert!(matches!(error, VaultError::Damaged { .. }), "byte {index}: {error}");
    }
}

#[test]
fn the_key_file_is_private_and_stays() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("secrets.key");
    let first = Vault::open_or_create(&path, &SystemEntropy).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = Vault::open_or_create(&path, &SystemEntropy).unwrap();
    assert_eq!(first.key_id(), again.key_id());
    let files = std::fs::read_dir(directory.path()).unwrap().count();
    assert_eq!(files, 1, "no draft stays behind");
}

#[test]
fn a_bad_or_missing_key_file_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("secrets.key");
    let missing = Vault::open_existing(&path).unwrap_err();
    assert!(missing.to_string().contains("secrets.key"), "{missing}");
    std::fs::write(&path, "not a key").unwrap();
    let bad = Vault::open_or_create(&path, &SystemEntropy).unwrap_err();
    assert!(matches!(bad, VaultError::BadKeyFile { .. }), "{bad}");
}

#[test]
fn nothing_secret_is_printed() {
    let vault = Vault::with_key(&[0xab; 32]);
    assert!(!format!("{vault:?}").contains("abab"));
}

#[test]
fn derived_keys_are_the_same_on_every_server_and_differ_by_label_and_key() {
    let derive = |key: u8, label: &str| Vault::with_key(&[key; 32]).derive_key(label);
    assert_eq!(derive(1, "a"), derive(1, "a"));
    assert_ne!(derive(1, "a"), derive(1, "b"));
    assert_ne!(derive(1, "a"), derive(2, "a"));
    assert_ne!(derive(1, "a"), [1; 32], "it is not the key itself");
}
