//! What came of a conversation: asked for when it is closed, put right afterwards.

use enlace_domain::{Outcome, OutcomeAmount, OutcomeKind, view::OutcomeView};
use leptos::{prelude::*, task::spawn_local};

use super::{
    actions::allowed,
    open::{Opened, reload},
};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Glyph, Tone, use_toasts},
    now::use_clock,
    pages::{me::use_me, written::number},
    texts::{OutcomeTexts, use_texts},
};

/// Asks what came of it, and closes it; of one that is closed, puts right what was said.
#[component]
pub(super) fn OutcomeDialog(opened: Opened) -> impl IntoView {
    let (texts, toasts) = (use_texts(), use_toasts());
    let t = move || OutcomeTexts::of(texts.locale());
    let (open, busy) = (opened.actions.telling, opened.actions.busy);
    let chosen = RwSignal::new(None::<OutcomeKind>);
    let amount = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let is_open = Memo::new(move |_| opened.card.read().status.is_open());
    let kinds = Memo::new(move |_| opened.card.read().queue.map_or(&[] as &[OutcomeKind], OutcomeKind::of));
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        let said = opened
            .around
            .with_untracked(|around| around.outcome.as_ref().and_then(|said| said.outcome))
            .filter(|said| kinds.get_untracked().contains(&said.kind));
        chosen.set(said.map(|said| said.kind));
        amount.set(said.and_then(|said| said.cents).map(reais).unwrap_or_default());
        tried.set(false);
    });
    let has_amount = Memo::new(move |_| chosen.get().filter(|kind| kind.amount() != OutcomeAmount::None));
    let error = Signal::derive(move || {
        let kind = chosen.get()?;
        (tried.get() && told(Some(kind), &amount.read()).is_err()).then(|| (t().amount_wrong)(kind.amount()).to_owned())
    });
    let send = move || {
        tried.set(true);
        let Ok(outcome) = told(chosen.get_untracked(), &amount.read_untracked()) else {
            return;
        };
        if is_open.get_untracked() {
            opened.actions.close_with.run(outcome);
            return;
        }
        if busy.try_update(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let result = api::correct_outcome(opened.id, outcome).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    open.try_set(false);
                    toasts.say(Tone::Good, t().saved);
                    reload(opened);
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let choice = move |kind: Option<OutcomeKind>| {
        view! {
            <label class="checkbox">
                <input
                    type="radio"
                    name="outcome"
                    value=kind.map_or("", OutcomeKind::as_str)
                    autofocus=kind.is_none()
                    prop:checked=move || chosen.get() == kind
                    on:change=move |_| chosen.set(kind)
                />
                <span>{move || kind.map_or(t().nothing, t().kind)}</span>
            </label>
        }
    };
    view! {
        <Dialog
            open
            title=Signal::derive(move || if is_open.get() { t().closing } else { t().correcting }.to_owned())
            id="outcome"
        >
            <form
                class="place-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <fieldset class="outcome-choices">
                    <legend>{move || t().question}</legend>
                    {choice(None)}
                    {move || kinds.get().iter().map(|kind| choice(Some(*kind))).collect_view()}
                </fieldset>
                {move || has_amount.get().map(|kind| view! {
                    <Field
                        label=Signal::derive(move || (t().amount)(kind).to_owned())
                        name="outcome-amount"
                        value=amount
                        placeholder="99,90"
                        error
                    />
                })}
                <Button kind=ButtonKind::Primary r#type="submit" glyph=Glyph::Check busy>
                    {move || if is_open.get() { t().close } else { t().save }}
                </Button>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What was said, in the pane, and the way to put it right.
#[component]
pub(super) fn Told(opened: Opened, outcome: Option<OutcomeView>) -> impl IntoView {
    let (texts, clock, me) = (use_texts(), use_clock(), use_me());
    let t = move || OutcomeTexts::of(texts.locale());
    let may = Memo::new(move |_| {
        let card = opened.card.read();
        let known = card.queue.is_some_and(|queue| !OutcomeKind::of(queue).is_empty());
        known && allowed(&card, me).tell
    });
    let is_told = outcome.is_some();
    let what = outcome.as_ref().and_then(|said| said.outcome);
    let who = outcome.map(|said| (said.by, said.at));
    let by = move || {
        let (by, at) = who.as_ref()?;
        let when = texts.get().format().moment(*at, clock.now(), clock.zone());
        Some((t().by)(by, &when))
    };
    view! {
        <Show when=move || is_told || may.get()>
            <section class="told">
                <h3>{move || t().title}</h3>
                <p>{move || what.map_or_else(|| t().none_told.to_owned(), |what| t().say(what))}</p>
                <small>{by.clone()}</small>
                <Show when=move || may.get()>
                    <Button glyph=Glyph::Edit on:click=move |_| opened.actions.telling.set(true)>
                        {move || if is_told { t().correct } else { t().tell }}
                    </Button>
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

/// The outcome that is chosen with what is written beside it; an error where no such amount can be.
fn told(kind: Option<OutcomeKind>, amount: &str) -> Result<Option<Outcome>, ()> {
    let Some(kind) = kind else { return Ok(None) };
    let cents = if kind.amount() == OutcomeAmount::None {
        None
    } else {
        number(amount)?.map(cents)
    };
    let outcome = Outcome { kind, cents };
    if outcome.is_sound() { Ok(Some(outcome)) } else { Err(()) }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "an amount beyond the limit is refused, however large"
)]
fn cents(reais: f64) -> i64 {
    (reais * 100.0).round() as i64
}

fn reais(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_has_an_amount_that_can_be() {
        let sale = Some(OutcomeKind::Sale);
        let of = |kind, cents| Ok(Some(Outcome { kind, cents }));
        assert_eq!(told(None, "muito"), Ok(None));
        assert_eq!(told(sale, "1.099,90"), of(OutcomeKind::Sale, Some(109_990)));
        for wrong in ["", "0", "-5", "muito", "1e300"] {
            assert!(told(sale, wrong).is_err(), "{wrong}");
        }
        assert_eq!(told(Some(OutcomeKind::Dispute), ""), of(OutcomeKind::Dispute, None));
        assert_eq!(told(Some(OutcomeKind::Payment), "99"), of(OutcomeKind::Payment, None));
        assert_eq!(reais(9_905), "99,05");
    }
}
