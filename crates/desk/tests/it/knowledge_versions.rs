//! The versions of articles: what is kept of a text that gives way, how one is compared and brought back, and the days on
//! which an article holds.

use enlace_desk::{DeskError, knowledge};
use enlace_domain::{
    ArticleId, Role,
    article::{ArticleFields, ArticleState, Audience, VersionReason},
    view::SaveOutcome,
};
use enlace_store::Pool;
use enlace_testing::person;

use crate::knowledge::{article, invalid_field, saved};

#[sqlx::test(migrations = "../../migrations")]
async fn an_older_version_comes_back_as_a_new_one_and_no_edit_is_lost(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Planos", "um")).await.unwrap();
    let seen = saved(knowledge::publish(&desk, &chief, id, 1).await.unwrap());
    let unpublished = article("Planos novos", "ainda não publicado");
    let seen = saved(knowledge::save(&desk, &chief, id, seen, unpublished).await.unwrap());
    let seen = saved(knowledge::restore(&desk, &chief, id, seen, 1).await.unwrap());
    let versions = knowledge::versions(&desk, &chief, id).await.unwrap();
    let kept: Vec<_> = versions
        .iter()
        .map(|version| (version.version, version.reason, version.fields.body.as_str()))
        .collect();
    assert_eq!(
        kept,
        [
            (3, VersionReason::Restored, "um"),
            (2, VersionReason::SetAside, "ainda não publicado"),
            (1, VersionReason::Published, "um"),
        ]
    );
    assert_eq!(versions[0].restored_from, Some(1));
    let draft = knowledge::draft(&desk, &chief, id).await.unwrap();
    assert_eq!(
        (draft.fields.slug.as_str(), draft.fields.title.as_str(), draft.state),
        ("planos-novos", "Planos", ArticleState::Draft)
    );
    let none = knowledge::restore(&desk, &chief, id, seen, 9).await;
    assert!(matches!(none, Err(DeskError::NotFound { what: "version" })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn whichever_of_two_texts_goes_stays_among_the_versions(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Administrator, &[]).await;
    let bia = person(&desk, "Bia", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &ana, article("Planos", "um")).await.unwrap();
    let seen = saved(
        knowledge::save(&desk, &ana, id, 1, article("Planos", "da Ana"))
            .await
            .unwrap(),
    );
    let late = knowledge::save(&desk, &bia, id, 1, article("Planos", "da Bia")).await;
    let SaveOutcome::Overtaken(other) = late.unwrap() else {
        panic!("Ana was faster");
    };
    // Bia keeps hers: Ana's is put aside, once, and the draft stays until she saves
    for _ in 0..2 {
        knowledge::set_aside(&desk, &bia, id, other.draft.fields.clone())
            .await
            .unwrap();
    }
    assert_eq!(knowledge::draft(&desk, &bia, id).await.unwrap().revision, seen);
    saved(
        knowledge::save(&desk, &bia, id, seen, article("Planos", "da Bia"))
            .await
            .unwrap(),
    );
    // and Ana, who then takes Bia's, loses nothing either
    knowledge::set_aside(&desk, &ana, id, article(" Planos ", "da Ana, mais longo"))
        .await
        .unwrap();
    let versions = knowledge::versions(&desk, &ana, id).await.unwrap();
    let kept: Vec<_> = versions
        .iter()
        .map(|version| {
            let (by, body) = (version.approval.by.name.as_str(), version.fields.body.as_str());
            (version.version, version.reason, by, body)
        })
        .collect();
    assert_eq!(
        kept,
        [
            (2, VersionReason::SetAside, "Ana", "da Ana, mais longo"),
            (1, VersionReason::SetAside, "Bia", "da Ana"),
        ]
    );
    let draft = knowledge::draft(&desk, &ana, id).await.unwrap();
    assert_eq!(draft.fields.body, "da Bia");
    saved(knowledge::restore(&desk, &ana, id, draft.revision, 1).await.unwrap());
    let draft = knowledge::draft(&desk, &ana, id).await.unwrap();
    assert_eq!(draft.fields.body, "da Ana", "a text that went can be brought back");
    assert_eq!(
        invalid_field(knowledge::set_aside(&desk, &ana, id, article("x", "x")).await),
        "title"
    );
    let none = knowledge::set_aside(&desk, &ana, ArticleId::new(), article("Planos", "x")).await;
    assert!(matches!(none, Err(DeskError::NotFound { what: "article" })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_comparison_shows_all_that_a_version_brings_back(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = knowledge::create(&desk, &chief, article("Planos", "um")).await.unwrap();
    let seen = saved(knowledge::publish(&desk, &chief, id, 1).await.unwrap());
    let compare = async || knowledge::compare(&desk, &chief, id, 1, None).await.unwrap();
    assert!(compare().await.is_same());
    let until = time::Date::from_calendar_date(2026, time::Month::December, 31).unwrap();
    let changed = ArticleFields {
        category: "billing_and_payments".to_owned(),
        audience: Audience::Agents,
        valid_until: Some(until),
        ..article("Planos", "um")
    };
    saved(knowledge::save(&desk, &chief, id, seen, changed).await.unwrap());
    let found = compare().await;
    assert!(!found.is_same());
    assert!(found.rows.iter().all(|row| !row.changed), "the text is the same");
    let sides = [&found.left, &found.right];
    assert_eq!(
        sides.map(|side| (side.category.as_str(), side.audience, side.valid_until)),
        [
            ("Suporte técnico", Audience::Subscriber, None),
            ("Faturas e pagamentos", Audience::Agents, Some(until)),
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_article_is_read_on_the_days_it_holds(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let today: time::Date = sqlx::query_scalar("select (now() at time zone 'America/Sao_Paulo')::date")
        .fetch_one(&pool)
        .await
        .unwrap();
    let (yesterday, tomorrow) = (today.previous_day(), today.next_day());
    let days = [
        ("Hoje", Some(today), Some(today)),
        ("Acabou", None, yesterday),
        ("Vem", tomorrow, None),
        ("Sempre", None, None),
    ];
    for (title, valid_from, valid_until) in days {
        let fields = ArticleFields {
            valid_from,
            valid_until,
            ..article(title, "texto")
        };
        let id = knowledge::create(&desk, &chief, fields).await.unwrap();
        saved(knowledge::publish(&desk, &chief, id, 1).await.unwrap());
    }
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let home = knowledge::home(&desk, &agent).await.unwrap();
    let titles: Vec<_> = home.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Hoje", "Sempre"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_article_ends_when_what_is_published_ends(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let today: time::Date = sqlx::query_scalar("select (now() at time zone 'America/Sao_Paulo')::date")
        .fetch_one(&pool)
        .await
        .unwrap();
    let until = |days| ArticleFields {
        valid_until: Some(today + time::Duration::days(days)),
        ..article("Planos", "um")
    };
    let days_left = async || knowledge::home(&desk, &chief).await.unwrap().rows[0].days_left;
    let id = knowledge::create(&desk, &chief, until(3)).await.unwrap();
    assert_eq!(days_left().await, Some(3), "of a draft alone it is the draft's");
    let seen = saved(knowledge::publish(&desk, &chief, id, 1).await.unwrap());
    let seen = saved(knowledge::save(&desk, &chief, id, seen, until(90)).await.unwrap());
    assert_eq!(days_left().await, Some(3), "readers see what was published");
    let forever = article("Planos", "um");
    let seen = saved(knowledge::save(&desk, &chief, id, seen, forever).await.unwrap());
    assert_eq!(days_left().await, Some(3));
    saved(knowledge::publish(&desk, &chief, id, seen).await.unwrap());
    assert_eq!(days_left().await, None);
}
