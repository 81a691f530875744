//! The launcher of sandboxed workspaces as a program of its own: what `ropewalk sandbox-exec` does, for tests and
//! for installations that keep the server's binary out of workspaces.

fn main() -> std::process::ExitCode {
    ropewalk_provision::sandbox_exec_main(std::env::args_os().skip(1))
}
