//! What `/metrics` tells: the figures of the pages, and every name that an alarm or a dashboard asks for.

use std::{collections::BTreeSet, path::Path};

use enlace_desk::{
    assign, board, log_in,
    seed::{self, NewCustomer, NewPerson},
};
use enlace_domain::{ConversationStatus, QueueKey, Role};
use sqlx::PgPool;
use time::OffsetDateTime;

use crate::process::{Stage, eventually};

const PASSWORD: &str = "uma senha de teste";

/// Names that come from Prometheus itself and from its exporter for probes from outside.
const NOT_OURS: [&str; 3] = ["up", "probe_ssl_earliest_cert_expiry", "probe_success"];
/// Words of PromQL that look like names.
const PROMQL: [&str; 4] = ["avg_over_time", "histogram_quantile", "predict_linear", "group_left"];
/// Labels.
const LABELS: [&str; 2] = ["issue_type", "service_type"];

#[sqlx::test(migrations = "../migrations")]
async fn a_report_of_an_outage_and_its_end_are_measured_and_no_name_is_missing(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    let ana = stage.town.subscribers()[0].clone();
    let city = ana.city.clone();
    let customer = NewCustomer {
        name: ana.name.clone(),
        phone: ana.phone.clone(),
        email: None,
        contract_number: ana.contract_number.clone(),
        plan_name: ana.plan_name.clone(),
        plan_speed: ana.plan_speed,
        monthly_fee: ana.monthly_fee,
        installation_address: ana.installation_address.clone(),
        city: city.clone(),
        status: ana.status,
        since: OffsetDateTime::UNIX_EPOCH,
    };
    seed::customers(&stage.desk, &[customer]).await.unwrap();
    let bia = NewPerson {
        name: "Bia Nunes".to_owned(),
        email: "bia@desk.test".to_owned(),
        role: Role::Manager,
        capacity: 8,
        queues: QueueKey::ALL.to_vec(),
        password: PASSWORD.to_owned(),
    };
    seed::people(&stage.desk, &[bia]).await.unwrap();
    stage.serve("web,gateway,worker,scheduler").await;
    let total = format!(r#"internet_outages_reported_total{{region="{city}",severity="total"}}"#);
    assert_eq!(
        figure(&metrics(&stage).await, &total),
        Some(0.0),
        "a city begins at zero"
    );

    stage
        .town
        .write(&ana, "estou totalmente sem internet, luz vermelha piscando")
        .await
        .unwrap();
    let (token, _me) = log_in::log_in(&stage.desk, "bia@desk.test", PASSWORD).await.unwrap();
    let actor = log_in::authenticate(&stage.desk, token.reveal()).await.unwrap();
    eventually("it is queued and answered", || async {
        let board = board::snapshot(&stage.desk, &actor).await.unwrap();
        board
            .cards
            .iter()
            .any(|card| card.status == ConversationStatus::Waiting)
            && stage.town.outbox().len() == 1
    })
    .await;
    let seen = metrics(&stage).await;
    assert_eq!(figure(&seen, &total), Some(1.0));
    assert_eq!(
        figure(&seen, r#"enlace_queue_waiting{queue="technical_urgent",priority="1"}"#),
        Some(1.0)
    );
    assert_eq!(figure(&seen, r#"enlace_last_day_opened{queue="all"}"#), Some(1.0));
    assert_eq!(figure(&seen, r#"enlace_last_day_opened{queue="financial"}"#), Some(0.0));
    assert_eq!(figure(&seen, "enlace_database_up"), Some(1.0));
    // one message was read, surely and where it belongs
    assert_eq!(figure(&seen, "enlace_classifier_asked_ratio"), Some(0.0));
    assert_eq!(figure(&seen, "enlace_classifier_corrected_ratio"), Some(0.0));
    let confidence = figure(&seen, "enlace_classifier_confidence_mean").unwrap();
    assert!(confidence > 0.5 && confidence <= 1.0, "{confidence}");
    assert_eq!(figure(&seen, "enlace_classifier_drift_index"), Some(0.0));
    // no model of who may leave is there, and somebody has just written
    assert_eq!(figure(&seen, "enlace_churn_drift_index"), Some(0.0));
    assert_eq!(figure(&seen, "enlace_churn_models_refused"), Some(0.0));
    assert!(figure(&seen, "enlace_churn_model_auc").unwrap().is_nan());
    let heard = seen
        .lines()
        .find(|line| line.starts_with("enlace_channel_last_event_seconds{"))
        .unwrap();
    let seconds: f64 = heard.rsplit(' ').next().unwrap().parse().unwrap();
    assert!((0.0..600.0).contains(&seconds), "{heard}");

    let board = board::snapshot(&stage.desk, &actor).await.unwrap();
    let conversation = board.cards[0].id;
    assign::claim(&stage.desk, &actor, conversation).await.unwrap();
    let closed = reqwest::Client::new()
        .post(format!("http://{}/api/close", stage.address))
        .header("Cookie", format!("{}={}", app::api::SESSION_COOKIE, token.reveal()))
        .header("Sec-Fetch-Site", "same-origin")
        .form(&[("id", conversation.to_string())])
        .send()
        .await
        .unwrap();
    assert!(closed.status().is_success(), "{}", closed.status());
    let seen = metrics(&stage).await;
    let bucket = r#"issue_resolution_time_minutes_bucket{issue_type="no_internet",priority="1",le="5"}"#;
    assert_eq!(figure(&seen, bucket), Some(1.0));
    let bounds: Vec<&str> = seen
        .lines()
        .filter(|line| line.starts_with("issue_resolution_time_minutes_bucket"))
        .filter_map(|line| line.split("le=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(bounds, ["5", "15", "30", "60", "120", "240", "480", "+Inf"]);
    assert_eq!(
        figure(&seen, r#"enlace_queue_waiting{queue="technical_urgent",priority="1"}"#),
        Some(0.0)
    );
    eventually("the rest has been measured as well", || async {
        missing(&metrics(&stage).await).is_empty()
    })
    .await;
}

/// Names in rules and dashboards that nobody tells.
fn missing(exposed: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/monitoring");
    let rules = std::fs::read_to_string(folder.join("rules/enlace.rules.yml")).unwrap();
    let recorded: BTreeSet<&str> = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- record: "))
        .collect();
    let mut asked = BTreeSet::new();
    let expressions = rules.split("expr:").skip(1).filter_map(|rest| {
        let end =
            ["labels:", "- record:", "- alert:", "for:", "- name:"].map(|word| rest.find(word).unwrap_or(rest.len()));
        rest.get(..end.into_iter().min().unwrap_or(rest.len()))
    });
    expressions.for_each(|expression| asked.extend(names(expression)));
    for dashboard in ["service", "operation"] {
        let text = std::fs::read_to_string(folder.join(format!("dashboards/{dashboard}.json"))).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let targets = json["panels"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|panel| panel["targets"].as_array());
        for target in targets.flatten() {
            asked.extend(names(target["expr"].as_str().unwrap()));
        }
    }
    assert!(asked.len() > 30, "{asked:?}");
    let told: BTreeSet<&str> = exposed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(['{', ' ']).next())
        .collect();
    asked.retain(|name| !told.contains(name.as_str()) && !recorded.contains(name.as_str()));
    asked
}

/// The names of metrics in an expression.
fn names(expression: &str) -> Vec<String> {
    // what stands in quotes is no name
    let bare: String = expression.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    bare.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == ':'))
        .filter(|word| word.contains(['_', ':']) || NOT_OURS.contains(word))
        .filter(|word| !PROMQL.contains(word) && !LABELS.contains(word) && !NOT_OURS.contains(word))
        .map(str::to_owned)
        .collect()
}

/// All that the process tells.
pub async fn metrics(stage: &Stage) -> String {
    let answer = reqwest::get(format!("http://{}/metrics", stage.address)).await.unwrap();
    answer.text().await.unwrap()
}

/// The value of a series.
pub fn figure(exposed: &str, series: &str) -> Option<f64> {
    exposed
        .lines()
        .find_map(|line| line.strip_prefix(series)?.strip_prefix(' ')?.parse().ok())
}
