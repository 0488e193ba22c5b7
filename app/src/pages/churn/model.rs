//! The model's card: what it learnt from, how right it is, what weighs in it.

use enlace_domain::{churn::ChurnFeature, view::ChurnModelView};
use leptos::prelude::*;

use super::{drift::Drift, jump::MODEL, versions::Versions};
use crate::{
    components::{ChartFrame, Table},
    now::use_clock,
    texts::{ChurnCaseTexts, use_texts},
};

/// Features that are shown.
const SHOWN: usize = 7;

/// The panel.
#[component]
pub(super) fn ModelCard(
    model: ChurnModelView,
    /// The picture of what it said against what happened, as the server drew it.
    calibration: String,
) -> impl IntoView {
    let (texts, clock) = (use_texts(), use_clock());
    let (rows, positive, at, set) = (model.rows, model.positive, model.trained_at, model.feature_set);
    let as_of = model.as_of;
    let count = move |n: u64| texts.get().format().count(i64::try_from(n).unwrap_or(i64::MAX));
    let percent =
        move |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| texts.get().format().percent(share));
    let (auc, [low, high]) = (model.auc, model.auc_range);
    let missing = model.missing;
    let unasked = missing.contains(&ChurnFeature::SatisfactionScore);
    let heaviest = model
        .importances
        .first()
        .map_or(1.0, |(_, share)| share.max(f64::EPSILON));
    view! {
        <section class="panel churn-model" id=MODEL>
            <header class="panel-head">
                <h2>{texts.say(|t| t.churn().model)}</h2>
                <p>{move || (texts.get().churn().set)(set)}</p>
            </header>
            <p class="churn-words">
                {move || {
                    let t = texts.get();
                    (t.churn().model_of)(&count(rows), &count(positive), &t.format().moment(at, clock.now(), clock.zone()))
                }}
                ". "
                {move || {
                    let t = texts.get();
                    let say = |value| t.format().thousandths(value);
                    (t.churn().auc_range)(&say(auc), &say(low), &say(high))
                }}
                ". "
                {move || {
                    let day = as_of.to_offset(clock.zone()).date();
                    (ChurnCaseTexts::of(texts.locale()).as_of)(&texts.get().format().date(day, true))
                }}
            </p>
            {(!missing.is_empty()).then(|| view! {
                <p class="churn-words">
                    {move || {
                        let t = texts.get();
                        let names: Vec<_> = missing.iter().map(|feature| (t.churn().feature)(*feature)).collect();
                        (t.churn().missing)(&names.join(", "))
                    }}
                    {unasked.then(|| view! { " " {texts.say(|t| t.churn().asked)} })}
                </p>
            })}
            {model.refused_since.map(|why| view! {
                <p class="churn-words">{move || (texts.get().churn().refused)(&why)}</p>
            })}
            <div class="churn-figures">
                <div>
                    <h3>{texts.say(|t| t.churn().importances)}</h3>
                    <ul class="reasons">
                        {model.importances.into_iter().take(SHOWN).map(|(feature, share)| view! {
                            <li>
                                <span>{move || (texts.get().churn().feature)(feature)}</span>
                                <b>{move || texts.get().format().percent(share)}</b>
                                <i class="reason-bar" style:--share=format!("{:.4}", share / heaviest) aria-hidden="true"></i>
                            </li>
                        }).collect_view()}
                    </ul>
                </div>
                <div>
                    <h3>{texts.say(|t| t.churn().thresholds)}</h3>
                    <Table caption=texts.signal(|t| t.churn().thresholds) caption_hidden=true>
                        <thead>
                            <tr>
                                <th scope="col">{texts.say(|t| t.churn().above)}</th>
                                <th scope="col" class="r">{texts.say(|t| t.churn().rows)}</th>
                                <th scope="col" class="r">{texts.say(|t| t.churn().precision)}</th>
                                <th scope="col" class="r">{texts.say(|t| t.churn().recall)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {model.thresholds.into_iter().map(|at| view! {
                                <tr>
                                    <th scope="row">{move || texts.get().format().percent(at.threshold)}</th>
                                    <td class="r">{move || count(at.rows)}</td>
                                    <td class="r">{move || percent(at.precision)}</td>
                                    <td class="r">{move || percent(at.recall)}</td>
                                </tr>
                            }).collect_view()}
                        </tbody>
                    </Table>
                    <Calibration points=model.calibration picture=calibration/>
                </div>
            </div>
            <Drift moved=model.drift outcomes=model.outcomes/>
            <Versions versions=model.versions/>
        </section>
    }
    .into_any()
}

/// What was said against what happened, as a picture and as the table behind it.
#[component]
fn Calibration(points: Vec<(u64, f64, f64)>, picture: String) -> impl IntoView {
    let texts = use_texts();
    let subtitle = Signal::derive(move || ChurnCaseTexts::of(texts.locale()).calibration_note.to_owned());
    // Drawn by our own server from figures and its own words.
    let figure: ViewFn = (move || view! { <div inner_html=picture.clone()></div> }).into();
    view! {
        <ChartFrame class="churn-calibration" title=texts.signal(|t| t.churn().calibration) subtitle figure>
            <Table caption=texts.signal(|t| t.churn().calibration) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.churn().said)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().happened)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().rows)}</th>
                    </tr>
                </thead>
                <tbody>{points.into_iter().map(|row| view! { <Calibrated row/> }).collect_view()}</tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}

/// What was said, what happened, and of how many.
#[component]
pub(super) fn Calibrated(row: (u64, f64, f64)) -> impl IntoView {
    let texts = use_texts();
    let (rows, said, happened) = row;
    view! {
        <tr>
            <th scope="row">{move || texts.get().format().percent(said)}</th>
            <td class="r">{move || texts.get().format().percent(happened)}</td>
            <td class="r">{move || texts.get().format().count(i64::try_from(rows).unwrap_or(i64::MAX))}</td>
        </tr>
    }
    .into_any()
}
