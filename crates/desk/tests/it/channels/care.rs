//! Pausing and ordering channels, who may, and what the book says of it.

use enlace_desk::{DeskError, manage_channels};
use enlace_domain::{
    ChannelId, ChannelState, Role,
    view::{ChannelForm, ChannelStep},
};
use enlace_store::Pool;
use enlace_testing::person;
use serde_json::{Value, json};

use super::{administrator, as_listed, linked, listed, names, save, with};

#[sqlx::test(migrations = "../../migrations")]
async fn only_administrators_may_do_anything_with_channels(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let id = save(&desk, &chief, linked("Matriz", "+556232000000")).await;
    for (name, role) in [("Ana", Role::Agent), ("Bia", Role::Manager)] {
        let actor = person(&desk, name, role, &[]).await;
        let other = linked("Outro", "+556232000001");
        let answers = [
            manage_channels::list(&desk, &actor).await.map(drop),
            manage_channels::save(&desk, &actor, other).await.map(drop),
            manage_channels::set_active(&desk, &actor, id, false).await,
            manage_channels::step(&desk, &actor, id, ChannelStep::Up).await,
            manage_channels::send_trial(&desk, &actor, id, "+5562998765432")
                .await
                .map(drop),
        ];
        for answer in answers {
            assert!(matches!(answer, Err(DeskError::Forbidden { .. })), "{answer:?}");
        }
    }
    let channels = listed(&desk, &chief).await;
    assert_eq!((channels.len(), channels[0].active), (1, true));
}

#[sqlx::test(migrations = "../../migrations")]
async fn new_settings_are_tried_at_once_and_a_new_name_changes_no_rest(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    save(&desk, &chief, linked("Matriz", "+556232000000")).await;
    sqlx::query(
        "insert into channel_health
             (channel_id, failures, openings, retry_at, last_error_class, last_error_words, last_error_at)
         select id, 1, 1, now() + interval '1 minute', 'account', 'A chave foi recusada.', now() from channels",
    )
    .execute(&pool)
    .await
    .unwrap();
    let view = listed(&desk, &chief).await.remove(0);
    assert_eq!(view.state, ChannelState::AccountTrouble);
    assert_eq!(view.last_error.as_ref().unwrap().words, "A chave foi recusada.");

    let renamed = ChannelForm {
        name: "Filial".to_owned(),
        ..as_listed(&view)
    };
    save(&desk, &chief, renamed).await;
    assert_eq!(listed(&desk, &chief).await[0].state, ChannelState::AccountTrouble);
    save(&desk, &chief, with(as_listed(&view), "token", "the-right-token")).await;
    assert_eq!(listed(&desk, &chief).await[0].state, ChannelState::Sending);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_pause_survives_a_change_and_ends_when_it_is_told_to(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let id = save(&desk, &chief, linked("Matriz", "+556232000000")).await;
    manage_channels::set_active(&desk, &chief, id, false).await.unwrap();
    let view = listed(&desk, &chief).await.remove(0);
    assert_eq!((view.state, view.active), (ChannelState::Paused, false));
    save(&desk, &chief, as_listed(&view)).await;
    assert_eq!(listed(&desk, &chief).await[0].state, ChannelState::Paused);
    manage_channels::set_active(&desk, &chief, id, true).await.unwrap();
    assert_eq!(listed(&desk, &chief).await[0].state, ChannelState::Sending);
    let nothing = manage_channels::set_active(&desk, &chief, ChannelId::new(), true).await;
    assert!(matches!(nothing, Err(DeskError::NotFound { .. })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn channels_change_places_and_new_ones_come_last(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let one = save(&desk, &chief, linked("Um", "+556232000001")).await;
    let two = save(&desk, &chief, linked("Dois", "+556232000002")).await;
    let three = save(&desk, &chief, linked("Três", "+556232000003")).await;
    let step = async |id, step| manage_channels::step(&desk, &chief, id, step).await.unwrap();
    assert_eq!(names(&desk, &chief).await, ["Um", "Dois", "Três"]);
    step(three, ChannelStep::Up).await;
    assert_eq!(names(&desk, &chief).await, ["Um", "Três", "Dois"]);
    step(one, ChannelStep::Down).await;
    assert_eq!(names(&desk, &chief).await, ["Três", "Um", "Dois"]);
    step(three, ChannelStep::Up).await;
    step(two, ChannelStep::Down).await;
    assert_eq!(names(&desk, &chief).await, ["Três", "Um", "Dois"], "the ends are ends");

    // two at once come one by one, and nobody loses a place
    tokio::join!(step(two, ChannelStep::Up), step(three, ChannelStep::Down));
    let ranks: Vec<i32> = sqlx::query_scalar("select rank from channels order by rank")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(ranks, [1, 2, 3]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_book_says_what_was_done_and_no_secret(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let id = save(&desk, &chief, linked("Um", "+556232000001")).await;
    save(&desk, &chief, linked("Dois", "+556232000002")).await;
    let first = listed(&desk, &chief).await.remove(0);
    let change = with(with(as_listed(&first), "token", "another-sesame"), "phone_id", "13");
    save(&desk, &chief, change).await;
    for active in [false, false, true] {
        manage_channels::set_active(&desk, &chief, id, active).await.unwrap();
    }
    for step in [ChannelStep::Up, ChannelStep::Down] {
        manage_channels::step(&desk, &chief, id, step).await.unwrap();
    }
    let lines: Vec<(String, Value)> = sqlx::query_as(
        "select action, detail from audit_log
         where subject_kind = 'channel' and subject_id = $1 and person_id = $2 order by id",
    )
    .bind(id.get())
    .bind(chief.person.id.get())
    .fetch_all(&pool)
    .await
    .unwrap();
    let actions: Vec<&str> = lines.iter().map(|(action, _)| action.as_str()).collect();
    let deeds = [
        "create_channel",
        "change_channel",
        "pause_channel",
        "resume_channel",
        "move_channel",
    ];
    assert_eq!(actions, deeds, "what changes nothing is no deed");
    assert_eq!(lines[1].1["fields"], json!(["phone_id"]));
    assert_eq!(lines[1].1["new_secrets"], json!(["token"]));
    assert!(!serde_json::to_string(&lines).unwrap().contains("sesame"));
}
