//! What a conversation costs, and what better figures are worth.

use enlace_domain::{
    goal::Goal,
    view::{Costs, GoalRow, MonthVolumes, ReturnTerm},
};

#[expect(clippy::cast_precision_loss, reason = "counts of a month are far below 2^52")]
const fn number(count: i64) -> f64 {
    count as f64
}

/// BRL a conversation: agents' hours, templates and what is paid anyway, over the conversations closed. `None` where a
/// cost that arose has no price, or nothing was closed.
pub(super) fn cost(costs: &Costs, volumes: &MonthVolumes) -> Option<f64> {
    let messages = [
        (costs.utility_message, volumes.utility_messages),
        (costs.marketing_message, volumes.marketing_messages),
        (costs.authentication_message, volumes.authentication_messages),
    ];
    let mut all = costs.agent_hour? * number(volumes.agent_hours) + costs.fixed_month?;
    for (price, count) in messages {
        if count > 0 {
            all += price? * number(count);
        }
    }
    (volumes.conversations > 0).then(|| all / number(volumes.conversations))
}

/// What cheaper conversations and contracts that stay are worth in a month, against the baseline.
pub(super) fn terms(goals: &[GoalRow], now: &[Option<f64>], volumes: &MonthVolumes) -> Vec<ReturnTerm> {
    goals
        .iter()
        .zip(now)
        .filter_map(|(row, now)| {
            let difference = row.baseline.zip(*now).map(|(baseline, now)| baseline - now);
            match row.goal {
                Goal::Cost => Some(ReturnTerm {
                    goal: row.goal,
                    difference,
                    times: volumes.conversations,
                    each: None,
                    worth: difference.map(|difference| difference * number(volumes.conversations)),
                }),
                Goal::Churn => Some(ReturnTerm {
                    goal: row.goal,
                    difference,
                    times: volumes.contracts,
                    each: volumes.mean_fee,
                    worth: difference
                        .zip(volumes.mean_fee)
                        .map(|(difference, fee)| difference / 100.0 * number(volumes.contracts) * fee),
                }),
                Goal::UrgentAnswer | Goal::FirstContact | Goal::Satisfaction | Goal::Uptime => None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COSTS: Costs = Costs {
        agent_hour: Some(20.0),
        fixed_month: Some(1_000.0),
        utility_message: Some(0.05),
        marketing_message: None,
        authentication_message: None,
    };
    const VOLUMES: MonthVolumes = MonthVolumes {
        conversations: 1_000,
        agent_hours: 200,
        utility_messages: 400,
        marketing_messages: 0,
        authentication_messages: 0,
        contracts: 500,
        ended: 20,
        mean_fee: Some(100.0),
        minutes: 0,
        up_minutes: 0,
    };

    #[test]
    fn a_cost_without_a_price_leaves_no_figure() {
        // 200 h × 20 + 400 × 0.05 + 1000 over 1000 conversations
        assert_eq!(cost(&COSTS, &VOLUMES), Some(5.02));
        let sent = MonthVolumes {
            marketing_messages: 1,
            ..VOLUMES
        };
        assert_eq!(cost(&COSTS, &sent), None);
        assert_eq!(cost(&Costs::default(), &VOLUMES), None);
        assert_eq!(cost(&COSTS, &MonthVolumes::default()), None);
    }

    #[test]
    fn what_is_missing_is_worth_nothing_that_could_be_told() {
        let row = |goal, baseline| GoalRow {
            goal,
            baseline,
            target: 4.0,
        };
        let goals = [row(Goal::Churn, Some(8.0)), row(Goal::Cost, Some(15.0))];
        let told = terms(&goals, &[Some(4.0), Some(5.0)], &VOLUMES);
        // 4 points of 500 contracts at 100; 10 of 1000 conversations
        assert_eq!(
            told.iter().map(|term| term.worth).collect::<Vec<_>>(),
            [Some(2_000.0), Some(10_000.0)]
        );
        let unknown = [row(Goal::Churn, None), row(Goal::Cost, Some(15.0))];
        let told = terms(&unknown, &[Some(4.0), None], &VOLUMES);
        assert!(told.iter().all(|term| term.worth.is_none()));
    }
}
