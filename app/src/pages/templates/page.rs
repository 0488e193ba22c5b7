//! Loads the templates, and reads them from the providers again.

use enlace_domain::{template::TemplateState, view::TemplatesView};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use super::{purposes::Purposes, table::TemplatesTable};
use crate::{
    api,
    components::{Button, ButtonKind, EmptyState, Glyph, Icon, Skeleton, Tone, use_toasts},
    now::use_clock,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/templates`.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let texts = use_texts();
    let loaded = Resource::new_blocking(|| (), |()| api::templates());
    view! {
        <Title text=texts.say(|t| t.templates.title)/>
        <div class="templates-page">
            <Transition fallback=|| view! { <Skeleton lines=10/> }>
                {move || Suspend::new(async move {
                    let again = Callback::new(move |()| loaded.refetch());
                    match loaded.await {
                        Ok(view) => view! { <Templates view on_changed=again/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Templates(view: TemplatesView, on_changed: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    if view.channels.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Document
                title=texts.signal(|t| t.templates.no_channel_title)
                text=texts.signal(|t| t.templates.no_channel_text)
            />
        }
        .into_any();
    }
    let all = view.templates.len();
    let approved = view
        .templates
        .iter()
        .filter(|row| row.template.state == TemplateState::Approved)
        .count();
    let asked = view.channels.iter().filter_map(|channel| channel.asked_at).max();
    let problems: Vec<(String, String)> = view
        .channels
        .iter()
        .filter_map(|channel| Some((channel.name.clone(), channel.problem.clone()?)))
        .collect();
    let lead = move || {
        let texts = texts.get();
        let lead = (texts.templates.lead)(all, approved);
        match asked {
            Some(at) => {
                let when = texts.format().moment(at, clock.now(), clock.zone());
                format!("{lead} · {}", (texts.templates.asked)(&when))
            }
            None => lead,
        }
    };
    view! {
        <div class="templates-bar">
            <p class="templates-lead">{lead}</p>
            <SyncButton on_synced=on_changed/>
        </div>
        {problems.into_iter().map(|(channel, problem)| view! {
            <p class="templates-problem"><Icon glyph=Glyph::Warning small=true/><span><b>{channel}</b>": "{problem}</span></p>
        }).collect_view()}
        {if view.templates.is_empty() {
            view! {
                <EmptyState
                    glyph=Glyph::Document
                    title=texts.signal(|t| t.templates.none_title)
                    text=texts.signal(|t| t.templates.none_text)
                />
            }.into_any()
        } else {
            view! {
                <TemplatesTable rows=view.templates.clone()/>
                <Purposes view/>
            }.into_any()
        }}
    }
    .into_any()
}

/// Reads all templates again, and says what came of it.
#[component]
fn SyncButton(on_synced: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let sync = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::sync_templates().await;
            busy.try_set(false);
            let t = &texts.now().templates;
            match result {
                Ok(outcome) if outcome.failed.is_empty() => toasts.say(Tone::Good, (t.synced)(outcome.listed)),
                Ok(outcome) => toasts.say(Tone::Bad, (t.sync_failed)(&outcome.failed.join(", "))),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
            let _ = on_synced.try_run(());
        });
    };
    view! {
        <Button kind=ButtonKind::Primary glyph=Glyph::Retry busy on:click=sync>
            {texts.say(|t| t.templates.sync)}
        </Button>
    }
    .into_any()
}
