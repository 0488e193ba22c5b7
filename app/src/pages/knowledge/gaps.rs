//! What the base lacks, and whether automation may answer from it.

use enlace_domain::view::{CannotAnswer, CategoryView, GapQuestion, KnowledgeGaps};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_navigate};

use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Skeleton, Tone, use_toasts},
    error::AppError,
    texts::use_texts,
};

/// The list; loaded when it is looked at.
#[component]
pub(super) fn Gaps(
    categories: Memo<Vec<CategoryView>>,
    /// Reads the list of articles again.
    on_draft: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let loaded = RwSignal::new(None::<Result<KnowledgeGaps, AppError>>);
    let refresh = Callback::new(move |()| {
        spawn_local(async move {
            let found = api::read_gaps().await;
            loaded.try_set(Some(found));
        });
    });
    Effect::new(move |_| refresh.run(()));
    view! {
        <div class="kb-gaps">
            {move || match loaded.get() {
                None => view! { <Skeleton lines=8/> }.into_any(),
                Some(Err(error)) => {
                    view! { <p class="field-note field-error" role="alert">{error.words(texts.get())}</p> }.into_any()
                }
                Some(Ok(gaps)) => view! { <Found gaps categories refresh on_draft/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Found(
    gaps: KnowledgeGaps,
    categories: Memo<Vec<CategoryView>>,
    refresh: Callback<()>,
    on_draft: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let none = gaps.questions.is_empty();
    view! {
        <Answers on=gaps.answers_on cannot=gaps.cannot_answer refresh/>
        <h3>{texts.say(|t| t.knowledge().gap_questions)}</h3>
        {none.then(|| view! { <p class="kb-gap-none">{texts.say(|t| t.knowledge().gap_none)}</p> })}
        <ul>
            {gaps.questions.into_iter().map(|gap| view! { <Question gap categories refresh on_draft/> }).collect_view()}
        </ul>
        {(!gaps.handed_over.is_empty()).then(|| view! {
            <h3>{texts.say(|t| t.knowledge().gap_handed_over)}</h3>
            <ul>
                {gaps.handed_over.into_iter().map(|article| view! {
                    <li class="kb-gap-line">
                        <A href=format!("/knowledge/{}", article.id)>{article.title}</A>
                        <span class="num">{move || (texts.get().knowledge().gap_people)(article.people, article.answered)}</span>
                    </li>
                }).collect_view()}
            </ul>
        })}
        {(!gaps.unused.is_empty()).then(|| view! {
            <h3>{texts.say(|t| t.knowledge().gap_unused)}</h3>
            <ul>
                {gaps.unused.into_iter().map(|article| view! {
                    <li class="kb-gap-line"><A href=format!("/knowledge/{}", article.id)>{article.title}</A></li>
                }).collect_view()}
            </ul>
        })}
    }
    .into_any()
}

/// The switch. Where automation can't answer it may be switched off only, and the words below it say why.
#[component]
fn Answers(on: bool, cannot: Option<CannotAnswer>, refresh: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let can = cannot.is_none();
    let toasts = use_toasts();
    let switch = move |on: bool| {
        spawn_local(async move {
            let result = api::switch_answers(on).await;
            let t = texts.now();
            match result {
                Ok(()) if on => toasts.say(Tone::Good, t.knowledge().answers_on_done),
                Ok(()) => toasts.say(Tone::Neutral, t.knowledge().answers_off_done),
                Err(error) => toasts.say(Tone::Bad, error.words(t)),
            }
            let _ = refresh.try_run(());
        });
    };
    view! {
        <label class="checkbox kb-answers">
            <input
                type="checkbox"
                prop:checked=on
                disabled=!can && !on
                on:change=move |event| switch(event_target_checked(&event))
            />
            <span>
                {texts.say(|t| t.knowledge().answers_switch)}
                <small>{move || {
                    let t = texts.get().knowledge();
                    match &cannot {
                        None => t.answers_hint.to_owned(),
                        Some(CannotAnswer::NoSense) => t.answers_need_sense.to_owned(),
                        Some(CannotAnswer::Unmeasured(embedder)) => (t.answers_unmeasured)(embedder),
                    }
                }}</small>
            </span>
        </label>
    }
    .into_any()
}

#[component]
fn Question(
    gap: GapQuestion,
    categories: Memo<Vec<CategoryView>>,
    refresh: Callback<()>,
    on_draft: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let count = gap.count;
    let asked = StoredValue::new(gap.question.clone());
    let draft = move |_| {
        let first = categories.with_untracked(|categories| categories.first().map(|category| category.key.clone()));
        let (question, navigate) = (asked.get_value(), navigate.clone());
        busy.set(true);
        spawn_local(async move {
            let made = api::draft_of_gap(question, first.unwrap_or_default()).await;
            busy.try_set(false);
            match made {
                Ok(id) => {
                    // neither the gap nor the list is as it was
                    let _ = refresh.try_run(());
                    let _ = on_draft.try_run(());
                    navigate(&format!("/knowledge/{id}?edit"), Default::default());
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let dismiss = move |_| {
        let question = asked.get_value();
        spawn_local(async move {
            if let Err(error) = api::dismiss_gap(question).await {
                toasts.say(Tone::Bad, error.words(texts.now()));
            }
            let _ = refresh.try_run(());
        });
    };
    view! {
        <li class="kb-gap">
            <p>{gap.question}</p>
            {gap.near.map(|near| view! {
                <p class="kb-gap-near">
                    {texts.say(|t| t.knowledge().gap_near)} " " <A href=format!("/knowledge/{}", near.id)>{near.title}</A>
                </p>
            })}
            <span class="kb-gap-foot">
                <span class="num">{move || (texts.get().knowledge().gap_times)(count)}</span>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Close icon_only=true on:click=dismiss>
                    {texts.say(|t| t.knowledge().gap_dismiss)}
                </Button>
                <Button glyph=Glyph::Edit busy on:click=draft>{texts.say(|t| t.knowledge().gap_draft)}</Button>
            </span>
        </li>
    }
    .into_any()
}
