//! Roles, permissions and decisions. Pure.
