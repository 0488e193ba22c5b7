//! The holidays: a list, and what adds to it.

use enlace_domain::holidays::{HOLIDAY_NAME, Holiday};
use leptos::{prelude::*, task::spawn_local};
use time::{Date, macros::format_description};

use crate::{
    api,
    components::{Button, ButtonKind, Field, Glyph, Tone, use_toasts},
    error::AppError,
    texts::{QueuesTexts, use_texts},
};

/// What is done to the list.
enum Deed {
    Add(Holiday),
    AddNational(i32),
    Remove(Date),
}

/// The holidays that are shown, and for administrators what changes them.
#[component]
pub(super) fn Holidays(holidays: Vec<Holiday>, year: i32, may_edit: Signal<bool>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let t = move || QueuesTexts::of(texts.locale());
    let all = RwSignal::new(holidays);
    let day = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let act = move |deed: Deed| {
        if busy.get_untracked() || !may_edit.get_untracked() {
            return;
        }
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            let adds = matches!(deed, Deed::Add(_));
            let result = match deed {
                Deed::Add(holiday) => api::add_holiday(holiday).await,
                Deed::AddNational(year) => api::add_national_holidays(year).await,
                Deed::Remove(day) => api::remove_holiday(day).await,
            };
            busy.try_set(false);
            match result {
                Ok(now) => {
                    all.try_set(now);
                    if adds {
                        day.try_set(String::new());
                        name.try_set(String::new());
                    }
                    toasts.say(Tone::Good, QueuesTexts::of(texts.now().locale).saved);
                }
                Err(AppError::Invalid { field, .. }) if adds => {
                    problem.try_set(Some(field));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let add = move || match Date::parse(&day.read_untracked(), format_description!("[year]-[month]-[day]")) {
        Ok(day) => act(Deed::Add(Holiday {
            day,
            name: name.get_untracked(),
        })),
        Err(_) => problem.set(Some("day".to_owned())),
    };
    let about = move |field: &'static str, words: fn(&QueuesTexts) -> String| {
        MaybeProp::derive(move || (problem.read().as_deref() == Some(field)).then(|| words(t())))
    };
    let is_empty = Memo::new(move |_| all.read().is_empty());
    let national = move |year: i32| {
        view! {
            <Button glyph=Glyph::Plus busy on:click=move |_| act(Deed::AddNational(year))>
                {move || (t().national)(year)}
            </Button>
        }
    };
    view! {
        <section class="panel" aria-label=move || t().holidays>
            <header class="panel-head"><h2>{move || t().holidays}</h2><p>{move || t().holidays_note}</p></header>
            <Show when=move || is_empty.get()>
                <p class="goals-note">{move || t().no_holidays}</p>
            </Show>
            <ul class="queue-holidays">
                <For each=move || all.get() key=|holiday| (holiday.day, holiday.name.clone()) let:holiday>
                    <Row holiday may_edit on_remove=Callback::new(move |day| act(Deed::Remove(day)))/>
                </For>
            </ul>
            <Show when=move || may_edit.get()>
                <form class="queue-rules" autocomplete="off" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                    <Field
                        label=Signal::derive(move || t().day.to_owned())
                        name="holiday-day"
                        r#type="date"
                        value=day
                        error=about("day", |t| t.day_problem.to_owned())
                    />
                    <Field
                        label=Signal::derive(move || t().name.to_owned())
                        name="holiday-name"
                        value=name
                        autocomplete="off"
                        error=about("name", |t| (t.name_problem)(*HOLIDAY_NAME.start(), *HOLIDAY_NAME.end()))
                    />
                    <Button r#type="submit" busy>{move || t().add}</Button>
                </form>
                <div class="queue-national">{[year, year + 1].map(national).collect_view()}</div>
            </Show>
        </section>
    }
    .into_any()
}

/// One holiday.
#[component]
fn Row(holiday: Holiday, may_edit: Signal<bool>, on_remove: Callback<Date>) -> impl IntoView {
    let texts = use_texts();
    let t = move || QueuesTexts::of(texts.locale());
    let day = holiday.day;
    let weekday = i16::from(day.weekday().number_from_monday());
    let name = StoredValue::new(holiday.name);
    view! {
        <li>
            <span class="num">
                {move || format!("{}, {}", (t().short_weekday)(weekday), texts.get().format().date(day, true))}
            </span>
            <span>{name.get_value()}</span>
            <Show when=move || may_edit.get()>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Close icon_only=true on:click=move |_| on_remove.run(day)>
                    {move || (t().remove)(&name.read_value())}
                </Button>
            </Show>
        </li>
    }
    .into_any()
}
