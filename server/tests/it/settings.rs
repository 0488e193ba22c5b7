//! A wrong setting stops the start, with the variable's name and what is allowed.

use crate::process::enlace;

fn error_of(name: &str, value: &str) -> String {
    let output = enlace().arg("serve").env(name, value).output().unwrap();
    assert!(!output.status.success(), "{name}={value} must not start");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn each_wrong_setting_is_named_with_what_is_allowed() {
    for (name, value, allowed) in [
        ("DATABASE_URL", "mysql://u:segredo@host/db", "postgres://"),
        ("REDIS_URL", "http://u:segredo@host", "redis://"),
        (
            "QDRANT_URL",
            "http://u:segredo@host:6334",
            "http://qdrant.example.com:6334",
        ),
        ("QDRANT_API_KEY", "segredo com espaço", "without spaces"),
        ("OPENAI_BASE_URL", "segredo", "https://api.openai.com/v1"),
        ("OPENAI_API_KEY", "segredo com espaço", "without spaces"),
        ("EMBEDDING_DIMENSIONS", "3", "8..=8192"),
        ("ENLACE_LISTEN", "here", "0.0.0.0:3000"),
        ("ENLACE_PUBLIC_URL", "desk", "https://"),
        ("ENLACE_ROLES", "web,cook", "gateway"),
        ("ENLACE_SECRET_KEY", "short", "openssl rand -base64 32"),
        ("ENLACE_WORKERS", "0", "1..=256"),
        ("ENLACE_LOG", "info,=", "error, warn, info"),
        ("ENLACE_DATABASE_CONNECTIONS", "many", "4..=500"),
    ] {
        let error = error_of(name, value);
        assert!(error.contains(name) && error.contains(allowed), "{name}: {error}");
        assert!(!error.contains("segredo"), "a secret is never repeated: {error}");
    }
}

#[test]
fn help_explains_every_setting() {
    let output = enlace().args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for name in [
        "DATABASE_URL",
        "REDIS_URL",
        "QDRANT_URL",
        "QDRANT_API_KEY",
        "QDRANT_COLLECTION",
        "OPENAI_BASE_URL",
        "OPENAI_API_KEY",
        "EMBEDDING_MODEL",
        "EMBEDDING_DIMENSIONS",
        "EMBEDDING_FILE",
        "ENLACE_DATA",
        "ENLACE_LISTEN",
        "ENLACE_PUBLIC_URL",
        "ENLACE_ROLES",
        "ENLACE_WORKERS",
        "ENLACE_SECRET_KEY",
        "ENLACE_SITE",
        "ENLACE_LOG",
        "ENLACE_LOG_FORMAT",
        "ENLACE_DRAIN_SECONDS",
        "ENLACE_DATABASE_CONNECTIONS",
    ] {
        assert!(help.contains(name), "{name} is explained");
    }
}
