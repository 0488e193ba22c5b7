//! Reads the address, asks for the figures and lays out the panels.

use enlace_domain::view::InsightAsk;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{bar::Bar, charts, people::PeopleFigures, queues::QueueFigures, reasons::Reasons, tiles::Tiles};
use crate::{
    api::{self, DashboardPictures},
    components::{EmptyState, Glyph, Skeleton},
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/dashboard?days=30&queue=financial`.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let texts = use_texts();
    let query = use_query_map();
    let ask = Memo::new(move |_| {
        let query = query.read();
        InsightAsk::read(query.get_str("days"), query.get_str("queue"))
    });
    // the pictures' words are of the language they were asked in
    let loaded = Resource::new_blocking(
        move || (ask.get(), texts.locale()),
        |(ask, _)| api::executive_dashboard(ask),
    );
    let again = Callback::new(move |()| loaded.refetch());
    view! {
        <Title text=texts.say(|t| t.insight.title)/>
        <div class="dashboard">
            <Bar ask/>
            <Transition fallback=|| view! { <Skeleton lines=14/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(found) => view! { <Panels found again/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Panels(found: DashboardPictures, again: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let figures = StoredValue::new(found.figures.clone());
    if found.figures.now.opened == 0 && found.figures.now.closed == 0 {
        return view! {
            <EmptyState
                glyph=Glyph::Chart
                title=texts.signal(|t| t.insight.none_title)
                text=texts.signal(|t| t.insight.none_text)
            />
        }
        .into_any();
    }
    view! {
        <Tiles figures again/>
        <div class="dashboard-grid">
            {charts::hours(&found)}
            <QueueFigures figures/>
            {charts::season(&found)}
            <Reasons figures/>
            {charts::trend(&found)}
            <PeopleFigures figures/>
        </div>
    }
    .into_any()
}
