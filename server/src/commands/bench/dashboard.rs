//! How long pages take with a year of a large desk behind them: 400,000 conversations, 4 million messages, 2,000 of them
//! open, 120,000 questions how it was, what was said of 12,000 customers every week and the cases about them, and what the
//! classifier read. The articles are the demo's.
//!
//! Each page is asked for as a browser does, over HTTP with a log-in, one after the other; and so are the search box and the
//! files of a year, which are no pages. Before each request some conversations of the year change, and the sums of their days
//! and weeks with them. The baseline is what the figures of the year alone took before there were sums: one query over the
//! conversations.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use app::api::SESSION_COOKIE;
use enlace_desk::{
    insight, knowledge, log_in,
    seed::{self, NewPerson},
};
use enlace_domain::{QueueKey, Role, view::SearchFound};
use enlace_store::{presence, year};
use serde_json::json;

use super::{Figures, lab::Lab, milliseconds, percentile};

const CONVERSATIONS: i32 = 400_000;
const MESSAGES: i32 = 10;
/// Requests of each page that are measured, after two that are not.
const ROUNDS: usize = 40;
/// Conversations of the year that change before each request, as they do in a desk at work: what was counted before no longer
/// holds for their weeks.
const CHANGES: i64 = 3;
/// The year comes upon a process that began without it: so long it is asked before anything is measured, while it fetches
/// the facts. One that begins with a year has them before anybody has logged in.
const SETTLING: Duration = Duration::from_secs(15);
/// What is typed into the search box, as the figures name it: a name that one in fourteen has, another one mistyped, and the
/// end of a phone number.
const SEARCHES: [(&str, &str); 3] = [
    ("search_name", "maria"),
    ("search_mistyped", "antonoi"),
    ("search_phone", "4321"),
];
/// The files of a year's figures, as the figures name them.
const FILES: [(&str, &str); 2] = [
    ("csv_year", "/dashboard.csv?days=365"),
    ("xlsx_year", "/dashboard.xlsx?days=365"),
];
const EMAIL: &str = "medida@enlace.example";
const PASSWORD: &str = "medida-medida";

pub async fn run(site: &Path) -> Result<Figures> {
    let site = site
        .canonicalize()
        .with_context(|| format!("{} is missing: run `make build`", site.display()))?;
    let lab = Lab::start("web", None, &site).await?;
    let figures = measure(&lab).await;
    lab.stop().await?;
    figures
}

async fn measure(lab: &Lab) -> Result<Figures> {
    let began = Instant::now();
    year::live(lab.desk.pool(), CONVERSATIONS, MESSAGES)
        .await
        .context("Failed to make a year")?;
    // no trigger has told the sums of hours
    presence::rebuild(&mut *lab.desk.pool().acquire().await?)
        .await
        .context("Failed to sum up who was there")?;
    let made = began.elapsed();
    let person = NewPerson {
        name: "Medida".to_owned(),
        email: EMAIL.to_owned(),
        // whom no page is closed to
        role: Role::Administrator,
        capacity: 10,
        queues: QueueKey::ALL.to_vec(),
        password: PASSWORD.to_owned(),
    };
    seed::people(&lab.desk, &[person])
        .await
        .context("Failed to store the benchmark's administrator")?;
    seed::surveys(&lab.desk)
        .await
        .context("Failed to switch the survey on")?;
    let editor = knowledge::editor(&lab.desk, EMAIL).await?;
    knowledge::import_bundled(&lab.desk, editor)
        .await
        .context("Failed to store the articles")?;
    let (token, _me) = log_in::log_in(&lab.desk, EMAIL, PASSWORD)
        .await
        .context("Failed to log in")?;
    let cookie = format!("{SESSION_COOKIE}={}", token.reveal());
    let pages = pages(lab).await?;
    let client = reqwest::Client::new();
    let mut figures = Figures::new();
    let mut worst = 0;
    let settling = Instant::now();
    while settling.elapsed() < SETTLING {
        let url = format!("http://{}/dashboard", lab.address);
        let answer = client.get(&url).header("cookie", &cookie).send().await?;
        answer.error_for_status()?.bytes().await?;
    }
    let origin = format!("http://{}", lab.address);
    for (name, asked) in pages {
        let mut taken = Vec::with_capacity(ROUNDS);
        for round in 0..ROUNDS + 2 {
            year::raise(lab.desk.pool(), CHANGES)
                .await
                .context("Failed to change something")?;
            // by the process that does so every few seconds, in a desk at work
            insight::catch_up(&lab.desk)
                .await
                .context("Failed to count what changed")?;
            let took = asked
                .ask(&client, &origin, &cookie)
                .await
                .with_context(|| format!("Failed to measure {name}"))?;
            if round >= 2 {
                taken.push(took);
            }
        }
        let p95 = percentile(&mut taken, 0.95);
        if !matches!(asked, Asked::File(_)) {
            worst = worst.max(p95);
        }
        figures.insert(format!("{name}_p95_ms"), json!(milliseconds(p95)));
    }
    let mut straight = Vec::new();
    let mut conn = lab.desk.pool().acquire().await?;
    for _ in 0..5 {
        let began = Instant::now();
        year::straight(&mut conn).await?;
        straight.push(micros(began.elapsed()));
    }
    let straight = percentile(&mut straight, 0.5);
    figures.insert("p95_ms".to_owned(), json!(milliseconds(worst)));
    figures.insert("straight_year_ms".to_owned(), json!(milliseconds(straight)));
    figures.insert(
        "ratio".to_owned(),
        json!((f64::from(worst) / f64::from(straight.max(1)) * 1_000.0).round() / 1_000.0),
    );
    figures.insert("conversations".to_owned(), json!(CONVERSATIONS));
    figures.insert(
        "messages".to_owned(),
        json!(i64::from(CONVERSATIONS) * i64::from(MESSAGES)),
    );
    figures.insert("made_s".to_owned(), json!(made.as_secs()));
    Ok(figures)
}

/// What the desk is asked for.
enum Asked {
    /// A page, by its address.
    Page(String),
    /// A file, by its address: nobody waits for one as for a page.
    File(&'static str),
    /// What is found for these words.
    Search(&'static str),
}

impl Asked {
    /// Asks for it; how many microseconds the answer took.
    async fn ask(&self, client: &reqwest::Client, origin: &str, cookie: &str) -> Result<u32> {
        let began = Instant::now();
        let request = match self {
            Self::Page(path) => client.get(format!("{origin}{path}")),
            Self::File(path) => client.get(format!("{origin}{path}")),
            Self::Search(typed) => client
                .post(format!("{origin}/api/search"))
                .header("origin", origin)
                .header("accept", "application/json")
                .form(&[("text", typed)]),
        };
        let answer = request.header("cookie", cookie).send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        let took = micros(began.elapsed());
        ensure!(status.is_success() && !body.is_empty(), "The desk answered {status}");
        if let Self::Search(typed) = self {
            let found: SearchFound = serde_json::from_slice(&body)?;
            ensure!(!found.hits.is_empty(), "Nothing was found for {typed}");
        }
        Ok(took)
    }
}

/// What is measured, by its name among the figures.
async fn pages(lab: &Lab) -> Result<Vec<(&'static str, Asked)>> {
    let pool = lab.desk.pool();
    let (conversation, person) = (year::some_conversation(pool).await?, year::some_person(pool).await?);
    let fixed = [
        ("dashboard", "/dashboard"),
        ("dashboard_7_days", "/dashboard?days=7"),
        ("dashboard_90_days", "/dashboard?days=90"),
        ("dashboard_year", "/dashboard?days=365"),
        ("dashboard_region", "/dashboard?region=An%C3%A1polis"),
        ("dashboard_region_year", "/dashboard?days=365&region=An%C3%A1polis"),
        ("dashboard_plan", "/dashboard?plan=Fibra%20500"),
        ("dashboard_plan_year", "/dashboard?days=365&plan=Fibra%20500"),
        ("dashboard_trend_year", "/dashboard?days=365&trend=first_contact"),
        ("wall", "/dashboard/wall"),
        ("goals", "/dashboard/goals"),
        ("behind", "/dashboard/behind?figure=settled"),
        ("behind_year", "/dashboard/behind?days=365&figure=settled"),
        (
            "behind_year_longest",
            "/dashboard/behind?days=365&figure=closed&sort=handling",
        ),
        (
            "behind_year_scored",
            "/dashboard/behind?days=365&figure=survey_answered",
        ),
        ("left", "/dashboard/left"),
        ("left_year", "/dashboard/left?days=365"),
        ("board", "/"),
        ("churn", "/churn"),
        ("churn_closed", "/churn?tab=closed"),
        ("classifier", "/classifier"),
        ("knowledge", "/knowledge"),
        ("people", "/people"),
        ("channels", "/channels"),
        ("queues", "/queues"),
        ("operations", "/operations"),
        ("templates", "/templates"),
    ];
    let of_somebody = [
        ("dashboard_person", format!("/dashboard?person={person}")),
        ("dashboard_person_year", format!("/dashboard?days=365&person={person}")),
        ("conversation", format!("/conversations/{conversation}")),
    ];
    let fixed = fixed.map(|(name, path)| (name, path.to_owned()));
    let pages = fixed.into_iter().chain(of_somebody);
    let searches = SEARCHES.map(|(name, typed)| (name, Asked::Search(typed)));
    let files = FILES.map(|(name, path)| (name, Asked::File(path)));
    Ok(pages
        .map(|(name, path)| (name, Asked::Page(path)))
        .chain(searches)
        .chain(files)
        .collect())
}

fn micros(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}
