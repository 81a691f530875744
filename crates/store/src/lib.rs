//! All SQL: migrations, one module per aggregate, transactions, pub/sub, the embedded PostgreSQL.
