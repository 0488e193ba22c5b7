//! One case: why and whom it is about; who does it, what is offered, until when, for managers; and what became of it.

use enlace_domain::{
    churn::{ChurnOffer, ChurnOutcome},
    view::{ChurnCaseChange, ChurnCaseView, PersonRef},
};
use leptos::{prelude::*, task::spawn_local};
use time::{Date, Month};

use super::reasons::Reasons;
use crate::{
    api,
    components::{Button, ButtonKind, ButtonLink, Dialog, Field, Glyph, Select, SelectOption, Tone, use_toasts},
    error::AppError,
    texts::{ChurnCaseTexts, use_texts},
};

/// The drawer; open while a case is chosen.
#[component]
pub(super) fn CaseDialog(
    chosen: RwSignal<Option<ChurnCaseView>>,
    /// To whom cases may be given; `None`: whoever looks may only say what became of it.
    people: Option<Vec<PersonRef>>,
    again: Callback<()>,
) -> impl IntoView {
    let (texts, toasts) = (use_texts(), use_toasts());
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let (owner, offer, due) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let (outcome, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wrong_day, wrong_note) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    Effect::new(move |_| {
        if let Some(case) = chosen.get() {
            owner.set(case.owner.map(|owner| owner.id.to_string()).unwrap_or_default());
            offer.set(case.offer.as_str().to_owned());
            due.set(case.due_on.to_string());
            outcome.set(ChurnOutcome::Accepted.as_str().to_owned());
            note.set(String::new());
            wrong_day.set(None);
            wrong_note.set(None);
            open.set(true);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            chosen.set(None);
        }
        is_open
    });
    let done = move |result: Result<(), AppError>, words: &'static str| {
        busy.try_set(false);
        match result {
            Ok(()) => {
                open.try_set(false);
                toasts.say(Tone::Good, words);
                let _ = again.try_run(());
            }
            Err(error) if error.about("note").is_some() => {
                wrong_note.try_set(Some(error.words(texts.now())));
            }
            Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
        }
    };
    let save = move || {
        let Some(id) = chosen.with_untracked(|case| case.as_ref().map(|case| case.id)) else {
            return;
        };
        let Some(due_on) = day(&due.get_untracked()) else {
            wrong_day.set(Some(texts.now().churn().wrong_day.to_owned()));
            return;
        };
        let change = ChurnCaseChange {
            owner: owner.get_untracked().parse().ok(),
            offer: offer.get_untracked().parse().unwrap_or(ChurnOffer::CourtesyCall),
            due_on,
        };
        busy.set(true);
        spawn_local(async move { done(api::change_churn_case(id, change).await, texts.now().churn().saved) });
    };
    let close = move || {
        let Some(id) = chosen.with_untracked(|case| case.as_ref().map(|case| case.id)) else {
            return;
        };
        let Ok(what) = outcome.get_untracked().parse() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let result = api::close_churn_case(id, what, note.get_untracked()).await;
            done(result, texts.now().churn().case_closed);
        });
    };
    let offers = Signal::derive(move || {
        let name = texts.get().churn().offer_name;
        ChurnOffer::ALL
            .iter()
            .map(|offer| SelectOption::new(offer.as_str(), name(*offer)))
            .collect::<Vec<_>>()
    });
    let outcomes = Signal::derive(move || {
        let name = texts.get().churn().outcome_name;
        ChurnOutcome::ALL
            .iter()
            .map(|outcome| SelectOption::new(outcome.as_str(), name(*outcome)))
            .collect::<Vec<_>>()
    });
    let change = people.map(|people| {
        let people_options = Signal::derive(move || {
            let nobody = SelectOption::new("", texts.get().churn().nobody);
            let everybody = people
                .iter()
                .map(|person| SelectOption::new(person.id.to_string(), person.name.clone()));
            std::iter::once(nobody).chain(everybody).collect::<Vec<_>>()
        });
        view! {
            <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
                <Select label=texts.signal(|t| t.churn().owner) name="churn-owner" options=people_options value=owner/>
                <Select label=texts.signal(|t| t.churn().offer) name="churn-offer" options=offers value=offer/>
                <Field label=texts.signal(|t| t.churn().due) name="churn-due" r#type="date" value=due error=wrong_day/>
                <Button kind=ButtonKind::Primary r#type="submit" glyph=Glyph::Save busy>
                    {texts.say(|t| t.churn().save)}
                </Button>
            </form>
        }
        .into_any()
    });
    let title = Signal::derive(move || chosen.get().map(|case| case.name).unwrap_or_default());
    view! {
        <Dialog open title id="churn-case" drawer=true>
            {move || chosen.get().map(|case| view! { <About case/> })}
            {change}
            <form class="form churn-close" on:submit=move |event| { event.prevent_default(); close(); }>
                <Select label=texts.signal(|t| t.churn().outcome) name="churn-outcome" options=outcomes value=outcome/>
                <Field
                    label=texts.signal(|t| t.churn().note)
                    name="churn-note"
                    value=note
                    hint=texts.signal(|t| t.churn().note_hint)
                    error=wrong_note
                />
                <Button r#type="submit" glyph=Glyph::Check busy>{texts.say(|t| t.churn().close)}</Button>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What whoever works on it has to know, and the way to the customer.
#[component]
fn About(case: ChurnCaseView) -> impl IntoView {
    let texts = use_texts();
    let t = move || ChurnCaseTexts::of(texts.locale());
    let (called, read) = (format!("tel:{}", case.phone.as_str()), case.phone.for_people());
    view! {
        <div class="churn-about">
            <h3>{texts.say(|t| t.churn().why)}</h3>
            <Reasons reasons=case.reasons plan_speed=case.plan_speed/>
            <p>{move || t().call} ": " <a class="num" href=called>{read}</a></p>
            {case.conversation.map(|id| view! {
                <ButtonLink href=format!("/conversations/{id}") glyph=Glyph::Conversation>
                    {move || t().conversation}
                </ButtonLink>
            })}
        </div>
    }
    .into_any()
}

/// A day as a browser's date field has it: `2026-11-28`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse::<u8>().ok()?;
    let day = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day)
        .ok()
        .filter(|_| parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_the_browser_is_a_day() {
        let read = day("2026-11-28").unwrap();
        assert_eq!(read.to_string(), "2026-11-28");
        assert_eq!((day(""), day("2026-13-01"), day("2026-02-30")), (None, None, None));
    }
}
