//! The goals: what was, what is and what shall be, and what the difference is worth, term by term.

use enlace_domain::{
    goal::Goal,
    view::{BehindAsk, GoalRow, GoalsView, InsightAsk, LeaversAsk, ReturnTerm},
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{behind::behind, jump::GOALS, leavers::leavers};
use crate::{
    components::{Badge, ButtonLink, Skeleton, Table, Tone},
    error::AppError,
    pages::load_error::LoadError,
    texts::{GoalTexts, use_texts},
};

/// The panel; always of the last 30 days, whatever the rest of the page is restricted to.
#[component]
pub(super) fn GoalsPanel(loaded: Resource<Result<GoalsView, AppError>>) -> impl IntoView {
    let texts = use_texts();
    let t = move || GoalTexts::of(texts.locale());
    let again = Callback::new(move |()| loaded.refetch());
    view! {
        <section class="panel panel-goals" id=GOALS>
            <header class="panel-head">
                <h2>{move || t().goals}</h2>
                <p>{move || t().goals_span}</p>
                <ButtonLink href="/dashboard/goals">{move || t().title}</ButtonLink>
            </header>
            <Transition fallback=|| view! { <Skeleton lines=7/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(view) => view! { <Rows view/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

/// A goal's figure; it leads to what it is counted from, where that can be listed.
fn lead(goal: Goal, figure: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let href = match goal {
        Goal::Churn => Some(leavers(&LeaversAsk::of(InsightAsk::default()))),
        goal => BehindAsk::of_goal(goal).map(|asked| behind(&asked)),
    };
    match href {
        Some(href) => view! { <A href=href attr:class="figure-lead">{figure}</A> }.into_any(),
        None => view! { <span>{figure}</span> }.into_any(),
    }
}

#[component]
fn Rows(view: GoalsView) -> impl IntoView {
    let texts = use_texts();
    let t = move || GoalTexts::of(texts.locale());
    let say = move |row: GoalRow, value: f64| (t().value)(row.goal, value, texts.get().format());
    let row = move |(row, now): (GoalRow, Option<f64>)| {
        let tone = match now.map(|now| row.goal.is_met(now, row.target)) {
            Some(true) => Tone::Good,
            Some(false) => Tone::Warn,
            None => Tone::Neutral,
        };
        view! {
            <tr>
                <th scope="row">{move || (t().goal)(row.goal)}</th>
                <td class="r">{move || row.baseline.map_or_else(|| "–".to_owned(), |baseline| say(row, baseline))}</td>
                <td class="r">
                    {match now {
                        Some(now) => view! { <b>{lead(row.goal, move || say(row, now))}</b> }.into_any(),
                        None => view! { <small>{move || (t().missing)(row.goal)}</small> }.into_any(),
                    }}
                </td>
                <td class="r"><Badge tone>{move || say(row, row.target)}</Badge></td>
            </tr>
        }
    };
    let rows: Vec<_> = view
        .settings
        .goals
        .iter()
        .copied()
        .zip(view.now.iter().copied())
        .collect();
    let worth = view.worth();
    let volumes = view.volumes;
    view! {
        <Table caption=Signal::derive(move || t().goals.to_owned()) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{move || t().figure}</th>
                    <th scope="col" class="r">{move || t().baseline}</th>
                    <th scope="col" class="r">{move || t().now}</th>
                    <th scope="col" class="r">{move || t().target}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </Table>
        <p class="goals-cost">{move || (t().counted)(&volumes, texts.get().format())}</p>
        <h3>{move || t().worth}</h3>
        <ul class="goals-terms">
            {view.terms.into_iter().map(|term| view! { <Term term/> }).collect_view()}
            <li class="goals-sum">
                <span>{move || t().worth_all}</span>
                <b>{move || worth.map_or_else(|| t().worth_unknown.to_owned(), |worth| texts.get().format().money(worth))}</b>
            </li>
        </ul>
    }
    .into_any()
}

#[component]
fn Term(term: ReturnTerm) -> impl IntoView {
    let texts = use_texts();
    let t = move || GoalTexts::of(texts.locale());
    let how = move || (t().term)(&term, texts.get().format());
    let worth = move || match term.worth {
        Some(worth) => texts.get().format().money(worth),
        None => t().worth_unknown.to_owned(),
    };
    view! {
        <li>
            <span>{move || (t().goal)(term.goal)}" "<small>{how}</small></span>
            <b>{worth}</b>
        </li>
    }
    .into_any()
}
