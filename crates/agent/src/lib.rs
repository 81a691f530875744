//! The program inside a workspace: processes, files, scripts, and the tunnel to the server.
