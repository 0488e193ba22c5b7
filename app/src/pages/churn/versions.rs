//! The models that were trained last, and what became of each.

use enlace_domain::view::{ChurnVersion, ChurnVersionState};
use leptos::prelude::*;

use crate::{
    components::Table,
    now::use_clock,
    texts::{ChurnCaseTexts, DriftTexts, use_texts},
};

/// The list below the card.
#[component]
pub(super) fn Versions(versions: Vec<ChurnVersion>) -> impl IntoView {
    let texts = use_texts();
    let t = move || ChurnCaseTexts::of(texts.locale());
    view! {
        <div class="churn-versions">
            <Table caption=Signal::derive(move || t().versions.to_owned())>
                <thead>
                    <tr>
                        <th scope="col">{move || t().trained}</th>
                        <th scope="col">{move || t().measures}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().rows)}</th>
                        <th scope="col" class="r">"AUC"</th>
                        <th scope="col">{move || DriftTexts::of(texts.locale()).state}</th>
                    </tr>
                </thead>
                <tbody>{versions.into_iter().map(|version| view! { <Version version/> }).collect_view()}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn Version(version: ChurnVersion) -> impl IntoView {
    let (texts, clock) = (use_texts(), use_clock());
    let t = move || ChurnCaseTexts::of(texts.locale());
    let none = move || texts.get().churn().none.to_owned();
    let ChurnVersion {
        trained_at,
        feature_set,
        rows,
        auc,
        state,
    } = version;
    let state = match state {
        ChurnVersionState::InUse => view! { <strong>{move || t().in_use}</strong> }.into_any(),
        ChurnVersionState::Retired => (move || t().retired).into_any(),
        ChurnVersionState::Refused(why) => (move || (t().worse)(&why)).into_any(),
    };
    view! {
        <tr>
            <th scope="row">{move || texts.get().format().moment(trained_at, clock.now(), clock.zone())}</th>
            <td>{move || (texts.get().churn().set)(feature_set)}</td>
            <td class="r">{move || rows.map_or_else(none, |rows| texts.get().format().count(rows))}</td>
            <td class="r">{move || auc.map_or_else(none, |auc| texts.get().format().thousandths(auc))}</td>
            <td>{state}</td>
        </tr>
    }
    .into_any()
}
