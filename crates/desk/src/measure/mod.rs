//! What Prometheus is told of the desk's work; `docs/METRICS.md` says what each figure means.
//!
//! Gauges are set when somebody asks for them, from the functions that the pages draw from as well, so that a page and an
//! alarm never disagree. Counters stand beside what they count. A label is a name of ours or a city, never a person's.

mod faults;
mod now;

pub use faults::{RESOLUTION_MINUTES, regions};
pub(crate) use faults::{fault_reported, fault_resolved};
pub use now::now;

/// Says what the figures mean, and begins counters at zero that count what should not happen: the first time must be a
/// step, not the beginning of a series.
pub fn describe() {
    use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

    describe_counter!(
        faults::REPORTED,
        "Faults of subscribers' lines that stop them, when reported, by city and severity"
    );
    describe_histogram!(
        faults::RESOLVED,
        "Minutes from a fault's report to its end, by kind and priority"
    );
    describe_gauge!("enlace_queue_waiting", "Open conversations that nobody holds");
    describe_gauge!("enlace_queue_held", "Open conversations that somebody holds");
    describe_gauge!("enlace_queue_late", "Open conversations whose answer is late");
    describe_gauge!(
        "enlace_queue_oldest_seconds",
        Unit::Seconds,
        "Longest wait of a subscriber whose conversation is open, whoever holds it"
    );
    describe_gauge!("enlace_last_day_opened", "Conversations opened in the last 24 hours");
    describe_gauge!("enlace_last_day_closed", "Conversations closed in the last 24 hours");
    describe_gauge!(
        "enlace_last_day_escalated",
        "Conversations of the last 24 hours that were raised for being late"
    );
    describe_gauge!(
        "enlace_last_day_on_time_ratio",
        "Of the conversations of the last 24 hours, the share that was answered in time"
    );
    describe_gauge!(
        "enlace_last_day_first_contact_ratio",
        "Of the conversations closed in the last 24 hours, the share settled at the first contact"
    );
    describe_gauge!(
        "enlace_last_day_first_answer_seconds",
        Unit::Seconds,
        "Time to the first answer of the conversations of the last 24 hours"
    );
    describe_gauge!(
        "customer_satisfaction_score",
        "Mean score, 1 to 5, of who was asked in the last 7 days, by the type of the conversation"
    );
    describe_counter!("enlace_surveys_asked_total", "Questions after closing how it was");
    describe_counter!("enlace_surveys_answered_total", "Scores given");
    describe_gauge!(
        "enlace_channel_state",
        "1 for the state of a channel that its page shows, 0 for the others"
    );
    describe_gauge!(
        "enlace_channel_circuit",
        "1 for the state of a channel's circuit, 0 for the others"
    );
    describe_gauge!(
        "enlace_channel_last_event_seconds",
        Unit::Seconds,
        "Since a subscriber last wrote by a channel, within the last 7 days"
    );
    describe_gauge!("enlace_channel_waiting", "Messages that wait to leave by a channel");
    describe_gauge!(
        "enlace_outbox_in_doubt",
        "Messages by a channel of which people are asked whether they arrived"
    );
    describe_gauge!(
        "enlace_outbox_failed_last_day",
        "Messages by a channel that failed in the last 24 hours and were not sent again"
    );
    describe_gauge!(
        "enlace_live_lag_seconds",
        Unit::Seconds,
        "For how long the oldest change has waited to be told to the open pages"
    );
    describe_gauge!(
        "enlace_classifier_asked_ratio",
        "Of the messages that the classifier read in the last 7 days, the share whose sender was asked"
    );
    describe_gauge!(
        "enlace_classifier_corrected_ratio",
        "Of the messages that the classifier read in the last 7 days, the share that people moved elsewhere"
    );
    describe_gauge!(
        "enlace_classifier_confidence_mean",
        "Mean confidence of the classifier in the last 7 days"
    );
    describe_gauge!(
        "enlace_classifier_drift_index",
        "Population stability index of the mix of queues, the last 7 days against the weeks of the training"
    );
    describe_gauge!(
        "enlace_churn_model_auc",
        "Area under the curve of the churn model in use, of rows it was not trained with"
    );
    describe_gauge!(
        "enlace_churn_drift_index",
        "Population stability index of the feature that moved most, who was judged last against the training table"
    );
    describe_gauge!(
        "enlace_churn_models_refused",
        "Churn models that were trained after the one in use and not taken into use"
    );
    describe_counter!(
        "enlace_arbitrated_total",
        "Messages of which the classifier was unsure and that a language model was asked about, by what came of it"
    );
    describe_gauge!("enlace_people_online", "People with an open page of this process");
    describe_counter!(
        "enlace_failovers_total",
        "Attempts to send by another number than the conversation's"
    );
    for name in [
        "enlace_failovers_total",
        "enlace_escalations_total",
        "enlace_live_lagged_total",
        "enlace_questions_asked_total",
    ] {
        metrics::counter!(name).increment(0);
    }
}
