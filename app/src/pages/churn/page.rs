//! Loads the view and lays out its parts.

use enlace_domain::view::{ChurnAsk, ChurnCaseView, ChurnOwner, ChurnView, ChurnWhole};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use time::OffsetDateTime;

use super::{
    address::{asked, in_address},
    case::CaseDialog,
    cases::{Cases, tab_id, with_tab},
    jump::{CASES, Jump},
    model::ModelCard,
    tiles::Tiles,
    worth::Worth,
};
use crate::{
    api::{self, ChurnPictures},
    components::{Button, ButtonKind, EmptyState, Glyph, Skeleton, Tone, use_toasts},
    now::use_clock,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/churn`.
#[component]
pub fn ChurnPage() -> impl IntoView {
    let texts = use_texts();
    let asked = asked();
    let loaded = Resource::new_blocking(move || (asked.get(), texts.locale()), |(asked, _)| api::churn(asked));
    let again = Callback::new(move |()| loaded.refetch());
    let bound = Bound {
        tab: in_address(asked, tab_id, with_tab),
        owner: in_address::<String>(
            asked,
            |ask| ask.owner.name(),
            |ask, name| ChurnAsk {
                owner: ChurnOwner::read(name),
                page: 1,
                ..ask
            },
        ),
    };
    view! {
        <Title text=texts.say(|t| t.churn().title)/>
        <div class="churn">
            <Transition fallback=|| view! { <Skeleton lines=12/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(found) => view! { <Loaded found again bound/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// What is chosen on the page and stands in its address.
#[derive(Clone, Copy)]
struct Bound {
    /// The tab's id.
    tab: RwSignal<&'static str>,
    /// Whose cases, by their name in the address.
    owner: RwSignal<String>,
}

#[component]
fn Loaded(found: ChurnPictures, again: Callback<()>, bound: Bound) -> impl IntoView {
    let chosen = RwSignal::new(None::<ChurnCaseView>);
    let ChurnPictures { view, calibration } = found;
    let shown = StoredValue::new(view.clone());
    match view.whole {
        Some(whole) => view! { <Whole view=shown whole calibration chosen again bound/> }.into_any(),
        None => view! {
            <OwnHead again/>
            <Cases view=shown chosen tab=bound.tab owner=bound.owner/>
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
    calibration: String,
    chosen: RwSignal<Option<ChurnCaseView>>,
    again: Callback<()>,
    bound: Bound,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Head at=whole.scored_at again/>
        {whole.model.is_some().then(|| view! { <Jump/> })}
        <Tiles whole=whole.clone()/>
        {match whole.model {
            None => view! {
                <EmptyState
                    glyph=Glyph::Keep
                    title=texts.signal(|t| t.churn().no_model_title)
                    text=texts.signal(|t| t.churn().no_model_text)
                />
            }
            .into_any(),
            Some(model) => view! {
                <section class="churn-part" id=CASES aria-label=texts.say(|t| t.churn().views)>
                    <Cases view chosen tab=bound.tab owner=bound.owner/>
                </section>
                <div class="churn-grid">
                    <ModelCard model calibration/>
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
            <p>{texts.say(|t| t.churn().lead_own)}</p>
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
            {texts.say(|t| t.churn().refresh)}
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
                Ok(()) => toasts.say(Tone::Good, texts.now().churn().reviewing),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let scored =
        move || at.map(|at| (texts.get().churn().scored)(&texts.get().format().moment(at, clock.now(), clock.zone())));
    view! {
        <header class="churn-head">
            <p>{texts.say(|t| t.churn().lead)} " " <small>{scored}</small></p>
            <Refresh again/>
            <Button busy on:click=review>{texts.say(|t| t.churn().review)}</Button>
        </header>
    }
    .into_any()
}
