//! A subscriber writes while nobody of the queue is there.

use sqlx::PgPool;

use super::world::World;

#[sqlx::test(migrations = "../../migrations")]
async fn the_acknowledgement_of_a_closed_queue_says_when_somebody_is_there(pool: PgPool) {
    let world = World::new(pool).await;
    // only tomorrow from half past nine on
    world
        .sql(
            "insert into queue_hours (queue_key, weekday, opens, closes)
             select 'technical_urgent', extract(isodow from timezone('America/Sao_Paulo', now()) + interval '1 day'),
                    '09:30', '18:00'",
        )
        .await;
    world
        .text(
            "5562998765432",
            "minha internet caiu, estou totalmente sem conexão desde cedo",
        )
        .await;
    let sent = world
        .list("select body from messages where direction = 'outbound'")
        .await;
    assert_eq!(sent.len(), 1);
    assert!(
        sent[0].contains("O suporte técnico volta a atender amanhã, às 9h30; sua mensagem fica guardada"),
        "{}",
        sent[0]
    );
    assert!(!sent[0].contains("vai responder"), "{}", sent[0]);
    let due = "select count(*) from conversations
        where queue_key = 'technical_urgent' and due_at = timezone('America/Sao_Paulo',
            date_trunc('day', timezone('America/Sao_Paulo', now())) + interval '1 day 9 hours 35 minutes')";
    assert_eq!(world.count(due).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_acknowledgement_of_an_open_queue_says_that_a_person_will_answer(pool: PgPool) {
    let world = World::new(pool).await;
    // a holiday closes no queue that is open around the clock
    world
        .sql("insert into holidays (day, name) select timezone('America/Sao_Paulo', now())::date, 'Feriado'")
        .await;
    world
        .text(
            "5562998765432",
            "minha internet caiu, estou totalmente sem conexão desde cedo",
        )
        .await;
    let sent = world
        .list("select body from messages where direction = 'outbound'")
        .await;
    assert_eq!(sent.len(), 1);
    assert!(
        sent[0].contains("Uma pessoa do suporte técnico vai responder por aqui."),
        "{}",
        sent[0]
    );
}
