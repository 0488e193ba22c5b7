//! Goals and costs, in one form.

use enlace_domain::{
    goal::Goal,
    view::{Costs, GoalRow, GoalSettings, SettingsOutcome},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Button, ButtonKind, Field, Tone, use_toasts},
    error::AppError,
    pages::written::{number, written},
    texts::{GoalTexts, use_texts},
};

/// What is written for a goal.
#[derive(Clone, Copy)]
struct Written {
    goal: Goal,
    baseline: RwSignal<String>,
    target: RwSignal<String>,
}

/// The costs, in the order of the form: the name of the field and what is written.
type CostFields = [(&'static str, RwSignal<String>); 5];

/// The form of goals and costs.
#[component]
pub(super) fn Targets(settings: GoalSettings, may_set: Signal<bool>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let t = move || GoalTexts::of(texts.locale());
    let rows = StoredValue::new(
        settings
            .goals
            .iter()
            .map(|row| Written {
                goal: row.goal,
                baseline: RwSignal::new(row.baseline.map(written).unwrap_or_default()),
                target: RwSignal::new(written(row.target)),
            })
            .collect::<Vec<_>>(),
    );
    let costs: CostFields =
        cost_values(&settings.costs).map(|(name, cost)| (name, RwSignal::new(cost.map(written).unwrap_or_default())));
    let revision = StoredValue::new(settings.revision);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let fill = move |now: &GoalSettings| {
        for (row, field) in now.goals.iter().zip(rows.get_value()) {
            field.baseline.try_set(row.baseline.map(written).unwrap_or_default());
            field.target.try_set(written(row.target));
        }
        for ((_, cost), (_, field)) in cost_values(&now.costs).into_iter().zip(costs) {
            field.try_set(cost.map(written).unwrap_or_default());
        }
        revision.set_value(now.revision);
    };
    let save = move || {
        if busy.get_untracked() || !may_set.get_untracked() {
            return;
        }
        problem.set(None);
        let new = match form(&rows.get_value(), &costs, revision.get_value()) {
            Ok(new) => new,
            Err(field) => return problem.set(Some(field.to_owned())),
        };
        busy.set(true);
        spawn_local(async move {
            let result = api::save_goals(new).await;
            busy.try_set(false);
            let t = GoalTexts::of(texts.now().locale);
            match result {
                Ok(SettingsOutcome::Saved(now)) => {
                    fill(&now);
                    toasts.say(Tone::Good, t.saved);
                }
                Ok(SettingsOutcome::Overtaken(now)) => {
                    fill(&now);
                    toasts.say(Tone::Warn, t.overtaken);
                }
                Err(AppError::Invalid { field, .. }) => {
                    problem.try_set(Some(field));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let locked = Signal::derive(move || !may_set.get());
    let about = move |name: String| {
        MaybeProp::derive(move || (problem.read().as_deref() == Some(&name)).then(|| t().value_problem.to_owned()))
    };
    let goal = move |row: Written| {
        let (name, goal) = (row.goal.as_str(), row.goal);
        view! {
            <fieldset class="goals-row">
                <legend>{move || (t().goal)(goal)}" "<small>{move || (t().unit)(goal)}</small></legend>
                <Field
                    label=Signal::derive(move || t().baseline.to_owned())
                    name=format!("{name}-baseline")
                    value=row.baseline
                    disabled=locked
                    autocomplete="off"
                />
                <Field
                    label=Signal::derive(move || t().target.to_owned())
                    name=format!("{name}-target")
                    value=row.target
                    disabled=locked
                    autocomplete="off"
                    error=about(name.to_owned())
                />
            </fieldset>
        }
    };
    let cost = move |(name, value): (&'static str, RwSignal<String>)| {
        view! {
            <Field
                label=Signal::derive(move || (t().cost)(name).to_owned())
                name=name
                value
                disabled=locked
                autocomplete="off"
                error=about(name.to_owned())
            />
        }
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{move || t().goals}</h2><p>{move || t().goals_note}</p></header>
            <form class="form goals-form" autocomplete="off" on:submit=move |event| { event.prevent_default(); save(); }>
                {rows.get_value().into_iter().map(goal).collect_view()}
                <h3>{move || t().costs}</h3>
                <p class="goals-note">{move || t().costs_note}</p>
                <div class="goals-costs">{costs.map(cost).collect_view()}</div>
                <Show when=move || may_set.get()>
                    <div class="form-foot">
                        <Button kind=ButtonKind::Primary r#type="submit" busy>{move || t().save_goals}</Button>
                    </div>
                </Show>
            </form>
        </section>
    }
    .into_any()
}

fn cost_values(costs: &Costs) -> [(&'static str, Option<f64>); 5] {
    [
        ("agent_hour", costs.agent_hour),
        ("fixed_month", costs.fixed_month),
        ("utility_message", costs.utility_message),
        ("marketing_message", costs.marketing_message),
        ("authentication_message", costs.authentication_message),
    ]
}

/// What is to be saved, or the name of the field that holds no number.
fn form(rows: &[Written], costs: &CostFields, revision: i32) -> Result<GoalSettings, &'static str> {
    let goals = rows
        .iter()
        .map(|row| {
            let name = row.goal.as_str();
            let baseline = number(&row.baseline.read_untracked()).map_err(|()| name)?;
            let target = number(&row.target.read_untracked()).map_err(|()| name)?.ok_or(name)?;
            Ok(GoalRow {
                goal: row.goal,
                baseline,
                target,
            })
        })
        .collect::<Result<Vec<_>, &'static str>>()?;
    let mut values = [None; 5];
    for (value, (name, written)) in values.iter_mut().zip(costs) {
        *value = number(&written.read_untracked()).map_err(|()| *name)?;
    }
    let [
        agent_hour,
        fixed_month,
        utility_message,
        marketing_message,
        authentication_message,
    ] = values;
    Ok(GoalSettings {
        goals,
        costs: Costs {
            agent_hour,
            fixed_month,
            utility_message,
            marketing_message,
            authentication_message,
        },
        revision,
    })
}
