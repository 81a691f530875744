//! Starts that cannot work say why, name the path, and leave nothing running.

use std::os::unix::fs::PermissionsExt;

use ropewalk_provision::{
    DriverError,
    sandbox::{ProgramCommand, SandboxSetting},
};

use crate::host::Host;

fn program(path: &std::path::Path) -> ProgramCommand {
    ProgramCommand { program: path.to_owned(), arguments: vec![] }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_without_execute_permission_is_named() {
    let host = Host::new();
    let agent = host.data_dir().join("agent");
    std::fs::write(&agent, "#!/bin/sh\n").unwrap();
    std::fs::set_permissions(&agent, std::fs::Permissions::from_mode(0o644)).unwrap();
    for path in [agent, host.data_dir().join("missing")] {
        let driver = host.driver_with(SandboxSetting::Auto, program(&path));
        let error = host.start(&driver, None).await.unwrap_err();
        assert!(matches!(&error, DriverError::AgentNotExecutable { .. }), "{error:?}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        assert!(error.to_string().contains("chmod"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_the_kernel_refuses_is_reported_from_inside() {
    let host = Host::new();
    let agent = host.data_dir().join("agent");
    std::fs::write(&agent, "#!/nonexistent/interpreter\n").unwrap();
    std::fs::set_permissions(&agent, std::fs::Permissions::from_mode(0o755)).unwrap();
    for sandbox in [SandboxSetting::Auto, SandboxSetting::None] {
        let driver = host.driver_with(sandbox, program(&agent));
        let error = host.start(&driver, None).await.unwrap_err();
        let DriverError::Launch { reason } = &error else { panic!("{error:?}") };
        assert!(reason.contains("could not execute"), "{reason}");
    }
    let driver = host.driver_with(SandboxSetting::None, program(&agent));
    host.delete(&driver, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_directory_that_is_a_file_is_named() {
    let host = Host::new();
    std::fs::write(host.data_dir().join("workspaces"), "in the way").unwrap();
    let driver = host.driver(SandboxSetting::None, "exec sleep 1000");
    let error = host.start(&driver, None).await.unwrap_err();
    let DriverError::Files { path, .. } = &error else { panic!("{error:?}") };
    assert!(path.ends_with("workspaces"), "{error}");
}
