//! Tells cargo to build this crate again when a migration is added: `sqlx::migrate!` embeds the folder,
//! and a new file in it is no change that cargo sees by itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
