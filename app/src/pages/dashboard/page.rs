//! Reads the address, asks for the figures and lays out the panels.

use enlace_domain::{
    ConversationType, QueueKey,
    view::{GoalsView, InsightAsk},
};
use leptos::{html, prelude::*};
use leptos_meta::Title;

use super::{
    address::{address, asked},
    bar::Bar,
    charts,
    goals::GoalsPanel,
    jump::{Jump, SERVICE},
    load::LoadPanel,
    memory,
    people::{PeopleFigures, Unfolded},
    pulse::PulseTable,
    queues::QueueFigures,
    reasons::Reasons,
    results::ResultPanels,
    retention::RetentionPanel,
    right_now::RightNow,
    standing::{self, Health},
    technical::{FaultPlaces, Repairs},
    tiles::Tiles,
    trend::trend,
    voice::VoicePanels,
    wrong::Wrong,
};
use crate::{
    api::{self, DashboardPictures},
    components::{EmptyState, Glyph, Skeleton},
    error::AppError,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/dashboard?days=30&queue=financial`; all that can be asked for is in `enlace_domain::view::InsightAsk`.
#[component]
pub(super) fn FiguresPage() -> impl IntoView {
    let texts = use_texts();
    let ask = asked();
    // asked for once: choosing among them must not take the list from under the keyboard
    let choices = Resource::new_blocking(|| (), |()| api::dashboard_choices());
    // the pictures' words are of the language they were asked in
    let loaded = Resource::new_blocking(
        move || (ask.get(), texts.locale()),
        |(ask, _)| api::executive_dashboard(ask),
    );
    let goals = Resource::new_blocking(|| (), |()| api::read_goals());
    let health = standing::ask();
    let frame = NodeRef::<html::Div>::new();
    let unfolded = Unfolded::default();
    let here = Signal::derive(move || address("/dashboard", &ask.get()));
    let scrolled = memory::keep_scroll(frame, here);
    Effect::new(move |_| memory::was_at(here.get()));
    let again = Callback::new(move |()| loaded.refetch());
    view! {
        <Title text=texts.say(|t| t.insight.title)/>
        <div class="dashboard" node_ref=frame on:scroll=move |_| scrolled()>
            <Suspense>
                {move || Suspend::new(async move {
                    // who may not see the figures is told so once, below
                    choices.await.ok().map(|choices| view! { <Bar ask choices/> })
                })}
            </Suspense>
            <Transition fallback=|| view! { <Skeleton lines=14/> }>
                {move || Suspend::new(async move {
                    // not before the bar, which would push down what somebody has begun to read
                    choices.await.ok();
                    match loaded.await {
                        Ok(found) => view! { <Panels found goals health ask again frame unfolded/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Panels(
    found: DashboardPictures,
    goals: Resource<Result<GoalsView, AppError>>,
    health: Health,
    ask: Memo<InsightAsk>,
    again: Callback<()>,
    frame: NodeRef<html::Div>,
    unfolded: Unfolded,
) -> impl IntoView {
    let texts = use_texts();
    Effect::new(move |_| memory::scroll_back(frame, &address("/dashboard", &ask.get_untracked())));
    let figures = StoredValue::new(found.figures.clone());
    let wrong = found.figures.ask.wrong.clone();
    if found.figures.now.opened == 0 && found.figures.now.closed == 0 {
        return view! {
            <Wrong wrong/>
            <EmptyState
                glyph=Glyph::Chart
                title=texts.signal(|t| t.insight.none_title)
                text=texts.signal(|t| t.insight.none_text)
            />
        }
        .into_any();
    }
    let target = found.figures.targets.satisfaction;
    // where only other queues are asked for nobody looks for faults
    let queue = found.figures.ask.filter.queue;
    let shows_faults = queue.is_none_or(|queue| queue.conversation_type() == ConversationType::Technical)
        || found.figures.technical.faults != [0, 0];
    let results = &found.figures.results;
    let [commercial, financial] = [QueueKey::Commercial, QueueKey::Financial].map(|queue| results.tells_of(queue));
    view! {
        <Wrong wrong/>
        <Jump technical=shows_faults commercial financial/>
        <Tiles figures sparks=found.sparks.clone() again/>
        <PulseTable figures/>
        <RightNow figures health/>
        <div class="dashboard-grid" id=SERVICE>
            {charts::hours(&found)}
            {trend(&found, ask)}
            <QueueFigures figures/>
            {charts::season(&found)}
            <Reasons figures/>
            <PeopleFigures figures unfolded/>
            <LoadPanel picture=found.load.clone() figures/>
            {shows_faults.then(|| view! {
                <FaultPlaces picture=found.faults.clone() figures/>
                <Repairs figures/>
            })}
            <ResultPanels figures/>
            <RetentionPanel figures/>
            <VoicePanels voice=found.figures.voice ask=found.figures.ask target again/>
            <GoalsPanel loaded=goals/>
        </div>
    }
    .into_any()
}
