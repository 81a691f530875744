//! Build jobs and the drivers that carry them out.
