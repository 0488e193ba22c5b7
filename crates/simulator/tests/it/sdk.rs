//! Vendors' own SDKs for Python, which judge the town from outside: where they are, and how a script is run.

use std::process::Stdio;

use serde_json::Value;
use tokio::io::AsyncWriteExt;

/// Runs a script beside this file on the town at this address, with the object on its stdin, and returns what it prints.
pub async fn run(script: &str, town: &str, given: &Value) -> Value {
    let python = enlace_testing::python();
    let missing = format!(
        "The SDKs are not at {}: run `make test`, which installs them, or deploy/setup/python.sh alone",
        python.display()
    );
    let script = format!("{}/tests/it/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut child = tokio::process::Command::new(&python)
        .arg(script)
        .arg(town)
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap_or_else(|error| panic!("{missing} ({error})"));
    child
        .stdin
        .take()
        .unwrap()
        .write_all(given.to_string().as_bytes())
        .await
        .unwrap();
    let done = child.wait_with_output().await.unwrap();
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(!errors.contains("ModuleNotFoundError"), "{missing}:\n{errors}");
    assert!(done.status.success(), "the script failed:\n{errors}");
    serde_json::from_slice(&done.stdout).unwrap()
}
