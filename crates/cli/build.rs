//! Makes sure that `web/dist` exists, so that Rust builds without Node: a placeholder page says what to run.
//! The real page replaces it; in debug builds it is read from the folder, in release builds embedded.

use std::path::Path;

const PLACEHOLDER: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Ropewalk</title>\
<p>The web page is not built. Run <code>make web</code> and reload.</p></html>\n";

fn main() -> std::io::Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    let index = dist.join("index.html");
    if !index.exists() {
        std::fs::create_dir_all(&dist)?;
        std::fs::write(&index, PLACEHOLDER)?;
    }
    println!("cargo:rerun-if-changed=../../web/dist/index.html");
    Ok(())
}
