//! Answers that an agent offers below their words: tapped where the vendor has buttons, given by number where it has none.

use enlace_desk::{
    Actor,
    reply::{self, Answer},
    thread,
};
use enlace_domain::{Direction, MessageKind, QueueKey, Role};
use enlace_simulator::{SentToSubscriber, Town, TownLine, Written};
use enlace_testing::person;
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{beside, ze},
    world::{World, until},
};

const QUESTION: &str = "Quando o técnico pode ir?";

/// Surrounded by blanks, to be sent without.
const TWO: &[&str] = &["Hoje", " Amanhã cedo "];
/// More than there are buttons.
const FIVE: &[&str] = &["Hoje", "Amanhã cedo", "Amanhã à tarde", "Sexta", "Sábado"];

/// Somebody who was asked with these answers to choose from.
async fn asked(pool: PgPool, kind: ProviderKind, offered: &[&str]) -> (World, Town, TownLine, Actor, SentToSubscriber) {
    let (world, town, line) = beside(pool, kind).await;
    let line = town.line(line).unwrap();
    line.write(ze(), "minha internet caiu, estou sem conexão")
        .await
        .unwrap();
    world.work().await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let answer = Answer {
        text: QUESTION.to_owned(),
        offered: offered.iter().map(|title| (*title).to_owned()).collect(),
        ..Answer::default()
    };
    let sent = reply::send(&world.desk, &ana, world.conversation().await, Uuid::new_v4(), answer)
        .await
        .unwrap();
    let titles: Vec<&str> = sent.choices.iter().map(|choice| choice.title.as_str()).collect();
    let wanted: Vec<&str> = offered.iter().map(|title| title.trim()).collect();
    assert_eq!((sent.kind, titles), (MessageKind::Interactive, wanted));
    let question = || town.outbox().into_iter().find(|sent| sent.body.starts_with(QUESTION));
    until("the question has left", async || {
        world.hurry().await;
        question().is_some()
    })
    .await;
    let question = question().unwrap();
    (world, town, line, ana, question)
}

async fn is_tapped(pool: PgPool, kind: ProviderKind, offered: &[&str]) {
    let (world, _town, line, ana, question) = asked(pool, kind, offered).await;
    assert_eq!(question.body, QUESTION);
    let chosen = question
        .choices
        .iter()
        .find(|choice| choice.title == "Amanhã cedo")
        .unwrap();
    let tap = Written::Choice {
        title: chosen.title.clone(),
        payload: chosen.id.clone(),
    };
    line.write(ze(), tap).await.unwrap();
    world.work().await;
    let view = thread::view(&world.desk, &ana, world.conversation().await)
        .await
        .unwrap();
    let heard = view
        .messages
        .iter()
        .rfind(|message| message.direction == Direction::Inbound)
        .unwrap();
    assert_eq!(heard.body, "Amanhã cedo");
    // it is tied to the question that it answers
    let asked = view.messages.iter().find(|message| message.body == QUESTION).unwrap();
    assert_eq!(
        heard.attached.quoted.as_ref().and_then(|quoted| quoted.id),
        Some(asked.id),
        "{kind}"
    );
    assert_eq!(
        view.card.assigned.unwrap().id,
        ana.person.id,
        "the answer is nobody else's"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_is_tapped_at_meta(pool: PgPool) {
    is_tapped(pool, ProviderKind::CloudApi, TWO).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn more_than_three_are_a_list_to_tap_in(pool: PgPool) {
    is_tapped(pool, ProviderKind::CloudApi, FIVE).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_is_tapped_at_360dialog(pool: PgPool) {
    is_tapped(pool, ProviderKind::Dialog360, TWO).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_has_a_number_on_a_linked_device(pool: PgPool) {
    let (_world, _town, _line, _ana, question) = asked(pool, ProviderKind::Maytapi, TWO).await;
    let lines: Vec<&str> = question.body.lines().filter(|line| !line.is_empty()).skip(1).collect();
    assert!(lines[0].starts_with('1') && lines[0].ends_with("Hoje"), "{lines:?}");
    assert!(
        lines[1].starts_with('2') && lines[1].ends_with("Amanhã cedo"),
        "{lines:?}"
    );
}
