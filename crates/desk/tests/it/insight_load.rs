//! Who was online in each hour of the day, against what was open at once: as SQL written here counts it.

use enlace_desk::{
    Actor, goals, insight,
    seed::{self, PastConversation, PersonHour},
};
use enlace_domain::{
    QueueKey, Role,
    view::{Capacity, InsightAsk, Period, RightNow},
};
use enlace_store::Pool;
use enlace_testing::{channel, conversation_of, email_of, person, person_holding, phone};
use time::{Duration, OffsetDateTime};

use crate::insight::past;

fn week() -> InsightAsk {
    InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_minute_counts_once_and_only_for_agents_who_are_there(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person_holding(&desk, "Ana", Role::Agent, &[], 5).await;
    person(&desk, "Bruno", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    let seen = insight::dashboard(&desk, &manager, week()).await.unwrap().load;
    assert_eq!((seen.days, seen.hours.len()), (None, 0), "nothing is known yet");

    sqlx::query("update people set last_seen_at = now() where id = any ($1)")
        .bind([ana.person.id.get(), manager.person.id.get()])
        .execute(&pool)
        .await
        .unwrap();
    insight::note_online(&desk).await.unwrap();
    insight::note_online(&desk).await.unwrap();
    let noted: Vec<(uuid::Uuid, i16, i32)> = sqlx::query_as("select person_id, minutes, capacity from people_hours")
        .fetch_all(&pool)
        .await
        .unwrap();
    let id = ana.person.id.get();
    assert!(noted.iter().all(|(person, ..)| *person == id), "{noted:?}");
    // the clock may have moved on to another minute between the two
    assert!(noted.iter().map(|(_, minutes, _)| minutes).sum::<i16>() <= 2 && noted[0].2 == 5);
    sqlx::query("update people_hours set noted = noted - interval '1 minute'")
        .execute(&pool)
        .await
        .unwrap();
    let before: i64 = sqlx::query_scalar("select sum(minutes) from people_hours")
        .fetch_one(&pool)
        .await
        .unwrap();
    insight::note_online(&desk).await.unwrap();
    let after: i64 = sqlx::query_scalar("select sum(minutes) from people_hours")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(after, before + 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_open_stands_beside_who_was_there(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person_holding(&desk, "Ana", Role::Agent, &[], 6).await;
    person_holding(&desk, "Bruno", Role::Agent, &[], 4).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    let channel = channel(&desk).await;
    let mut talks: Vec<_> = (0..60)
        .map(|place: u32| past(place, QueueKey::Financial, i64::from(place) * 2 + 1, 60))
        .collect();
    // open before it was known who was there, and for long
    talks.push(PastConversation {
        closed: OffsetDateTime::now_utc() - Duration::minutes(2_400),
        ..past(80, QueueKey::Financial, 100, 60)
    });
    seed::past(&desk, channel, &talks).await.unwrap();
    // and one that nobody has closed
    let open = conversation_of(&desk, &phone(), "Lia", QueueKey::Commercial).await;
    sqlx::query("update conversations set created_at = created_at - interval '1713 minutes' where id = $1")
        .bind(open.get())
        .execute(&pool)
        .await
        .unwrap();
    // from three days ago on, the last hour that is over included
    let now = OffsetDateTime::now_utc();
    let this_hour = now
        - Duration::seconds(now.unix_timestamp().rem_euclid(3_600))
        - Duration::nanoseconds(now.nanosecond().into());
    let hours: Vec<PersonHour> = (1..=72)
        .flat_map(|back| {
            let hour = this_hour - Duration::hours(back);
            let of = |name: &str, minutes| PersonHour {
                hour,
                person: email_of(name),
                minutes,
            };
            let mut there = vec![of("Ana", 60)];
            if back % 2 == 0 {
                there.push(of("Bruno", 30));
            }
            there
        })
        .collect();
    seed::shifts(&desk, &hours).await.unwrap();

    let load = insight::dashboard(&desk, &manager, week()).await.unwrap().load;
    let expected: Vec<(i32, i64, i64, i64, i64, i64)> = sqlx::query_as(
        "with known as (
             select h as hour from generate_series((select min(hour) from people_hours) + interval '1 hour',
                                                   date_trunc('hour', now()) - interval '1 hour', interval '1 hour') h)
         select extract(hour from hour at time zone 'America/Sao_Paulo')::int, count(*),
                sum((select count(*) from conversations c
                     where c.created_at >= hour and c.created_at < hour + interval '1 hour'))::bigint,
                floor(sum((select coalesce(sum(extract(epoch from least(coalesce(c.closed_at, 'infinity'), hour + interval '1 hour')
                                                                  - greatest(c.created_at, hour))), 0)
                           from conversations c where c.created_at < hour + interval '1 hour'
                             and (c.closed_at is null or c.closed_at > hour))))::bigint,
                sum((select coalesce(sum(minutes), 0) from people_hours p where p.hour = known.hour))::bigint,
                sum((select coalesce(sum(minutes * capacity), 0) from people_hours p where p.hour = known.hour))::bigint
         from known group by 1 order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(expected.len(), 24);
    assert!(expected.iter().map(|row| row.2).sum::<i64>() > 20);
    assert!(expected.iter().map(|row| row.3).sum::<i64>() > 2 * 24 * 3_600);
    for (hour, days, opened, open, minutes, places) in expected {
        let found = load.hours[usize::try_from(hour).unwrap()];
        assert_eq!(
            (found.days, found.opened, found.open, found.minutes, found.places),
            (days, opened, open, minutes, places),
            "{hour}h"
        );
    }
    let seen = insight::dashboard(&desk, &manager, week()).await.unwrap();
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&seen, &goals, &RightNow::default()).unwrap()).unwrap();
    assert!(file.contains("capacity;08h;agents_online_mean;"), "{file}");
    assert!(file.contains("capacity;08h;open_mean;"), "{file}");
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_sums_of_hours_follow_every_change_and_can_be_made_anew(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    for (name, capacity) in [("Ana", 6), ("Bruno", 4), ("Caio", 1)] {
        person_holding(&desk, name, Role::Agent, &[], capacity).await;
    }
    let this_hour = OffsetDateTime::now_utc();
    let hour = |back, name: &str, minutes| PersonHour {
        hour: this_hour - Duration::hours(back),
        person: email_of(name),
        minutes,
    };
    let hours = [
        hour(3, "Ana", 60),
        hour(3, "Bruno", 20),
        hour(2, "Ana", 7),
        hour(1, "Caio", 9),
    ];
    seed::shifts(&desk, &hours).await.unwrap();
    agree(&pool, 3).await;
    // once more, and one that is new
    seed::shifts(&desk, &[hour(3, "Ana", 1), hour(2, "Bruno", 30)])
        .await
        .unwrap();
    agree(&pool, 3).await;
    for change in [
        "update people_hours set minutes = minutes - 1, capacity = capacity + 2",
        "update people_hours set hour = hour - interval '5 hours' where minutes = 8",
        "delete from people_hours where capacity = 8",
    ] {
        sqlx::query(change).execute(&pool).await.unwrap();
        agree(&pool, 3).await;
    }
    sqlx::query("update hours_online set minutes = minutes + 1, places = 0")
        .execute(&pool)
        .await
        .unwrap();
    insight::rebuild(&pool).await.unwrap();
    agree(&pool, 3).await;
}

/// Asserts that the sums of so many hours are those of their rows.
async fn agree(pool: &Pool, hours: usize) {
    let sums = "select hour, minutes::bigint, places::bigint from hours_online order by hour";
    let rows = "select hour, sum(minutes), sum(minutes * capacity) from people_hours group by hour order by hour";
    let [kept, counted]: [Vec<(OffsetDateTime, i64, i64)>; 2] = [
        sqlx::query_as(sums).fetch_all(pool).await.unwrap(),
        sqlx::query_as(rows).fetch_all(pool).await.unwrap(),
    ];
    assert_eq!(kept, counted);
    assert_eq!(kept.len(), hours, "{kept:?}");
}

#[sqlx::test(migrations = "../../migrations")]
async fn how_much_each_can_take_on_comes_with_the_figures(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person_holding(&desk, "Ana", Role::Agent, &[], 5).await;
    let bruno = person_holding(&desk, "Bruno", Role::Agent, &[], 4).await;
    let manager = person_holding(&desk, "Helena", Role::Manager, &[], 12).await;
    sqlx::query("update people set active = false where id = $1")
        .bind(bruno.person.id.get())
        .execute(&pool)
        .await
        .unwrap();
    let of = |person: &Actor, role, most| Capacity {
        person: person.person.id,
        role,
        most,
    };
    let seen = insight::dashboard(&desk, &manager, week()).await.unwrap();
    assert_eq!(
        seen.capacities,
        [of(&ana, Role::Agent, 5), of(&manager, Role::Manager, 12)]
    );
}
