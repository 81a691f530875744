//! What every handler has at hand.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use ropewalk_chat::Engine;
use ropewalk_platform::Platform;

use crate::middleware::RateLimits;

/// How the server answers HTTP, as far as the handlers must know.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// The address that the server is bound to. The first account can be made without the set-up token only when this is
    /// a loopback address.
    pub listens_on: SocketAddr,
    /// Most requests per minute of one person, or of one address when not signed in; `None` = no limit.
    pub api_requests_per_minute: Option<NonZeroU32>,
    /// Most attempts per minute of one address to sign in, set a password, or make the first account; `None` = no limit.
    pub login_requests_per_minute: Option<NonZeroU32>,
}

/// What every handler has at hand. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ApiState {
    pub(crate) platform: Platform,
    pub(crate) chat: Engine,
    pub(crate) settings: Arc<ApiSettings>,
    pub(crate) limits: Arc<RateLimits>,
}

impl ApiState {
    /// Puts the parts together.
    #[must_use]
    pub fn new(platform: Platform, chat: Engine, settings: ApiSettings) -> Self {
        let limits = RateLimits::new(settings.api_requests_per_minute, settings.login_requests_per_minute);
        Self { platform, chat, limits: Arc::new(limits), settings: Arc::new(settings) }
    }
}
