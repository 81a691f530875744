//! The local driver on the real host: real processes, real namespaces, real Landlock.

mod failures;
mod host;
mod lifecycle;
mod proofs;
