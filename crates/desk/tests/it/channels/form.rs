//! Making and changing channels by their providers' forms.

use enlace_desk::{DeskError, channels, manage_channels, vault::Vault};
use enlace_domain::{
    ChannelId, ChannelState,
    pace::PAIR_BURST,
    view::{ChannelForm, ChannelLimits},
};
use enlace_store::Pool;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{KEY_SID, SECRET, administrator, as_listed, fault, linked, listed, official, save, with};

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_channel_is_listed_without_its_secrets_and_can_be_opened(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let pasted = with(
        linked("  Matriz ", "+55 62 3200-0000"),
        "token",
        " sesame-sesame-sesame\n",
    );
    let id = save(&desk, &chief, with(pasted, "strange", "no field of this provider")).await;
    let view = manage_channels::list(&desk, &chief).await.unwrap();
    let channel = &view.channels[0];
    assert_eq!((channel.id, channel.name.as_str()), (id, "Matriz"));
    assert_eq!((channel.state, channel.official), (ChannelState::Sending, false));
    let address = format!("https://desk.test/webhooks/whatsapp/{id}");
    assert_eq!(
        (&channel.webhook.address, channel.webhook.ends_in_secret),
        (&address, true)
    );
    let settings: Vec<&str> = channel.settings.keys().map(String::as_str).collect();
    assert_eq!(settings, ["from", "phone_id", "product_id"]);
    assert!(!serde_json::to_string(&view).unwrap().contains("sesame"));

    assert_eq!(channels::load(&desk, id).await.unwrap().name, "Matriz");
    let has_window: bool = sqlx::query_scalar("select has_window from channels")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(!has_window, "a linked device has no 24-hour window");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_field_that_does_not_fit_is_named_and_nothing_is_kept(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    let good = || linked("Matriz", "+556232000000");
    let named = |name: &str| ChannelForm {
        name: name.to_owned(),
        ..good()
    };
    let strange = ChannelForm {
        provider: "telegram".to_owned(),
        ..good()
    };
    let account = with(official("Matriz", "+556232000000"), "account_sid", "AC1");
    let cases = [
        ("name", named(" x ")),
        ("name", named("a\0b")),
        ("provider", strange),
        ("from", with(good(), "from", "sem número")),
        ("product_id", with(good(), "product_id", "a/b")),
        ("token", with(good(), "token", " ")),
        ("webhook_secret", with(good(), "webhook_secret", "curto")),
        ("base_url", with(good(), "base_url", "ftp://example.com")),
        ("account_sid", account),
    ];
    for (field, form) in cases {
        assert_eq!(fault(&desk, &chief, form).await, field);
    }
    let nobody = ChannelForm {
        id: Some(ChannelId::new()),
        ..good()
    };
    let answer = manage_channels::save(&desk, &chief, nobody).await;
    assert!(matches!(answer, Err(DeskError::NotFound { .. })));
    assert_eq!(listed(&desk, &chief).await.len(), 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_number_has_one_channel_at_a_provider(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = administrator(&desk).await;
    save(&desk, &chief, linked("Um", "+556232000001")).await;
    save(&desk, &chief, linked("Dois", "+556232000002")).await;
    let again = linked("Outro", "+556232000001");
    assert_eq!(fault(&desk, &chief, again).await, "from");
    let second = listed(&desk, &chief).await.remove(1);
    let moved = with(as_listed(&second), "from", "+556232000001");
    assert_eq!(fault(&desk, &chief, moved).await, "from");
    save(&desk, &chief, official("Outro", "+556232000001")).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_blank_secret_keeps_its_value(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let id = save(&desk, &chief, official("Matriz", "+556232000000")).await;
    let opened = async || -> Value {
        let sealed: Vec<u8> = sqlx::query_scalar("select secrets_sealed from channels")
            .fetch_one(&pool)
            .await
            .unwrap();
        let opened = Vault::from_key(&[7; 32]).open(&sealed).unwrap();
        serde_json::from_slice(opened.expose_secret()).unwrap()
    };
    let before = opened().await;
    let view = listed(&desk, &chief).await.remove(0);
    let key = view.settings.get("api_key_sid").map(String::as_str);
    assert_eq!(key, Some(KEY_SID), "no secret, though it lies among them");

    let renamed = ChannelForm {
        name: "Filial".to_owned(),
        ..as_listed(&view)
    };
    save(&desk, &chief, renamed).await;
    assert_eq!(opened().await, before);
    assert_eq!(channels::load(&desk, id).await.unwrap().name, "Filial");

    save(&desk, &chief, with(as_listed(&view), "auth_token", "a-new-token")).await;
    let after = opened().await;
    assert_eq!(after["auth_token"], "a-new-token");
    assert_eq!(after["api_key_secret"], before["api_key_secret"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_address_asks_for_every_secret_again(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    save(&desk, &chief, official("Matriz", "+556232000000")).await;
    let view = listed(&desk, &chief).await.remove(0);
    assert_eq!(view.secrets_held, ["auth_token", "api_key_secret"]);
    let moved = with(as_listed(&view), "base_url", "https://elsewhere.example");
    assert_eq!(fault(&desk, &chief, moved.clone()).await, "auth_token");
    let half = with(moved.clone(), "auth_token", "a-new-token-of-the-account");
    assert_eq!(fault(&desk, &chief, half.clone()).await, "api_key_secret");
    let settings: Value = sqlx::query_scalar("select settings from channels")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(settings.get("base_url"), None, "nothing was kept");

    // without the key its secret goes, too, and is not asked for
    let without_key = with(half.clone(), "api_key_sid", "");
    save(&desk, &chief, with(half, "api_key_secret", SECRET)).await;
    let there = listed(&desk, &chief).await.remove(0);
    save(
        &desk,
        &chief,
        with(as_listed(&there), "base_url", "https://elsewhere.example/"),
    )
    .await;
    let back = with(as_listed(&there), "base_url", "");
    assert_eq!(fault(&desk, &chief, back).await, "auth_token", "the way back, too");
    save(&desk, &chief, with(without_key, "base_url", "https://third.example")).await;
    assert_eq!(listed(&desk, &chief).await[0].secrets_held, ["auth_token"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn limits_have_defaults_and_are_kept(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    let limited = |per_second, pair_burst| ChannelForm {
        limits: ChannelLimits { per_second, pair_burst },
        ..linked("Matriz", "+556232000000")
    };
    for (field, per_second, pair_burst) in [
        ("per_second", Some(0), 1),
        ("per_second", Some(10_001), 1),
        ("pair_burst", None, 0),
        ("pair_burst", None, 1_001),
    ] {
        assert_eq!(fault(&desk, &chief, limited(per_second, pair_burst)).await, field);
    }
    save(&desk, &chief, limited(None, PAIR_BURST)).await;
    let view = manage_channels::list(&desk, &chief).await.unwrap();
    let provider = |name: &str| view.providers.iter().find(|form| form.provider == name).unwrap();
    assert_eq!((provider("maytapi").per_second, provider("twilio").per_second), (1, 80));
    let first = &view.channels[0];
    assert_eq!((first.limits.per_second, first.limits.pair_burst), (None, PAIR_BURST));

    let changed = ChannelForm {
        limits: ChannelLimits {
            per_second: Some(20),
            pair_burst: 3,
        },
        ..as_listed(first)
    };
    save(&desk, &chief, changed.clone()).await;
    assert_eq!(listed(&desk, &chief).await[0].limits, changed.limits);
    let detail: Value = sqlx::query_scalar("select detail from audit_log order by id desc limit 1")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(detail["fields"], json!(["per_second", "pair_burst"]));
}

#[sqlx::test(migrations = "../../migrations")]
async fn secrets_of_a_lost_key_are_asked_for_again(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = administrator(&desk).await;
    save(&desk, &chief, linked("Matriz", "+556232000000")).await;
    sqlx::query("update channels set secrets_sealed = $1")
        .bind(Vault::from_key(&[8; 32]).seal(b"{}").unwrap())
        .execute(&pool)
        .await
        .unwrap();
    let view = listed(&desk, &chief).await.remove(0);
    assert_eq!(view.state, ChannelState::SecretsLost);
    assert_eq!(fault(&desk, &chief, as_listed(&view)).await, "token");
    let entered = with(with(as_listed(&view), "token", SECRET), "webhook_secret", SECRET);
    save(&desk, &chief, entered).await;
    assert_eq!(listed(&desk, &chief).await[0].state, ChannelState::Sending);
}
