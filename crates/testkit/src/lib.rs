//! A private PostgreSQL database per test, a fake LLM server, a clock that tests move.
