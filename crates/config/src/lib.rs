//! The server's settings: flag, then environment, then file, then default.
