//! Channels as administrators manage them.

mod care;
mod form;
mod heard;

use enlace_desk::{Actor, Desk, DeskError, manage_channels};
use enlace_domain::{
    ChannelId, Role,
    pace::PAIR_BURST,
    view::{ChannelForm, ChannelLimits, ChannelView},
};
use enlace_testing::person;

const SECRET: &str = "sesame-sesame-sesame-sesame";
const KEY_SID: &str = "SK0123456789abcdef0123456789abcdef";

fn linked(name: &str, number: &str) -> ChannelForm {
    let fields = [
        ("from", number),
        ("product_id", "dc01968f-7cfc"),
        ("phone_id", "12"),
        ("token", SECRET),
        ("webhook_secret", SECRET),
        ("base_url", ""),
    ];
    form("maytapi", name, &fields)
}

fn official(name: &str, number: &str) -> ChannelForm {
    let fields = [
        ("from", number),
        ("account_sid", "AC0123456789abcdef0123456789abcdef"),
        ("auth_token", SECRET),
        ("api_key_sid", KEY_SID),
        ("api_key_secret", SECRET),
    ];
    form("twilio", name, &fields)
}

fn form(provider: &str, name: &str, fields: &[(&str, &str)]) -> ChannelForm {
    ChannelForm {
        id: None,
        provider: provider.to_owned(),
        name: name.to_owned(),
        fields: fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        limits: ChannelLimits {
            per_second: None,
            pair_burst: PAIR_BURST,
        },
    }
}

/// The form as a page fills it in: what is no secret, and every secret blank.
fn as_listed(view: &ChannelView) -> ChannelForm {
    ChannelForm {
        id: Some(view.id),
        provider: view.provider.clone(),
        name: view.name.clone(),
        fields: view.settings.clone(),
        limits: view.limits,
    }
}

fn with(mut form: ChannelForm, field: &str, value: &str) -> ChannelForm {
    form.fields.insert(field.to_owned(), value.to_owned());
    form
}

async fn administrator(desk: &Desk) -> Actor {
    person(desk, "Chefe", Role::Administrator, &[]).await
}

async fn save(desk: &Desk, chief: &Actor, form: ChannelForm) -> ChannelId {
    manage_channels::save(desk, chief, form).await.unwrap()
}

async fn listed(desk: &Desk, chief: &Actor) -> Vec<ChannelView> {
    manage_channels::list(desk, chief).await.unwrap().channels
}

async fn names(desk: &Desk, chief: &Actor) -> Vec<String> {
    listed(desk, chief).await.into_iter().map(|view| view.name).collect()
}

async fn fault(desk: &Desk, chief: &Actor, form: ChannelForm) -> &'static str {
    match manage_channels::save(desk, chief, form).await {
        Err(DeskError::Invalid { field, .. }) => field,
        other => panic!("expected an invalid field, got {other:?}"),
    }
}
