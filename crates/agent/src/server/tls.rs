//! One TLS configuration for both kinds of connection, from the machine's own list of authorities, so that a
//! company's private authority works for the tunnel too.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls_platform_verifier::ConfigVerifierExt;

/// The TLS library could not be set up.
#[derive(Debug, thiserror::Error)]
#[error(
    "TLS cannot be set up: the server's address begins with https, and this machine has no usable list of \
     certificate authorities (install the ca-certificates package, or set SSL_CERT_FILE)"
)]
pub struct TlsError(#[source] rustls::Error);

/// Chooses ring as the cryptography of the whole process. A second call changes nothing. Call it in `main`, and
/// in tests that make HTTP clients.
pub fn install_crypto_provider() {
    // It fails only when a provider is already there, which is what "changes nothing" means.
    let _already_set = rustls::crypto::ring::default_provider().install_default();
}

/// Trusts what the machine trusts.
pub(super) fn client_config() -> Result<ClientConfig, TlsError> {
    install_crypto_provider();
    ClientConfig::with_platform_verifier().map_err(TlsError)
}

/// The same for a WebSocket, which is HTTP/1.1.
pub(super) fn websocket_config() -> Result<Arc<ClientConfig>, TlsError> {
    let mut config = client_config()?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
