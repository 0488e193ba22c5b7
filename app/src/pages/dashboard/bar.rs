//! What the figures are of: kept in the address, so that a link shows the same.

use enlace_domain::{
    QueueKey,
    view::{Against, InsightAsk, InsightChoices, InsightFilter, Period},
};
use leptos::prelude::*;

use super::{
    address::{address, go},
    dates::{Dates, days},
};
use crate::{
    components::{Glyph, Icon},
    texts::{FigureTexts, use_texts},
};

/// Period, filters, comparison, and the same figures as a file.
#[component]
pub(super) fn Bar(ask: Memo<InsightAsk>, choices: InsightChoices) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let of_period = move |period| InsightAsk { period, ..ask.get() };
    let period = move |days: u16| {
        view! {
            <a
                href=move || address("/dashboard", &of_period(Period::Days(days)))
                class="chip"
                aria-current=move || (ask.get().period == Period::Days(days)).then_some("true")
            >
                {move || (words().period)(days)}
            </a>
        }
    };
    let restricted = move || ask.with(|ask| ask.filter != InsightFilter::default());
    let clear = move || {
        let all = InsightAsk {
            filter: InsightFilter::default(),
            ..ask.get()
        };
        address("/dashboard", &all)
    };
    // on a phone the bar is one line until it is asked for; elsewhere it is always there
    let open = RwSignal::new(false);
    let names = StoredValue::new(choices.people.clone());
    let summary = move || {
        let InsightAsk { period, filter, .. } = ask.get();
        let period = match period {
            Period::Days(days) => (words().period)(days),
            Period::Between { from, to } => days(texts.get().format(), [from, to], to.year()),
        };
        let person = filter.person.and_then(|id| {
            names.with_value(|people| people.iter().find(|one| one.id == id).map(|one| one.name.clone()))
        });
        let queue = filter.queue.map(|queue| (texts.get().common.queue)(queue).to_owned());
        let parts = [Some(period), queue, filter.region, filter.plan, person];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <nav class="dashboard-bar" class:dashboard-bar-open=open aria-label=texts.say(|t| t.insight.filters)>
            <button
                type="button"
                class="button dashboard-bar-toggle"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="dashboard-filters"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon glyph=Glyph::Filter small=true/>
                <span class="dashboard-bar-summary">{summary}</span>
                <Icon glyph=Glyph::Down small=true/>
            </button>
            <div id="dashboard-filters" class="dashboard-bar-rows">
            <div class="dashboard-bar-row">
                <div class="dashboard-chips">{Period::SPANS.map(period).collect_view()}</div>
                <Dates ask/>
                <a class="button button-ghost dashboard-export" href=move || address("/dashboard/wall", &ask.get())>
                    <Icon glyph=Glyph::Chart small=true/>
                    {move || words().wall}
                </a>
                // files and no pages: the router must not take them
                <a
                    class="button button-ghost"
                    rel="external"
                    download
                    href=move || address("/dashboard.xlsx", &ask.get())
                >
                    <Icon glyph=Glyph::Document small=true/>
                    {texts.say(|t| t.insight.export)}
                </a>
                <a
                    class="button button-ghost"
                    rel="external"
                    download
                    href=move || address("/dashboard.csv", &ask.get())
                >
                    <Icon glyph=Glyph::Document small=true/>
                    {move || words().export_csv}
                </a>
            </div>
            <div class="dashboard-bar-row">
                {choosers(ask, choices)}
                <Show when=restricted>
                    <a href=clear class="dashboard-clear">{move || words().clear}</a>
                </Show>
            </div>
            </div>
        </nav>
    }
    .into_any()
}

/// The choices among few, each a `<select>` of its own.
fn choosers(ask: Memo<InsightAsk>, choices: InsightChoices) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let InsightChoices { regions, plans, people } = choices;
    let named = |names: Vec<String>| names.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
    let people: Vec<_> = people
        .into_iter()
        .map(|person| (person.id.to_string(), person.name))
        .collect();
    let (regions, plans) = (named(regions), named(plans));
    let queues = move || {
        let name = texts.get().common.queue;
        QueueKey::ALL
            .iter()
            .map(|key| (key.to_string(), name(*key).to_owned()))
            .collect()
    };
    let againsts = move || {
        let name = words().against_name;
        Against::ALL
            .iter()
            .map(|against| (against.as_str().to_owned(), name(*against).to_owned()))
            .collect()
    };
    let all = |word: &'static str| Some(word.to_owned());
    view! {
        <Chooser ask name="queue" label=texts.signal(|t| t.insight.queue)
            all=Signal::derive(move || all(texts.get().insight.all_queues)) options=Signal::derive(queues)/>
        <Chooser ask name="region" label=Signal::derive(move || words().region.to_owned())
            all=Signal::derive(move || all(words().all_regions)) options=Signal::stored(regions)/>
        <Chooser ask name="plan" label=Signal::derive(move || words().plan.to_owned())
            all=Signal::derive(move || all(words().all_plans)) options=Signal::stored(plans)/>
        <Chooser ask name="person" label=Signal::derive(move || words().person.to_owned())
            all=Signal::derive(move || all(words().all_people)) options=Signal::stored(people)/>
        <Chooser ask name="against" label=Signal::derive(move || words().against.to_owned())
            all=Signal::stored(None) options=Signal::derive(againsts)/>
    }
}

/// One part of the address, chosen from a list; what is chosen goes into the address at once.
#[component]
fn Chooser(
    ask: Memo<InsightAsk>,
    /// As the address names it.
    name: &'static str,
    /// What it is.
    label: Signal<String>,
    /// What is read where nothing is chosen; `None` where the first option stands for that.
    all: Signal<Option<String>>,
    /// Values and their words.
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let pairs = ask.get().pairs();
        pairs
            .into_iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .unwrap_or_default()
    });
    let go = go();
    let choose = move |value: String| {
        let mut pairs = ask.get_untracked().pairs();
        pairs.retain(|(key, _)| *key != name);
        pairs.push((name, value));
        go(&InsightAsk::read(|key| {
            pairs
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value.clone())
        }));
    };
    let option = move |(place, (value, words)): (usize, (String, String))| {
        let mine = value.clone();
        let is = move |chosen: &str| chosen == mine || (chosen.is_empty() && place == 0);
        let here = is.clone();
        view! { <option value=value selected=is(&chosen.get_untracked()) prop:selected=move || here(&chosen.get())>{words}</option> }
    };
    view! {
        <label class="dashboard-choice" class:dashboard-choice-made=move || !chosen.read().is_empty()>
            <span>{label}</span>
            <select name=name on:change=move |event| choose(event_target_value(&event))>
                {move || {
                    let all = all.get().map(|words| (String::new(), words));
                    all.into_iter().chain(options.get()).enumerate().map(option).collect_view()
                }}
            </select>
        </label>
    }
    .into_any()
}
