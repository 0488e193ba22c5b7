//! Days chosen by hand, and how days are written.

use enlace_domain::view::{Dashboard, InsightAsk, Period};
use leptos::prelude::*;
use leptos_router::components::Form;
use time::Date;

use crate::{
    components::{Button, ButtonKind, Glyph},
    texts::{FigureTexts, Format, use_texts},
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

/// The days of the figures.
pub(super) fn days_of(format: Format, figures: &Dashboard) -> String {
    days(format, figures.days, figures.at.year())
}
