//! Loads the view and lays out its parts.

use enlace_domain::view::{ClassifierView, ReadingWeek};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::components::A;

use super::{corrections::Corrections, versions::Versions, weeks::Weeks};
use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Skeleton, Tone, use_toasts},
    pages::load_error::LoadError,
    texts::{ClassifierTexts, DriftTexts, use_texts},
};

/// The page's own words, in the reader's language.
pub(super) fn use_words() -> Signal<&'static ClassifierTexts> {
    let texts = use_texts();
    Signal::derive(move || ClassifierTexts::of(texts.get().locale))
}

/// `/classifier`.
#[component]
pub fn ClassifierPage() -> impl IntoView {
    let words = use_words();
    let loaded = Resource::new_blocking(|| (), |()| api::classifier());
    let again = Callback::new(move |()| loaded.refetch());
    view! {
        <Title text=move || words.get().title/>
        <div class="classifier">
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
fn Loaded(view: ClassifierView, again: Callback<()>) -> impl IntoView {
    let ClassifierView {
        open,
        judged,
        fresh,
        versions,
        bundled_in_use,
        training,
        drift,
    } = view;
    let tiles = (drift.stability, drift.latest.clone(), fresh, open.len());
    view! {
        <Head training again/>
        <Tiles tiles/>
        <Corrections open judged again/>
        <Versions versions bundled_in_use again/>
        <Weeks drift/>
    }
    .into_any()
}

/// What the page is about, and the way to train now.
#[component]
fn Head(training: bool, again: Callback<()>) -> impl IntoView {
    let (texts, words, toasts) = (use_texts(), use_words(), use_toasts());
    let busy = RwSignal::new(false);
    let retrain = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::retrain_classifier().await;
            busy.try_set(false);
            match result {
                Ok(()) => toasts.say(Tone::Good, ClassifierTexts::of(texts.now().locale).retraining),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
            let _ = again.try_run(());
        });
    };
    view! {
        <header class="classifier-head">
            <div>
                <A href="/operations" attr:class="classifier-back">{move || words.get().operations}</A>
                <h2>{move || words.get().title}</h2>
                <p>{move || words.get().lead}</p>
                {training.then(|| view! { <p role="status"><strong>{move || words.get().training}</strong></p> })}
            </div>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Retry on:click=move |_| again.run(())>
                {move || words.get().refresh}
            </Button>
            <Button busy disabled=training on:click=retrain>{move || words.get().retrain}</Button>
        </header>
    }
    .into_any()
}

/// The index of the drift, the last week, accepted corrections not learnt, and those to decide.
#[component]
fn Tiles(tiles: (Option<f64>, ReadingWeek, i64, usize)) -> impl IntoView {
    let (texts, words) = (use_texts(), use_words());
    let (stability, latest, fresh, open) = tiles;
    let share = (latest.messages > 0).then(|| ratio(latest.asked, latest.messages));
    let confidence = (latest.messages > 0).then_some(latest.confidence);
    let percent = move |share: Option<f64>| match share {
        Some(share) => texts.get().format().percent(share),
        None => words.get().none.to_owned(),
    };
    let count = move |n: i64| texts.get().format().count(n);
    view! {
        <ul class="tiles classifier-tiles">
            <li class="tile">
                <span class="tile-name">{move || words.get().open}</span>
                <b class="tile-value">{move || count(i64::try_from(open).unwrap_or(i64::MAX))}</b>
            </li>
            <li class="tile">
                <span class="tile-name">{move || words.get().fresh}</span>
                <b class="tile-value">{move || count(fresh)}</b>
            </li>
            <li class="tile">
                <span class="tile-name">{move || words.get().asked}</span>
                <b class="tile-value">{move || percent(share)}</b>
                <span class="tile-foot"><small>{move || words.get().last_days}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{move || words.get().confidence}</span>
                <b class="tile-value">{move || percent(confidence)}</b>
                <span class="tile-foot"><small>{move || words.get().last_days}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{move || words.get().drift}</span>
                <b class="tile-value">
                    {move || match stability {
                        Some(index) => texts.get().format().thousandths(index),
                        None => words.get().none.to_owned(),
                    }}
                </b>
                <span class="tile-foot">
                    <small>
                        {move || match stability {
                            Some(index) => (DriftTexts::of(texts.get().locale).is)(index),
                            None => words.get().drift_none,
                        }}
                    </small>
                </span>
            </li>
        </ul>
    }
    .into_any()
}

/// A part of a whole that is not nothing.
pub(super) fn ratio(part: u64, whole: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of messages")]
    let ratio = part as f64 / whole.max(1) as f64;
    ratio
}
