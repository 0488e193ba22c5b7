//! The cases that were closed, the last one first.

use enlace_domain::view::{ChurnCaseView, ChurnView};
use leptos::prelude::*;

use super::{reasons::Reasons, who::Who};
use crate::{
    components::{EmptyState, Table},
    texts::{ChurnCaseTexts, use_texts},
};

/// The list.
#[component]
pub(super) fn Closed(view: StoredValue<ChurnView>) -> impl IntoView {
    let texts = use_texts();
    let t = move || ChurnCaseTexts::of(texts.locale());
    let (cases, narrowed) = view.with_value(|view| (view.cases.clone(), view.asked.is_narrowed()));
    let list = if cases.is_empty() {
        let title = Signal::derive(move || {
            let words = if narrowed {
                t().none_such
            } else {
                texts.get().churn().none_closed
            };
            words.to_owned()
        });
        view! { <EmptyState title/> }.into_any()
    } else {
        view! {
            <Table caption=texts.signal(|t| t.churn().closed) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.churn().customer)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().chance)}</th>
                        <th scope="col">{texts.say(|t| t.churn().why)}</th>
                        <th scope="col">{texts.say(|t| t.churn().outcome)}</th>
                        <th scope="col">{texts.say(|t| t.churn().owner)}</th>
                        <th scope="col">{move || t().closed_on}</th>
                        <th scope="col">{texts.say(|t| t.churn().note)}</th>
                    </tr>
                </thead>
                <tbody>{cases.into_iter().map(|case| view! { <Row case/> }).collect_view()}</tbody>
            </Table>
        }
        .into_any()
    };
    view! {
        <div id="churn-closed-panel" class="churn-cases" role="tabpanel" aria-labelledby="churn-closed-tab">{list}</div>
    }
    .into_any()
}

#[component]
fn Row(case: ChurnCaseView) -> impl IntoView {
    let texts = use_texts();
    let (offer, outcome, probability, closed) = (case.offer, case.outcome, case.probability, case.closed_on);
    let (owner, note) = (case.owner.clone(), case.note.clone());
    let worked = !case.held_out;
    view! {
        <tr class="churn-case">
            <Who case=case.clone()/>
            <td class="r churn-chance">{move || texts.get().format().percent(probability)}</td>
            <td class="churn-why"><Reasons reasons=case.reasons plan_speed=case.plan_speed/></td>
            <td data-label=texts.say(|t| t.churn().outcome)>
                <b>{outcome.map(|outcome| move || (texts.get().churn().outcome_name)(outcome))}</b>
                {worked.then(|| view! { <small>{move || (texts.get().churn().offer_name)(offer)}</small> })}
            </td>
            <td data-label=texts.say(|t| t.churn().owner)>{match owner {
                Some(owner) => owner.name.into_any(),
                None => texts.say(|t| t.churn().nobody).into_any(),
            }}</td>
            <td class="churn-due" data-label=move || ChurnCaseTexts::of(texts.locale()).closed_on>
                {closed.map(|day| move || texts.get().format().date(day, true))}
            </td>
            <td data-label=texts.say(|t| t.churn().note)>{note}</td>
        </tr>
    }
    .into_any()
}
