//! Why somebody may leave, in words, each with what it adds.

use enlace_domain::{
    churn::{ChurnFeature, SLOW_BELOW},
    view::ChurnReason,
};
use leptos::prelude::*;

use crate::texts::{ChurnCaseTexts, Texts, use_texts};

/// The reasons, the weightiest first.
#[component]
pub(super) fn Reasons(
    reasons: Vec<ChurnReason>,
    /// What the plan promises, Mbit/s.
    plan_speed: i32,
) -> impl IntoView {
    let texts = use_texts();
    let line = move |reason: ChurnReason| view! { <li>{move || words(texts.get(), reason, plan_speed)}</li> };
    view! { <ul class="churn-reasons">{reasons.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// A reason in words.
fn words(texts: &'static Texts, reason: ChurnReason, plan_speed: i32) -> String {
    let t = ChurnCaseTexts::of(texts.locale);
    #[expect(clippy::cast_possible_truncation, reason = "hundredths of a share")]
    let points = (f64::from(reason.added) * 100.0).round() as i64;
    format!("{} ({})", fact(texts, t, reason, plan_speed), (t.points)(points))
}

/// What was seen, a speed as a part of what the plan promises.
fn fact(texts: &'static Texts, t: &ChurnCaseTexts, reason: ChurnReason, plan_speed: i32) -> String {
    let format = texts.format();
    if let Some(share) = reason.speed_share(plan_speed) {
        let percent = format.percent(share);
        return if share < SLOW_BELOW {
            (t.slow)(&percent)
        } else {
            (t.reason)(reason.feature, &percent, false)
        };
    }
    let value = match (reason.feature, reason.value) {
        (feature, None) => return format!("{}: {}", (texts.churn().feature)(feature), t.unknown),
        (ChurnFeature::CompetitorCoverageArea, Some(value)) => format.percent(value.into()),
        (_, Some(value)) => format.rounded(value.into()),
    };
    (t.reason)(reason.feature, &value, value == "1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Locale;

    fn say(feature: ChurnFeature, value: Option<f32>, added: f32) -> String {
        let reason = ChurnReason { feature, value, added };
        words(Texts::of(Locale::PtBr), reason, 200)
    }

    #[test]
    fn reasons_are_sentences_with_their_figures_and_what_they_add() {
        assert_eq!(
            say(ChurnFeature::SatisfactionScore, Some(2.25), 0.1),
            "satisfação 2,3 de 5 (+10 pontos)"
        );
        assert_eq!(
            say(ChurnFeature::CompetitorCoverageArea, Some(0.75), 0.012),
            "concorrência no bairro: 75 % (+1 ponto)"
        );
        assert_eq!(
            say(ChurnFeature::OutagesLast30d, None, 0.001),
            "Quedas em 30 dias: não sabido (menos de 1 ponto)"
        );
        assert_eq!(
            say(ChurnFeature::OutagesLast30d, Some(3.0), 0.12),
            "3 quedas em 30 dias (+12 pontos)"
        );
        assert_eq!(
            say(ChurnFeature::OutagesLast30d, Some(1.0), 0.12),
            "1 queda em 30 dias (+12 pontos)"
        );
    }

    #[test]
    fn a_speed_is_held_against_the_contract() {
        let speed = |value| say(ChurnFeature::AvgSpeedLast30d, Some(value), 0.21);
        assert_eq!(speed(80.0), "só 40 % da velocidade contratada (+21 pontos)");
        assert_eq!(speed(190.0), "95 % da velocidade contratada (+21 pontos)");
    }
}
