//! `enlace doctor`: checks every dependency and says what to do.

use std::{io::Write, net::TcpListener, path::Path};

use anyhow::{Result, bail};
use enlace_search::Shape;

use crate::{
    cli::{DoctorCommand, ServeCommand},
    processes::database::Database,
};

/// What a check found.
enum Finding {
    Good(String),
    /// Works, but somebody should know.
    Note(String),
    /// Does not work; what to do.
    Bad(String),
}

/// Runs all checks; fails if one of them did.
pub async fn run(command: DoctorCommand) -> Result<()> {
    let settings = command.desk;
    let mut findings = vec![
        ("data folder", data_folder(&settings.database.data)),
        ("web app", site(&settings)),
        ("address", address(&settings)),
    ];
    findings.push(("secret key", secret(&settings)));
    findings.extend(database(&settings).await);
    findings.push(("Redis", redis(&settings).await));
    findings.push(("knowledge", knowledge(&settings).await));
    findings.push(("classifier", classifier()));
    findings.push(("embeddings", embeddings(&settings).await));
    findings.push(("language model", language_model(&settings)));
    let mut out = std::io::stdout().lock();
    let mut bad = 0;
    for (what, finding) in &findings {
        let (mark, words) = match finding {
            Finding::Good(words) => ("ok  ", words),
            Finding::Note(words) => ("note", words),
            Finding::Bad(words) => {
                bad += 1;
                ("BAD ", words)
            }
        };
        writeln!(out, "{mark}  {what:<14} {words}")?;
    }
    if bad > 0 {
        bail!(
            "{bad} of {} checks failed; each line above says what to do",
            findings.len()
        );
    }
    Ok(())
}

fn data_folder(data: &Path) -> Finding {
    let probe = data.join(".enlace-doctor");
    let wrote = std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, b"x"))
        .and_then(|()| std::fs::remove_file(&probe));
    match wrote {
        Ok(()) => Finding::Good(format!("{} can be written", data.display())),
        Err(error) => Finding::Bad(format!(
            "{}: {error}; name a folder you may write in ENLACE_DATA",
            data.display()
        )),
    }
}

fn site(settings: &ServeCommand) -> Finding {
    let wasm = settings.serve.site.join("pkg/enlace_bg.wasm");
    match std::fs::metadata(&wasm) {
        Ok(meta) => Finding::Good(format!(
            "{} ({} kB before compression)",
            wasm.display(),
            meta.len() / 1000
        )),
        Err(_) => Finding::Bad(format!(
            "{} is missing: run `make build`, or name the folder in ENLACE_SITE",
            wasm.display()
        )),
    }
}

fn address(settings: &ServeCommand) -> Finding {
    let listen = settings.serve.listen;
    match TcpListener::bind(listen) {
        Ok(_) => match &settings.serve.public_url {
            Some(url) => Finding::Good(format!("{listen} is free; providers and browsers reach it as {url}")),
            None => Finding::Note(format!(
                "{listen} is free; set ENLACE_PUBLIC_URL to the address that providers sign"
            )),
        },
        Err(error) => Finding::Note(format!("{listen}: {error}; a desk may be running there already")),
    }
}

fn secret(settings: &ServeCommand) -> Finding {
    match (
        settings.secret.vault(&settings.database.data),
        &settings.secret.secret_key,
    ) {
        (Ok(_), Some(_)) => Finding::Good("ENLACE_SECRET_KEY is a key".to_owned()),
        (Ok(_), None) => Finding::Note(format!(
            "the key lies in {}: keep a copy of it apart from the database's backup",
            settings.database.data.join("secret.key").display()
        )),
        (Err(error), _) => Finding::Bad(format!("{error:#}")),
    }
}

async fn database(settings: &ServeCommand) -> Vec<(&'static str, Finding)> {
    let database = match Database::open(&settings.database).await {
        Ok(database) => database,
        Err(error) => return vec![("PostgreSQL", Finding::Bad(format!("{error:#}")))],
    };
    let mut findings = Vec::new();
    match enlace_store::connect(database.options.clone(), 2).await {
        Err(error) => findings.push((
            "PostgreSQL",
            Finding::Bad(format!(
                "cannot connect ({error}): check DATABASE_URL, the server and its pg_hba.conf"
            )),
        )),
        Ok(pool) => {
            match enlace_store::server_version(&pool).await {
                Ok(version) if version >= 14 => {
                    findings.push(("PostgreSQL", Finding::Good(format!("version {version} answers"))))
                }
                Ok(version) => findings.push((
                    "PostgreSQL",
                    Finding::Bad(format!("version {version} is too old: 14 or newer is needed")),
                )),
                Err(error) => findings.push(("PostgreSQL", Finding::Bad(error.to_string()))),
            }
            findings.push((
                "schema",
                match enlace_store::check(&pool).await {
                    Ok(()) => Finding::Good("is that of this version".to_owned()),
                    Err(_) => Finding::Note(
                        "is not that of this version yet: `enlace migrate`, or the next start, brings it up".to_owned(),
                    ),
                },
            ));
            pool.close().await;
        }
    }
    database.close().await;
    findings
}

async fn redis(settings: &ServeCommand) -> Finding {
    match &settings.redis.redis_url {
        None => Finding::Good("is not used: the database counts messages against the providers' limits".to_owned()),
        Some(redis) if redis.answers().await => Finding::Good("answers, and counts messages".to_owned()),
        Some(_) => Finding::Note(
            "does not answer: check REDIS_URL and the server; the database counts messages meanwhile".to_owned(),
        ),
    }
}

async fn knowledge(settings: &ServeCommand) -> Finding {
    // asks nothing of a collection, so that any shape will do
    match settings.index.server(Shape::words_only()) {
        Ok(None) => Finding::Good("is indexed by each process in the data folder".to_owned()),
        Ok(Some(index)) => match index.version().await {
            Ok(version) => Finding::Good(format!("is indexed on Qdrant {version}")),
            Err(error) => Finding::Bad(format!(
                "{error}: check QDRANT_URL (it wants the gRPC port, 6334), QDRANT_API_KEY and the server"
            )),
        },
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

fn language_model(settings: &ServeCommand) -> Finding {
    match settings.chat.arbiter(&settings.embedding) {
        Ok(Some(_)) => Finding::Good("judges the messages of which the classifier is unsure".to_owned()),
        Ok(None) => Finding::Good("is not used: the subscriber is asked where the classifier is unsure".to_owned()),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

async fn embeddings(settings: &ServeCommand) -> Finding {
    match settings.embedding.embedder(&settings.database.data).await {
        Ok(Some(embedder)) => Finding::Good(format!(
            "{} makes vectors of {} numbers",
            embedder.name(),
            embedder.dimensions()
        )),
        Ok(None) => Finding::Note(
            "there is no model file, so search and classifier know words only: fetch it with deploy/setup/model.sh and \
             name it in EMBEDDING_FILE"
                .to_owned(),
        ),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

fn classifier() -> Finding {
    match enlace_ai::classifier::Classifier::bundled() {
        Ok(classifier) => {
            let found = classifier.classify("caiu a internet aqui em casa");
            Finding::Good(format!(
                "trained; \"caiu a internet aqui em casa\" goes to {} ({:.0} %)",
                found.queue,
                found.confidence * 100.0
            ))
        }
        Err(error) => Finding::Bad(error.to_string()),
    }
}
