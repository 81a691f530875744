//! What of this host a workspace may see: programs, libraries and the harmless part of `/etc`.

use std::path::{Path, PathBuf};

/// Directories with programs and libraries. Read and execute only.
const SYSTEM_DIRECTORIES: [&str; 11] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/opt",
    "/nix/store",
    "/gnu/store",
    "/sys/devices/system/cpu",
];

/// Entries of `/etc` that programs need and that hold no secrets.
const ETC_ENTRIES: [&str; 44] = [
    "alternatives",
    "bash.bashrc",
    "bash_completion.d",
    "ca-certificates",
    "crypto-policies",
    "debian_version",
    "environment",
    "fonts",
    "gai.conf",
    "gitconfig",
    "group",
    "host.conf",
    "hostname",
    "hosts",
    "inputrc",
    "issue",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "locale.alias",
    "locale.conf",
    "localtime",
    "login.defs",
    "magic",
    "mime.types",
    "nanorc",
    "networks",
    "npmrc",
    "nsswitch.conf",
    "os-release",
    "passwd",
    "pip.conf",
    "pki",
    "profile",
    "profile.d",
    "protocols",
    "resolv.conf",
    "services",
    "shells",
    "skel",
    "ssl",
    "static",
    "terminfo",
    "timezone",
];

/// Beginnings of further entries of `/etc`: the settings of language runtimes, whose names hold a version.
const ETC_PREFIXES: [&str; 7] = ["java", "lsb-release", "maven", "perl", "php", "python", "ruby"];

/// The entries of `/etc` that exist here.
pub(super) fn etc_paths() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir("/etc") else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_str().is_some_and(is_harmless_etc_entry))
        .map(|entry| entry.path())
        // A dangling link cannot be shown.
        .filter(|path| path.exists())
        .collect();
    paths.sort();
    paths
}

fn is_harmless_etc_entry(name: &str) -> bool {
    ETC_ENTRIES.contains(&name) || ETC_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// The system directories that exist here, without those that hold `private` (the server's data directory).
pub(super) fn system_paths(private: &Path) -> Vec<PathBuf> {
    SYSTEM_DIRECTORIES
        .iter()
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .filter(|path| path.canonicalize().is_ok_and(|real| !private.starts_with(real)))
        .collect()
}

/// Where the agent's shell is looked for.
pub(crate) const SHELL: &str = "/bin/sh";

/// The shell that sessions get: `bash` where it is installed.
pub(crate) fn login_shell() -> &'static str {
    if Path::new("/bin/bash").exists() { "/bin/bash" } else { SHELL }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{etc_paths, is_harmless_etc_entry, system_paths};

    #[test]
    fn secrets_of_etc_stay_hidden() {
        for secret in
            ["shadow", "gshadow", "sudoers", "ssh", "krb5.keytab", "machine-id", "wireguard", "docker"]
        {
            assert!(!is_harmless_etc_entry(secret), "{secret}");
        }
        assert!(etc_paths().iter().any(|path| path == Path::new("/etc/passwd")));
    }

    #[test]
    fn a_directory_that_holds_the_servers_data_is_not_shown() {
        let shown = system_paths(Path::new("/usr/share/data"));
        assert!(!shown.iter().any(|path| path == Path::new("/usr")));
        assert!(system_paths(Path::new("/var/lib/data")).iter().any(|path| path == Path::new("/usr")));
    }
}
