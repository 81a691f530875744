//! End-to-end tests: everything stands in `tests/it`. They start the real binary `ropewalk`, which must be
//! built before (`make e2e` does it).
