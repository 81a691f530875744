//! What the replicas of a cluster ask of one another (docs/adr/0009). No part of the public API, and not in its
//! description. Without a pass there is nothing here (404); with one that does not count the answer is 401, so that a
//! cluster whose servers do not trust one another is seen.

mod agent_tunnel;
mod asking_replica;
mod parts;

use axum::Router;
use axum::routing::{any, get};

use crate::ApiState;
use crate::error::unknown_path;

/// The routes, and nothing for everything else below their prefix: the web page must not answer there.
pub(crate) fn router() -> Router<ApiState> {
    Router::new()
        .route(ropewalk_platform::replicas::PARTS_PATH, get(parts::parts))
        .route("/internal/replica/agents/{agent}/tunnel", get(agent_tunnel::agent_tunnel))
        .route("/internal/{*rest}", any(unknown_path))
}
