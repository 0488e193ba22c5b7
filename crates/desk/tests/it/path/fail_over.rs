//! An answer leaves by another of the company's numbers while its own fails, where that is allowed, and says so.

use enlace_desk::{Actor, reply, templates};
use enlace_domain::{
    ChannelId, ConversationId, QueueKey, Role, TemplateValue, WaId, event::SystemLine, template::TemplateState,
};
use enlace_simulator::{SendFault, Town};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{RESERVE, World, town_with_reserve, until};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const SUBSCRIBER: &str = "556298765432";

struct Scene {
    world: World,
    town: Town,
    reserve: ChannelId,
    conversation: ConversationId,
    ana: Actor,
}

/// Somebody who has written to the first number, and Ana, who answers.
async fn begin(pool: PgPool) -> Scene {
    let world = World::new(pool).await;
    let (town, reserve) = town_with_reserve(&world).await;
    town.write(&subscriber(), CLEAR).await.unwrap();
    world.work().await;
    until("the acknowledgement has left", async || !town.outbox().is_empty()).await;
    let conversation = world.conversation().await;
    let ana = person(&world.desk, "Ana Lima", Role::Manager, QueueKey::ALL).await;
    Scene {
        world,
        town,
        reserve,
        conversation,
        ana,
    }
}

impl Scene {
    /// The same who has written to the second number as well.
    async fn with_both_windows(pool: PgPool) -> Self {
        let scene = begin(pool).await;
        scene.write_to_reserve("oi").await;
        scene
    }

    async fn write_to_reserve(&self, text: &str) {
        self.town
            .line(RESERVE)
            .unwrap()
            .write(&subscriber(), text)
            .await
            .unwrap();
        self.world.work().await;
    }

    /// The first number fails for an hour.
    async fn fail(&self) {
        self.world
            .sql(
                "insert into channel_health (channel_id, failures, openings, retry_at)
                 select id, 5, 1, now() + interval '1 hour' from channels where name = 'teste'
                 on conflict (channel_id) do update set failures = 5, openings = 1, retry_at = excluded.retry_at",
            )
            .await;
    }

    async fn allow(&self) {
        self.world
            .sql("update channels set may_switch = true where name = 'teste'")
            .await;
    }

    async fn answer(&self, text: &str) {
        reply::send(
            &self.world.desk,
            &self.ana,
            self.conversation,
            Uuid::new_v4(),
            text.to_owned(),
        )
        .await
        .unwrap();
    }

    /// What Ana wrote and has left, with the line it left by.
    fn left(&self) -> Vec<(String, String)> {
        let outbox = self.town.outbox().into_iter();
        outbox
            .filter(|sent| sent.body.starts_with("Ana: "))
            .map(|sent| (sent.line, sent.body))
            .collect()
    }

    /// The lines that tell of another number.
    async fn lines(&self) -> Vec<SystemLine> {
        let lines = self
            .world
            .list("select body from messages where direction = 'system' and body like '%left_by_another%' order by seq")
            .await;
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn subscriber() -> WaId {
    WaId::parse(SUBSCRIBER).unwrap()
}

fn by(line: &str, text: &str) -> (String, String) {
    (line.to_owned(), text.to_owned())
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_provider_that_fails_every_other_time_is_spared_and_tried_again(pool: PgPool) {
    let scene = Scene::with_both_windows(pool).await;
    scene.allow().await;
    let own = scene.town.line("twilio").unwrap();
    let fails = async |number: u32| {
        own.faults().next_sends(SendFault::Unavailable, 1);
        scene.answer(&format!("Ana: {number}")).await;
        scene.world.work().await;
        until("the answer has left", async || {
            scene.world.hurry().await;
            scene.left().len() == usize::try_from(number).unwrap()
        })
        .await;
    };
    let mut number = 0;
    while scene.left().iter().all(|(line, _)| line == "twilio") {
        number += 1;
        assert!(number < 20, "it is never spared");
        fails(number).await;
    }
    assert!(number > 5, "one failure now and then is the network's: {number}");
    let closed = scene
        .world
        .list("select 'closed' from channel_health where retry_at is null")
        .await;
    assert!(!closed.is_empty(), "its circuit never opened");
    // spared no longer, and well: its own number again
    own.faults().clear();
    scene
        .world
        .sql("update channel_health set strained_until = now()")
        .await;
    scene.answer("Ana: de novo").await;
    scene.world.work().await;
    assert_eq!(scene.left().last().unwrap(), &by("twilio", "Ana: de novo"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_leaves_by_the_next_number_and_the_thread_is_told_once(pool: PgPool) {
    let scene = Scene::with_both_windows(pool).await;
    scene.allow().await;
    scene.fail().await;
    scene.answer("Ana: já vou ver").await;
    scene.answer("Ana: está resolvido").await;
    scene.world.work().await;
    assert_eq!(
        scene.left(),
        [by(RESERVE, "Ana: já vou ver"), by(RESERVE, "Ana: está resolvido")]
    );
    let lines = scene.lines().await;
    let [
        SystemLine::LeftByAnother {
            channel,
            official,
            instead_of,
            ..
        },
    ] = lines.as_slice()
    else {
        panic!("told once: {lines:?}");
    };
    assert_eq!(
        (channel.as_str(), *official, instead_of.as_str()),
        (RESERVE, true, "teste")
    );
    until("its report finds it", async || {
        scene.world.work().await;
        scene
            .world
            .count("select count(*) from messages where body like 'Ana: %' and status = 'delivered'")
            .await
            == 2
    })
    .await;

    // its own number works again
    scene.world.channels_are_well().await;
    scene.answer("Ana: mais alguma coisa?").await;
    scene.world.work().await;
    assert_eq!(scene.left().last(), Some(&by("twilio", "Ana: mais alguma coisa?")));
    scene.fail().await;
    scene.answer("Ana: até logo").await;
    scene.world.work().await;
    assert_eq!(scene.left().last(), Some(&by(RESERVE, "Ana: até logo")));
    assert_eq!(scene.lines().await.len(), 2, "it moved a second time");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_written_back_to_the_other_number_belongs_to_the_conversation(pool: PgPool) {
    let scene = Scene::with_both_windows(pool).await;
    scene.allow().await;
    scene.fail().await;
    scene.answer("Ana: já vou ver").await;
    scene.world.work().await;
    scene.world.close_windows().await;
    scene.write_to_reserve("obrigado").await;
    let thread: String = sqlx::query_scalar("select conversation_id::text from messages where body = 'obrigado'")
        .fetch_one(&scene.world.pool)
        .await
        .unwrap();
    assert_eq!(thread, scene.conversation.to_string());
    // it opened the window of the number it was written to, and of no other
    scene.answer_is_refused().await;
    let other = conversation_on(&scene.world, scene.reserve).await;
    let mut conn = scene.world.pool.acquire().await.unwrap();
    let standing = enlace_store::windows::of(&mut conn, other).await.unwrap().unwrap();
    assert!(standing.window.allows_text());
}

impl Scene {
    async fn answer_is_refused(&self) {
        let refused = reply::send(
            &self.world.desk,
            &self.ana,
            self.conversation,
            Uuid::new_v4(),
            "Ana: alô?".to_owned(),
        );
        assert!(matches!(refused.await, Err(enlace_desk::DeskError::WindowClosed)));
    }
}

async fn conversation_on(world: &World, channel: ChannelId) -> ConversationId {
    let id: Uuid = sqlx::query_scalar("select id from conversations where channel_id = $1")
        .bind(channel.get())
        .fetch_one(&world.pool)
        .await
        .unwrap();
    id.into()
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_permission_it_waits_and_leaves_by_its_own_number(pool: PgPool) {
    let scene = Scene::with_both_windows(pool).await;
    scene.fail().await;
    scene.answer("Ana: já vou ver").await;
    scene.world.work().await;
    assert_eq!(scene.left(), []);
    scene.world.channels_are_well().await;
    scene.world.hurry().await;
    assert_eq!(scene.left(), [by("twilio", "Ana: já vou ver")]);
    assert_eq!(scene.lines().await, []);
}

#[sqlx::test(migrations = "../../migrations")]
async fn words_wait_where_the_other_window_is_closed_and_a_template_leaves(pool: PgPool) {
    let scene = begin(pool).await;
    templates::sync_all(&scene.world.desk, &scene.ana).await.unwrap();
    scene.allow().await;
    scene.fail().await;
    scene.answer("Ana: já vou ver").await;
    scene.world.work().await;
    assert_eq!(scene.left(), []);
    scene.world.sql("delete from jobs").await;

    let view = templates::list(&scene.world.desk, &scene.ana).await.unwrap();
    let chosen = view
        .templates
        .iter()
        .find(|row| {
            row.channel == scene.world.channel
                && row.template.state == TemplateState::Approved
                && row.template.is_of_words()
        })
        .expect("the town has an approved template");
    let values = chosen.template.placeholders().into_iter().map(|name| TemplateValue {
        name,
        value: "Ana".to_owned(),
    });
    reply::send_template(
        &scene.world.desk,
        &scene.ana,
        scene.conversation,
        Uuid::new_v4(),
        chosen.id,
        values.collect(),
        None,
    )
    .await
    .unwrap();
    scene.world.work().await;
    let sent = scene.town.outbox().pop().unwrap();
    assert_eq!((sent.line.as_str(), sent.template.is_some()), (RESERVE, true));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_once_in_doubt_goes_by_no_other_number(pool: PgPool) {
    let scene = Scene::with_both_windows(pool).await;
    scene.allow().await;
    scene.town.faults().next_sends(SendFault::CutAfterAccept, 1);
    scene
        .town
        .faults()
        .next_callbacks(enlace_simulator::CallbackFault::Drop, 1);
    scene.answer("Ana: já vou ver").await;
    scene.world.work().await;
    scene.fail().await;
    // as if the provider had said that it never took it
    scene
        .world
        .sql("update outbox set state = 'queued' where state = 'in_doubt'")
        .await;
    scene.world.hurry().await;
    assert_eq!(scene.left(), [by("twilio", "Ana: já vou ver")], "the one that was cut");
    assert_eq!(
        scene.world.list("select state from outbox where doubted").await,
        ["queued"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_written_after_a_message_in_doubt_waits_for_it(pool: PgPool) {
    let scene = begin(pool).await;
    scene.answer("Ana: um").await;
    scene.answer("Ana: dois").await;
    // as the process would have left it that ended right before the call
    scene
        .world
        .sql(
            "update outbox set state = 'sending', attempts = 1, attempted_at = now()
             where message_id = (select id from messages where body = 'Ana: um')",
        )
        .await;
    scene.world.work().await;
    scene.world.hurry().await;
    assert_eq!(scene.left(), [], "not sure yet");
    scene
        .world
        .sql("update outbox set attempted_at = attempted_at - interval '2 minutes'")
        .await;
    scene.world.hurry().await;
    scene.world.hurry().await;
    assert_eq!(scene.left(), [by("twilio", "Ana: um"), by("twilio", "Ana: dois")]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_doubt_that_nothing_settles_is_left_to_people_and_holds_nothing_back(pool: PgPool) {
    let scene = begin(pool).await;
    scene.answer("Ana: um").await;
    scene.answer("Ana: dois").await;
    scene
        .world
        .sql(
            "update outbox set state = 'in_doubt', attempts = 1, attempted_at = now() - interval '4 minutes'
             where message_id = (select id from messages where body = 'Ana: um')",
        )
        .await;
    scene.world.work().await;
    scene.world.hurry().await;
    assert_eq!(scene.left(), [by("twilio", "Ana: dois")]);
    assert_eq!(
        scene
            .world
            .count("select count(*) from outbox where undecided_at is not null")
            .await,
        1
    );
}
