//! The database goes away: the provider is told to repeat, and nothing is lost.

use std::{net::SocketAddr, time::Duration};

use sqlx::PgPool;
use url::Url;

use crate::{
    line::Line,
    process::{Stage, eventually},
};

#[sqlx::test(migrations = "../migrations")]
async fn a_webhook_is_answered_503_and_taken_when_the_database_is_back(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    let (line, url) = line_to_database(&stage).await;
    stage.serve_on("gateway,worker", url.as_str()).await;
    let ana = stage.town.subscribers()[0].clone();
    stage.town.write(&ana, "oi, caiu a internet").await.unwrap();

    line.cut();
    let ready = format!("http://{}/ready", stage.address);
    eventually("/ready says no", || async {
        reqwest::get(&ready).await.unwrap().status() == 503
    })
    .await;
    assert!(
        reqwest::get(format!("http://{}/health", stage.address))
            .await
            .unwrap()
            .status()
            .is_success()
    );
    let lost = stage.town.write(&ana, "ainda sem internet").await;
    assert!(lost.is_err(), "the town was told to repeat: {lost:?}");

    line.mend();
    eventually("/ready says yes", || async {
        reqwest::get(&ready).await.unwrap().status() == 200
    })
    .await;
    stage.town.write(&ana, "voltou?").await.unwrap();
    eventually("both messages are taken in", || async {
        enlace_store::tally::messages_from_subscribers(stage.desk.pool())
            .await
            .unwrap()
            == 2
    })
    .await;
    assert!(stage.terminate().await, "it stops well after all that");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_database_that_fell_silent_does_not_keep_the_process(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    let (line, url) = line_to_database(&stage).await;
    stage.serve_on("gateway,worker", url.as_str()).await;
    line.swallow();
    assert!(
        tokio::time::timeout(Duration::from_secs(45), stage.terminate())
            .await
            .expect("it ends within its drain time and a little more"),
        "it ends well"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_process_that_starts_while_the_database_is_away_waits_for_it(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    let (line, url) = line_to_database(&stage).await;
    line.cut();
    stage.start_on("gateway,worker", url.as_str());
    line.until_refused(3).await;
    line.mend();
    stage.until_ready().await;
    assert!(stage.terminate().await, "it ends well");
}

/// A line to the stage's database, and the address of the database by that line.
async fn line_to_database(stage: &Stage) -> (Line, Url) {
    let mut url = Url::parse(stage.database_url()).unwrap();
    let database: SocketAddr = tokio::net::lookup_host((url.host_str().unwrap(), url.port().unwrap_or(5432)))
        .await
        .unwrap()
        .find(SocketAddr::is_ipv4)
        .unwrap();
    let line = Line::lay(database).await;
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(line.address.port())).unwrap();
    (line, url)
}
