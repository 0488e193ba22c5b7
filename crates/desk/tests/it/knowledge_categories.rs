//! The categories of articles: other names for them, and removing those that no article is in.

use std::time::Duration;

use enlace_desk::{Actor, Desk, DeskError, knowledge};
use enlace_domain::{Role, article::ArticleFields, view::CategoryRemoval};
use enlace_store::Pool;
use enlace_testing::person;

use crate::{
    knowledge::{article, invalid_field, saved},
    knowledge_import::{article as brought, made, take_in},
};

fn filed(title: &str, category: &str) -> ArticleFields {
    ArticleFields {
        category: category.to_owned(),
        ..article(title, "um texto")
    }
}

async fn name_of(desk: &Desk, actor: &Actor, key: &str) -> Option<String> {
    let categories = knowledge::home(desk, actor).await.unwrap().categories;
    let found = categories.into_iter().find(|category| category.key == key);
    found.map(|category| category.name)
}

/// Comes back once somebody waits for a lock.
async fn somebody_waits(pool: &Pool) {
    let waits = "select exists (select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock')";
    let watch = async {
        while !sqlx::query_scalar::<_, bool>(waits).fetch_one(pool).await.unwrap() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), watch)
        .await
        .expect("nobody waits");
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_name_leaves_the_key_and_the_articles_where_they_are(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let key = knowledge::add_category(&desk, &chief, "Fibra").await.unwrap();
    let id = knowledge::create(&desk, &chief, filed("Emenda", &key)).await.unwrap();
    knowledge::rename_category(&desk, &chief, &key, "  Óptica ")
        .await
        .unwrap();
    assert_eq!(name_of(&desk, &chief, "fibra").await.as_deref(), Some("Óptica"));
    assert_eq!(
        knowledge::draft(&desk, &chief, id).await.unwrap().fields.category,
        "fibra"
    );
    let exported = knowledge::export(&desk, &chief, Some("fibra"), None).await.unwrap();
    assert_eq!(exported.articles, 1);

    // the name that it had is free, and what is called so gets a key of its own
    assert_eq!(
        knowledge::add_category(&desk, &chief, "Fibra").await.unwrap(),
        "fibra_2"
    );
    knowledge::rename_category(&desk, &chief, "plans_and_pricing", "Ofertas")
        .await
        .unwrap();
    knowledge::remove_category(&desk, &chief, "fibra_2").await.unwrap();
    let book: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
        "select action, detail ->> 'key', detail ->> 'was' from audit_log
         where subject_kind = 'article_category' order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let book: Vec<(&str, Option<&str>, Option<&str>)> = book
        .iter()
        .map(|(action, key, was)| (action.as_str(), key.as_deref(), was.as_deref()))
        .collect();
    assert_eq!(
        book,
        [
            ("create_category", Some("fibra"), None),
            ("rename_category", Some("fibra"), Some("Fibra")),
            ("create_category", Some("fibra_2"), None),
            ("rename_category", Some("plans_and_pricing"), Some("Planos e preços")),
            ("remove_category", Some("fibra_2"), None),
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_name_that_does_not_fit_or_that_another_has_is_refused(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let key = knowledge::add_category(&desk, &chief, "Óptica").await.unwrap();
    let long = "á".repeat(41);
    for name in ["", "  ", "x", "!?", long.as_str(), "SUPORTE TECNICO"] {
        let refused = knowledge::rename_category(&desk, &chief, &key, name).await;
        assert_eq!(invalid_field(refused), "name", "{name}");
    }
    assert_eq!(name_of(&desk, &chief, &key).await.as_deref(), Some("Óptica"));
    // its own name may be written otherwise
    knowledge::rename_category(&desk, &chief, &key, "OPTICA").await.unwrap();
    knowledge::rename_category(&desk, &chief, &key, "Rede").await.unwrap();
    let again = knowledge::add_category(&desk, &chief, "rêde").await;
    assert_eq!(invalid_field(again), "category");

    let unknown = knowledge::rename_category(&desk, &chief, "nenhuma", "Outra").await;
    assert!(matches!(unknown, Err(DeskError::NotFound { what: "category" })));
    let renamed = knowledge::rename_category(&desk, &manager, &key, "Outra").await;
    assert!(matches!(renamed, Err(DeskError::Forbidden { .. })));
    let removed = knowledge::remove_category(&desk, &manager, &key).await;
    assert!(matches!(removed, Err(DeskError::Forbidden { .. })));
    assert_eq!(name_of(&desk, &chief, &key).await.as_deref(), Some("Rede"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_comes_in_goes_into_the_category_that_is_called_so(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let key = knowledge::add_category(&desk, &chief, "Fibra").await.unwrap();
    knowledge::rename_category(&desk, &chief, &key, "Óptica").await.unwrap();
    let file = "---\ntitle: Emenda\ncategory: otica\ncategory_name: OPTICA\n---\n\nUm texto.";
    let read = knowledge::read_file(&desk, &chief, "emenda.md", file.as_bytes().to_vec())
        .await
        .unwrap();
    let id = made(take_in(&desk, &chief, brought(read)).await);
    let draft = knowledge::draft(&desk, &chief, id).await.unwrap();
    assert_eq!(draft.fields.category, key);
    assert_eq!(knowledge::home(&desk, &chief).await.unwrap().categories.len(), 4);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_category_goes_once_no_draft_and_no_reader_finds_an_article_in_it(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let key = knowledge::add_category(&desk, &chief, "Fibra").await.unwrap();
    let remove = async || knowledge::remove_category(&desk, &chief, &key).await;
    let id = knowledge::create(&desk, &chief, filed("Emenda", &key)).await.unwrap();
    knowledge::create(&desk, &chief, filed("Caixa", "plans_and_pricing"))
        .await
        .unwrap();
    assert_eq!(remove().await.unwrap(), CategoryRemoval::HasArticles(1));
    let seen = saved(knowledge::publish(&desk, &chief, id, 1).await.unwrap());
    assert_eq!(remove().await.unwrap(), CategoryRemoval::HasArticles(1), "counted once");
    let moved = filed("Emenda", "plans_and_pricing");
    let seen = saved(knowledge::save(&desk, &chief, id, seen, moved).await.unwrap());
    assert_eq!(
        remove().await.unwrap(),
        CategoryRemoval::HasArticles(1),
        "readers see it there"
    );
    let seen = saved(knowledge::publish(&desk, &chief, id, seen).await.unwrap());
    assert_eq!(remove().await.unwrap(), CategoryRemoval::Removed);
    assert!(matches!(remove().await, Err(DeskError::NotFound { what: "category" })));
    assert_eq!(name_of(&desk, &chief, &key).await, None);

    // who has not heard of it is told, and an older version comes back into the category that the article is in
    let late = knowledge::save(&desk, &chief, id, seen, filed("Emenda", &key)).await;
    assert_eq!(invalid_field(late), "category");
    saved(knowledge::restore(&desk, &chief, id, seen, 1).await.unwrap());
    let draft = knowledge::draft(&desk, &chief, id).await.unwrap();
    assert_eq!(draft.fields.category, "plans_and_pricing");

    let built_in = knowledge::remove_category(&desk, &chief, "billing_and_payments").await;
    assert_eq!(invalid_field(built_in), "category");
}

#[sqlx::test(migrations = "../../migrations")]
async fn no_article_loses_its_category_at_the_moment_of_the_removal(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let key = knowledge::add_category(&desk, &chief, "Fibra").await.unwrap();
    let id = knowledge::create(&desk, &chief, article("Emenda", "um texto"))
        .await
        .unwrap();

    // the article is faster: the removal waits for it, and counts it
    let mut putting = pool.begin().await.unwrap();
    sqlx::query("update articles set category = $2 where id = $1")
        .bind(id.get())
        .bind(&key)
        .execute(&mut *putting)
        .await
        .unwrap();
    let (removed, ()) = tokio::join!(knowledge::remove_category(&desk, &chief, &key), async {
        somebody_waits(&pool).await;
        putting.commit().await.unwrap();
    });
    assert_eq!(removed.unwrap(), CategoryRemoval::HasArticles(1));

    // the removal is faster: the article is refused
    sqlx::query("update articles set category = 'plans_and_pricing'")
        .execute(&pool)
        .await
        .unwrap();
    let mut removing = pool.begin().await.unwrap();
    sqlx::query("delete from article_categories where key = $1")
        .bind(&key)
        .execute(&mut *removing)
        .await
        .unwrap();
    let (made, ()) = tokio::join!(knowledge::create(&desk, &chief, filed("Caixa", &key)), async {
        somebody_waits(&pool).await;
        removing.commit().await.unwrap();
    });
    assert_eq!(invalid_field(made), "category");
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_two_who_give_the_same_name_at_once_one_is_refused(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let one = knowledge::add_category(&desk, &chief, "Fibra").await.unwrap();
    let two = knowledge::add_category(&desk, &chief, "Antenas").await.unwrap();
    for (round, (lower, upper)) in [("rede a", "Rede A"), ("rede b", "Rede B"), ("rede c", "Rede C")]
        .into_iter()
        .enumerate()
    {
        let (first, second) = tokio::join!(
            knowledge::rename_category(&desk, &chief, &one, lower),
            knowledge::rename_category(&desk, &chief, &two, upper),
        );
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1, "{round}");
    }
}
