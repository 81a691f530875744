//! `ropewalk openapi`: prints the OpenAPI document, which comes from the handlers. `cargo xtask gen` keeps it.

use crate::print::Printer;

pub(crate) fn run(printer: Printer) -> anyhow::Result<()> {
    printer.data_line(&ropewalk_api::openapi_document().to_pretty_json()?);
    Ok(())
}
