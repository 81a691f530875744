//! What runs a script: the interpreter of its `#!` line, or the user's shell with `-c`.

use std::ffi::OsString;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A program and its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) path: PathBuf,
    pub(super) arguments: Vec<OsString>,
}

/// Chooses the program for `script` and makes its data directory (0700).
///
/// A script with a `#!` line is put into a file there and handed to its interpreter by name, so that it also
/// runs where files may not be executed.
pub(super) fn program(script: &str, user_shell: &Path, data_dir: &Path) -> io::Result<Program> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir)?;
    let Some((interpreter, argument)) = shebang(script) else {
        return Ok(Program { path: user_shell.to_owned(), arguments: vec!["-c".into(), script.into()] });
    };
    let file = data_dir.join("script");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o700).open(&file)?.write_all(script.as_bytes())?;
    let arguments = argument.map(OsString::from).into_iter().chain([file.into()]).collect();
    Ok(Program { path: interpreter.into(), arguments })
}

/// Interpreter and its one argument, as the kernel reads them.
fn shebang(script: &str) -> Option<(&str, Option<&str>)> {
    let line = script.trim_start().strip_prefix("#!")?.lines().next()?.trim();
    match line.split_once([' ', '\t']) {
        Some((interpreter, argument)) => Some((interpreter, Some(argument.trim()))),
        None => (!line.is_empty()).then_some((line, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, program, shebang};

    #[test]
    fn shebang_lines_are_read_like_the_kernel_does() {
        assert_eq!(shebang("echo hi"), None);
        assert_eq!(shebang("#!\n"), None);
        assert_eq!(shebang("#!/bin/bash\necho"), Some(("/bin/bash", None)));
        assert_eq!(
            shebang("\n#! /usr/bin/env  -S python3 -u\r\n"),
            Some(("/usr/bin/env", Some("-S python3 -u")))
        );
    }

    #[test]
    fn a_script_without_one_goes_to_the_shell() {
        let dir = tempfile::tempdir().expect("tempdir");
        let shell = program("echo hi", Path::new("/bin/zsh"), &dir.path().join("data")).expect("program");
        assert_eq!(shell.path, Path::new("/bin/zsh"));
        assert_eq!(shell.arguments, ["-c", "echo hi"]);
        let data = dir.path().join("data");
        let perl = program("#!/usr/bin/perl -w\nprint", Path::new("/bin/zsh"), &data).expect("program");
        assert_eq!(perl.path, Path::new("/usr/bin/perl"));
        assert_eq!(perl.arguments, [std::ffi::OsStr::new("-w"), data.join("script").as_os_str()]);
    }
}
