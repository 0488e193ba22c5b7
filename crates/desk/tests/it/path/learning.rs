//! People's moves become corrections, corrections become a version, every process follows it, and an administrator
//! takes it back.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use enlace_ai::{
    classifier::{bundled_messages, held_out_messages},
    embedder::{EmbedError, Embedder, TextKind},
};
use enlace_desk::{DeskError, assign, learning};
use enlace_domain::{ConversationId, QueueKey, Role, view::TransferTarget};
use sqlx::PgPool;

use super::world::World;

const FROM: &str = "5562998765432";
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const TRAININGS: &str = "select count(*) from jobs where name = 'retrain_classifier'";

async fn conversation(world: &World) -> ConversationId {
    let id: uuid::Uuid = sqlx::query_scalar("select id from conversations")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    id.into()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_move_is_a_correction_until_it_is_moved_back(pool: PgPool) {
    let world = World::new(pool).await;
    let agent = enlace_testing::person(&world.desk, "Ana Souza", Role::Agent, &[]).await;
    let admin = enlace_testing::person(&world.desk, "Bia Lima", Role::Administrator, &[]).await;
    world.text(FROM, CLEAR).await;
    let id = conversation(&world).await;
    let to = |queue| TransferTarget::Queue(queue);

    assign::transfer(&world.desk, &agent, id, to(QueueKey::Financial))
        .await
        .unwrap();
    let view = learning::view(&world.desk, &admin).await.unwrap();
    assert_eq!(view.open.len(), 1);
    let found = &view.open[0];
    assert_eq!((found.from, found.to), (QueueKey::TechnicalUrgent, QueueKey::Financial));
    assert_eq!((found.text.as_str(), found.by.id), (CLEAR, agent.person.id));

    // on to another queue: one correction still, with the last word
    assign::transfer(&world.desk, &agent, id, to(QueueKey::Commercial))
        .await
        .unwrap();
    let view = learning::view(&world.desk, &admin).await.unwrap();
    assert_eq!((view.open.len(), view.open[0].to), (1, QueueKey::Commercial));
    // back to where the classifier had put it: there was nothing to correct
    assign::transfer(&world.desk, &agent, id, to(QueueKey::TechnicalUrgent))
        .await
        .unwrap();
    assert!(learning::view(&world.desk, &admin).await.unwrap().open.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn administrators_judge_and_nobody_else(pool: PgPool) {
    let world = World::new(pool).await;
    let agent = enlace_testing::person(&world.desk, "Ana Souza", Role::Agent, &[]).await;
    let manager = enlace_testing::person(&world.desk, "Caio Reis", Role::Manager, &[]).await;
    let admin = enlace_testing::person(&world.desk, "Bia Lima", Role::Administrator, &[]).await;
    world.text(FROM, CLEAR).await;
    let id = conversation(&world).await;
    let target = TransferTarget::Queue(QueueKey::Financial);
    assign::transfer(&world.desk, &agent, id, target).await.unwrap();
    let message = learning::view(&world.desk, &admin).await.unwrap().open[0].message;
    for other in [&agent, &manager] {
        let refused = learning::judge(&world.desk, other, message, true).await;
        assert!(matches!(refused, Err(DeskError::Forbidden { .. })), "{refused:?}");
        assert!(learning::view(&world.desk, other).await.is_err());
        assert!(learning::take_into_use(&world.desk, other, None).await.is_err());
    }
    learning::judge(&world.desk, &admin, message, false).await.unwrap();
    let view = learning::view(&world.desk, &admin).await.unwrap();
    assert_eq!((view.open.len(), view.judged.len(), view.fresh), (0, 1, 0));
    learning::judge(&world.desk, &admin, message, true).await.unwrap();
    assert_eq!(learning::view(&world.desk, &admin).await.unwrap().fresh, 1);
    assert_eq!(
        world
            .count("select count(*) from audit_log where action = 'judge_correction' and person_id is not null")
            .await,
        2
    );
    // the words are nowhere but in the message: whatever erases it takes the correction along
    assert_eq!(
        world
            .count("select count(*) from classifier_corrections k where k::text like '%internet%'")
            .await,
        0
    );
    world.sql("delete from classifier_readings").await;
    assert_eq!(world.count("select count(*) from classifier_corrections").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_version_is_trained_followed_by_every_process_and_taken_back(pool: PgPool) {
    let world = World::new(pool.clone()).await;
    let agent = enlace_testing::person(&world.desk, "Ana Souza", Role::Agent, &[]).await;
    let admin = enlace_testing::person(&world.desk, "Bia Lima", Role::Administrator, &[]).await;
    world.text(FROM, CLEAR).await;
    let id = conversation(&world).await;
    let target = TransferTarget::Queue(QueueKey::TechnicalNormal);
    assign::transfer(&world.desk, &agent, id, target).await.unwrap();
    let message = learning::view(&world.desk, &admin).await.unwrap().open[0].message;
    learning::judge(&world.desk, &admin, message, true).await.unwrap();

    // asked for twice, trained once, by whoever runs the jobs
    learning::queue_now(&world.desk, &admin).await.unwrap();
    learning::queue_now(&world.desk, &admin).await.unwrap();
    assert_eq!(world.count(TRAININGS).await, 1);
    assert!(learning::view(&world.desk, &admin).await.unwrap().training);
    world.take_in().await;
    let view = learning::view(&world.desk, &admin).await.unwrap();
    assert_eq!((view.training, view.versions.len()), (false, 1));
    let trained = &view.versions[0];
    assert!(trained.in_use && !trained.refused, "{:?}", trained.report);
    assert_eq!(trained.report.corrections, 1);
    let version = trained.id;
    assert_eq!(world.desk.classifier().0, Some(version));

    // another process over the same database
    let other = enlace_testing::desk(pool);
    assert_eq!(other.classifier().0, None);
    let stop = tokio_util::sync::CancellationToken::new();
    let follows = tokio::spawn(learning::follow(other.clone(), stop.clone()));
    tokio::time::timeout(std::time::Duration::from_secs(60), async {
        while other.classifier().0 != Some(version) {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it follows");
    stop.cancel();
    follows.await.unwrap();
    for text in ["net caiu", "me manda o boleto", "quero cancelar"] {
        assert_eq!(
            other.classifier().1.classify(text),
            world.desk.classifier().1.classify(text),
            "both read alike"
        );
    }

    // what is read now is noted with the version
    world.text("5562998765433", "me manda a segunda via do boleto").await;
    assert_eq!(
        world
            .count("select count(*) from classifier_readings r join classifier_models m on m.id = r.model_id")
            .await,
        1
    );

    learning::take_into_use(&world.desk, &admin, None).await.unwrap();
    assert_eq!(world.desk.classifier().0, None);
    learning::take_into_use(&world.desk, &admin, Some(version))
        .await
        .unwrap();
    assert_eq!(world.desk.classifier().0, Some(version));
    assert_eq!(
        world
            .count("select count(*) from audit_log where action = 'use_classifier'")
            .await,
        2
    );
    let view = learning::view(&world.desk, &admin).await.unwrap();
    assert!(!view.bundled_in_use && view.versions[0].in_use && view.fresh == 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn by_the_week_it_is_trained_where_there_is_something_to_learn(pool: PgPool) {
    let world = World::new(pool).await;
    let agent = enlace_testing::person(&world.desk, "Ana Souza", Role::Agent, &[]).await;
    let manager = enlace_testing::person(&world.desk, "Caio Reis", Role::Manager, &[]).await;
    let admin = enlace_testing::person(&world.desk, "Bia Lima", Role::Administrator, &[]).await;
    for other in [&agent, &manager] {
        let refused = learning::queue_now(&world.desk, other).await;
        assert!(matches!(refused, Err(DeskError::Forbidden { .. })), "{refused:?}");
    }
    world.text(FROM, CLEAR).await;
    let id = conversation(&world).await;
    let target = TransferTarget::Queue(QueueKey::Financial);
    assign::transfer(&world.desk, &agent, id, target).await.unwrap();
    let message = learning::view(&world.desk, &admin).await.unwrap().open[0].message;
    learning::queue_due(&world.desk).await.unwrap();
    assert_eq!(world.count(TRAININGS).await, 0, "nobody has accepted anything");
    learning::judge(&world.desk, &admin, message, true).await.unwrap();
    learning::queue_due(&world.desk).await.unwrap();
    learning::queue_due(&world.desk).await.unwrap();
    assert_eq!(world.count(TRAININGS).await, 1, "the first, and once");

    world.sql("delete from jobs where name = 'retrain_classifier'").await;
    world
        .sql("insert into classifier_models (id, report, trained_at) values (gen_random_uuid(), '{}', now() - interval '6 days')")
        .await;
    learning::queue_due(&world.desk).await.unwrap();
    assert_eq!(world.count(TRAININGS).await, 0, "trained this week");
    world
        .sql("update classifier_models set trained_at = now() - interval '8 days'")
        .await;
    learning::queue_due(&world.desk).await.unwrap();
    assert_eq!(world.count(TRAININGS).await, 1);
    world.sql("delete from jobs where name = 'retrain_classifier'").await;
    world
        .sql("update classifier_corrections set judged_at = now() - interval '9 days'")
        .await;
    learning::queue_due(&world.desk).await.unwrap();
    assert_eq!(world.count(TRAININGS).await, 0, "nothing was accepted since");
}

/// Makes no vectors, and counts of how many texts it was to.
#[derive(Debug, Default)]
struct Away {
    texts: AtomicUsize,
}

#[async_trait]
impl Embedder for Away {
    async fn embed(&self, _kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        self.texts.fetch_add(texts.len(), Ordering::Relaxed);
        Err(EmbedError::Api("it answered 503".to_owned()))
    }

    fn dimensions(&self) -> usize {
        4
    }

    fn name(&self) -> &str {
        "away"
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_the_vectors_of_all_messages_nothing_is_trained_and_the_job_waits(pool: PgPool) {
    let away = Arc::new(Away::default());
    let desk = enlace_testing::desk_with_embedder(pool.clone(), away.clone());
    let world = World::of(desk, pool).await;
    let admin = enlace_testing::person(&world.desk, "Bia Lima", Role::Administrator, &[]).await;
    learning::queue_now(&world.desk, &admin).await.unwrap();
    world.take_in().await;
    // what desks with an embedder answer by must not become words alone, because the embedder was away for a moment
    let all = bundled_messages().unwrap().len() + held_out_messages().unwrap().len();
    assert_eq!(away.texts.load(Ordering::Relaxed), all);
    assert_eq!(world.count("select count(*) from classifier_models").await, 0);
    assert_eq!(
        world
            .count("select count(*) from jobs where name = 'retrain_classifier' and state = 'ready' and last_error is not null")
            .await,
        1
    );
}
