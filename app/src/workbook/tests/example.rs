//! What the workbook's tests write.

use enlace_domain::{
    ChannelState, ConversationId, IssueType, OutcomeKind, PersonId, Priority, QueueKey, SurveyKind,
    goal::Goal,
    view::{
        ChannelHealth, Contracts, Costs, Dashboard, DeskHealth, Figures, Gain, Gains, GoalRow, GoalSettings, GoalsView,
        HourFigure, HourLoad, InsightAsk, Load, MonthVolumes, Part, PartState, PersonFigures, PersonRef,
        PersonRightNow, PersonScores, QueueDeeds, QueueRightNow, Reason, RepairTimes, Results, RetentionBand,
        RetentionRow, RightNow, Said, Scores, Step, StepFigure, Targets, Technical, Voice,
    },
};
use time::macros::{date, datetime};

/// A dashboard in which each sheet has something to say.
pub(super) fn example() -> Dashboard {
    let now = Figures {
        opened: 1_200,
        answered: 1_000,
        in_time: 950,
        closed: 800,
        resolved_first: 600,
        first_answer: Some(90.0),
        first_answer_p90: Some(600.0),
        handling: Some(7_200.0),
        ..Figures::default()
    };
    let ana = PersonId::new();
    // 5 promoters, 3 passives, 2 detractors
    let recommending = Scores {
        asked: 40,
        answered: 10,
        sum: 78,
        high: 5,
        low: 2,
    };
    Dashboard {
        ask: InsightAsk::default(),
        at: datetime!(2026-11-28 12:00 UTC),
        days: [date!(2026 - 10 - 30), date!(2026 - 11 - 28)],
        days_before: [date!(2026 - 09 - 30), date!(2026 - 10 - 29)],
        since: None,
        now,
        before: Figures::default(),
        urgent: [Some(28.0), None],
        targets: Targets {
            urgent: 30.0,
            first_contact: 0.85,
            satisfaction: 4.5,
        },
        queues: vec![(QueueKey::Financial, [now, Figures::default()])],
        hours: vec![HourFigure {
            today: Some(3),
            low: Some(1.5),
            high: None,
        }],
        hour: 0,
        season: vec![0.5; 7 * 24],
        step: Step::Day,
        pulse: Vec::new(),
        trend: vec![StepFigure {
            day: date!(2026 - 11 - 28),
            last: date!(2026 - 11 - 28),
            opened: 40,
            before: 35,
        }],
        reasons: vec![(Reason::Queue(QueueKey::Financial), [7, 9])],
        people: vec![PersonFigures {
            id: ana,
            name: "Ana".to_owned(),
            answered: 12,
            first_answer: Some(61.0),
            closed: 11,
            handling: None,
            reopened: 1,
            before: [4, 5],
            queues: vec![QueueDeeds {
                queue: Some(QueueKey::Financial),
                answered: 12,
                first_answer: Some(61.0),
                closed: 11,
                handling: None,
                reopened: 1,
            }],
        }],
        everybody: Vec::new(),
        capacities: Vec::new(),
        voice: Voice {
            satisfaction: [
                Scores {
                    asked: 40,
                    answered: 10,
                    sum: 43,
                    high: 8,
                    low: 1,
                },
                Scores {
                    asked: 10,
                    answered: 4,
                    sum: 15,
                    high: 2,
                    low: 0,
                },
            ],
            recommending: [recommending, Scores::default()],
            queues: vec![(QueueKey::Financial, Scores::default(), recommending)],
            people: vec![PersonScores {
                person: Some(PersonRef {
                    id: ana,
                    name: "Ana".to_owned(),
                }),
                scores: Scores {
                    asked: 3,
                    answered: 2,
                    sum: 9,
                    high: 2,
                    low: 0,
                },
            }],
            low: vec![Said {
                conversation: ConversationId::new(),
                kind: SurveyKind::Satisfaction,
                score: 1,
                comment: Some("=demorou".to_owned()),
                at: datetime!(2026-11-28 02:07 UTC),
                queue: Some(QueueKey::Financial),
                person: Some("Ana".to_owned()),
            }],
            ..Voice::default()
        },
        results: Results {
            now: Gains {
                kinds: vec![(
                    OutcomeKind::Sale,
                    Gain {
                        n: 3,
                        known: 3,
                        cents: 29_970,
                    },
                )],
                closed: 800,
                ..Gains::default()
            },
            contracts: Some([
                Contracts {
                    running: 2_000,
                    ended: 30,
                },
                Contracts::default(),
            ]),
            ..Results::default()
        },
        retention: vec![
            RetentionRow {
                band: RetentionBand::Above,
                customers: 40,
                open: Some(12),
                closed: 9,
                stayed: 7,
                stayed_cents: Some(69_930),
            },
            RetentionRow {
                band: RetentionBand::HeldOut,
                customers: 5,
                open: None,
                closed: 4,
                stayed: 2,
                stayed_cents: None,
            },
        ],
        technical: Technical {
            repairs: vec![RepairTimes {
                issue: IssueType::SlowSpeed,
                closed: [9, 4],
                median: [Some(3_600.0), None],
                p90: [Some(7_200.0), None],
            }],
            ..Technical::default()
        },
        load: Load {
            days: Some([date!(2026 - 11 - 27); 2]),
            hours: vec![HourLoad {
                days: 1,
                opened: 3,
                open: 9_000,
                minutes: 0,
                places: 0,
            }],
        },
    }
}

/// One goal without a baseline.
pub(super) fn goals() -> GoalsView {
    GoalsView {
        settings: GoalSettings {
            goals: vec![GoalRow {
                goal: Goal::FirstContact,
                baseline: None,
                target: 85.0,
            }],
            costs: Costs::default(),
            revision: 0,
        },
        now: vec![Some(80.0)],
        volumes: MonthVolumes::default(),
        terms: Vec::new(),
    }
}

/// A queue, somebody who is online, a channel and a part.
pub(super) fn right_now() -> RightNow {
    RightNow {
        queues: vec![QueueRightNow {
            key: QueueKey::Financial,
            priority: Priority::try_from(3_i16).unwrap(),
            waiting: 4,
            held: 2,
            oldest: Some(1_800),
            at_risk: 1,
            late: 0,
        }],
        people: vec![PersonRightNow {
            name: "Ana".to_owned(),
            held: 2,
            most: Some(8),
        }],
        health: DeskHealth {
            channels: vec![ChannelHealth {
                name: "Principal".to_owned(),
                state: ChannelState::Paused,
                waiting: 5,
            }],
            parts: vec![(Part::Redis, PartState::NotSetUp)],
        },
    }
}
