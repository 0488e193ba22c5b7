//! Whether customers are still of the kind that the model learnt from, and what became of what was said.

use enlace_domain::churn::ChurnFeature;
use leptos::prelude::*;

use super::model::Calibrated;
use crate::{
    components::Table,
    texts::{DriftTexts, use_texts},
};

/// The part of the card; nothing is said before somebody was judged.
#[component]
pub(super) fn Drift(moved: Vec<(ChurnFeature, f64)>, outcomes: Vec<(u64, f64, f64)>) -> impl IntoView {
    let texts = use_texts();
    let words = Signal::derive(move || DriftTexts::of(texts.get().locale));
    let known = !outcomes.is_empty();
    view! {
        <div class="churn-figures">
            <div>
                <h3>{move || words.get().moved}</h3>
                {if moved.is_empty() {
                    view! { <p class="churn-words">{move || words.get().not_judged}</p> }.into_any()
                } else {
                    view! {
                        <Table caption=Signal::derive(move || words.get().moved.to_owned()) caption_hidden=true>
                            <thead>
                                <tr>
                                    <th scope="col">{move || words.get().measure}</th>
                                    <th scope="col" class="r">{move || words.get().index}</th>
                                    <th scope="col">{move || words.get().state}</th>
                                </tr>
                            </thead>
                            <tbody>
                                {moved.into_iter().map(|(feature, index)| view! {
                                    <tr>
                                        <th scope="row">{move || (texts.get().churn().feature)(feature)}</th>
                                        <td class="r">{move || texts.get().format().thousandths(index)}</td>
                                        <td>{move || (words.get().is)(index)}</td>
                                    </tr>
                                }).collect_view()}
                            </tbody>
                        </Table>
                    }.into_any()
                }}
            </div>
            <div>
                <h3>{move || words.get().outcomes}</h3>
                {if known {
                    view! {
                        <Table caption=Signal::derive(move || words.get().outcomes.to_owned()) caption_hidden=true>
                            <thead>
                                <tr>
                                    <th scope="col">{texts.say(|t| t.churn().said)}</th>
                                    <th scope="col" class="r">{texts.say(|t| t.churn().happened)}</th>
                                    <th scope="col" class="r">{move || words.get().judged}</th>
                                </tr>
                            </thead>
                            <tbody>{outcomes.into_iter().map(|row| view! { <Calibrated row/> }).collect_view()}</tbody>
                        </Table>
                    }.into_any()
                } else {
                    view! { <p class="churn-words">{move || words.get().not_known}</p> }.into_any()
                }}
            </div>
        </div>
    }
    .into_any()
}
