//! Twilio's own SDK as an independent judge: it sends through the town and checks a signature that the town made.

use std::{env, path::PathBuf, process::Stdio};

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::{ACCOUNT, BUSINESS, SUBSCRIBER, TOKEN, town};

/// The interpreter that has the SDK: `ENLACE_PYTHON`, else where `deploy/setup/python.sh` puts it.
fn python() -> PathBuf {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = || {
        set("ENLACE_CACHE").or_else(|| {
            Some(
                set("XDG_CACHE_HOME")
                    .or_else(|| Some(set("HOME")?.join(".cache")))?
                    .join("enlace"),
            )
        })
    };
    set("ENLACE_PYTHON").unwrap_or_else(|| cache().unwrap_or_default().join("python/bin/python"))
}

/// Runs the script beside this file with the object on its stdin.
async fn run(town: &str, given: &Value) -> Value {
    let python = python();
    let missing = format!(
        "Twilio's SDK is not at {}: run `make test`, which installs it, or deploy/setup/python.sh alone",
        python.display()
    );
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/twilio_sdk.py");
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

#[tokio::test]
async fn twilios_own_sdk_takes_the_town_for_twilio() {
    let (town, desk) = town().await;
    let subscriber = &town.subscribers()[0];
    town.write(subscriber, "Oi! Ação & reação = 100% + ü 🙏\nsegunda linha")
        .await
        .unwrap();
    let call = &desk.calls()[0];
    let seen = run(
        town.api(),
        &json!({
            "account": ACCOUNT,
            "token": TOKEN,
            "from": format!("whatsapp:{BUSINESS}"),
            "to": SUBSCRIBER,
            "webhook": { "url": desk.webhook().as_str(), "fields": call.fields, "signature": call.signature },
        }),
    )
    .await;

    let sent = &town.outbox()[0];
    assert_eq!(seen["sid"], sent.sid.as_str());
    assert_eq!(seen["body"], sent.body);
    assert!(sent.body.ends_with('👍'));
    assert_eq!(
        (&seen["status"], &seen["direction"]),
        (&json!("queued"), &json!("outbound-api"))
    );
    assert_eq!(seen["created_is_a_date"], true);
    assert_eq!(seen["fetched"], seen["sid"]);
    assert_eq!(seen["listed"], json!([seen["sid"]]));
    assert_eq!(seen["paged"], 2, "the message and what the subscriber wrote");
    assert_eq!(seen["no_to"], json!([400, 21_604]));
    assert_eq!(seen["bad_to"], json!([400, 21_211]));
    assert_eq!(seen["missing"], json!([404, 20_404]));
    assert_eq!(seen["bad_token"], json!([401, 20_003]));
    assert_eq!(
        (&seen["valid"], &seen["tampered"], &seen["elsewhere"]),
        (&json!(true), &json!(false), &json!(false))
    );
    assert_eq!(town.outbox().len(), 1);
}
