//! What an index on a server adds for the desk: it goes away and comes back, and several processes share it. The server is
//! a stand-in (`enlace_testing::QdrantStandIn` says what it covers).

use std::time::{Duration, Instant};

use enlace_desk::{Actor, Desk, DeskError, knowledge};
use enlace_domain::{
    Role,
    article::{ArticleFields, Audience, slug_of},
    view::KnowledgeAsk,
};
use enlace_store::Pool;
use enlace_testing::{QdrantStandIn, desk_on_server, person};
use tokio_util::sync::CancellationToken;

async fn publish(desk: &Desk, chief: &Actor, title: &str) {
    let fields = ArticleFields {
        slug: slug_of(title),
        category: "technical_troubleshooting".to_owned(),
        audience: Audience::Subscriber,
        title: title.to_owned(),
        body: format!("{title}: o texto."),
        asked_as: String::new(),
        valid_from: None,
        valid_until: None,
    };
    let id = knowledge::create(desk, chief, fields).await.unwrap();
    let seen = knowledge::draft(desk, chief, id).await.unwrap().revision;
    knowledge::publish(desk, chief, id, seen).await.unwrap();
}

async fn find(desk: &Desk, text: &str) -> Result<usize, DeskError> {
    let ask = KnowledgeAsk {
        text: text.to_owned(),
        category: None,
        limit: 5,
    };
    Ok(knowledge::search_for_command(desk, &ask).await?.hits.len())
}

async fn until_found(desk: &Desk, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !matches!(find(desk, text).await, Ok(1)) {
        assert!(Instant::now() < deadline, "{text} is not found within 30 s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_stand_in_that_goes_away_is_followed_again_when_it_is_back(pool: Pool) {
    let mut server = QdrantStandIn::start(None).await;
    let desk = desk_on_server(pool, &server);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let stop = CancellationToken::new();
    let following = tokio::spawn(knowledge::follow(desk.clone(), stop.clone()));
    publish(&desk, &chief, "Portabilidade").await;
    until_found(&desk, "portabilidade").await;
    server.stop().await;
    assert!(matches!(
        find(&desk, "portabilidade").await,
        Err(DeskError::IndexAway(_))
    ));
    publish(&desk, &chief, "Fidelidade").await;
    server.come_back().await;
    until_found(&desk, "portabilidade").await;
    until_found(&desk, "fidelidade").await;
    server.forget_everything();
    until_found(&desk, "fidelidade").await;
    until_found(&desk, "portabilidade").await;
    stop.cancel();
    following.await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_desks_share_one_index_on_a_stand_in(pool: Pool) {
    let server = QdrantStandIn::start(None).await;
    let (one, two) = (desk_on_server(pool.clone(), &server), desk_on_server(pool, &server));
    let chief = person(&one, "Chefe", Role::Administrator, &[]).await;
    let stop = CancellationToken::new();
    let following = [&one, &two].map(|desk| tokio::spawn(knowledge::follow(desk.clone(), stop.clone())));
    for round in 0..6 {
        let desk = if round % 2 == 0 { &one } else { &two };
        publish(desk, &chief, &format!("Assunto{round}")).await;
    }
    for round in 0..6 {
        let title = format!("assunto{round}");
        until_found(&one, &title).await;
        until_found(&two, &title).await;
    }
    let before = server.collections();
    assert_eq!(before.len(), 1, "{before:?}");
    knowledge::ask_for_rebuild(&two).await.unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while server.collections() == before || server.collections().len() > 1 {
        assert!(Instant::now() < deadline, "no new index within 30 s");
        assert_eq!(find(&one, "assunto3").await.unwrap(), 1, "there is no gap");
        tokio::task::yield_now().await;
    }
    // one of the two has made it for both: nothing is left to do for either
    let after = server.collections();
    for desk in [&one, &two] {
        assert_eq!(knowledge::sync(desk).await.unwrap(), knowledge::SyncReport::default());
    }
    assert_eq!(server.collections(), after);
    stop.cancel();
    for task in following {
        task.await.unwrap();
    }
}
