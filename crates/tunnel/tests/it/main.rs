//! Both ends of the tunnel over real sockets on loopback.

mod bulk;
mod calls;
mod failures;
mod harness;
