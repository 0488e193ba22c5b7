//! Customers who may leave, and what became of the work about them: of the whole desk, whatever the page is restricted to.

use enlace_domain::view::{Dashboard, RetentionBand, RetentionRow};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    components::{ButtonLink, Table},
    texts::{RetentionTexts, use_texts},
};

/// The cases of a band.
const fn cases(band: RetentionBand) -> &'static str {
    match band {
        RetentionBand::Above => "/churn?band=campaign",
        RetentionBand::Between => "/churn?band=follow_up",
        RetentionBand::HeldOut => "/churn?band=held_out",
    }
}

/// The cases of a band that were closed.
const fn closed_cases(band: RetentionBand) -> &'static str {
    match band {
        RetentionBand::Above => "/churn?tab=closed&band=campaign",
        RetentionBand::Between => "/churn?tab=closed&band=follow_up",
        RetentionBand::HeldOut => "/churn?tab=closed&band=held_out",
    }
}

/// The panel; nothing where there is neither a model nor a case.
#[component]
pub(super) fn RetentionPanel(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || RetentionTexts::of(texts.locale());
    let rows = figures.with_value(|figures| figures.retention.clone());
    let lead = move |href: &'static str, n: i64| {
        view! { <A href=href attr:class="figure-lead">{move || texts.get().format().count(n)}</A> }
    };
    let row = move |row: RetentionRow| {
        let open = match row.open {
            Some(open) => lead(cases(row.band), open).into_any(),
            None => "–".into_any(),
        };
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
        let reais = row.stayed_cents.map(|cents| cents as f64 / 100.0);
        let fees = move || reais.map_or_else(|| t().base.to_owned(), |reais| texts.get().format().money(reais));
        view! {
            <tr>
                <th scope="row">{move || (t().band)(row.band)}</th>
                <td class="r">{lead(cases(row.band), row.customers)}</td>
                <td class="r">{open}</td>
                <td class="r">{lead(closed_cases(row.band), row.closed)}</td>
                <td class="r">{lead(closed_cases(row.band), row.stayed)}</td>
                <td class="r"><A href=closed_cases(row.band) attr:class="figure-lead">{fees}</A></td>
            </tr>
        }
    };
    (!rows.is_empty())
        .then(|| {
            view! {
                <section class="panel panel-retention">
                    <header class="panel-head">
                        <h2>{move || t().title}</h2>
                        <p>{move || t().note}</p>
                        <ButtonLink href="/churn">{move || t().cases}</ButtonLink>
                    </header>
                    <Table caption=Signal::derive(move || t().title.to_owned()) caption_hidden=true>
                        <thead>
                            <tr>
                                <th scope="col">{move || t().risk}</th>
                                <th scope="col" class="r">{move || t().customers}</th>
                                <th scope="col" class="r">{move || t().open}</th>
                                <th scope="col" class="r">{move || t().closed}</th>
                                <th scope="col" class="r">{move || t().stayed}</th>
                                <th scope="col" class="r">{move || t().fees}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </Table>
                </section>
            }
        })
        .into_any()
}
