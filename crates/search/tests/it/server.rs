//! The index on a server, which is a stand-in here: qdrant-client's own protocol over qdrant-edge
//! (`enlace_testing::QdrantStandIn` says what it covers). The behaviour of all, and what a server adds to it.

use enlace_domain::ArticleId;
use enlace_search::{Held, Index, Probe, SearchError, ServerAddress, ServerIndex, Shape};
use enlace_testing::QdrantStandIn;

use crate::behaviour::{self, everything, passage, shape};

fn at(server: &QdrantStandIn, key: Option<&str>) -> ServerAddress {
    ServerAddress {
        url: server.url(),
        api_key: key.map(str::to_owned),
        prefix: "enlace".to_owned(),
    }
}

fn index(server: &QdrantStandIn) -> ServerIndex {
    ServerIndex::new(&at(server, None), shape()).unwrap()
}

macro_rules! behaves {
    ($($name:ident)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let server = QdrantStandIn::start(None).await;
                behaviour::$name(&index(&server)).await;
            }
        )+
    };
}

behaves! {
    finds_by_words_and_by_sense
    finds_by_ways_of_asking
    filters
    replaces_and_removes
    is_rebuilt_without_a_gap
    says_for_which_request_it_was_made
    refuses_vectors_of_another_length
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stand_in_that_was_away_is_found_again() {
    let mut server = QdrantStandIn::start(None).await;
    let index = index(&server);
    let one = ArticleId::new();
    index.put(one, vec![passage(one, 1, "Portabilidade", 0)]).await.unwrap();
    let held = index.held().await.unwrap();
    server.stop().await;
    let error = index.held().await.unwrap_err();
    assert!(error.is_away(), "{error:?}");
    let probe = || Probe::Words("portabilidade".to_owned());
    assert!(index.nearest(probe(), &everything(), 1).await.unwrap_err().is_away());
    server.come_back().await;
    assert_eq!(index.held().await.unwrap(), held);
    assert_eq!(index.nearest(probe(), &everything(), 1).await.unwrap()[0].article, one);
    server.forget_everything();
    assert!(matches!(
        index.nearest(probe(), &everything(), 1).await,
        Err(SearchError::Missing)
    ));
    assert!(index.held().await.unwrap().is_empty());
    index.remove(one).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stand_in_answers_only_who_has_its_key_and_the_key_is_never_told() {
    let server = QdrantStandIn::start(Some("segredo")).await;
    let open = ServerIndex::new(&at(&server, Some("segredo")), shape()).unwrap();
    assert_eq!(open.version().await.unwrap(), "1.20.0");
    let shut = ServerIndex::new(&at(&server, Some("outro-segredo")), shape()).unwrap();
    let error = shut.version().await.unwrap_err();
    assert!(!error.is_away(), "it answers: {error}");
    let told = format!("{error} {error:?} {open:?} {shut:?} {:?}", at(&server, Some("segredo")));
    assert!(!told.contains("segredo"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_has_left_on_a_stand_in_is_thrown_away() {
    let server = QdrantStandIn::start(None).await;
    let (one, two) = (index(&server), index(&server));
    let article = ArticleId::new();
    one.rebuild(vec![passage(article, 1, "Um", 0)], 1).await.unwrap();
    let first = server.collections();
    // refused when half of it is there: as if its process had ended
    let short = enlace_search::Passage {
        sense: Some(vec![1.0]),
        ..passage(article, 2, "Dois", 0)
    };
    assert!(two.rebuild(vec![short], 2).await.is_err());
    assert_eq!(server.collections().len(), 2, "the unfinished one lies there");
    let held = |version| {
        vec![Held {
            article,
            version,
            passages: 1,
        }]
    };
    assert_eq!(one.held().await.unwrap(), held(1), "and is never asked");
    two.rebuild(vec![passage(article, 2, "Dois", 0)], 2).await.unwrap();
    assert_eq!(one.held().await.unwrap(), held(2));
    let last = server.collections();
    assert!(last.len() == 1 && last != first, "{last:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_may_put_the_same_on_a_stand_in_at_once() {
    let server = QdrantStandIn::start(None).await;
    let (one, two) = (index(&server), index(&server));
    one.rebuild(Vec::new(), 1).await.unwrap();
    let article = ArticleId::new();
    for version in 1..20 {
        let passages: Vec<_> = (0..5)
            .map(|axis| passage(article, version, "Cobertura", axis % 4))
            .collect();
        let (first, second) = tokio::join!(one.put(article, passages.clone()), two.put(article, passages));
        first.unwrap();
        second.unwrap();
        let held = Held {
            article,
            version,
            passages: 5,
        };
        assert_eq!(one.held().await.unwrap(), [held]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_shapes_and_two_desks_have_collections_of_their_own_on_a_stand_in() {
    let server = QdrantStandIn::start(None).await;
    let words = ServerIndex::new(&at(&server, None), Shape::words_only()).unwrap();
    let other = ServerAddress {
        prefix: "outra".to_owned(),
        ..at(&server, None)
    };
    let other = ServerIndex::new(&other, Shape::words_only()).unwrap();
    let one = ArticleId::new();
    words
        .put(one, vec![passage(one, 1, "Teste de velocidade", 0)])
        .await
        .unwrap();
    let probe = Probe::Words("velocidades".to_owned());
    assert_eq!(words.nearest(probe, &everything(), 1).await.unwrap()[0].article, one);
    other.rebuild(Vec::new(), 1).await.unwrap();
    index(&server).rebuild(Vec::new(), 1).await.unwrap();
    assert_eq!(words.held().await.unwrap().len(), 1);
    assert!(other.held().await.unwrap().is_empty() && index(&server).held().await.unwrap().is_empty());
    assert_eq!(server.collections().len(), 3);
}
