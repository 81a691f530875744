//! The API over real HTTP, each test on a server and a database of its own.

mod accounts;
mod authz;
mod authz_cases;
mod chat_models;
mod harness;
mod http_rules;
mod openapi;
