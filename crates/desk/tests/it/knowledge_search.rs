//! Finding what is published, and an index that is whole again whatever happened to it.

use enlace_desk::{Actor, Desk, knowledge};
use enlace_domain::{
    ArticleId, Role,
    article::{ArticleFields, Audience, slug_of},
    view::{KnowledgeAsk, KnowledgeHit, SaveOutcome},
};
use enlace_search::{Filter, Passage, Probe};
use enlace_testing::person;
use time::{Duration, OffsetDateTime, UtcOffset};

/// Each of these runs over both indexes: the one in the process, and the one on a server, which is a stand-in here
/// (`enlace_testing::QdrantStandIn` says what it covers).
macro_rules! over_both_indexes {
    ($($name:ident)+) => {
        mod in_the_process {
            use enlace_store::Pool;
            $(
                #[sqlx::test(migrations = "../../migrations")]
                async fn $name(pool: Pool) {
                    super::$name(enlace_testing::desk(pool)).await;
                }
            )+
        }

        mod on_a_stand_in_for_qdrant {
            use enlace_store::Pool;
            $(
                #[sqlx::test(migrations = "../../migrations")]
                async fn $name(pool: Pool) {
                    let server = enlace_testing::QdrantStandIn::start(None).await;
                    super::$name(enlace_testing::desk_on_server(pool, &server)).await;
                }
            )+
        }
    };
}

over_both_indexes! {
    what_is_published_is_found_with_its_passage
    a_new_version_takes_the_old_ones_place_and_a_withdrawn_one_is_gone
    only_what_holds_today_is_found
    an_index_that_was_broken_off_in_the_middle_heals
    files_with_a_head_are_taken_in_once
    a_whole_new_index_answers_as_the_old_one
    how_people_ask_finds_an_article_and_is_never_shown
}

pub(crate) fn article(title: &str, body: &str) -> ArticleFields {
    ArticleFields {
        slug: slug_of(title),
        category: "technical_troubleshooting".to_owned(),
        audience: Audience::Subscriber,
        title: title.to_owned(),
        body: body.to_owned(),
        asked_as: String::new(),
        valid_from: None,
        valid_until: None,
    }
}

async fn publish(desk: &Desk, chief: &Actor, id: ArticleId) {
    let seen = knowledge::draft(desk, chief, id).await.unwrap().revision;
    let outcome = knowledge::publish(desk, chief, id, seen).await.unwrap();
    assert!(matches!(outcome, SaveOutcome::Saved(_)));
}

pub(crate) async fn published(desk: &Desk, chief: &Actor, fields: ArticleFields) -> ArticleId {
    let id = knowledge::create(desk, chief, fields).await.unwrap();
    publish(desk, chief, id).await;
    id
}

pub(crate) async fn ask(desk: &Desk, actor: &Actor, text: &str) -> Vec<KnowledgeHit> {
    let ask = KnowledgeAsk {
        text: text.to_owned(),
        category: None,
        limit: 5,
    };
    knowledge::search(desk, actor, &ask).await.unwrap().hits
}

async fn what_is_published_is_found_with_its_passage(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let body = "Antes de tudo.\n\n## Luz vermelha\n\nA luz **LOS** vermelha: confira o cabo verde.\n\n## Visita\n\nNo mesmo dia.";
    let los = published(&desk, &chief, article("Luz LOS", body)).await;
    published(&desk, &chief, article("Segunda via", "A fatura em PDF.")).await;
    let draft = article("Rascunho", "A luz vermelha do rascunho.");
    knowledge::create(&desk, &chief, draft).await.unwrap();
    knowledge::sync(&desk).await.unwrap();
    let hits = ask(&desk, &agent, "luzes vermelhas no aparelho").await;
    assert_eq!(hits.iter().map(|hit| hit.article).collect::<Vec<_>>(), [los]);
    let hit = &hits[0];
    assert_eq!(hit.heading, "Luz vermelha");
    assert_eq!(hit.answer, "A luz *LOS* vermelha: confira o cabo verde.");
    let marked: Vec<&str> = hit
        .excerpt
        .iter()
        .filter(|span| span.marked)
        .map(|span| span.text.as_str())
        .collect();
    assert_eq!(marked, ["luz", "vermelha"]);
    assert!((hit.score - 1.0).abs() < 1e-6 && hit.words.is_some());
    assert!(ask(&desk, &agent, "   ").await.is_empty());
}

async fn a_new_version_takes_the_old_ones_place_and_a_withdrawn_one_is_gone(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = published(&desk, &chief, article("Prazo", "A visita leva quarenta horas.")).await;
    knowledge::sync(&desk).await.unwrap();
    let seen = knowledge::draft(&desk, &chief, id).await.unwrap().revision;
    let changed = article("Prazo", "O técnico chega no mesmo dia.");
    knowledge::save(&desk, &chief, id, seen, changed).await.unwrap();
    assert_eq!(
        ask(&desk, &chief, "quarenta").await.len(),
        1,
        "a draft changes nothing for readers"
    );
    publish(&desk, &chief, id).await;
    // until the index is brought up the old passage stands for the article: there is no gap
    assert_eq!(ask(&desk, &chief, "quarenta").await.len(), 1);
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!((report.put, report.removed), (1, 0));
    assert!(ask(&desk, &chief, "quarenta").await.is_empty());
    assert_eq!(ask(&desk, &chief, "técnico").await[0].article, id);
    let seen = knowledge::draft(&desk, &chief, id).await.unwrap().revision;
    knowledge::withdraw(&desk, &chief, id, seen).await.unwrap();
    assert!(
        ask(&desk, &chief, "técnico").await.is_empty(),
        "at once, before the index knows"
    );
    assert_eq!(knowledge::sync(&desk).await.unwrap().removed, 1);
}

async fn only_what_holds_today_is_found(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let today = OffsetDateTime::now_utc()
        .to_offset(UtcOffset::from_hms(-3, 0, 0).unwrap())
        .date();
    let over = ArticleFields {
        valid_until: Some(today - Duration::days(1)),
        ..article("Promoção de ontem", "Desconto de ontem.")
    };
    let on = ArticleFields {
        valid_from: Some(today),
        valid_until: Some(today),
        ..article("Promoção de hoje", "Desconto de hoje.")
    };
    published(&desk, &chief, over).await;
    let on = published(&desk, &chief, on).await;
    knowledge::sync(&desk).await.unwrap();
    let found: Vec<ArticleId> = ask(&desk, &chief, "desconto")
        .await
        .into_iter()
        .map(|hit| hit.article)
        .collect();
    assert_eq!(found, [on]);
}

async fn an_index_that_was_broken_off_in_the_middle_heals(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let one = published(
        &desk,
        &chief,
        article("Um assunto", "Primeiro assunto.\n\n## Mais\n\nSegundo assunto."),
    )
    .await;
    let two = published(&desk, &chief, article("Outro assunto", "Terceiro assunto.")).await;
    knowledge::sync(&desk).await.unwrap();
    assert_eq!(knowledge::sync(&desk).await.unwrap(), knowledge::SyncReport::default());
    // as a process leaves it that was killed: half an article, a version that was never published, one too many
    let index = desk.knowledge().index();
    let passage = |article: ArticleId, version: i32| Passage {
        id: uuid::Uuid::now_v7(),
        asked_for: None,
        article,
        version,
        text: "fantasma".to_owned(),
        sense: None,
        category: "technical_troubleshooting".to_owned(),
        audience: Audience::Subscriber,
        valid_from: None,
        valid_until: None,
    };
    let stranger = ArticleId::new();
    index.put(one, vec![passage(one, 1)]).await.unwrap();
    index.put(two, vec![passage(two, 9)]).await.unwrap();
    index.put(stranger, vec![passage(stranger, 1)]).await.unwrap();
    assert!(
        ask(&desk, &chief, "fantasma").await.is_empty(),
        "what PostgreSQL does not hold is never shown"
    );
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!((report.put, report.removed), (2, 1));
    for text in ["primeiro", "segundo", "terceiro"] {
        assert_eq!(ask(&desk, &chief, text).await.len(), 1, "{text}");
    }
    let filter = Filter {
        category: None,
        audience: None,
        day: OffsetDateTime::now_utc().date(),
    };
    let ghosts = index
        .nearest(Probe::Words("fantasma".to_owned()), &filter, 5)
        .await
        .unwrap();
    assert!(ghosts.is_empty());
}

async fn files_with_a_head_are_taken_in_once(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let new = knowledge::import_bundled(&desk, chief.person.id).await.unwrap();
    assert_eq!(new, knowledge::bundled().len());
    assert_eq!(knowledge::import_bundled(&desk, chief.person.id).await.unwrap(), 0);
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!(report.put, new);
    let home = knowledge::home(&desk, &chief).await.unwrap();
    assert_eq!(home.rows.len(), new);
    let known: Vec<&str> = home.categories.iter().map(|category| category.key.as_str()).collect();
    assert!(home.rows.iter().all(|row| known.contains(&row.category.as_str())));
    assert!(!ask(&desk, &chief, "luz vermelha piscando no aparelho").await.is_empty());
}

async fn how_people_ask_finds_an_article_and_is_never_shown(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let fields = ArticleFields {
        asked_as: "meu boleto sumiu\n\ncadê a conta".to_owned(),
        ..article("Segunda via", "Pegue no aplicativo.\n\n## Loja\n\nImpressa na hora.")
    };
    let id = published(&desk, &chief, fields).await;
    knowledge::sync(&desk).await.unwrap();
    let hits = ask(&desk, &chief, "sumiu").await;
    assert_eq!(hits.iter().map(|hit| hit.article).collect::<Vec<_>>(), [id]);
    assert_eq!(hits[0].answer, "Pegue no aplicativo.", "the passage that stands for it");
    assert!(hits[0].excerpt.iter().all(|span| !span.text.contains("sumiu")));
    let seen = knowledge::draft(&desk, &chief, id).await.unwrap();
    let without = ArticleFields {
        asked_as: String::new(),
        ..seen.fields
    };
    knowledge::save(&desk, &chief, id, seen.revision, without)
        .await
        .unwrap();
    publish(&desk, &chief, id).await;
    assert_eq!(knowledge::sync(&desk).await.unwrap().put, 1);
    assert!(ask(&desk, &chief, "sumiu").await.is_empty());
    assert_eq!(ask(&desk, &chief, "loja").await[0].article, id);
}

async fn a_whole_new_index_answers_as_the_old_one(desk: Desk) {
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = published(&desk, &chief, article("Um assunto", "Primeiro assunto.")).await;
    knowledge::sync(&desk).await.unwrap();
    knowledge::ask_for_rebuild(&desk).await.unwrap();
    assert_eq!(knowledge::sync(&desk).await.unwrap().put, 1);
    assert_eq!(
        knowledge::sync(&desk).await.unwrap(),
        knowledge::SyncReport::default(),
        "one request is answered once"
    );
    assert_eq!(ask(&desk, &chief, "primeiro").await[0].article, id);
}
