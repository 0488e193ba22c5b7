//! The right pane: who writes, and what is known of the line and the contract.

use enlace_domain::{CustomerStatus, view::CustomerPanel};
use leptos::prelude::*;

use super::{
    erasure::Erasure,
    known_as::KnownAs,
    open::{Around, Opened},
    outcome::Told,
    past::Past,
};
use crate::{
    components::{Avatar, AvatarSize, Badge, Button, ButtonKind, Glyph, Icon, Tone},
    now::use_clock,
    texts::use_texts,
};

/// The pane.
#[component]
pub(super) fn Panel(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    view! {
        <aside class="panel" class:panel-open=opened.panel_open aria-label=texts.say(|t| t.conversation.customer)>
            <div class="panel-close">
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Close
                    icon_only=true
                    on:click=move |_| opened.panel_open.set(false)
                >
                    {texts.say(|t| t.common.close)}
                </Button>
            </div>
            {move || view! { <Known opened around=opened.around.get()/> }}
        </aside>
    }
    .into_any()
}

/// What is known, as of now.
#[component]
fn Known(opened: Opened, around: Around) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let Around {
        contact_phone,
        channel,
        customer,
        past,
        merges,
        outcome,
        erased_at,
    } = around;
    let erased = erased_at.is_some();
    let card = opened.card.get_untracked();
    let name = customer.as_ref().map_or(card.name, |customer| customer.name.clone());
    let known = customer.is_some();
    let number = contact_phone.clone();
    view! {
        <div class="panel-who">
            <Avatar name=name.clone() size=AvatarSize::Large/>
            <div>
                <h2>{name}</h2>
                {number.map(|number| view! { <p class="num">{number}</p> })}
            </div>
        </div>
        {match customer {
            Some(customer) => view! { <Customer customer/> }.into_any(),
            None if erased => ().into_any(),
            None => view! {
                <div class="verdict tone-info">
                    <b><Icon glyph=Glyph::Person small=true/>{texts.say(|t| t.conversation.new_contact_title)}</b>
                    <p>{texts.say(|t| t.conversation.new_contact_text)}</p>
                </div>
            }.into_any(),
        }}
        <section>
            <h3>{texts.say(|t| t.conversation.title)}</h3>
            <dl class="facts">
                <dt>{texts.say(|t| t.conversation.protocol)}</dt>
                <dd>{card.protocol.to_string()}</dd>
                <dt>{texts.say(|t| t.conversation.began)}</dt>
                <dd>{move || texts.get().format().moment(card.created_at, clock.now(), clock.zone())}</dd>
                <dt>{texts.say(|t| t.conversation.channel)}</dt>
                <dd>{channel}</dd>
                {(!known).then(|| contact_phone.map(|phone| view! {
                    <dt>{texts.say(|t| t.conversation.phone)}</dt>
                    <dd>{phone}</dd>
                }))}
            </dl>
        </section>
        <Told opened outcome/>
        {(!erased).then(|| view! { <KnownAs opened merges/> })}
        <Past past/>
        {(!erased).then(|| view! { <Erasure opened/> })}
    }
    .into_any()
}

/// What the provider knows.
#[component]
fn Customer(customer: CustomerPanel) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let status = customer.status;
    let tone = match status {
        CustomerStatus::Active => Tone::Good,
        CustomerStatus::Suspended => Tone::Warn,
        CustomerStatus::Cancelled => Tone::Bad,
    };
    // The verdict comes before the readings.
    let verdict = match status {
        CustomerStatus::Active => None,
        CustomerStatus::Suspended => Some((Tone::Warn, false)),
        CustomerStatus::Cancelled => Some((Tone::Bad, true)),
    };
    let email = customer.email;
    view! {
        {verdict.map(|(tone, ended)| view! {
            <div class=format!("verdict {}", tone.class())>
                <b>
                    <Icon glyph=Glyph::Warning small=true/>
                    {move || {
                        let t = &texts.get().conversation;
                        if ended { t.cancelled_title } else { t.suspended_title }
                    }}
                </b>
                <p>{move || {
                    let t = &texts.get().conversation;
                    if ended { t.cancelled_text } else { t.suspended_text }
                }}</p>
            </div>
        })}
        <section>
            <h3>{texts.say(|t| t.conversation.customer)}</h3>
            <dl class="facts">
                <dt>{texts.say(|t| t.conversation.standing)}</dt>
                <dd><Badge tone>{move || (texts.get().common.customer_status)(status)}</Badge></dd>
                <dt>{texts.say(|t| t.conversation.plan)}</dt>
                <dd>{customer.plan}</dd>
                <dt>{texts.say(|t| t.conversation.speed)}</dt>
                <dd>{move || (texts.get().conversation.mbits)(customer.plan_speed)}</dd>
                <dt>{texts.say(|t| t.conversation.fee)}</dt>
                <dd>{customer.monthly_fee.to_string()}</dd>
                <dt>{texts.say(|t| t.conversation.since)}</dt>
                <dd>{move || texts.get().format().month(customer.since, clock.zone())}</dd>
                <dt>{texts.say(|t| t.conversation.contract)}</dt>
                <dd>{customer.contract_number}</dd>
                <dt>{texts.say(|t| t.conversation.phone)}</dt>
                <dd>{customer.phone.for_people()}</dd>
                <dt>{texts.say(|t| t.conversation.email)}</dt>
                <dd class="facts-long">{move || email.clone().unwrap_or_else(|| texts.get().conversation.unknown.to_owned())}</dd>
            </dl>
            <div class="panel-address">
                <Icon glyph=Glyph::Place small=true/>
                <p>{customer.address}<br/>{customer.city}</p>
            </div>
        </section>
    }
    .into_any()
}
