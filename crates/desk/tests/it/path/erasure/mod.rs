//! Erasing what is known of a contact: no word of it is left in any column of any table, and every figure stays.

mod blanked;
mod later;
mod others;
mod plant;
mod rules;
mod words;

use std::convert::Infallible;

use bytes::Bytes;
use enlace_desk::{Actor, Desk, DeskError, assign, contacts, erasure, insight, reply, thread};
use enlace_domain::{
    ConversationId, PhoneNumber, Role,
    view::{Dashboard, ERASE_WORD, Erased, InsightAsk, Period},
};
use enlace_store::messages;
use enlace_testing::{customer, person};
use futures::stream;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, Written};
use plant::plant;

/// In whatever is planted.
const MARKER: &str = "zanzibar";
/// The second number of the same person, and its end, which both spellings share.
const SECOND: &str = "5562997776655";
const SECOND_END: &str = "97776655";
/// Somebody else.
const RUI: &str = "5562991112233";
/// What the erased file holds; of these very bytes no other test has a file.
const PICTURE: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 of the test that erases a contact";

struct Scene {
    world: World,
    chief: Actor,
    phone: PhoneNumber,
    /// With the customer's number.
    first: ConversationId,
    /// With another number of theirs.
    second: ConversationId,
    /// With somebody else, who was merged with them and parted again.
    rui: ConversationId,
    object: String,
}

impl Scene {
    fn desk(&self) -> &Desk {
        &self.world.desk
    }

    async fn close_all(&self) {
        for id in [self.first, self.second, self.rui] {
            assign::close(self.desk(), &self.chief, id).await.unwrap();
        }
    }

    async fn erase(&self) -> Result<Erased, DeskError> {
        erasure::erase(self.desk(), &self.chief, self.second, ERASE_WORD).await
    }

    async fn figures(&self) -> (Dashboard, Vec<String>) {
        insight::catch_up(self.desk()).await.unwrap();
        let ask = InsightAsk {
            period: Period::Days(7),
            ..InsightAsk::default()
        };
        let mut seen = insight::dashboard(self.desk(), &self.chief, ask).await.unwrap();
        seen.at = time::OffsetDateTime::UNIX_EPOCH;
        seen.hour = 0;
        // a list of words, and no figure
        seen.voice.comments.clear();
        let facts = self
            .world
            .list("select (to_jsonb(f) - 'revision')::text from insight_facts f order by conversation_id")
            .await;
        (seen, facts)
    }

    fn lies_there(&self) -> bool {
        let object = &self.object;
        enlace_testing::files_folder()
            .join(&object[..2])
            .join(&object[2..4])
            .join(object)
            .exists()
    }
}

/// A customer who wrote from two numbers, and whose words stand wherever words may stand.
async fn scene(pool: PgPool) -> Scene {
    let world = World::new(pool.clone()).await;
    let chief = person(&world.desk, "Renato", Role::Administrator, &[]).await;
    let phone = customer(&world.desk, "Maria Zanzibar").await;
    let digits = phone.as_str()[1..].to_owned();
    let say = async |from: &str, name: &str, words: &str| {
        let written = Written::text(from, words).with("ProfileName", name);
        world.write(&written).await;
        world.take_in().await;
        (world.conversation().await, written.sid)
    };
    let (rui, _) = say(RUI, "Rui", "quero saber os planos").await;
    let (second, _) = say(SECOND, "Celular Zanzibar", "sou do zanzibar, estou sem internet").await;
    let (first, sid) = say(&digits, "Zanzibar", "zanzibar: me manda a segunda via do boleto").await;
    let mut conn = pool.acquire().await.unwrap();
    messages::edit(&mut conn, world.channel, &sid, "zanzibar: a segunda via, por favor")
        .await
        .unwrap();
    drop(conn);
    for id in [first, second] {
        reply::send(&world.desk, &chief, id, Uuid::new_v4(), "Olá, Zanzibar!".to_owned())
            .await
            .unwrap();
    }
    // merged with somebody else by mistake, and parted: the line stays in their thread
    let of = async |id: ConversationId| -> Uuid {
        sqlx::query_scalar("select contact_id from conversations where id = $1")
            .bind(id.get())
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    contacts::merge(&world.desk, &chief, rui, of(first).await.into())
        .await
        .unwrap();
    let view = thread::view(&world.desk, &chief, rui).await.unwrap();
    contacts::undo(&world.desk, &chief, rui, view.merges[0].id)
        .await
        .unwrap();
    contacts::merge(&world.desk, &chief, first, of(second).await.into())
        .await
        .unwrap();
    // one that lost its sender
    world.write(&Written::text(SECOND, "zanzibar perdido")).await;
    world
        .sql("update inbound_arrivals set body = body - 'From' - 'WaId'")
        .await;
    world.take_in().await;
    let pieces = stream::iter([Ok::<_, Infallible>(Bytes::from_static(PICTURE))]);
    let stored = world.desk.files().keep(pieces, 1_000).await.unwrap();
    plant(&world, &chief, first, &stored.sha256).await;
    Scene {
        world,
        chief,
        phone,
        first,
        second,
        rui,
        object: stored.sha256,
    }
}
