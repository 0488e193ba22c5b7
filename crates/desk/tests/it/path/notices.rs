//! What Meta tells of a subscriber besides what they write: another number, and whether they want advertising.

use enlace_desk::{Actor, DeskError, contacts, reply, templates, thread};
use enlace_domain::{
    ConversationId, Direction, QueueKey, Role, TemplateId, TemplateValue, WaId,
    event::SystemLine,
    template::{TemplateCategory, TemplateState},
    view::{ThreadMessage, ThreadView},
};
use enlace_simulator::{Town, TownLine, Writer};
use enlace_testing::{customer, person};
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{beside, ze},
    world::{World, until},
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";

struct Scene {
    world: World,
    town: Town,
    line: TownLine,
    ana: Actor,
    conversation: ConversationId,
}

/// Somebody who has written to a number at Meta, and Ana, who answers.
async fn scene(pool: PgPool) -> Scene {
    let (world, town, line) = beside(pool, ProviderKind::CloudApi).await;
    let line = town.line(line).unwrap();
    line.write(ze(), CLEAR).await.unwrap();
    world.work().await;
    Scene {
        ana: person(&world.desk, "Ana Lima", Role::Manager, QueueKey::ALL).await,
        conversation: world.conversation().await,
        world,
        town,
        line,
    }
}

impl Scene {
    async fn view(&self) -> ThreadView {
        thread::view(&self.world.desk, &self.ana, self.conversation)
            .await
            .unwrap()
    }

    /// The lines that nobody sent, the last one.
    async fn last_line(&self) -> SystemLine {
        let messages = self.view().await.messages;
        let line = messages.iter().rfind(|message| message.direction == Direction::System);
        serde_json::from_str(&line.unwrap().body).unwrap()
    }

    async fn answer_reaches(&self, text: &str, who: &Writer) {
        reply::send(
            &self.world.desk,
            &self.ana,
            self.conversation,
            Uuid::new_v4(),
            text.to_owned(),
        )
        .await
        .unwrap();
        until("it has reached them", async || {
            self.world.hurry().await;
            self.town.outbox().iter().any(|sent| sent.body == text)
        })
        .await;
        let sent = self.town.outbox().into_iter().find(|sent| sent.body == text).unwrap();
        assert_eq!(sent.to, who.wa_id);
    }

    async fn approved(&self, category: TemplateCategory) -> TemplateId {
        let listed = templates::list(&self.world.desk, &self.ana).await.unwrap().templates;
        let fits = |template: &enlace_domain::Template| {
            template.category == category && template.state == TemplateState::Approved && template.is_of_words()
        };
        listed.into_iter().find(|row| fits(&row.template)).unwrap().id
    }

    async fn send_template(&self, id: TemplateId) -> Result<(), DeskError> {
        let listed = templates::list(&self.world.desk, &self.ana).await.unwrap().templates;
        let template = listed.into_iter().find(|row| row.id == id).unwrap().template;
        let values = template.placeholders().into_iter().map(|name| TemplateValue {
            name,
            value: "Zé".to_owned(),
        });
        let (desk, conversation) = (&self.world.desk, self.conversation);
        let sent = reply::send_template(
            desk,
            &self.ana,
            conversation,
            Uuid::new_v4(),
            id,
            values.collect(),
            None,
        );
        sent.await.map(|_| ())
    }
}

fn new_number() -> Writer {
    Writer {
        wa_id: WaId::parse("556297776655").unwrap(),
        profile_name: "Zé".to_owned(),
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_changes_their_number_goes_on_in_the_same_talk(pool: PgPool) {
    let scene = scene(pool).await;
    let new = new_number();
    scene.line.tell_number_change(ze(), &new.wa_id).await.unwrap();
    scene.world.work().await;
    assert_eq!(
        scene.last_line().await,
        SystemLine::NumberChanged {
            to: "(62) 99777-6655".to_owned(),
            joined: true
        }
    );
    assert_eq!(
        scene.world.list("select display_name from contacts").await,
        ["Zé", "Zé"],
        "the name goes with them"
    );
    // what they write from it comes into the same talk, and answers go there
    scene.line.write(new.clone(), "sou eu, de número novo").await.unwrap();
    scene.world.work().await;
    assert_eq!(scene.world.count("select count(*) from conversations").await, 1);
    scene.answer_reaches("Obrigado por avisar", &new).await;

    // the page shows that the two are one, and whoever knows better separates them
    let view = scene.view().await;
    let merge = &view.merges[0];
    assert!(merge.by.is_none());
    contacts::undo(&scene.world.desk, &scene.ana, scene.conversation, merge.id)
        .await
        .unwrap();
    assert!(scene.view().await.merges.is_empty());
    scene.line.write(ze(), "oi").await.unwrap();
    scene.world.work().await;
    assert_eq!(
        scene.world.count("select count(*) from conversations").await,
        2,
        "whoever has the old number now is somebody else"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_hides_their_number_goes_on_under_a_new_id(pool: PgPool) {
    let (world, town, line) = beside(pool, ProviderKind::CloudApi).await;
    let line = town.line(line).unwrap();
    let new = new_number();
    line.hide_number(ze());
    line.hide_number(new.clone());
    line.write(ze(), CLEAR).await.unwrap();
    world.work().await;
    let scene = Scene {
        ana: person(&world.desk, "Ana Lima", Role::Manager, QueueKey::ALL).await,
        conversation: world.conversation().await,
        world,
        town,
        line,
    };
    scene.line.tell_number_change(ze(), &new.wa_id).await.unwrap();
    scene.world.work().await;
    let lines = scene.view().await.messages;
    let moved =
        |line: &&ThreadMessage| matches!(serde_json::from_str(&line.body), Ok(SystemLine::NumberChanged { .. }));
    assert_eq!(lines.iter().filter(moved).count(), 0, "an id means nothing to people");
    scene.line.write(new.clone(), "ainda estou sem nada").await.unwrap();
    scene.world.work().await;
    assert_eq!(scene.world.count("select count(*) from conversations").await, 1);
    scene.answer_reaches("Já estou vendo", &new).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_number_of_another_customer_is_left_to_people(pool: PgPool) {
    let scene = scene(pool).await;
    let phone = customer(&scene.world.desk, "Dora Alves").await;
    let number = WaId::parse(&phone.as_str()[1..]).unwrap();
    scene.line.tell_number_change(ze(), &number).await.unwrap();
    scene.world.work().await;
    assert!(matches!(
        scene.last_line().await,
        SystemLine::NumberChanged { joined: false, .. }
    ));
    assert!(scene.view().await.merges.is_empty());
    scene.answer_reaches("Olá", &ze()).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_change_of_somebody_unknown_changes_nothing(pool: PgPool) {
    let scene = scene(pool).await;
    let stranger = Writer {
        wa_id: WaId::parse("556295554433").unwrap(),
        profile_name: String::new(),
    };
    scene
        .line
        .tell_number_change(stranger, &new_number().wa_id)
        .await
        .unwrap();
    scene.world.work().await;
    assert_eq!(scene.world.count("select count(*) from contacts").await, 1);
    assert_eq!(
        scene
            .world
            .count("select count(*) from jobs where state = 'dead'")
            .await,
        0
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn advertising_is_refused_to_whoever_wants_none(pool: PgPool) {
    let scene = scene(pool).await;
    templates::sync_all(&scene.world.desk, &scene.ana).await.unwrap();
    scene
        .world
        .sql("update templates set state = 'approved' where category = 'marketing'")
        .await;
    let advertising = scene.approved(TemplateCategory::Marketing).await;
    let service = scene.approved(TemplateCategory::Utility).await;
    for _ in 0..2 {
        scene.line.tell_marketing_wish(ze(), false).await.unwrap();
        scene.world.work().await;
    }
    assert_eq!(scene.last_line().await, SystemLine::Marketing { wanted: false });
    let told = "select count(*) from messages where body like '%marketing%'";
    assert_eq!(scene.world.count(told).await, 1, "told once");
    let refused = scene.send_template(advertising).await;
    assert!(
        matches!(refused, Err(DeskError::Invalid { field: "template", .. })),
        "{refused:?}"
    );
    scene.send_template(service).await.unwrap();

    scene.line.tell_marketing_wish(ze(), true).await.unwrap();
    scene.world.work().await;
    assert_eq!(scene.last_line().await, SystemLine::Marketing { wanted: true });
    scene.send_template(advertising).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_wish_of_somebody_who_never_wrote_is_kept(pool: PgPool) {
    let scene = scene(pool).await;
    let stranger = new_number();
    scene.line.tell_marketing_wish(stranger, false).await.unwrap();
    scene.world.work().await;
    assert_eq!(
        scene
            .world
            .count("select count(*) from contacts where no_marketing_since is not null")
            .await,
        1
    );
}
