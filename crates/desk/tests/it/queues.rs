//! The rules of queues, their hours and the holidays, and what follows for what is due.

use enlace_desk::{Actor, Desk, DeskError, queues};
use enlace_domain::{
    ConversationId, QueueKey, Role,
    holidays::{Holiday, national_holidays},
    opening::{DAY_MINUTES, OpenSpan},
    view::{QueueRules, SettingsOutcome},
};
use enlace_store::Pool;
use enlace_testing::{conversation_waiting, person};
use time::{Date, Month};

async fn number(pool: &Pool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

/// From 9 on at the weekday of tomorrow, and at no other: now it is closed whatever the time.
async fn tomorrow_from_nine(pool: &Pool, closes: i16) -> Vec<OpenSpan> {
    let weekday: i16 = sqlx::query_scalar(
        "select extract(isodow from timezone('America/Sao_Paulo', now()) + interval '1 day')::smallint",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    vec![OpenSpan {
        weekday,
        opens: 540,
        closes,
    }]
}

async fn administrator(desk: &Desk) -> Actor {
    person(desk, "Chefe", Role::Administrator, &[]).await
}

async fn rules(desk: &Desk, actor: &Actor, key: QueueKey) -> QueueRules {
    let view = queues::rules(desk, actor).await.unwrap();
    view.queues.into_iter().find(|queue| queue.key == key).unwrap()
}

async fn saved(desk: &Desk, actor: &Actor, new: QueueRules) -> QueueRules {
    match queues::save(desk, actor, new).await.unwrap() {
        SettingsOutcome::Saved(now) => now,
        SettingsOutcome::Overtaken(now) => panic!("overtaken by nobody: {now:?}"),
    }
}

/// Whether what is due of the conversation is so many minutes after 9 o'clock so many days from now.
async fn is_due(pool: &Pool, conversation: ConversationId, days: i32, minutes: i32) -> bool {
    sqlx::query_scalar(
        "select due_at = timezone('America/Sao_Paulo', date_trunc('day', timezone('America/Sao_Paulo', now()))
                         + make_interval(days => $2, hours => 9, mins => $3))
         from conversations where id = $1",
    )
    .bind(conversation.get())
    .bind(days)
    .bind(minutes)
    .fetch_one(pool)
    .await
    .unwrap()
}

/// How often the boards were told of it.
async fn told(pool: &Pool, conversation: ConversationId) -> i64 {
    sqlx::query_scalar("select count(*) from event_stream where kind = 'conversation' and conversation_id = $1")
        .bind(conversation.get())
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn new_rules_move_what_is_due_and_tell_the_boards(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let moved = conversation_waiting(&desk, QueueKey::Commercial).await;
    let other = conversation_waiting(&desk, QueueKey::Financial).await;
    let answered = conversation_waiting(&desk, QueueKey::Commercial).await;
    sqlx::query("update conversations set waiting_since = null, due_at = null where id = $1")
        .bind(answered.get())
        .execute(&pool)
        .await
        .unwrap();
    let before = (
        told(&pool, moved).await,
        told(&pool, other).await,
        told(&pool, answered).await,
    );

    let mut new = rules(&desk, &chief, QueueKey::Commercial).await;
    assert_eq!(
        (new.first_answer_minutes, new.escalates, new.hours.len()),
        (60, false, 0)
    );
    new.first_answer_minutes = 90;
    new.escalates = true;
    let now = saved(&desk, &chief, new.clone()).await;
    assert_eq!(now.revision, new.revision + 1);
    assert!(now.escalates);
    let in_time = "select count(*) from conversations
        where queue_key = 'commercial' and due_at = waiting_since + interval '90 minutes'";
    assert_eq!(number(&pool, in_time).await, 1);

    let mut with_hours = now;
    with_hours.hours = tomorrow_from_nine(&pool, DAY_MINUTES).await;
    let now = saved(&desk, &chief, with_hours.clone()).await;
    assert_eq!(now.hours, with_hours.hours, "the end of the day is kept");
    assert!(is_due(&pool, moved, 1, 90).await);

    // each once for each change, and what did not move is not told
    let after = (
        told(&pool, moved).await,
        told(&pool, other).await,
        told(&pool, answered).await,
    );
    assert_eq!(after, (before.0 + 2, before.1, before.2));
    let board_wide = "select count(*) from event_stream where kind = 'queues'";
    assert_eq!(number(&pool, board_wide).await, 2);
    let stays = "select count(*) from conversations
        where queue_key = 'financial' and due_at = waiting_since + interval '120 minutes'";
    assert_eq!(number(&pool, stays).await, 1);
    let detail: String = sqlx::query_scalar(
        "select concat(detail ->> 'queue', ' ', detail -> 'before' ->> 'first_answer_minutes', ' ',
                       detail -> 'now' ->> 'first_answer_minutes')
         from audit_log where action = 'change_queue' order by id limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(detail, "commercial 60 90");
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_saw_older_rules_is_told_the_new_ones(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let seen = rules(&desk, &chief, QueueKey::Financial).await;
    let first = QueueRules {
        first_answer_minutes: 45,
        ..seen.clone()
    };
    let now = saved(&desk, &chief, first).await;
    let late = QueueRules {
        first_answer_minutes: 300,
        ..seen
    };
    let outcome = queues::save(&desk, &chief, late).await.unwrap();
    assert_eq!(outcome, SettingsOutcome::Overtaken(now.clone()));
    assert_eq!(rules(&desk, &chief, QueueKey::Financial).await, now);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_can_not_be_is_refused_at_its_field(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let seen = rules(&desk, &chief, QueueKey::Cancellation).await;
    let field = |result: Result<SettingsOutcome<QueueRules>, DeskError>| match result {
        Err(DeskError::Invalid { field, .. }) => field,
        other => panic!("expected an invalid field, got {other:?}"),
    };
    for minutes in [0, 10_081] {
        let new = QueueRules {
            first_answer_minutes: minutes,
            ..seen.clone()
        };
        assert_eq!(field(queues::save(&desk, &chief, new).await), "first_answer_minutes");
    }
    let new = QueueRules {
        hours: vec![OpenSpan {
            weekday: 3,
            opens: 1_080,
            closes: 480,
        }],
        ..seen.clone()
    };
    assert_eq!(field(queues::save(&desk, &chief, new).await), "hours_3");
    assert_eq!(rules(&desk, &chief, QueueKey::Cancellation).await, seen);

    let day = Date::from_calendar_date(2026, Month::December, 24).unwrap();
    for (day, name, field) in [
        (day, " x ", "name"),
        (day.replace_year(1999).unwrap(), "Véspera", "day"),
    ] {
        let new = Holiday {
            day,
            name: name.to_owned(),
        };
        let refused = queues::add_holiday(&desk, &chief, new).await;
        assert!(matches!(refused, Err(DeskError::Invalid { field: named, .. }) if named == field));
    }
    let refused = queues::add_national_holidays(&desk, &chief, 1_500).await;
    assert!(matches!(refused, Err(DeskError::Invalid { field: "year", .. })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn managers_read_the_rules_and_agents_do_not(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    assert!(matches!(
        queues::rules(&desk, &agent).await,
        Err(DeskError::Forbidden { .. })
    ));
    let seen = queues::rules(&desk, &manager).await.unwrap();
    let keys: Vec<QueueKey> = seen.queues.iter().map(|queue| queue.key).collect();
    assert_eq!(keys, QueueKey::ALL);
    let day = Date::from_calendar_date(seen.year, Month::December, 24).unwrap();
    for actor in [&agent, &manager] {
        let saved = queues::save(&desk, actor, seen.queues[0].clone()).await;
        assert!(matches!(saved, Err(DeskError::Forbidden { .. })));
        let holiday = Holiday {
            day,
            name: "Véspera".to_owned(),
        };
        let added = queues::add_holiday(&desk, actor, holiday).await;
        assert!(matches!(added, Err(DeskError::Forbidden { .. })));
        let added = queues::add_national_holidays(&desk, actor, seen.year).await;
        assert!(matches!(added, Err(DeskError::Forbidden { .. })));
        let removed = queues::remove_holiday(&desk, actor, day).await;
        assert!(matches!(removed, Err(DeskError::Forbidden { .. })));
    }
    assert_eq!(queues::rules(&desk, &manager).await.unwrap(), seen);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_holiday_moves_what_is_due_until_it_is_removed(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let always = conversation_waiting(&desk, QueueKey::Financial).await;
    let mut new = rules(&desk, &chief, QueueKey::Commercial).await;
    new.hours = tomorrow_from_nine(&pool, 1_080).await;
    saved(&desk, &chief, new).await;
    assert!(is_due(&pool, conversation, 1, 60).await);
    let (before, before_always) = (told(&pool, conversation).await, told(&pool, always).await);

    let tomorrow: Date = sqlx::query_scalar("select (timezone('America/Sao_Paulo', now()) + interval '1 day')::date")
        .fetch_one(&pool)
        .await
        .unwrap();
    let holiday = |name: &str| Holiday {
        day: tomorrow,
        name: name.to_owned(),
    };
    let all = queues::add_holiday(&desk, &chief, holiday("  Aniversário "))
        .await
        .unwrap();
    assert_eq!(all, [holiday("Aniversário")]);
    assert!(is_due(&pool, conversation, 8, 60).await);
    assert_eq!(told(&pool, conversation).await, before + 1);

    // another name moves nothing
    let all = queues::add_holiday(&desk, &chief, holiday("Aniversário da cidade"))
        .await
        .unwrap();
    assert_eq!(all, [holiday("Aniversário da cidade")]);
    assert_eq!(told(&pool, conversation).await, before + 1);

    for _ in 0..2 {
        let left = queues::remove_holiday(&desk, &chief, tomorrow).await.unwrap();
        assert!(left.is_empty());
    }
    assert!(is_due(&pool, conversation, 1, 60).await);
    assert_eq!(told(&pool, conversation).await, before + 2);
    assert_eq!(told(&pool, always).await, before_always);
    // added, renamed and removed; to remove what is none is no deed
    let deeds = "select count(*) from audit_log where subject_kind = 'holidays'";
    assert_eq!(number(&pool, deeds).await, 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_holidays_of_a_year_come_in_one_go_and_keep_their_names(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let year = queues::rules(&desk, &chief).await.unwrap().year;
    let christmas = Holiday {
        day: Date::from_calendar_date(year, Month::December, 25).unwrap(),
        name: "Natal, sem plantão".to_owned(),
    };
    queues::add_holiday(&desk, &chief, christmas.clone()).await.unwrap();
    let all = queues::add_national_holidays(&desk, &chief, year).await.unwrap();
    let mut expected = national_holidays(year);
    expected.pop();
    expected.push(christmas);
    assert_eq!(all, expected);
    assert_eq!(queues::add_national_holidays(&desk, &chief, year).await.unwrap(), all);
    let days = "select sum(jsonb_array_length(detail -> 'days'))::bigint from audit_log where action = 'add_holidays'";
    assert_eq!(number(&pool, days).await, 10);
}
