//! How the servers of a cluster reach one another: over HTTP, under the address that each put into its registration,
//! with a pass that only a holder of the deployment's secrets key can make (docs/adr/0009).
//!
//! There are two things to ask of another replica: the parts of the chats that it runs, and the tunnels of the agents
//! that are connected to it. Both are WebSockets that carry a stream of bytes.
//!
//! What must stay true: nothing below [`INTERNAL_PREFIX`] does anything for a request without a good pass; a pass is
//! for one replica, one path and a short time; the key and the passes are never logged.

mod dial;
mod pass;

use ropewalk_model::{AgentId, ReplicaId};

use crate::Platform;

pub use dial::{ReplicaDialError, ReplicaIo};
use pass::{Claim, PassKey};
pub use pass::{PASS_HEADER, PassError};

/// Below this stands what replicas ask of one another.
pub const INTERNAL_PREFIX: &str = "/internal/replica";

/// The parts of the chats that a replica runs: a WebSocket for as long as the other replica has viewers of them.
pub const PARTS_PATH: &str = "/internal/replica/stream/parts";

/// The tunnel of an agent that is connected to a replica.
#[must_use]
pub fn agent_tunnel_path(agent: AgentId) -> String {
    format!("{INTERNAL_PREFIX}/agents/{agent}/tunnel")
}

/// What the key of the passes is derived for. Never change it: replicas of two versions could not talk.
const KEY_LABEL: &str = "replica pass 1";

impl Platform {
    /// Which replica sent a request to `path` of this one, by the pass that it showed.
    ///
    /// # Errors
    /// See [`PassError`].
    pub fn check_replica_pass(&self, pass: &str, path: &str) -> Result<ReplicaId, PassError> {
        self.pass_key().check(pass, self.replica().id, path, self.now().timestamp())
    }

    /// A pass of this replica for one request to another.
    fn replica_pass(&self, to: ReplicaId, path: &str) -> String {
        let claim = Claim { from: self.replica().id, to, path, issued_at_secs: self.now().timestamp() };
        self.pass_key().issue(&claim)
    }

    fn pass_key(&self) -> PassKey {
        PassKey::new(self.vault().derive_key(KEY_LABEL))
    }
}
