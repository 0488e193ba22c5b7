//! The binary that the tests run.

use std::process::{Command, Stdio};

/// The binary, without the settings of whoever runs the tests.
pub fn enlace() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enlace"));
    for (name, _) in std::env::vars()
        .filter(|(name, _)| name.starts_with("ENLACE_") || name.starts_with("QDRANT_") || name == "DATABASE_URL")
    {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}
