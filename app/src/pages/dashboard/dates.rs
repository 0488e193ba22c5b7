//! Days chosen by hand, and how days are written.

use enlace_domain::view::{Dashboard, InsightAsk, Period};
use leptos::prelude::*;
use leptos_router::components::Form;
use time::{Date, OffsetDateTime};

use crate::{
    components::{Button, ButtonKind, Glyph},
    now::BRASILIA,
    texts::{FigureTexts, Format, Texts, use_texts},
};

/// From a day to a day. Its fields are read when they are sent, so that typing half a date asks for nothing.
#[component]
pub(super) fn Dates(ask: Memo<InsightAsk>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let chosen = move || match ask.get().period {
        Period::Between { from, to } => [from.to_string(), to.to_string()],
        Period::Days(_) => Default::default(),
    };
    let class = move || match ask.get().period {
        Period::Between { .. } => "dashboard-dates dashboard-dates-on",
        Period::Days(_) => "dashboard-dates",
    };
    // a form of the browser's own: it works before the page is awake, and half a date asks for nothing
    let others = move || {
        let mut pairs = ask.get().pairs();
        pairs.retain(|(name, _)| !matches!(*name, "days" | "from" | "to"));
        pairs
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view()
    };
    view! {
        <Form method="GET" action="/dashboard" attr:class=class>
            {others}
            <label>
                <span>{move || words().from}</span>
                <input type="date" required name="from" value=move || chosen()[0].clone() prop:value=move || chosen()[0].clone()/>
            </label>
            <label>
                <span>{move || words().to}</span>
                <input type="date" required name="to" value=move || chosen()[1].clone() prop:value=move || chosen()[1].clone()/>
            </label>
            <Button kind=ButtonKind::Ghost r#type="submit" glyph=Glyph::Search>{move || words().apply}</Button>
        </Form>
    }
    .into_any()
}

/// Some days in few letters, with the year where it is another one: `30 out.–28 nov.`.
pub(super) fn days(format: Format, days: [Date; 2], this_year: i32) -> String {
    let say = |day: Date| {
        if day.year() == this_year {
            format.short_day(day)
        } else {
            format!("{} {}", format.short_day(day), day.year())
        }
    };
    let [first, last] = days;
    if first == last {
        say(first)
    } else {
        format!("{}–{}", say(first), say(last))
    }
}

/// The days of a list; `compared` is the period that they are compared with, where they are not its own.
pub(super) fn listed(texts: &'static Texts, span: [Date; 2], at: OffsetDateTime, compared: Option<Period>) -> String {
    let (words, days) = (FigureTexts::of(texts.locale), days(texts.format(), span, at.year()));
    match compared {
        None => days,
        Some(period) if ends_now(period, at) => format!("{days} · {}", words.compared_to_now),
        Some(_) => format!("{days} · {}", words.compared_days),
    }
}

/// Whether a period reaches this moment: what it is compared with then ends at the same time of day.
fn ends_now(period: Period, at: OffsetDateTime) -> bool {
    match period {
        Period::Days(_) => true,
        Period::Between { to, .. } => to >= at.to_offset(BRASILIA).date(),
    }
}

/// The days of the figures.
pub(super) fn days_of(format: Format, figures: &Dashboard) -> String {
    days(format, figures.days, figures.at.year())
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;
    use crate::texts::Locale;

    #[test]
    fn days_compared_with_say_so_and_where_they_end() {
        // half past ten in the evening of the 27th in Brasília
        let at = datetime!(2026-11-28 01:30 UTC);
        let span = [date!(2026 - 11 - 13), date!(2026 - 11 - 20)];
        let say = |compared| listed(Texts::of(Locale::PtBr), span, at, compared);
        let between = |to| Period::Between {
            from: date!(2026 - 11 - 20),
            to,
        };
        assert!(!say(None).contains("comparado"));
        assert!(say(Some(between(date!(2026 - 11 - 26)))).ends_with("· período comparado"));
        for period in [Period::Days(8), between(date!(2026 - 11 - 27))] {
            assert!(say(Some(period)).ends_with("período comparado, até a mesma hora"));
        }
    }
}
