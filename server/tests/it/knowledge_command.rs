//! `enlace knowledge` as operators run it: a new index, files in, an archive out.

use std::{path::Path, process::Output};

use enlace_desk::knowledge;
use enlace_domain::Role;
use enlace_testing::{QdrantStandIn, email_of, person};
use sqlx::PgPool;

use crate::{
    power_cut::data_folder,
    process::{enlace, url_of},
};

/// Runs `enlace knowledge` with these words, with the index on this server where there is one.
async fn run(pool: &PgPool, data: &Path, server: Option<&QdrantStandIn>, words: &[&str]) -> Output {
    let mut command = enlace();
    command
        .env("DATABASE_URL", url_of(pool))
        .env("ENLACE_DATA", data)
        .env("ENLACE_LOG", "error")
        .arg("knowledge")
        .args(words);
    if let Some(server) = server {
        command.env("QDRANT_URL", server.url());
    }
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

/// What a run that went well has printed.
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

async fn rebuilds(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select rebuilds from knowledge_state")
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_index_is_asked_for_where_each_process_has_its_own(pool: PgPool) {
    let data = data_folder().await;
    let before = rebuilds(&pool).await;
    let told = said(&run(&pool, data.path(), None, &["rebuild"]).await);
    assert!(told.contains("each serving process makes its own"), "{told}");
    assert_eq!(rebuilds(&pool).await, before + 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_index_is_made_where_all_share_one(pool: PgPool) {
    let server = QdrantStandIn::start(None).await;
    let desk = enlace_testing::desk_on_server(pool.clone(), &server);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let articles = knowledge::import_bundled(&desk, chief.person.id).await.unwrap();
    knowledge::sync(&desk).await.unwrap();
    let passages: i64 = sqlx::query_scalar("select count(*) from article_passages")
        .fetch_one(&pool)
        .await
        .unwrap();
    let (data, before) = (data_folder().await, server.collections());
    let told = said(&run(&pool, data.path(), Some(&server), &["rebuild"]).await);
    assert!(
        told.contains(&format!("holds {articles} articles in {passages} passages.")),
        "{told}"
    );
    let after = server.collections();
    assert!(after.len() == 1 && after != before, "{before:?}, {after:?}");
    assert_eq!(
        knowledge::sync(&desk).await.unwrap(),
        knowledge::SyncReport::default(),
        "nothing is left to do for those who serve"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn files_come_in_once_and_go_out_again(pool: PgPool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Chefe", Role::Administrator, &[]).await;
    let chief = email_of("Chefe");
    let chief = chief.as_str();
    let data = data_folder().await;
    let file = data.path().join("manual.md");
    std::fs::write(&file, "# Troca de senha\n\nAbra o aplicativo e toque em Wi-Fi.\n").unwrap();
    let out = data.path().join("artigos.zip");
    let (file, archive) = (file.to_str().unwrap(), out.to_str().unwrap());
    let drafts = async || -> i64 {
        sqlx::query_scalar("select count(*) from articles")
            .fetch_one(&pool)
            .await
            .unwrap()
    };

    let preview = ["import", file, "--by", chief, "--preview"];
    let told = said(&run(&pool, data.path(), None, &preview).await);
    assert!(told.contains("would become a draft, \"Troca de senha\""), "{told}");
    assert_eq!(drafts().await, 0);

    let import = ["import", file, "--by", chief];
    let told = said(&run(&pool, data.path(), None, &import).await);
    assert!(told.contains("manual.md: a draft now, \"Troca de senha\""), "{told}");
    let told = said(&run(&pool, data.path(), None, &import).await);
    assert!(told.contains("known already"), "{told}");
    assert_eq!(drafts().await, 1);

    let told = said(&run(&pool, data.path(), None, &["export", "--out", archive]).await);
    assert_eq!(told.trim_end(), format!("1 articles in {archive}."));
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
    let again = ["import", archive, "--by", chief];
    let told = said(&run(&pool, data.path(), None, &again).await);
    assert!(told.contains("known already"), "{told}");
    assert_eq!(drafts().await, 1);

    let stranger = ["import", file, "--by", "ninguem@desk.test"];
    let refused = run(&pool, data.path(), None, &stranger).await;
    assert!(!refused.status.success());
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("is not the e-mail of an administrator"), "{told}");
}
