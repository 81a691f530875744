//! The model check as a test: the program as it is breaks nothing, and each broken rule is found.
#![expect(clippy::expect_used, reason = "a test ends where it cannot go on")]

mod faults;
mod walks;
