//! The cases that are open, by urgency.

use enlace_domain::{
    churn::ChurnCaseKind,
    view::{ChurnCaseView, ChurnView},
};
use leptos::prelude::*;
use time::Date;

use super::{reasons::Reasons, who::Who};
use crate::{
    components::{Badge, Button, ButtonKind, EmptyState, Glyph, Table, Tone},
    texts::{ChurnCaseTexts, use_texts},
};

/// The list.
#[component]
pub(super) fn Open(view: StoredValue<ChurnView>, chosen: RwSignal<Option<ChurnCaseView>>) -> impl IntoView {
    let texts = use_texts();
    let (cases, today, own, narrowed) = view.with_value(|view| {
        let narrowed = view.asked.is_narrowed();
        (view.cases.clone(), view.today, view.whole.is_none(), narrowed)
    });
    let list = if cases.is_empty() && narrowed {
        let title = Signal::derive(move || ChurnCaseTexts::of(texts.locale()).none_such.to_owned());
        view! { <EmptyState title/> }.into_any()
    } else if cases.is_empty() {
        view! {
            <EmptyState
                glyph=Glyph::Check
                title=texts.signal(|t| t.churn().none_title)
                text=texts.signal(move |t| if own { t.churn().none_own } else { t.churn().none_text })
            />
        }
        .into_any()
    } else {
        view! {
            <Table caption=texts.signal(|t| t.churn().open) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.churn().customer)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().chance)}</th>
                        <th scope="col">{texts.say(|t| t.churn().why)}</th>
                        <th scope="col">{texts.say(|t| t.churn().what)}</th>
                        <th scope="col">{texts.say(|t| t.churn().owner)}</th>
                        <th scope="col">{texts.say(|t| t.churn().due)}</th>
                        <th scope="col"><span class="visually-hidden">{texts.say(|t| t.churn().close)}</span></th>
                    </tr>
                </thead>
                <tbody>{cases.into_iter().map(|case| view! { <Row case today chosen/> }).collect_view()}</tbody>
            </Table>
        }
        .into_any()
    };
    view! { <div id="churn-open-panel" class="churn-cases" role="tabpanel" aria-labelledby="churn-open-tab">{list}</div> }
        .into_any()
}

#[component]
fn Row(case: ChurnCaseView, today: Date, chosen: RwSignal<Option<ChurnCaseView>>) -> impl IntoView {
    let texts = use_texts();
    let held = StoredValue::new(case.clone());
    let (kind, offer, due, probability, worked) =
        (case.kind, case.offer, case.due_on, case.probability, !case.held_out);
    let (name, owner) = (case.name.clone(), case.owner.clone());
    let tone = match kind {
        ChurnCaseKind::Campaign => Tone::Bad,
        ChurnCaseKind::FollowUp => Tone::Warn,
    };
    let late = worked && due < today;
    view! {
        <tr class="churn-case">
            <Who case=case.clone()/>
            <td class="r churn-chance"><Badge tone>{move || texts.get().format().percent(probability)}</Badge></td>
            <td class="churn-why"><Reasons reasons=case.reasons plan_speed=case.plan_speed/></td>
            <td data-label=texts.say(|t| t.churn().what)>
                <b>{move || (texts.get().churn().kind)(kind)}</b>
                <small>{move || (texts.get().churn().offer_name)(offer)}</small>
            </td>
            <td data-label=texts.say(|t| t.churn().owner)>{match owner {
                Some(owner) => owner.name.into_any(),
                None => texts.say(|t| t.churn().nobody).into_any(),
            }}</td>
            <td class="churn-due" data-label=texts.say(|t| t.churn().due)>
                {move || texts.get().format().short_day(due)}
                {late.then(|| view! { " " <Badge tone=Tone::Bad>{texts.say(|t| t.churn().late)}</Badge> })}
            </td>
            <td class="r churn-edit">
                {worked.then(|| view! {
                    <Button
                        kind=ButtonKind::Ghost
                        glyph=Glyph::Edit
                        icon_only=true
                        on:click=move |_| chosen.set(Some(held.get_value()))
                    >
                        {move || (texts.get().churn().edit)(&name)}
                    </Button>
                })}
            </td>
        </tr>
    }
    .into_any()
}
