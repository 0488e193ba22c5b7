//! `kill -9` in the middle of indexing: what is left heals itself, in this process's files and on a server, which is a
//! stand-in here (`enlace_testing::QdrantStandIn` says what it covers).

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use enlace_desk::{Actor, Desk, knowledge};
use enlace_domain::{ArticleId, Role};
use enlace_search::{EdgeIndex, Held, Index, ServerAddress, ServerIndex, Shape};
use enlace_testing::{QdrantStandIn, person};
use sqlx::PgPool;
use tempfile::TempDir;

use crate::process::{enlace, url_of};

/// So many kills must have left some articles at their new version and others at their old one.
const IN_THE_MIDDLE: usize = 3;
/// So often it is done.
const ROUNDS: u32 = 12;

#[sqlx::test(migrations = "../migrations")]
async fn an_index_in_the_process_heals_after_a_power_cut(pool: PgPool) {
    cut_the_power(pool, None).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn an_index_on_a_stand_in_for_qdrant_heals_after_a_power_cut(pool: PgPool) {
    let server = QdrantStandIn::start(None).await;
    cut_the_power(pool, Some(&server)).await;
    assert_eq!(server.collections().len(), 1, "no unfinished collection is left");
}

/// Publishes everything anew and kills whoever indexes it, at another moment each time.
async fn cut_the_power(pool: PgPool, server: Option<&QdrantStandIn>) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    knowledge::import_bundled(&desk, chief.person.id).await.unwrap();
    let data = data_folder().await;
    let indexer = || search(&pool, data.path(), server.map(QdrantStandIn::url).as_deref());

    let right = answer(indexer()).await;
    assert!(right.contains("luz-los-vermelha"), "{right}");
    let mut in_the_middle = 0;
    for round in 1..=ROUNDS {
        // a new index beside the old one, or each article in its turn
        let anew = round % 4 == 0;
        if anew {
            knowledge::ask_for_rebuild(&desk).await.unwrap();
        }
        let published = publish_anew(&desk, &chief, round).await;
        let mut child = indexer().stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let told = BufReader::new(child.stderr.take().unwrap());
        match server {
            // its files can't be watched from here, but it tells what it does
            None => until_told(told, anew, round).await,
            Some(server) => until_begun(server, &published, &mut child).await,
        }
        let ended = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        if ended {
            continue;
        }
        let unfinished = server.is_some_and(|server| server.collections().len() > 1);
        let held = versions(&*index(data.path(), server)).await;
        in_the_middle += usize::from(unfinished || is_mixed(&held, &published));
    }
    assert!(
        in_the_middle >= IN_THE_MIDDLE,
        "killed in the middle {in_the_middle} times"
    );

    let published = publish_anew(&desk, &chief, ROUNDS + 1).await;
    assert_eq!(answer(indexer()).await, right, "it answers as if nothing had happened");
    let held = versions(&*index(data.path(), server)).await;
    let whole: BTreeMap<ArticleId, Vec<i32>> = published
        .into_iter()
        .map(|(article, version)| (article, vec![version]))
        .collect();
    assert_eq!(held, whole, "every article at its last version, and nothing else");
}

/// Waits until the process is a moment into a new index, or has put so many articles into the old one, or has ended.
async fn until_told(told: BufReader<ChildStderr>, anew: bool, round: u32) {
    let (line, times) = if anew {
        ("Making a new knowledge index", 1)
    } else {
        (
            "Put an article into the knowledge index",
            usize::try_from(round).unwrap(),
        )
    };
    tokio::task::spawn_blocking(move || {
        let lines = told.lines().map(Result::unwrap);
        lines.filter(|told| told.contains(line)).nth(times - 1);
    })
    .await
    .unwrap();
    if anew {
        // another moment each time: what it does from here on it tells nobody
        tokio::time::sleep(Duration::from_millis(u64::from(round))).await;
    }
}

/// Waits until the server holds some of what is new, or the process has ended.
async fn until_begun(server: &QdrantStandIn, published: &BTreeMap<ArticleId, i32>, child: &mut Child) {
    let index = index(Path::new(""), Some(server));
    while child.try_wait().unwrap().is_none() {
        if server.collections().len() > 1 || is_mixed(&versions(&*index).await, published) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Whether some articles are held at their new version alone, and others are not.
fn is_mixed(held: &BTreeMap<ArticleId, Vec<i32>>, published: &BTreeMap<ArticleId, i32>) -> bool {
    let new = published
        .iter()
        .filter(|(article, version)| held.get(article).map(Vec::as_slice) == Some(&[**version]));
    let new = new.count();
    new > 0 && new < published.len()
}

/// The command that brings the index up and asks it.
fn search(pool: &PgPool, data: &Path, server: Option<&str>) -> Command {
    let mut command = enlace();
    command
        .env("DATABASE_URL", url_of(pool))
        .env("ENLACE_DATA", data)
        .env("ENLACE_LOG", "error,enlace_desk::knowledge=debug")
        .args(["knowledge", "search", "--json", "--query", "luz vermelha no aparelho"]);
    if let Some(url) = server {
        command.env("QDRANT_URL", url);
    }
    command
}

/// What a whole run finds: slugs in their order.
async fn answer(mut command: Command) -> String {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let hits = found["hits"].as_array().unwrap().iter();
    hits.map(|hit| hit["slug"].as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A data folder with the classifier that other tests have trained, so that a run is about the index.
pub async fn data_folder() -> TempDir {
    let shared = std::env::temp_dir().join("enlace-server-tests");
    std::fs::create_dir_all(&shared).unwrap();
    let trained = shared.join("classifier.bin");
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("classifier.bin");
    tokio::task::spawn_blocking(move || {
        enlace_ai::classifier::Classifier::load_or_train(&trained).unwrap();
        std::fs::copy(trained, own).unwrap();
    })
    .await
    .unwrap();
    folder
}

/// Gives every article a new version; which one readers see now.
async fn publish_anew(desk: &Desk, chief: &Actor, round: u32) -> BTreeMap<ArticleId, i32> {
    let mut published = BTreeMap::new();
    for row in knowledge::home(desk, chief).await.unwrap().rows {
        let draft = knowledge::draft(desk, chief, row.id).await.unwrap();
        let mut fields = draft.fields;
        fields.body = format!(
            "{}\n\n## Nota {round}\n\nRevisto.",
            fields.body.split("\n\n## Nota ").next().unwrap()
        );
        let saved = knowledge::save(desk, chief, row.id, draft.revision, fields)
            .await
            .unwrap();
        let enlace_domain::view::SaveOutcome::Saved(revision) = saved else {
            panic!("nobody else writes");
        };
        knowledge::publish(desk, chief, row.id, revision).await.unwrap();
        let draft = knowledge::draft(desk, chief, row.id).await.unwrap();
        published.insert(row.id, draft.published_version.unwrap());
    }
    published
}

/// The index as the next process finds it.
fn index(data: &Path, server: Option<&QdrantStandIn>) -> Arc<dyn Index> {
    let shape = Shape::words_only();
    match server {
        None => Arc::new(EdgeIndex::new(data.join("search"), shape)),
        Some(server) => {
            let address = ServerAddress {
                url: server.url(),
                api_key: None,
                prefix: "enlace".to_owned(),
            };
            Arc::new(ServerIndex::new(&address, shape).unwrap())
        }
    }
}

async fn versions(index: &dyn Index) -> BTreeMap<ArticleId, Vec<i32>> {
    let mut found: BTreeMap<ArticleId, Vec<i32>> = BTreeMap::new();
    for Held { article, version, .. } in index.held().await.unwrap() {
        found.entry(article).or_default().push(version);
    }
    found
}
