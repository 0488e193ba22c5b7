//! The cases: those that are open, by urgency, and those that were closed last.

use enlace_domain::{
    churn::{ChurnCaseKind, ChurnFeature},
    view::{ChurnCaseView, ChurnReason, ChurnView},
};
use leptos::prelude::*;
use time::Date;

use crate::{
    components::{Badge, Button, ButtonKind, EmptyState, Glyph, Tab, Table, Tabs, Tone},
    texts::{Texts, use_texts},
};

const OPEN: &str = "churn-open";
const CLOSED: &str = "churn-closed";

/// The two lists.
#[component]
pub(super) fn Cases(view: StoredValue<ChurnView>, chosen: RwSignal<Option<ChurnCaseView>>) -> impl IntoView {
    let texts = use_texts();
    let selected = RwSignal::new(OPEN);
    let waiting = Memo::new(move |_| view.with_value(|view| view.open.len()));
    let tabs = vec![
        Tab::new(OPEN, texts.signal(|t| t.churn.open)).counting(waiting),
        Tab::new(CLOSED, texts.signal(|t| t.churn.closed)),
    ];
    view! {
        <Tabs label=texts.signal(|t| t.churn.views) tabs selected/>
        <Show when=move || selected.get() == OPEN fallback=move || view! { <Closed view/> }>
            <Open view chosen/>
        </Show>
    }
    .into_any()
}

#[component]
fn Open(view: StoredValue<ChurnView>, chosen: RwSignal<Option<ChurnCaseView>>) -> impl IntoView {
    let texts = use_texts();
    let (cases, today, own) = view.with_value(|view| (view.open.clone(), view.today, view.whole.is_none()));
    let list = if cases.is_empty() {
        view! {
            <EmptyState
                glyph=Glyph::Check
                title=texts.signal(|t| t.churn.none_title)
                text=texts.signal(move |t| if own { t.churn.none_own } else { t.churn.none_text })
            />
        }
        .into_any()
    } else {
        view! {
            <Table caption=texts.signal(|t| t.churn.open) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.churn.customer)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn.chance)}</th>
                        <th scope="col">{texts.say(|t| t.churn.why)}</th>
                        <th scope="col">{texts.say(|t| t.churn.what)}</th>
                        <th scope="col">{texts.say(|t| t.churn.owner)}</th>
                        <th scope="col">{texts.say(|t| t.churn.due)}</th>
                        <th scope="col"><span class="visually-hidden">{texts.say(|t| t.churn.close)}</span></th>
                    </tr>
                </thead>
                <tbody>{cases.into_iter().map(|case| view! { <Row case today chosen/> }).collect_view()}</tbody>
            </Table>
        }
        .into_any()
    };
    view! { <div id="churn-open-panel" role="tabpanel" aria-labelledby="churn-open-tab">{list}</div> }.into_any()
}

#[component]
fn Row(case: ChurnCaseView, today: Date, chosen: RwSignal<Option<ChurnCaseView>>) -> impl IntoView {
    let texts = use_texts();
    let held = StoredValue::new(case.clone());
    let (kind, offer, due, probability) = (case.kind, case.offer, case.due_on, case.probability);
    let name = case.name.clone();
    let tone = match kind {
        ChurnCaseKind::Campaign => Tone::Bad,
        ChurnCaseKind::FollowUp => Tone::Warn,
    };
    view! {
        <tr class="churn-case">
            <th scope="row">
                <b>{case.name.clone()}</b>
                <small>{case.plan} " · " {case.monthly_fee.to_string()} " · " {case.city}</small>
            </th>
            <td class="r"><Badge tone>{move || texts.get().format().percent(probability)}</Badge></td>
            <td><Reasons reasons=case.reasons/></td>
            <td>
                <b>{move || (texts.get().churn.kind)(kind)}</b>
                <small>{move || (texts.get().churn.offer_name)(offer)}</small>
            </td>
            <td>{match case.owner {
                Some(owner) => owner.name.into_any(),
                None => texts.say(|t| t.churn.nobody).into_any(),
            }}</td>
            <td class="churn-due">
                {move || texts.get().format().short_day(due)}
                {(due < today).then(|| view! { " " <Badge tone=Tone::Bad>{texts.say(|t| t.churn.late)}</Badge> })}
            </td>
            <td class="r">
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Edit
                    icon_only=true
                    on:click=move |_| chosen.set(Some(held.get_value()))
                >
                    {move || (texts.get().churn.edit)(&name)}
                </Button>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Closed(view: StoredValue<ChurnView>) -> impl IntoView {
    let texts = use_texts();
    let cases = view.with_value(|view| view.closed.clone());
    let list = if cases.is_empty() {
        view! { <EmptyState title=texts.signal(|t| t.churn.none_closed)/> }.into_any()
    } else {
        view! {
            <Table caption=texts.signal(|t| t.churn.closed) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.churn.customer)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn.chance)}</th>
                        <th scope="col">{texts.say(|t| t.churn.why)}</th>
                        <th scope="col">{texts.say(|t| t.churn.outcome)}</th>
                        <th scope="col">{texts.say(|t| t.churn.note)}</th>
                    </tr>
                </thead>
                <tbody>
                    {cases.into_iter().map(|case| {
                        let (outcome, probability) = (case.outcome, case.probability);
                        view! {
                            <tr class="churn-case">
                                <th scope="row"><b>{case.name}</b><small>{case.plan}</small></th>
                                <td class="r">{move || texts.get().format().percent(probability)}</td>
                                <td><Reasons reasons=case.reasons/></td>
                                <td>{outcome.map(|outcome| move || (texts.get().churn.outcome_name)(outcome))}</td>
                                <td>{case.note}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </Table>
        }
        .into_any()
    };
    view! { <div id="churn-closed-panel" role="tabpanel" aria-labelledby="churn-closed-tab">{list}</div> }.into_any()
}

#[component]
fn Reasons(reasons: Vec<ChurnReason>) -> impl IntoView {
    let texts = use_texts();
    let line = move |reason: ChurnReason| view! { <li>{move || words(texts.get(), reason)}</li> };
    view! { <ul class="churn-reasons">{reasons.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// A reason in words.
fn words(texts: &'static Texts, reason: ChurnReason) -> String {
    let format = texts.format();
    let value = match (reason.feature, reason.value) {
        (_, None) => texts.churn.unknown.to_owned(),
        (ChurnFeature::CompetitorCoverageArea, Some(value)) => format.percent(value.into()),
        (_, Some(value)) => format.rounded(value.into()),
    };
    (texts.churn.reason)(reason.feature, &value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Locale;

    #[test]
    fn reasons_are_sentences_with_their_figures() {
        let pt = Texts::of(Locale::PtBr);
        let say = |feature, value| {
            words(
                pt,
                ChurnReason {
                    feature,
                    value,
                    added: 0.1,
                },
            )
        };
        assert_eq!(say(ChurnFeature::SatisfactionScore, Some(2.25)), "satisfação 2,3 de 5");
        assert_eq!(
            say(ChurnFeature::CompetitorCoverageArea, Some(0.75)),
            "concorrência no bairro: 75 %"
        );
        assert_eq!(say(ChurnFeature::OutagesLast30d, None), "quedas em 30 dias: não sabido");
    }
}
