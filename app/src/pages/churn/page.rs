//! Loads the view and lays out its parts.

use enlace_domain::view::{ChurnCaseView, ChurnView, ChurnWhole};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use time::OffsetDateTime;

use super::{case::CaseDialog, cases::Cases, model::ModelCard, worth::Worth};
use crate::{
    api,
    components::{Button, ButtonKind, EmptyState, Glyph, Skeleton, Tone, use_toasts},
    now::use_clock,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/churn`.
#[component]
pub fn ChurnPage() -> impl IntoView {
    let texts = use_texts();
    let loaded = Resource::new_blocking(|| (), |()| api::churn());
    let again = Callback::new(move |()| loaded.refetch());
    view! {
        <Title text=texts.say(|t| t.churn.title)/>
        <div class="churn">
            <Transition fallback=|| view! { <Skeleton lines=12/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(view) => view! { <Loaded view again/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Loaded(view: ChurnView, again: Callback<()>) -> impl IntoView {
    let chosen = RwSignal::new(None::<ChurnCaseView>);
    let shown = StoredValue::new(view.clone());
    match view.whole {
        Some(whole) => view! { <Whole view=shown whole chosen again/> }.into_any(),
        None => view! {
            <OwnHead again/>
            <Cases view=shown chosen/>
            <CaseDialog chosen people=None again/>
        }
        .into_any(),
    }
}

/// What managers see: everybody.
#[component]
fn Whole(
    view: StoredValue<ChurnView>,
    whole: ChurnWhole,
    chosen: RwSignal<Option<ChurnCaseView>>,
    again: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Head at=whole.scored_at again/>
        <Tiles whole=whole.clone()/>
        {match whole.model {
            None => view! {
                <EmptyState
                    glyph=Glyph::Keep
                    title=texts.signal(|t| t.churn.no_model_title)
                    text=texts.signal(|t| t.churn.no_model_text)
                />
            }
            .into_any(),
            Some(model) => view! {
                <Cases view chosen/>
                <div class="churn-grid">
                    <ModelCard model/>
                    <Worth treated=whole.treated untreated=whole.untreated/>
                </div>
            }
            .into_any(),
        }}
        <CaseDialog chosen people=Some(whole.people) again/>
    }
    .into_any()
}

/// What the page is about for whoever sees their own cases.
#[component]
fn OwnHead(again: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <header class="churn-head">
            <p>{texts.say(|t| t.churn.lead_own)}</p>
            <Refresh again/>
        </header>
    }
    .into_any()
}

#[component]
fn Refresh(again: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Button kind=ButtonKind::Ghost glyph=Glyph::Retry on:click=move |_| again.run(())>
            {texts.say(|t| t.churn.refresh)}
        </Button>
    }
    .into_any()
}

/// What the page is about, when everybody was judged, and the way to do it now.
#[component]
fn Head(at: Option<OffsetDateTime>, again: Callback<()>) -> impl IntoView {
    let (texts, clock, toasts) = (use_texts(), use_clock(), use_toasts());
    let busy = RwSignal::new(false);
    let review = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::review_churn().await;
            busy.try_set(false);
            match result {
                Ok(()) => toasts.say(Tone::Good, texts.now().churn.reviewing),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let scored =
        move || at.map(|at| (texts.get().churn.scored)(&texts.get().format().moment(at, clock.now(), clock.zone())));
    view! {
        <header class="churn-head">
            <p>{texts.say(|t| t.churn.lead)} " " <small>{scored}</small></p>
            <Refresh again/>
            <Button busy on:click=review>{texts.say(|t| t.churn.review)}</Button>
        </header>
    }
    .into_any()
}

#[component]
fn Tiles(whole: ChurnWhole) -> impl IntoView {
    let texts = use_texts();
    let count = move |n: i64| texts.get().format().count(n);
    let (customers, at_risk, watched, held_out) = (whole.customers, whole.at_risk, whole.watched, whole.held_out);
    let auc = whole.model.map(|model| model.auc);
    view! {
        <ul class="tiles churn-tiles">
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn.customers)}</span>
                <b class="tile-value">{move || count(customers)}</b>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn.at_risk)}</span>
                <b class="tile-value">{move || count(at_risk)}</b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn.at_risk_note)}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn.watched)}</span>
                <b class="tile-value">{move || count(watched)}</b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn.watched_note)}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn.held_out)}</span>
                <b class="tile-value">{move || count(held_out)}</b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn.held_out_note)}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn.auc)}</span>
                <b class="tile-value">
                    {move || auc.map_or_else(|| texts.get().churn.none.to_owned(), |auc| texts.get().format().thousandths(auc))}
                </b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn.auc_note)}</small></span>
            </li>
        </ul>
    }
    .into_any()
}
