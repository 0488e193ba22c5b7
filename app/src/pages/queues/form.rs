//! The rules of one queue.

use enlace_domain::{
    opening::FIRST_ANSWER_MINUTES,
    view::{QueueRules, SettingsOutcome},
};
use leptos::{prelude::*, task::spawn_local};

use super::{hours::Hours, summary::summary, week::WeekFields};
use crate::{
    api,
    components::{Button, ButtonKind, Field, Tone, use_toasts},
    error::AppError,
    texts::{QueuesTexts, use_texts},
};

/// The form of a queue, with its hours in one line above it.
#[component]
pub(super) fn QueueForm(rules: QueueRules, may_edit: Signal<bool>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let t = move || QueuesTexts::of(texts.locale());
    let key = rules.key;
    let minutes = RwSignal::new(rules.first_answer_minutes.to_string());
    let escalates = RwSignal::new(rules.escalates);
    let always = RwSignal::new(rules.hours.is_empty());
    let week = WeekFields::new(&rules.hours);
    // as they are kept, whatever is typed
    let kept = RwSignal::new(rules);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let fill = move |now: QueueRules| {
        minutes.try_set(now.first_answer_minutes.to_string());
        escalates.try_set(now.escalates);
        always.try_set(now.hours.is_empty());
        week.fill(&now.hours);
        kept.try_set(now);
    };
    let save = move || {
        if busy.get_untracked() || !may_edit.get_untracked() {
            return;
        }
        problem.set(None);
        let hours = if always.get_untracked() {
            Ok(Vec::new())
        } else {
            week.read()
        };
        let hours = match hours {
            Ok(hours) => hours,
            Err(field) => return problem.set(Some(field.to_owned())),
        };
        let new = QueueRules {
            // no number at all is refused like one that is too small
            first_answer_minutes: minutes.read_untracked().trim().parse().unwrap_or_default(),
            escalates: escalates.get_untracked(),
            hours,
            ..kept.get_untracked()
        };
        busy.set(true);
        spawn_local(async move {
            let result = api::save_queue(new).await;
            busy.try_set(false);
            let t = QueuesTexts::of(texts.now().locale);
            match result {
                Ok(SettingsOutcome::Saved(now)) => {
                    fill(now);
                    toasts.say(Tone::Good, t.saved);
                }
                Ok(SettingsOutcome::Overtaken(now)) => {
                    fill(now);
                    toasts.say(Tone::Warn, t.overtaken);
                }
                Err(AppError::Invalid { field, .. }) => {
                    problem.try_set(Some(field));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let locked = Signal::derive(move || !may_edit.get());
    let name = move || (texts.get().common.queue)(key);
    let minutes_problem = MaybeProp::derive(move || {
        let is_it = problem.read().as_deref() == Some("first_answer_minutes");
        is_it.then(|| (t().minutes_problem)(*FIRST_ANSWER_MINUTES.start(), *FIRST_ANSWER_MINUTES.end()))
    });
    view! {
        <section class="panel" aria-label=name>
            <header class="panel-head">
                <h2>{name}</h2>
                <p>
                    {move || (t().priority)(kept.read().priority.get())}" · "
                    <span class="queue-summary">{move || summary(&kept.read().hours, t())}</span>
                </p>
            </header>
            <form class="form" autocomplete="off" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                <div class="queue-rules">
                    <Field
                        label=Signal::derive(move || t().minutes.to_owned())
                        name=format!("{key}-minutes")
                        r#type="number"
                        min=i64::from(*FIRST_ANSWER_MINUTES.start())
                        max=i64::from(*FIRST_ANSWER_MINUTES.end())
                        value=minutes
                        disabled=locked
                        autocomplete="off"
                        error=minutes_problem
                    />
                    <Choice name=format!("{key}-escalates") label=Signal::derive(move || t().escalates) value=escalates locked/>
                    <Choice name=format!("{key}-always") label=Signal::derive(move || t().always) value=always locked/>
                </div>
                <Show when=move || !always.get()>
                    <Hours queue=key.as_str() week locked problem/>
                </Show>
                <Show when=move || may_edit.get()>
                    <div class="form-foot">
                        <Button kind=ButtonKind::Primary r#type="submit" busy>{texts.say(|t| t.common.save)}</Button>
                    </div>
                </Show>
            </form>
        </section>
    }
    .into_any()
}

/// One yes or no.
#[component]
pub(super) fn Choice(
    name: String,
    label: Signal<&'static str>,
    value: RwSignal<bool>,
    locked: Signal<bool>,
    /// What it is about, for those who do not see where it stands.
    #[prop(optional)]
    about: Option<Signal<&'static str>>,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                name=name
                disabled=move || locked.get()
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>
                {move || label.get()}
                {about.map(|about| view! { <span class="visually-hidden">": "{move || about.get()}</span> })}
            </span>
        </label>
    }
    .into_any()
}
