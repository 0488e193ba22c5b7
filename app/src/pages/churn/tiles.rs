//! How many there are, and how right the model is.

use enlace_domain::view::ChurnWhole;
use leptos::prelude::*;

use crate::texts::use_texts;

/// The row of figures.
#[component]
pub(super) fn Tiles(whole: ChurnWhole) -> impl IntoView {
    let texts = use_texts();
    let count = move |n: i64| texts.get().format().count(n);
    let (customers, at_risk, watched, held_out) = (whole.customers, whole.at_risk, whole.watched, whole.held_out);
    let auc = whole.model.map(|model| model.auc);
    view! {
        <ul class="tiles churn-tiles">
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn().customers)}</span>
                <b class="tile-value">{move || count(customers)}</b>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn().at_risk)}</span>
                <b class="tile-value">{move || count(at_risk)}</b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn().at_risk_note)}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn().watched)}</span>
                <b class="tile-value">{move || count(watched)}</b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn().watched_note)}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn().held_out)}</span>
                <b class="tile-value">{move || count(held_out)}</b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn().held_out_note)}</small></span>
            </li>
            <li class="tile">
                <span class="tile-name">{texts.say(|t| t.churn().auc)}</span>
                <b class="tile-value">
                    {move || auc.map_or_else(|| texts.get().churn().none.to_owned(), |auc| texts.get().format().thousandths(auc))}
                </b>
                <span class="tile-foot"><small>{texts.say(|t| t.churn().auc_note)}</small></span>
            </li>
        </ul>
    }
    .into_any()
}
