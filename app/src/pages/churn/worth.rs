//! What the work was worth: those who were worked on beside those who were held out.

use enlace_domain::{Money, view::ChurnGroup};
use leptos::prelude::*;

use crate::{components::Table, texts::use_texts};

/// The panel.
#[component]
pub(super) fn Worth(treated: ChurnGroup, untreated: ChurnGroup) -> impl IntoView {
    let texts = use_texts();
    let row = move |name: fn(&crate::texts::Texts) -> &'static str, group: ChurnGroup| {
        view! {
            <tr>
                <th scope="row">{texts.say(name)}</th>
                <td class="r">{move || texts.get().format().count(group.cases)}</td>
                <td class="r">{move || texts.get().format().count(group.left)}</td>
                <td class="r">
                    {move || group.rate().map_or_else(|| "–".to_owned(), |rate| texts.get().format().percent(rate))}
                </td>
            </tr>
        }
    };
    let words = move || {
        let t = texts.get();
        match treated.rate().zip(untreated.rate()) {
            None => t.churn.too_few.to_owned(),
            Some((with, without)) => (t.churn.saved_fees)(
                &t.format().percent(without - with),
                &part(treated.monthly_fees, without - with).to_string(),
            ),
        }
    };
    view! {
        <section class="panel churn-worth">
            <header class="panel-head">
                <h2>{texts.say(|t| t.churn.worth)}</h2>
                <p>{texts.say(|t| t.churn.worth_note)}</p>
            </header>
            <Table caption=texts.signal(|t| t.churn.worth) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{texts.say(|t| t.churn.cases)}</span></th>
                        <th scope="col" class="r">{texts.say(|t| t.churn.cases)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn.left)}</th>
                        <th scope="col" class="r">"%"</th>
                    </tr>
                </thead>
                <tbody>
                    {row(|t| t.churn.treated, treated)}
                    {row(|t| t.churn.untreated, untreated)}
                </tbody>
            </Table>
            <p class="churn-words">{words}</p>
        </section>
    }
    .into_any()
}

/// A share of an amount, to the cent.
fn part(amount: Money, share: f64) -> Money {
    let cents = f64::try_from(amount.amount()).unwrap_or_default() * 100.0 * share;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the fees of a desk's cases are far below 2^52 cents"
    )]
    Money::from_cents(cents.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_what_is_paid() {
        assert_eq!(part(Money::from_cents(123_450), 0.1), Money::from_cents(12_345));
        assert_eq!(part(Money::from_cents(10_000), -0.05), Money::from_cents(-500));
    }
}
