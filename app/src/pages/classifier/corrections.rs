//! Conversations that people moved: is the classifier to learn it?

use enlace_domain::view::CorrectionView;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use super::page::use_words;
use crate::{
    api,
    components::{Button, ButtonKind, EmptyState, Glyph, Tab, Tabs, Tone, use_toasts},
    now::use_clock,
    texts::{ClassifierTexts, use_texts},
};

/// The tab of those to decide.
const OPEN: &str = "corrections-open";
/// The tab of those decided.
const JUDGED: &str = "corrections-judged";

/// Both lists, one at a time.
#[component]
pub(super) fn Corrections(
    open: Vec<CorrectionView>,
    judged: Vec<CorrectionView>,
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let selected = RwSignal::new(OPEN);
    let waiting = open.len();
    let tabs = vec![
        Tab::new(OPEN, Signal::derive(move || words.get().open.to_owned())).counting(Signal::stored(waiting)),
        Tab::new(JUDGED, Signal::derive(move || words.get().judged.to_owned())),
    ];
    let (open, judged) = (StoredValue::new(open), StoredValue::new(judged));
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{move || words.get().views}</h2></header>
            <Tabs label=Signal::derive(move || words.get().views.to_owned()) tabs selected/>
            <Show
                when=move || selected.get() == OPEN
                fallback=move || view! { <List id="corrections-judged-panel" rows=judged.get_value() again/> }
            >
                <List id="corrections-open-panel" rows=open.get_value() again/>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn List(id: &'static str, rows: Vec<CorrectionView>, again: Callback<()>) -> impl IntoView {
    let words = use_words();
    let empty = rows.is_empty();
    let open = id.contains("open");
    view! {
        <div role="tabpanel" id=id>
            {match (empty, open) {
                (true, true) => view! {
                    <EmptyState
                        glyph=Glyph::Check
                        title=Signal::derive(move || words.get().none_open_title.to_owned())
                        text=Signal::derive(move || words.get().none_open_text.to_owned())
                    />
                }.into_any(),
                (true, false) => view! { <p class="classifier-none">{move || words.get().none_judged}</p> }.into_any(),
                (false, _) => view! {
                    <ul class="classifier-corrections">
                        {rows.into_iter().map(|row| view! { <Correction row again/> }).collect_view()}
                    </ul>
                }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Correction(row: CorrectionView, again: Callback<()>) -> impl IntoView {
    let (texts, words, clock, toasts) = (use_texts(), use_words(), use_clock(), use_toasts());
    let CorrectionView {
        message,
        conversation,
        protocol,
        text,
        from,
        to,
        by,
        at,
        accepted,
    } = row;
    let busy = RwSignal::new(false);
    let judge = move |learn: bool| {
        busy.set(true);
        spawn_local(async move {
            let result = api::judge_correction(message, learn).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    let words = ClassifierTexts::of(texts.now().locale);
                    toasts.say(
                        Tone::Good,
                        if learn {
                            words.accepted_toast
                        } else {
                            words.rejected_toast
                        },
                    );
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
            let _ = again.try_run(());
        });
    };
    view! {
        <li class="classifier-correction">
            <div>
                <q>{text}</q>
                <p>
                    <strong>
                        {move || {
                            let queue = texts.get().common.queue;
                            (words.get().from_to)(queue(from), queue(to))
                        }}
                    </strong>
                    <small>
                        {move || (words.get().moved)(&by.name, &texts.get().format().moment(at, clock.now(), clock.zone()))}
                        " · "
                        <A href=format!("/conversations/{conversation}") attr:title=protocol.to_string()>
                            {move || words.get().see}
                        </A>
                    </small>
                </p>
            </div>
            <div class="classifier-deeds">
                {accepted.map(|accepted| view! {
                    <span class="classifier-judged">
                        {move || if accepted { words.get().accepted } else { words.get().rejected }}
                    </span>
                })}
                {(accepted != Some(true)).then(|| view! {
                    <Button busy on:click=move |_| judge(true)>{move || words.get().accept}</Button>
                })}
                {(accepted != Some(false)).then(|| view! {
                    <Button kind=ButtonKind::Ghost busy on:click=move |_| judge(false)>{move || words.get().reject}</Button>
                })}
            </div>
        </li>
    }
    .into_any()
}
