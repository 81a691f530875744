//! The HTTP router: extractors and one file per operation. Nothing but translation.
