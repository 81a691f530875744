//! How often somebody may ask (platform.md 1.7): a bucket per person, or per address for whoever is not signed in.
//!
//! The buckets are this replica's own. A token that does not hold costs its address, so guessing is not free.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::Method;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ropewalk_model::UserId;
use ropewalk_platform::UseCaseError;

/// Requests per minute, unless the operator says otherwise.
pub const API_REQUESTS_PER_MINUTE: u32 = 512;
/// Attempts to sign in per minute, unless the operator says otherwise.
pub const LOGIN_REQUESTS_PER_MINUTE: u32 = 60;

/// The agents of all workspaces of a host share its address, and report often: they get this many times the requests.
const AGENTS_FACTOR: u32 = 50;

/// After so many checks the full buckets are thrown away, so that their number follows who is there.
const SWEEP_EVERY: u32 = 4096;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Somebody who is signed in.
    User(UserId),
    /// Everybody at an address, or at no known one.
    Address(Option<IpAddr>),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An operation where passwords or tokens could be guessed.
    Login,
    /// A report of an agent.
    Agent,
    /// Anything else.
    Api,
}

/// The buckets of one kind.
#[derive(Debug)]
struct Buckets {
    limiter: DefaultKeyedRateLimiter<Who>,
    checks: AtomicU32,
}

/// All buckets; `None` = no limit.
#[derive(Debug)]
pub(crate) struct RateLimits {
    api: Option<Buckets>,
    agents: Option<Buckets>,
    login: Option<Buckets>,
    clock: DefaultClock,
}

impl RateLimits {
    /// Limits per minute; `None` = none.
    pub(crate) fn new(api: Option<NonZeroU32>, login: Option<NonZeroU32>) -> Self {
        let factor = NonZeroU32::MIN.saturating_add(AGENTS_FACTOR - 1);
        Self {
            api: api.map(Buckets::new),
            agents: api.map(|it| Buckets::new(it.saturating_mul(factor))),
            login: login.map(Buckets::new),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request.
    pub(super) fn check(&self, kind: Kind, who: Who) -> Result<(), UseCaseError> {
        let buckets = match kind {
            Kind::Login => &self.login,
            Kind::Agent => &self.agents,
            Kind::Api => &self.api,
        };
        let Some(buckets) = buckets else { return Ok(()) };
        buckets.sweep();
        buckets.limiter.check_key(&who).map_err(|refused| UseCaseError::TooMany {
            message: "Too many requests. Try again a little later.".to_owned(),
            retry_after: refused.wait_time_from(self.clock.now()),
        })
    }
}

impl Buckets {
    fn new(per_minute: NonZeroU32) -> Self {
        Self { limiter: RateLimiter::keyed(Quota::per_minute(per_minute)), checks: AtomicU32::new(0) }
    }

    fn sweep(&self) {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
    }
}

/// What kind of request this is.
pub(super) fn kind_of(method: &Method, path: &str) -> Kind {
    const LOGIN_PATHS: [&str; 3] =
        ["/api/v2/users/login", "/api/v2/users/first", "/api/v2/users/validate-password"];
    if is_agent_path(path) {
        Kind::Agent
    } else if (*method == Method::POST && LOGIN_PATHS.contains(&path))
        || (*method == Method::PUT && path.starts_with("/api/v2/users/") && path.ends_with("/password"))
    {
        Kind::Login
    } else {
        Kind::Api
    }
}

/// Where agents report, with a token of their own (platform.md 1.2).
pub(super) fn is_agent_path(path: &str) -> bool {
    path.starts_with("/api/v2/workspaceagents/me/")
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use axum::http::Method;
    use ropewalk_platform::UseCaseError;

    use super::{Kind, RateLimits, Who, kind_of};

    #[test]
    fn each_has_a_bucket_of_their_own() {
        let limits = RateLimits::new(NonZeroU32::new(2), NonZeroU32::new(1));
        let here = Who::Address(Some([127, 0, 0, 1].into()));
        let there = Who::Address(Some([127, 0, 0, 2].into()));
        assert!(limits.check(Kind::Login, here).is_ok());
        let Err(UseCaseError::TooMany { retry_after, .. }) = limits.check(Kind::Login, here) else {
            panic!("the second attempt of a minute must wait")
        };
        assert!((50..=60).contains(&retry_after.as_secs()), "{retry_after:?}");
        assert!(limits.check(Kind::Login, there).is_ok());
        assert!(limits.check(Kind::Api, here).is_ok(), "other requests have their own bucket");
    }

    #[test]
    fn without_a_limit_nobody_waits() {
        let limits = RateLimits::new(None, None);
        for _ in 0..10_000 {
            assert!(limits.check(Kind::Login, Who::Address(None)).is_ok());
        }
    }

    #[test]
    fn the_path_tells_the_kind() {
        for (method, path, kind) in [
            (Method::POST, "/api/v2/users/login", Kind::Login),
            (Method::POST, "/api/v2/users/first", Kind::Login),
            (Method::GET, "/api/v2/users/first", Kind::Api),
            (Method::PUT, "/api/v2/users/me/password", Kind::Login),
            (Method::PATCH, "/api/v2/workspaceagents/me/logs", Kind::Agent),
            (Method::GET, "/api/v2/workspaceagents/0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11", Kind::Api),
        ] {
            assert_eq!(kind_of(&method, path), kind, "{method} {path}");
        }
    }
}
