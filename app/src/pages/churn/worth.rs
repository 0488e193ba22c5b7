//! What the work was worth: those who were worked on beside those who were held out.

use enlace_domain::{Money, view::ChurnGroup};
use leptos::prelude::*;

use super::jump::WORTH;
use crate::{
    components::Table,
    texts::{ChurnCaseTexts, Texts, use_texts},
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
        <section class="panel churn-worth" id=WORTH>
            <header class="panel-head">
                <h2>{texts.say(|t| t.churn().worth)}</h2>
                <p>{texts.say(|t| t.churn().worth_note)}</p>
            </header>
            <Table caption=texts.signal(|t| t.churn().worth) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{texts.say(|t| t.churn().cases)}</span></th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().cases)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.churn().left)}</th>
                        <th scope="col" class="r">"%"</th>
                    </tr>
                </thead>
                <tbody>
                    {row(|t| t.churn().treated, treated)}
                    {row(|t| t.churn().untreated, untreated)}
                </tbody>
            </Table>
            <p class="churn-words">{move || words(texts.get(), treated, untreated)}</p>
        </section>
    }
    .into_any()
}

/// How sure the difference is, and what it is worth, or what it cost where the held out did better; no money where there
/// may be no difference at all.
fn words(texts: &'static Texts, treated: ChurnGroup, untreated: ChurnGroup) -> String {
    let t = ChurnCaseTexts::of(texts.locale);
    let Some(found) = untreated.more_left_than(&treated) else {
        return t.too_few.to_owned();
    };
    // a tenth of a point at most; adding 0 takes the sign from what was rounded to nothing
    let points = |share: f64| texts.format().decimal((share * 1_000.0).round() / 10.0 + 0.0, 1);
    let difference = (t.difference)(&points(found.counted), &points(found.low), &points(found.high));
    let money = |share: f64| part(treated.monthly_fees, share).to_string();
    let worth = if found.holds_zero() {
        t.chance.to_owned()
    } else if found.counted > 0.0 {
        (t.saved_fees)(&money(found.counted), &money(found.low), &money(found.high))
    } else {
        (t.lost_fees)(&money(-found.counted), &money(-found.high), &money(-found.low))
    };
    format!("{difference}. {worth}")
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

    fn say(treated: i64, untreated: i64) -> String {
        let group = |left| ChurnGroup {
            cases: 20,
            left,
            monthly_fees: Money::from_cents(200_000),
        };
        words(Texts::of(Locale::PtBr), group(treated), group(untreated))
    }

    #[test]
    fn what_may_be_chance_is_no_money() {
        for (treated, untreated) in [(1, 2), (2, 1), (3, 3)] {
            let said = say(treated, untreated);
            assert!(said.ends_with("Ainda não dá para distinguir isso do acaso."), "{said}");
            assert!(!said.contains("R$"), "{said}");
        }
        assert!(
            say(1, 2).starts_with("Diferença de 5,0 pontos (de -15,0 a 25,5 com 95 % de confiança)."),
            "{}",
            say(1, 2)
        );
    }

    #[test]
    fn what_is_sure_is_money_with_its_range() {
        assert_eq!(
            say(1, 12),
            "Diferença de 55,0 pontos (de 26,7 a 73,6 com 95 % de confiança). Cerca de R$\u{a0}1.100,00 por mês continuaram (de R$\u{a0}533,64 a R$\u{a0}1.471,60)."
        );
    }

    #[test]
    fn where_the_held_out_did_better_nothing_was_saved() {
        assert_eq!(
            say(12, 1),
            "Diferença de -55,0 pontos (de -73,6 a -26,7 com 95 % de confiança). O grupo de controle ficou mais: cerca de R$\u{a0}1.100,00 por mês (de R$\u{a0}533,64 a R$\u{a0}1.471,60). O contato não mostra ganho."
        );
    }

    #[test]
    fn a_tenth_of_what_is_paid() {
        assert_eq!(part(Money::from_cents(123_450), 0.1), Money::from_cents(12_345));
        assert_eq!(part(Money::from_cents(10_000), -0.05), Money::from_cents(-500));
    }
}
