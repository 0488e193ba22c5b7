//! What the work was worth: those who were worked on beside those who were held out.

use enlace_domain::{Money, view::ChurnGroup};
use leptos::prelude::*;

use crate::{
    components::Table,
    texts::{Texts, use_texts},
};

/// The panel.
#[component]
pub(super) fn Worth(treated: ChurnGroup, untreated: ChurnGroup) -> impl IntoView {
    let texts = use_texts();
    let row = move |name: fn(&Texts) -> &'static str, group: ChurnGroup| {
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
            <p class="churn-words">{move || words(texts.get(), treated, untreated)}</p>
        </section>
    }
    .into_any()
}

/// What the difference is worth, or what it cost where the held out did better.
fn words(texts: &Texts, treated: ChurnGroup, untreated: ChurnGroup) -> String {
    let Some((with, without)) = treated.rate().zip(untreated.rate()) else {
        return texts.churn.too_few.to_owned();
    };
    let points = texts.format().percent((without - with).abs());
    let money = part(treated.monthly_fees, (without - with).abs()).to_string();
    if with > without {
        (texts.churn.lost_fees)(&points, &money)
    } else {
        (texts.churn.saved_fees)(&points, &money)
    }
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
    use crate::texts::Locale;

    #[test]
    fn where_the_held_out_did_better_nothing_was_saved() {
        let group = |left| ChurnGroup {
            cases: 20,
            left,
            monthly_fees: Money::from_cents(200_000),
        };
        let say = |treated, untreated| words(Texts::of(Locale::PtBr), group(treated), group(untreated));
        assert_eq!(
            say(1, 2),
            "Diferença de 5 %: cerca de R$\u{a0}100,00 por mês que continuaram."
        );
        assert_eq!(
            say(2, 1),
            "O grupo de controle ficou mais: diferença de 5 %, cerca de R$\u{a0}100,00 por mês. O contato ainda não mostra ganho."
        );
    }

    #[test]
    fn a_tenth_of_what_is_paid() {
        assert_eq!(part(Money::from_cents(123_450), 0.1), Money::from_cents(12_345));
        assert_eq!(part(Money::from_cents(10_000), -0.05), Money::from_cents(-500));
    }
}
