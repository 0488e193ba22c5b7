//! Templates: read from the provider, sent once under one key, and only while they may be.

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use enlace_desk::{Actor, DeskError, reply, templates};
use enlace_domain::{
    ConversationId, QueueKey, Role, TemplateId, TemplateValue,
    template::TemplateState::{self, Approved, Paused, Rejected},
    view::{TemplateSync, TemplatesView},
};
use enlace_testing::person;
use futures::future::join_all;
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::world::{World, set_channel};

const FROM: &str = "5562998765432";
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";

/// The fields of a form.
type Fields = Vec<(String, String)>;

/// Twilio's list of templates and its door for messages, as small as they can be.
#[derive(Clone, Default)]
pub(super) struct StandIn {
    contents: Arc<Mutex<Option<Vec<Value>>>>,
    sent: Arc<Mutex<Vec<Fields>>>,
}

impl StandIn {
    /// Begins to answer, and points the world's channel at it.
    async fn start(world: &World) -> Self {
        let stand_in = Self::default();
        let router = Router::new()
            .route("/v1/ContentAndApprovals", get(contents))
            .route("/2010-04-01/Accounts/{account}/Messages.json", post(take))
            .with_state(stand_in.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        assert_eq!(set_channel(&world.desk, Some(&address)).await, world.channel);
        stand_in
    }

    /// From now on these are listed; none at all: it does not answer.
    pub(super) fn list(&self, contents: Option<Vec<Value>>) {
        *self.contents.lock().unwrap() = contents;
    }

    /// The templates sent, as their id and their values.
    fn templates_sent(&self) -> Vec<(String, String)> {
        let field = |form: &[(String, String)], name: &str| {
            form.iter()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.clone())
        };
        let sent = self.sent.lock().unwrap();
        sent.iter()
            .filter_map(|form| Some((field(form, "ContentSid")?, field(form, "ContentVariables")?)))
            .collect()
    }
}

async fn contents(State(stand_in): State<StandIn>) -> Result<Json<Value>, StatusCode> {
    let contents = stand_in.contents.lock().unwrap().clone();
    let contents = contents.ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "contents": contents, "meta": { "next_page_url": null } })))
}

async fn take(State(stand_in): State<StandIn>, Form(form): Form<Fields>) -> (StatusCode, Json<Value>) {
    stand_in.sent.lock().unwrap().push(form);
    let sid = format!("SM{}", Uuid::new_v4().simple());
    (StatusCode::CREATED, Json(json!({ "sid": sid, "status": "queued" })))
}

/// A template as Twilio lists it.
pub(super) fn content(sid: &str, body: &str, state: TemplateState) -> Value {
    json!({
        "sid": sid, "friendly_name": sid, "language": "pt_BR", "types": { "twilio/text": { "body": body } },
        "approval_requests": {
            "name": format!("modelo_{}", sid.to_lowercase()), "category": "UTILITY", "status": state,
            "rejection_reason": if state == Rejected { "texto vago" } else { "" },
        },
    })
}

/// A subscriber whose window has closed, a manager, and a provider that lists what is given.
pub(super) async fn begin(pool: PgPool, listed: Vec<Value>) -> (World, StandIn, Actor) {
    let world = World::new(pool).await;
    let stand_in = StandIn::start(&world).await;
    world.text(FROM, CLEAR).await;
    world.sql("delete from jobs").await;
    world.close_windows().await;
    stand_in.list(Some(listed));
    let helena = person(&world.desk, "Helena Prado", Role::Manager, QueueKey::ALL).await;
    templates::sync_all(&world.desk, &helena).await.unwrap();
    (world, stand_in, helena)
}

pub(super) async fn view(world: &World, actor: &Actor) -> TemplatesView {
    templates::list(&world.desk, actor).await.unwrap()
}

/// The templates' ids at the provider and their states.
async fn states(world: &World, actor: &Actor) -> Vec<(String, TemplateState)> {
    let rows = view(world, actor).await.templates.into_iter();
    rows.map(|row| (row.template.provider_id, row.template.state)).collect()
}

pub(super) async fn id_of(world: &World, actor: &Actor, sid: &str) -> TemplateId {
    let rows = view(world, actor).await.templates;
    rows.iter().find(|row| row.template.provider_id == sid).unwrap().id
}

fn values(pairs: &[(&str, &str)]) -> Vec<TemplateValue> {
    let value = |(name, value): &(&str, &str)| TemplateValue {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    };
    pairs.iter().map(value).collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_template_leaves_once_and_the_thread_shows_what_the_subscriber_reads(pool: PgPool) {
    let (world, stand_in, helena) = begin(pool, vec![content("HX1", "Oi, {{1}}! Sobre {{2}}.", Approved)]).await;
    let (conversation, template) = (world.conversation().await, id_of(&world, &helena, "HX1").await);
    let key = Uuid::new_v4();
    let send = |_| {
        let values = values(&[("1", "Maria"), ("2", " sua \n linha ")]);
        reply::send_template(&world.desk, &helena, conversation, key, template, values, None)
    };
    let clicks = join_all((0..6).map(send)).await;
    let message = clicks.into_iter().map(Result::unwrap).next().unwrap();
    assert_eq!(message.body, "Oi, Maria! Sobre sua linha.");
    world.work().await;
    let sent = stand_in.templates_sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].0, "HX1");
    let variables: Value = serde_json::from_str(&sent[0].1).unwrap();
    assert_eq!(variables, json!({ "1": "Maria", "2": "sua linha" }));
    assert_eq!(
        world
            .list("select status from messages where author_kind = 'person'")
            .await,
        ["sent"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_may_not_be_sent_is_refused_by_its_name(pool: PgPool) {
    let listed = vec![
        content("HX1", "Oi, {{1}}!", Approved),
        content("HX2", "Oi!", Paused),
        content("HX3", "Oi!", Rejected),
        content("HX4", "Oi!", Approved),
    ];
    let (world, stand_in, helena) = begin(pool, listed).await;
    let conversation = world.conversation().await;
    let mut ids = Vec::new();
    for sid in ["HX1", "HX2", "HX3", "HX4"] {
        ids.push(id_of(&world, &helena, sid).await);
    }
    stand_in.list(Some(vec![content("HX1", "Oi, {{1}}!", Approved)]));
    templates::sync_all(&world.desk, &helena).await.unwrap();

    let field = async |id: TemplateId, values: Vec<TemplateValue>| match send(&world, &helena, conversation, id, values)
        .await
    {
        Err(DeskError::Invalid { field, allowed }) => (field, allowed.contains("{{1}}")),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(ids[0], Vec::new()).await, ("values", true));
    assert_eq!(field(ids[0], values(&[("1", "  ")])).await, ("values", true));
    for retired_or_stopped in &ids[1..] {
        assert_eq!(field(*retired_or_stopped, Vec::new()).await, ("template", false));
    }
    let unknown = send(&world, &helena, conversation, TemplateId::new(), Vec::new()).await;
    assert!(matches!(unknown, Err(DeskError::NotFound { what: "template" })));
    assert_eq!(
        world
            .count("select count(*) from messages where author_kind = 'person'")
            .await,
        0
    );
    let offered = templates::for_conversation(&world.desk, &helena, conversation)
        .await
        .unwrap();
    assert_eq!(offered.iter().map(|option| option.id).collect::<Vec<_>>(), ids[..1]);
}

async fn send(
    world: &World,
    actor: &Actor,
    conversation: ConversationId,
    template: TemplateId,
    values: Vec<TemplateValue>,
) -> Result<(), DeskError> {
    reply::send_template(&world.desk, actor, conversation, Uuid::new_v4(), template, values, None)
        .await
        .map(|_| ())
}

#[sqlx::test(migrations = "../../migrations")]
async fn reading_twice_changes_nothing_and_what_is_gone_is_retired_and_may_return(pool: PgPool) {
    let both = vec![content("HX1", "Oi!", Approved), content("HX2", "Olá!", Rejected)];
    let (world, stand_in, helena) = begin(pool, both.clone()).await;
    let first = view(&world, &helena).await;
    assert_eq!(first.templates[1].template.reason.as_deref(), Some("texto vago"));
    let again = templates::sync_all(&world.desk, &helena).await.unwrap();
    assert_eq!((again.listed, again.failed.len()), (2, 0));
    let ids = |view: &TemplatesView| view.templates.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(&view(&world, &helena).await), ids(&first));

    stand_in.list(Some(vec![content("HX1", "Oi, tudo bem?", Paused)]));
    templates::sync_all(&world.desk, &helena).await.unwrap();
    assert_eq!(states(&world, &helena).await, [("HX1".to_owned(), Paused)]);
    stand_in.list(Some(both));
    templates::sync_all(&world.desk, &helena).await.unwrap();
    assert_eq!(ids(&view(&world, &helena).await), ids(&first));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_provider_that_does_not_answer_takes_nothing_away(pool: PgPool) {
    let (world, stand_in, helena) = begin(pool, vec![content("HX1", "Oi!", Approved)]).await;
    stand_in.list(None);
    let outcome = templates::sync_all(&world.desk, &helena).await.unwrap();
    let expected = TemplateSync {
        listed: 0,
        failed: vec!["teste".to_owned()],
    };
    assert_eq!(outcome, expected);
    assert_eq!(states(&world, &helena).await, [("HX1".to_owned(), Approved)]);
    assert!(view(&world, &helena).await.channels[0].problem.is_some());

    // the hourly reading asks once, and leaves no dead job behind
    world.sql("update channels set templates_asked_at = null").await;
    assert_eq!(templates::queue_due(&world.desk).await.unwrap(), 1);
    assert_eq!(templates::queue_due(&world.desk).await.unwrap(), 0);
    world.work().await;
    assert!(world.is_done().await);
    stand_in.list(Some(vec![content("HX1", "Oi!", Approved)]));
    templates::sync_all(&world.desk, &helena).await.unwrap();
    assert_eq!(view(&world, &helena).await.channels[0].problem, None);
}
