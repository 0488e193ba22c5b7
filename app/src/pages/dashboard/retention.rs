//! Customers who may leave, and what became of the work about them: of the whole desk, whatever the page is restricted to.

use enlace_domain::view::{Dashboard, RetentionRow};
use leptos::prelude::*;

use crate::{
    components::{ButtonLink, Table},
    texts::{RetentionTexts, use_texts},
};

/// The panel; nothing where there is neither a model nor a case.
#[component]
pub(super) fn RetentionPanel(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || RetentionTexts::of(texts.locale());
    let rows = figures.with_value(|figures| figures.retention.clone());
    let count = move |n: i64| move || texts.get().format().count(n);
    let row = move |row: RetentionRow| {
        let open = move || {
            row.open
                .map_or_else(|| "–".to_owned(), |n| texts.get().format().count(n))
        };
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
        let reais = row.stayed_cents.map(|cents| cents as f64 / 100.0);
        let fees = move || reais.map_or_else(|| t().base.to_owned(), |reais| texts.get().format().money(reais));
        view! {
            <tr>
                <th scope="row">{move || (t().band)(row.band)}</th>
                <td class="r">{count(row.customers)}</td>
                <td class="r">{open}</td>
                <td class="r">{count(row.closed)}</td>
                <td class="r">{count(row.stayed)}</td>
                <td class="r">{fees}</td>
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
