//! `/channels/failed?channel=…`: the messages that a channel counts as not sent, each with the way to its conversation.

use enlace_domain::{
    ChannelId,
    view::{FailedSend, FailedSends},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api,
    components::{EmptyState, Glyph, Icon, Skeleton, Table},
    now::use_clock,
    pages::{
        load_error::LoadError,
        me::{my_role, use_me},
    },
    texts::{FailedSendTexts, use_texts},
};

/// The address of what failed, of one channel.
pub(super) fn failed_of(channel: ChannelId) -> String {
    format!("/channels/failed?channel={channel}")
}

/// The page.
#[component]
pub(super) fn FailedPage() -> impl IntoView {
    let (texts, me) = (use_texts(), use_me());
    let query = use_query_map();
    let channel = Memo::new(move |_| {
        let asked = query.read().get("channel")?;
        asked.parse::<ChannelId>().ok()
    });
    let loaded = Resource::new_blocking(move || channel.get(), api::read_failed_sends);
    let again = Callback::new(move |()| loaded.refetch());
    let manages = Memo::new(move |_| my_role(me).may_manage_channels());
    view! {
        <Title text=texts.say(|t| t.palette.unsent)/>
        <div class="channels-page">
            <Show when=move || manages.get()>
                <p><a href="/channels"><Icon glyph=Glyph::Back small=true/> {texts.say(|t| t.channels.title)}</a></p>
            </Show>
            <h2>{texts.say(|t| t.palette.unsent)}</h2>
            <Transition fallback=|| view! { <Skeleton lines=10/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(found) => view! { <Found found channel/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Found(found: FailedSends, channel: Memo<Option<ChannelId>>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FailedSendTexts::of(texts.locale());
    let FailedSends { rows, more } = found;
    let count = rows.len();
    let narrowed = view! {
        <Show when=move || channel.get().is_some()>
            <p class="channels-lead">{move || words().of_one} " " <a href="/channels/failed">{move || words().all}</a></p>
        </Show>
    };
    if rows.is_empty() {
        return view! {
            {narrowed}
            <EmptyState glyph=Glyph::Check title=Signal::derive(move || words().none.to_owned())/>
        }
        .into_any();
    }
    view! {
        {narrowed}
        <p class="channels-lead">{move || (words().lead)(count, more)}</p>
        <Table caption=texts.signal(|t| t.palette.unsent) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{move || words().at}</th>
                    <th scope="col">{move || words().who}</th>
                    <th scope="col">{move || words().channel}</th>
                    <th scope="col">{move || words().why}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

fn line(row: FailedSend) -> impl IntoView {
    let (texts, clock) = (use_texts(), use_clock());
    let FailedSend {
        conversation,
        name,
        protocol,
        channel,
        at,
        words,
        ..
    } = row;
    let when = move || texts.get().format().moment(at, clock.now_untracked(), clock.zone());
    let why = move || (texts.get().channels.failure)(None, words.as_deref().unwrap_or_default());
    view! {
        <tr>
            <td>{when}</td>
            <th scope="row">
                <a href=format!("/conversations/{conversation}")>{name}</a>
                " " <small class="num">{protocol.to_string()}</small>
            </th>
            <td>{channel}</td>
            <td>{why}</td>
        </tr>
    }
    .into_any()
}
