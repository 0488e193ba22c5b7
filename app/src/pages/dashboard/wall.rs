//! `/dashboard/wall`: the figures for a screen on the wall. Large, without navigation, kept fresh; says so where the
//! connection is lost and shows what it knew last.

use std::time::Duration;

use leptos::prelude::*;
use leptos_meta::Title;

use super::{address::asked, reasons::Reasons, right_now::RightNow, standing, tiles::Tiles};
use crate::{
    api,
    components::{Connection, Skeleton},
    live::use_live,
    now::use_clock,
    texts::{FigureTexts, trend_words, use_texts},
};

/// How often the figures of the period are asked for again; those of now follow the stream.
const FRESH: Duration = Duration::from_secs(60);

/// The page.
#[component]
pub(super) fn Wall() -> impl IntoView {
    let texts = use_texts();
    let (live, clock) = (use_live(), use_clock());
    let words = move || FigureTexts::of(texts.locale());
    let ask = asked();
    let loaded = Resource::new_blocking(move || (ask.get(), texts.locale()), |(ask, _)| api::wall_dashboard(ask));
    let again = Callback::new(move |()| loaded.refetch());
    Effect::new(move |_| {
        if let Ok(timer) = set_interval_with_handle(move || loaded.refetch(), FRESH) {
            on_cleanup(move || timer.clear());
        }
    });
    // what came last stays on the screen while the server can't be reached
    let last = RwSignal::new(None);
    let failed = RwSignal::new(false);
    Effect::new(move |_| match loaded.get() {
        Some(Ok(found)) => {
            last.set(Some(found));
            failed.set(false);
        }
        Some(Err(_)) => failed.set(true),
        None => {}
    });
    let lost = move || failed.get() || live.link() == Connection::Reconnecting;
    view! {
        <Title text=texts.say(|t| t.insight.title)/>
        <div class="wall">
            <Show when=lost>
                <p class="wall-lost" role="alert">{move || words().wall_lost}</p>
            </Show>
            {move || match last.get() {
                Some(found) => {
                    let figures = StoredValue::new(found.figures.clone());
                    let at = found.figures.at;
                    let trend = move |part: usize| {
                        figures.with_value(|figures| trend_words(texts.get(), figures)[part].clone())
                    };
                    view! {
                        // of the figures, so that a screen that stands still tells since when
                        <p class="wall-clock">{move || texts.get().format().hour(at, clock.zone())}</p>
                        <Tiles figures sparks=found.sparks again/>
                        <div class="wall-panels">
                            <Picture
                                title=texts.signal(|t| t.insight.hours)
                                note=texts.signal(|t| t.insight.hours_note)
                                svg=found.hours.wide
                            />
                            <RightNow figures health=standing::ask()/>
                            <Picture
                                title=Signal::derive(move || trend(0))
                                note=Signal::derive(move || trend(1))
                                svg=found.trend.wide
                            />
                            <Reasons figures/>
                        </div>
                    }
                    .into_any()
                }
                None => view! { <Skeleton lines=12/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// A picture that fills its panel. The dashboard has the table behind it; nobody can press anything here.
#[component]
fn Picture(#[prop(into)] title: Signal<String>, #[prop(into)] note: Signal<String>, svg: String) -> impl IntoView {
    view! {
        <section class="panel wall-picture">
            <header class="panel-head"><h2>{title}</h2><p>{note}</p></header>
            <div inner_html=svg></div>
        </section>
    }
}
