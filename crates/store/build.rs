//! Tells cargo to build this crate again when a migration is added: `sqlx::migrate!` embeds the folder,
//! and a new file in it is no change that cargo sees by itself.

#[expect(clippy::print_stdout, reason = "standard output is how a build script speaks to cargo")]
fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
