//! Which template automation sends: the one that a manager chose, or one that it picks by itself; and what it fills in.

use enlace_desk::{Actor, DeskError, templates};
use enlace_domain::{
    QueueKey, Role, TemplateChoice, TemplatePurpose,
    template::TemplateState::{Approved, Paused},
};
use enlace_testing::person;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{
    templates::{begin, content, id_of, view},
    world::World,
};

const FROM: &str = "5562998765432";
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const WHY: &str = "select error_text from messages where author_kind = 'automation' and not extra ? 'template'";

/// The town's template for going on.
const RESUMING: &str = r#"insert into templates (id, channel_id, provider_id, name, language, category, state, components)
    select gen_random_uuid(), id, 'HX1', 'retomar_atendimento', 'pt_BR', 'utility', 'approved',
           '{"header": null, "body": "Oi, {{1}}! Sobre o protocolo {{2}}.", "footer": null, "buttons": []}'
    from channels where name = 'teste'"#;

/// The automation's answer is late, and the channel has the template.
async fn late(pool: PgPool) -> World {
    let world = World::new(pool).await;
    world.sql(RESUMING).await;
    world.text(FROM, CLEAR).await;
    world.close_windows().await;
    world
}

#[sqlx::test(migrations = "../../migrations")]
async fn automation_picks_one_by_itself_and_fills_in_name_and_protocol(pool: PgPool) {
    let world = late(pool).await;
    world.hurry().await;
    let sent =
        "select replace(m.body, c.protocol, 'P') from messages m join conversations c on c.id = m.conversation_id
                where m.extra ? 'template' and m.author_kind = 'automation'";
    assert_eq!(world.list(sent).await, ["Oi, cliente! Sobre o protocolo P."]);
    assert!(world.list(WHY).await[0].contains("foi enviado no lugar"));

    // it has not left yet, and its review has been taken back
    world
        .sql("update templates set state = 'paused' where name = 'retomar_atendimento'")
        .await;
    world.hurry().await;
    let failed = "select error_text from messages where extra ? 'template' and status = 'failed'";
    assert!(world.list(failed).await[0].contains("deixou de estar aprovado"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn none_on_purpose_is_none(pool: PgPool) {
    let world = late(pool).await;
    world
        .sql("insert into template_purposes (purpose, channel_id) select 'resume', channel_id from templates")
        .await;
    world.hurry().await;
    assert!(world.list(WHY).await[0].contains("a gestão escolheu"));
    assert_eq!(world.count("select count(*) from outbox").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_chosen_one_that_may_not_be_sent_has_no_other_in_its_place(pool: PgPool) {
    let world = late(pool).await;
    world
        .sql(
            "with other as (
                 insert into templates (id, channel_id, provider_id, name, language, category, state, components)
                 select gen_random_uuid(), channel_id, 'HX2', 'retomar', language, category, 'paused', components
                 from templates returning id, channel_id)
             insert into template_purposes (purpose, channel_id, template_id) select 'resume', channel_id, id from other",
        )
        .await;
    world.hurry().await;
    assert!(world.list(WHY).await[0].contains("não está mais aprovado"));
    assert_eq!(world.count("select count(*) from outbox").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_chosen_one_that_asks_for_more_than_is_known_says_so(pool: PgPool) {
    let world = late(pool).await;
    world
        .sql("insert into template_purposes (purpose, channel_id, template_id) select 'resume', channel_id, id from templates")
        .await;
    // its words were changed at the provider
    world
        .sql(r#"update templates set components = jsonb_set(components, '{body}', '"{{1}}, {{2}}, {{3}}."')"#)
        .await;
    world.hurry().await;
    assert!(world.list(WHY).await[0].contains("não sabe preencher"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn managers_choose_what_automation_sends_and_it_asks_no_more_than_name_and_protocol(pool: PgPool) {
    let listed = vec![
        content("HX1", "Oi, {{1}}! Podemos continuar?", Approved),
        content("HX2", "Oi, {{1}}! Sobre {{2}}.", Approved),
        content("HX3", "Oi!", Paused),
        content("HX4", "Oi, {{1}}! Sobre {{2}}, {{3}}.", Approved),
    ];
    let (world, _, helena) = begin(pool, listed).await;
    let choose = async |who: &Actor, choice: TemplateChoice| {
        templates::set_purpose(&world.desk, who, TemplatePurpose::Resume, world.channel, choice).await
    };
    let one = async |sid: &str| TemplateChoice::One(id_of(&world, &helena, sid).await);
    let said = async || {
        let purposes = view(&world, &helena).await.purposes;
        let resume = purposes.iter().find(|said| said.purpose == TemplatePurpose::Resume);
        resume.map(|said| (said.choice, said.automatic))
    };
    assert_eq!(
        said().await,
        Some((TemplateChoice::Automatic, None)),
        "no name says that it is for resuming"
    );
    for refused in ["HX3", "HX4"] {
        let answer = choose(&helena, one(refused).await).await;
        assert!(
            matches!(answer, Err(DeskError::Invalid { field: "template", .. })),
            "{refused}"
        );
    }
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let first = one("HX1").await;
    assert!(matches!(choose(&ana, first).await, Err(DeskError::Forbidden { .. })));
    // the same twice is one choice
    for choice in [first, first, one("HX2").await, TemplateChoice::Nothing] {
        choose(&helena, choice).await.unwrap();
        assert_eq!(said().await, Some((choice, None)));
    }
    choose(&helena, TemplateChoice::Automatic).await.unwrap();
    assert_eq!(said().await, Some((TemplateChoice::Automatic, None)));
    assert_eq!(world.count("select count(*) from template_purposes").await, 0);
    assert_eq!(
        world
            .list(
                "select concat_ws(' ', subject_kind, detail ->> 'chosen', detail ->> 'automatic') from audit_log
                   where action = 'choose_template' order by id"
            )
            .await,
        [
            "template true false",
            "template true false",
            "template false false",
            "channel false true"
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn where_nobody_chose_the_page_tells_what_is_picked(pool: PgPool) {
    let listed = vec![
        named("HX1", "visita_tecnica", "Oi, {{1}}! Fica para {{2}}."),
        named("HX2", "retomar_conversa", "Oi, {{1}}!"),
        named("HX3", "retomar_atendimento", "Oi, {{1}}! Sobre o protocolo {{2}}."),
        named("HX4", "pesquisa_satisfacao", "De 1 a 5, como foi, {{1}}?"),
    ];
    let (world, stand_in, helena) = begin(pool, listed).await;
    let picked = async || {
        let view = view(&world, &helena).await;
        let rows = view.purposes.iter().map(|said| {
            let row = view.templates.iter().find(|row| Some(row.id) == said.automatic);
            row.map(|row| row.template.provider_id.clone())
        });
        rows.collect::<Vec<_>>()
    };
    assert_eq!(picked().await, [Some("HX3".to_owned()), Some("HX4".to_owned())]);
    stand_in.list(Some(vec![named("HX2", "retomar_conversa", "Oi, {{1}}!")]));
    templates::sync_all(&world.desk, &helena).await.unwrap();
    assert_eq!(picked().await, [Some("HX2".to_owned()), None]);
}

/// An approved template of this name.
fn named(sid: &str, name: &str, body: &str) -> Value {
    let mut one = content(sid, body, Approved);
    one["approval_requests"]["name"] = json!(name);
    one
}
