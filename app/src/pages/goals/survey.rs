//! Whether subscribers are asked how it was, how often, and in which words.

use enlace_domain::{
    survey::PAUSE_DAYS,
    view::{SettingsOutcome, SurveyForm, SurveySettings},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Button, ButtonKind, Field, Glyph, Icon, Tone, use_toasts},
    error::AppError,
    texts::{GoalTexts, use_texts},
};

/// The form of the survey.
#[component]
pub(super) fn Survey(form: SurveyForm, may_set: Signal<bool>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let t = move || GoalTexts::of(texts.locale());
    let is_on = RwSignal::new(form.settings.is_on);
    let recommending = RwSignal::new(form.settings.recommending);
    let pause_days = RwSignal::new(form.settings.pause_days.to_string());
    let revision = StoredValue::new(form.settings.revision);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let fill = move |now: SurveySettings| {
        is_on.try_set(now.is_on);
        recommending.try_set(now.recommending);
        pause_days.try_set(now.pause_days.to_string());
        revision.set_value(now.revision);
    };
    let save = move || {
        if busy.get_untracked() || !may_set.get_untracked() {
            return;
        }
        problem.set(None);
        let new = SurveySettings {
            is_on: is_on.get_untracked(),
            recommending: recommending.get_untracked(),
            // no number at all is refused like one that is too small
            pause_days: pause_days.read_untracked().trim().parse().unwrap_or_default(),
            revision: revision.get_value(),
        };
        busy.set(true);
        spawn_local(async move {
            let result = api::save_survey(new).await;
            busy.try_set(false);
            let t = GoalTexts::of(texts.now().locale);
            match result {
                Ok(SettingsOutcome::Saved(now)) => {
                    fill(now);
                    toasts.say(Tone::Good, t.saved);
                }
                Ok(SettingsOutcome::Overtaken(now)) => {
                    fill(now);
                    toasts.say(Tone::Warn, t.overtaken);
                }
                Err(error) if error.about("pause_days").is_some() => {
                    problem.try_set(Some(error));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let pause_problem = MaybeProp::derive(move || {
        problem
            .read()
            .as_ref()
            .map(|_| (t().pause_problem)(*PAUSE_DAYS.start(), *PAUSE_DAYS.end()))
    });
    let without = form.without_template.clone();
    let without = (!without.is_empty()).then(|| {
        let names = without.join(", ");
        view! {
            <p class="goals-note">
                <Icon glyph=Glyph::Info small=true/>
                <span>{move || (t().without_template)(&names)}" "<a href="/templates">{move || t().choose_template}</a></span>
            </p>
        }
    });
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{move || t().survey}</h2><p>{move || t().survey_note}</p></header>
            <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
                <label class="checkbox">
                    <input
                        type="checkbox"
                        name="survey-on"
                        disabled=move || !may_set.get()
                        prop:checked=is_on
                        on:change=move |event| is_on.set(event_target_checked(&event))
                    />
                    <span>{move || t().survey_switch}</span>
                </label>
                <label class="checkbox">
                    <input
                        type="checkbox"
                        name="survey-recommending"
                        disabled=move || !may_set.get()
                        prop:checked=recommending
                        on:change=move |event| recommending.set(event_target_checked(&event))
                    />
                    <span>{move || t().recommending_switch}</span>
                </label>
                <Field
                    label=Signal::derive(move || t().pause.to_owned())
                    name="survey-pause"
                    r#type="number"
                    min=i64::from(*PAUSE_DAYS.start())
                    max=i64::from(*PAUSE_DAYS.end())
                    value=pause_days
                    disabled=Signal::derive(move || !may_set.get())
                    hint=MaybeProp::derive(move || Some(t().pause_hint.to_owned()))
                    error=pause_problem
                />
                <Show when=move || may_set.get()>
                    <div class="form-foot">
                        <Button kind=ButtonKind::Primary r#type="submit" busy>{texts.say(|t| t.common.save)}</Button>
                    </div>
                </Show>
            </form>
            {without}
            <Said form/>
        </section>
    }
    .into_any()
}

/// What subscribers read.
#[component]
fn Said(form: SurveyForm) -> impl IntoView {
    let texts = use_texts();
    let t = move || GoalTexts::of(texts.locale());
    view! {
        <section class="goals-said" aria-label=move || t().said>
            <h3>{move || t().said}</h3>
            <blockquote>
                <p>{form.question}</p>
                <ol>{form.choices.into_iter().map(|choice| view! { <li>{choice}</li> }).collect_view()}</ol>
            </blockquote>
            <h3>{move || t().said_thanks}</h3>
            <blockquote><p>{form.thanks}</p></blockquote>
            <h3>{move || t().said_recommending}</h3>
            <blockquote><p>{form.recommending}</p></blockquote>
        </section>
    }
    .into_any()
}
