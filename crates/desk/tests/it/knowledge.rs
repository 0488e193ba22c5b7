//! The knowledge base: who writes, two editors at once, reviews, and what is published.

use enlace_desk::{Actor, Desk, DeskError, knowledge};
use enlace_domain::{
    ArticleId, Role,
    article::{ArticleField, ArticleFields, ArticleState, Audience, slug_of},
    view::SaveOutcome,
};
use enlace_store::Pool;
use enlace_testing::person;

pub fn article(title: &str, body: &str) -> ArticleFields {
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

pub fn saved(outcome: SaveOutcome) -> i32 {
    match outcome {
        SaveOutcome::Saved(revision) => revision,
        SaveOutcome::Overtaken(other) => panic!("overtaken by {}", other.draft.edited_by.name),
    }
}

pub fn invalid_field<T: std::fmt::Debug>(result: Result<T, DeskError>) -> &'static str {
    match result {
        Err(DeskError::Invalid { field, .. }) => field,
        other => panic!("expected an invalid field, got {other:?}"),
    }
}

async fn published_body(desk: &Desk, actor: &Actor, id: ArticleId) -> String {
    let article = knowledge::published_one(desk, actor, id).await.unwrap();
    article.fields.body
}

#[sqlx::test(migrations = "../../migrations")]
async fn administrators_write_and_everybody_reads_what_is_published(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Luz LOS", "Sem luz na fibra."))
        .await
        .unwrap();
    for actor in [&manager, &agent] {
        let refused = [
            knowledge::create(&desk, actor, article("Outro", "x")).await.map(|_| ()),
            knowledge::save(&desk, actor, id, 1, article("Outro", "x"))
                .await
                .map(|_| ()),
            knowledge::publish(&desk, actor, id, 1).await.map(|_| ()),
            knowledge::submit(&desk, actor, id, 1).await.map(|_| ()),
            knowledge::withdraw(&desk, actor, id, 1).await.map(|_| ()),
            knowledge::restore(&desk, actor, id, 1, 1).await.map(|_| ()),
            knowledge::set_aside(&desk, actor, id, article("Outro", "x")).await,
            knowledge::draft(&desk, actor, id).await.map(|_| ()),
            knowledge::versions(&desk, actor, id).await.map(|_| ()),
        ];
        for result in refused {
            assert!(matches!(result, Err(DeskError::Forbidden { .. })), "{result:?}");
        }
        let home = knowledge::home(&desk, actor).await.unwrap();
        assert!(home.rows.is_empty() && !home.may_edit);
        assert_eq!(home.categories.len(), 3);
    }
    saved(knowledge::publish(&desk, &chief, id, 1).await.unwrap());
    assert_eq!(published_body(&desk, &agent, id).await, "Sem luz na fibra.");
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_slower_of_two_editors_learns_who_was_faster(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Administrator, &[]).await;
    let bia = person(&desk, "Bia", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &ana, article("Planos", "antigo"))
        .await
        .unwrap();
    let (first, second) = tokio::join!(
        knowledge::save(&desk, &ana, id, 1, article("Planos", "da Ana")),
        knowledge::save(&desk, &bia, id, 1, article("Planos", "da Bia")),
    );
    let (first, second) = (first.unwrap(), second.unwrap());
    let draft = knowledge::draft(&desk, &ana, id).await.unwrap();
    let (winner, body, loser) = match (first, second) {
        (SaveOutcome::Saved(2), SaveOutcome::Overtaken(loser)) => ("Ana", "da Ana", loser),
        (SaveOutcome::Overtaken(loser), SaveOutcome::Saved(2)) => ("Bia", "da Bia", loser),
        other => panic!("one saves, one is told: {other:?}"),
    };
    assert_eq!(
        (
            draft.revision,
            draft.fields.body.as_str(),
            draft.edited_by.name.as_str()
        ),
        (2, body, winner)
    );
    assert_eq!(loser.draft, draft);
    assert_eq!(loser.differs, [ArticleField::Body]);
    let late = knowledge::publish(&desk, &bia, id, 1).await.unwrap();
    assert!(
        matches!(late, SaveOutcome::Overtaken(_)),
        "nobody publishes what they have not read"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_save_whose_answer_was_lost_may_be_repeated(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Planos", "um")).await.unwrap();
    for _ in 0..2 {
        let outcome = knowledge::save(&desk, &chief, id, 1, article("Planos", "dois")).await;
        assert_eq!(saved(outcome.unwrap()), 2);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn readers_see_the_published_version_while_the_draft_goes_on(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Planos", "um")).await.unwrap();
    let seen = saved(knowledge::submit(&desk, &chief, id, 1).await.unwrap());
    assert_eq!(
        knowledge::draft(&desk, &chief, id).await.unwrap().state,
        ArticleState::InReview
    );
    let seen = saved(knowledge::publish(&desk, &chief, id, seen).await.unwrap());
    let seen = saved(
        knowledge::save(&desk, &chief, id, seen, article("Planos", "dois"))
            .await
            .unwrap(),
    );
    assert_eq!(published_body(&desk, &chief, id).await, "um");
    let seen = saved(knowledge::publish(&desk, &chief, id, seen).await.unwrap());
    assert_eq!(published_body(&desk, &chief, id).await, "dois");
    saved(knowledge::withdraw(&desk, &chief, id, seen).await.unwrap());
    assert!(matches!(
        knowledge::published_one(&desk, &chief, id).await,
        Err(DeskError::NotFound { .. })
    ));
    assert_eq!(knowledge::versions(&desk, &chief, id).await.unwrap().len(), 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_asked_for_a_review_and_who_approved_is_kept(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Administrator, &[]).await;
    let bia = person(&desk, "Bia", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &ana, article("Planos", "um")).await.unwrap();
    let asked_by = async || {
        let draft = knowledge::draft(&desk, &ana, id).await.unwrap();
        draft.review.map(|review| review.by.name)
    };
    let seen = saved(knowledge::submit(&desk, &ana, id, 1).await.unwrap());
    let seen = saved(knowledge::submit(&desk, &bia, id, seen).await.unwrap());
    assert_eq!(asked_by().await.as_deref(), Some("Ana"), "it was handed in already");
    // other words are another text, for which nobody has asked
    let seen = saved(
        knowledge::save(&desk, &bia, id, seen, article("Planos", "dois"))
            .await
            .unwrap(),
    );
    assert_eq!(asked_by().await, None);
    let seen = saved(knowledge::submit(&desk, &ana, id, seen).await.unwrap());
    let seen = saved(knowledge::publish(&desk, &bia, id, seen).await.unwrap());
    assert_eq!(asked_by().await, None);
    let approval = knowledge::page(&desk, &bia, id).await.unwrap().approval;
    assert_eq!(
        (
            approval.by.name.as_str(),
            approval.asked_by_another().unwrap().name.as_str()
        ),
        ("Bia", "Ana")
    );
    // whoever asked may publish, and that is no review
    let seen = saved(
        knowledge::save(&desk, &bia, id, seen, article("Planos", "três"))
            .await
            .unwrap(),
    );
    let seen = saved(knowledge::submit(&desk, &bia, id, seen).await.unwrap());
    // taken from its readers it still waits
    let seen = saved(knowledge::withdraw(&desk, &ana, id, seen).await.unwrap());
    assert_eq!(asked_by().await.as_deref(), Some("Bia"));
    saved(knowledge::publish(&desk, &bia, id, seen).await.unwrap());
    let versions = knowledge::versions(&desk, &ana, id).await.unwrap();
    let asked: Vec<_> = versions
        .iter()
        .map(|version| {
            let asker = version.approval.asked_by_another().map(|asker| asker.name.as_str());
            (version.version, version.approval.review.is_some(), asker)
        })
        .collect();
    assert_eq!(asked, [(2, true, None), (1, true, Some("Ana"))]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_field_that_does_not_fit_is_named(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Planos", "")).await.unwrap();
    let taken = knowledge::create(&desk, &chief, article("Planos", "outro")).await;
    assert_eq!(invalid_field(taken), "slug");
    let unknown = ArticleFields {
        category: "nenhuma".to_owned(),
        ..article("Outro", "x")
    };
    assert_eq!(
        invalid_field(knowledge::create(&desk, &chief, unknown).await),
        "category"
    );
    assert_eq!(
        invalid_field(knowledge::create(&desk, &chief, article("x", "x")).await),
        "title"
    );
    assert_eq!(
        invalid_field(knowledge::publish(&desk, &chief, id, 1).await),
        "body",
        "an empty draft may be kept, not published"
    );
    assert_eq!(knowledge::home(&desk, &chief).await.unwrap().rows.len(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_book_says_who_did_what_to_an_article(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let other = person(&desk, "Bia", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Planos", "um")).await.unwrap();
    let seen = saved(
        knowledge::save(&desk, &other, id, 1, article("Planos", "dois"))
            .await
            .unwrap(),
    );
    // the same person writes on: the book has it already
    let seen = saved(
        knowledge::save(&desk, &other, id, seen, article("Planos", "três"))
            .await
            .unwrap(),
    );
    let seen = saved(knowledge::submit(&desk, &chief, id, seen).await.unwrap());
    let seen = saved(knowledge::publish(&desk, &chief, id, seen).await.unwrap());
    let seen = saved(knowledge::restore(&desk, &chief, id, seen, 1).await.unwrap());
    saved(knowledge::withdraw(&desk, &chief, id, seen).await.unwrap());
    let deeds: Vec<String> = sqlx::query_scalar(
        "select action from audit_log where subject_kind = 'article' and subject_id = $1 order by id",
    )
    .bind(id.get())
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(
        deeds,
        [
            "create_article",
            "change_article",
            "submit_article",
            "publish_article",
            "restore_article",
            "withdraw_article"
        ]
    );
}
