//! Making and changing people, and who may.

use enlace_desk::{Actor, Desk, DeskError, assign, log_in, people};
use enlace_domain::{
    PersonId, QueueKey, Role,
    view::{ClaimOutcome, PersonForm},
};
use enlace_store::Pool;
use enlace_testing::{PASSWORD, conversation_waiting, email_of, person};

fn form(id: Option<PersonId>, name: &str, role: Role) -> PersonForm {
    PersonForm {
        id,
        name: name.to_owned(),
        email: email_of(name),
        role,
        capacity: 5,
        active: true,
        teams: Vec::new(),
        password: id.is_none().then(|| PASSWORD.to_owned()),
    }
}

fn invalid_field(result: Result<PersonId, DeskError>) -> &'static str {
    match result {
        Err(DeskError::Invalid { field, .. }) => field,
        other => panic!("expected an invalid field, got {other:?}"),
    }
}

async fn administrator(desk: &Desk) -> Actor {
    person(desk, "Chefe", Role::Administrator, &[]).await
}

#[sqlx::test(migrations = "../../migrations")]
async fn roles_decide_who_sees_and_edits_people(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    assert!(matches!(
        people::list(&desk, &agent).await,
        Err(DeskError::Forbidden { .. })
    ));
    assert!(matches!(
        people::teams(&desk, &agent).await,
        Err(DeskError::Forbidden { .. })
    ));
    assert_eq!(people::list(&desk, &manager).await.unwrap().len(), 2);
    assert_eq!(people::teams(&desk, &manager).await.unwrap().len(), 5);
    for actor in [&agent, &manager] {
        let refused = people::save(&desk, actor, form(None, "Novo", Role::Agent)).await;
        assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
    }
    assert_eq!(
        people::colleagues(&desk, &agent).await.unwrap().len(),
        2,
        "whom to hand to, everybody may know"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_person_logs_in_and_serves_their_queues(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let teams = people::teams(&desk, &chief).await.unwrap();
    let billing = teams.iter().find(|team| team.queues == [QueueKey::Financial]).unwrap();
    let mut new = form(None, "  Caio Reis ", Role::Agent);
    new.email = "Caio@Provedor.com.br".to_owned();
    new.teams = vec![billing.id];
    let id = people::save(&desk, &chief, new).await.unwrap();
    let (_, me) = log_in::log_in(&desk, "caio@provedor.com.br", PASSWORD).await.unwrap();
    assert_eq!(
        (me.id, me.name.as_str(), me.queues),
        (id, "Caio Reis", vec![QueueKey::Financial])
    );
    let rows = people::list(&desk, &chief).await.unwrap();
    let row = rows.iter().find(|row| row.id == id).unwrap();
    assert_eq!((row.capacity, row.holding, &row.teams), (5, 0, &vec![billing.id]));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_field_that_does_not_fit_is_named(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let new = form(None, "Novo", Role::Agent);
    let cases: [(&str, PersonForm); 7] = [
        (
            "name",
            PersonForm {
                name: " x ".to_owned(),
                ..new.clone()
            },
        ),
        (
            "email",
            PersonForm {
                email: "sem arroba".to_owned(),
                ..new.clone()
            },
        ),
        (
            "email",
            PersonForm {
                email: chief.email.clone(),
                ..new.clone()
            },
        ),
        (
            "capacity",
            PersonForm {
                capacity: 0,
                ..new.clone()
            },
        ),
        (
            "capacity",
            PersonForm {
                capacity: 101,
                ..new.clone()
            },
        ),
        (
            "password",
            PersonForm {
                password: Some("curta".to_owned()),
                ..new.clone()
            },
        ),
        ("password", PersonForm { password: None, ..new }),
    ];
    for (field, form) in cases {
        assert_eq!(invalid_field(people::save(&desk, &chief, form).await), field);
    }
    let nobody = people::save(&desk, &chief, form(Some(PersonId::new()), "Ninguém", Role::Agent)).await;
    assert!(matches!(nobody, Err(DeskError::NotFound { .. })));
    assert_eq!(people::list(&desk, &chief).await.unwrap().len(), 1, "nothing was kept");
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_last_administrator_stays(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let id = Some(chief.person.id);
    assert_eq!(
        invalid_field(people::save(&desk, &chief, form(id, "Chefe", Role::Manager)).await),
        "role"
    );
    let off = PersonForm {
        active: false,
        ..form(id, "Chefe", Role::Administrator)
    };
    assert_eq!(invalid_field(people::save(&desk, &chief, off).await), "role");
    assert!(
        people::save(&desk, &chief, form(id, "Chefe", Role::Administrator))
            .await
            .is_ok()
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_administrators_who_demote_each_other_leave_one(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (
        person(&desk, "Ana", Role::Administrator, &[]).await,
        person(&desk, "Bia", Role::Administrator, &[]).await,
    );
    let (first, second) = tokio::join!(
        people::save(&desk, &ana, form(Some(bia.person.id), "Bia", Role::Agent)),
        people::save(&desk, &bia, form(Some(ana.person.id), "Ana", Role::Agent)),
    );
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
    let rows = people::list(&desk, &ana).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.role == Role::Administrator).count(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn switching_off_ends_log_ins_and_puts_conversations_back(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let ana = person(&desk, "Ana", Role::Agent, &[QueueKey::Commercial]).await;
    let token = enlace_testing::token_of(&desk, "Ana").await;
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    assert_eq!(
        assign::claim(&desk, &ana, conversation).await.unwrap(),
        ClaimOutcome::Yours
    );

    let off = PersonForm {
        active: false,
        ..form(Some(ana.person.id), "Ana", Role::Agent)
    };
    people::save(&desk, &chief, off).await.unwrap();
    assert!(matches!(
        log_in::authenticate(&desk, token.reveal()).await,
        Err(DeskError::NotLoggedIn)
    ));
    assert_eq!(
        assign::claim(&desk, &chief, conversation).await.unwrap(),
        ClaimOutcome::Yours
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_password_ends_the_other_log_ins(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    administrator(&desk).await;
    let own = enlace_testing::token_of(&desk, "Chefe").await;
    let other = enlace_testing::token_of(&desk, "Chefe").await;
    let chief = log_in::authenticate(&desk, own.reveal()).await.unwrap();
    let new = PersonForm {
        password: Some("outra senha boa".to_owned()),
        ..form(Some(chief.person.id), "Chefe", Role::Administrator)
    };
    people::save(&desk, &chief, new).await.unwrap();
    assert!(log_in::authenticate(&desk, own.reveal()).await.is_ok());
    assert!(matches!(
        log_in::authenticate(&desk, other.reveal()).await,
        Err(DeskError::NotLoggedIn)
    ));
    assert!(
        log_in::log_in(&desk, &email_of("Chefe"), "outra senha boa")
            .await
            .is_ok()
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_book_says_who_made_whom_and_no_password(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let id = people::save(&desk, &chief, form(None, "Ana", Role::Agent))
        .await
        .unwrap();
    let lines: Vec<String> = sqlx::query_scalar(
        "select a::text from audit_log a where person_id = $1 and subject_id = $2 and action = 'create_person'",
    )
    .bind(chief.person.id.get())
    .bind(id.get())
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(lines.len(), 1);
    assert!(!lines[0].contains(PASSWORD) && !lines[0].contains("argon2"));
}
