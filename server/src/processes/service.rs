//! A running desk: the roles of this process, started together and stopped in order.
//!
//! Order of stopping: no new requests and live streams end; then the workers finish the jobs they hold; then the
//! database closes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use axum::serve::ListenerExt;
use enlace_ai::{
    classifier::{Classifier, Origin},
    embedder::Embedder,
};
use enlace_desk::{Desk, DeskParts, measure, receive::Intake};
use enlace_search::Shape;
use leptos::prelude::LeptosOptions;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{clocks, database::Database};
use crate::{
    cli::ServeCommand,
    config::{ProcessRole, ServeSettings},
    router::router,
    state::AppState,
    telemetry::Metrics,
};

/// How long the database's connections may take to close.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// Builds the desk of a command's settings.
///
/// # Errors
/// The database, the key, the index's address or the classifier fails.
pub async fn desk(command: &ServeCommand, database: &Database) -> Result<Desk> {
    let pool = database.pool(command.database.database_connections).await?;
    let data = &command.database.data;
    let embedder = command.embedding.embedder(data).await?;
    let shape = Shape::of(
        embedder
            .as_ref()
            .map(|embedder| (embedder.name(), embedder.dimensions())),
    );
    let parts = DeskParts {
        pool,
        classifier: classifier(data).await?,
        vault: command.secret.vault(data)?,
        files: command.media.files(data)?,
        redis: command.redis.redis_url.clone(),
        public_url: command.serve.public_url()?,
        index: command.index.index(data, shape)?,
        embedder,
        arbiter: command.chat.arbiter(&command.embedding)?,
    };
    Desk::new(parts).context("Failed to set up the HTTP client")
}

/// The classifier, trained at the first start and read from the data folder later.
///
/// # Errors
/// The folder can't be written, or the labelled messages in the binary are broken.
pub async fn classifier(data: &Path) -> Result<Classifier> {
    std::fs::create_dir_all(data).with_context(|| format!("Failed to make the data folder {}", data.display()))?;
    let path = data.join("classifier.bin");
    let (classifier, origin) = tokio::task::spawn_blocking(move || Classifier::load_or_train(&path))
        .await?
        .context("Failed to load or train the classifier")?;
    if let Origin::Trained { millis } = origin {
        tracing::info!(classifier.ms = millis, "Trained the classifier");
    }
    Ok(classifier)
}

/// Has the classifier of a desk that serves learn what the embedder's vectors mean, while it works with words already:
/// minutes of a core at the first start, then a file. An embedder that is away is asked again until `stop`.
pub fn teach(desk: &Desk, data: &Path, stop: CancellationToken) {
    if let Some(embedder) = desk.embedder() {
        let (classifier, embedder) = (desk.bundled_classifier().clone(), Arc::clone(embedder));
        let learning = learn_meaning(classifier, data.join("meaning.bin"), embedder);
        tokio::spawn(stop.run_until_cancelled_owned(learning));
    }
}

async fn learn_meaning(classifier: Classifier, path: PathBuf, embedder: Arc<dyn Embedder>) {
    match classifier.learn_meaning(&path, Arc::clone(&embedder)).await {
        Ok(Origin::Loaded) => tracing::info!(embedder.name = embedder.name(), "The classifier reads meaning"),
        Ok(Origin::Trained { millis }) => {
            tracing::info!(
                embedder.name = embedder.name(),
                classifier.ms = millis,
                "The classifier has learnt meaning"
            );
        }
        Err(error) => tracing::warn!(%error, "The classifier goes on with words alone"),
    }
}

/// A desk that serves. Dropping it does not stop it: call [`Service::stop`].
pub struct Service {
    stop: CancellationToken,
    web: JoinHandle<std::io::Result<()>>,
    background: Vec<JoinHandle<()>>,
    desk: Desk,
    drain: Duration,
    /// Where it listens.
    pub address: std::net::SocketAddr,
}

impl Service {
    /// Starts the roles of `settings`.
    ///
    /// # Errors
    /// The address is taken.
    pub async fn start(desk: Desk, settings: &ServeSettings, metrics: Metrics) -> Result<Self> {
        let stop = CancellationToken::new();
        let listener = TcpListener::bind(settings.listen).await.with_context(|| {
            format!(
                "ENLACE_LISTEN: cannot listen on {}; is another process there?",
                settings.listen
            )
        })?;
        let address = listener.local_addr()?;
        let mut background = Vec::new();
        if settings.does(ProcessRole::Web) {
            let (hub_desk, token) = (desk.clone(), stop.child_token());
            background.push(tokio::spawn(async move {
                hub_desk.hub().run(hub_desk.clone(), token).await
            }));
            enlace_desk::insight::fetch_soon(&desk);
        }
        if settings.does(ProcessRole::Web) || settings.does(ProcessRole::Worker) {
            let (followed, token) = (desk.clone(), stop.child_token());
            background.push(tokio::spawn(enlace_desk::knowledge::follow(followed, token)));
            let (followed, token) = (desk.clone(), stop.child_token());
            background.push(tokio::spawn(enlace_desk::learning::follow(followed, token)));
        }
        if settings.does(ProcessRole::Worker) {
            if let Err(error) = measure::regions(&desk).await {
                tracing::warn!(error = ?error, "Could not begin the counters of outages at zero");
            }
            let runner = enlace_desk::jobs::runner(&desk, usize::from(settings.workers));
            let token = stop.child_token();
            background.push(tokio::spawn(async move { runner.run(token).await }));
        }
        if settings.does(ProcessRole::Scheduler) {
            background.push(tokio::spawn(clocks::run(desk.clone(), stop.child_token())));
        }
        let state = AppState {
            intake: Intake::start(desk.clone()),
            desk: desk.clone(),
            leptos: leptos_options(settings),
            metrics,
            stop: stop.clone(),
        };
        let app = router(state, settings);
        let shutdown = stop.clone();
        // a page leaves in pieces: without this each but the first waits until the one before it is acknowledged, which browsers
        // put off for 40 ms
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(
                    error = &error as &dyn std::error::Error,
                    "A connection sends in its own time"
                );
            }
        });
        let web = tokio::spawn(async move {
            axum::serve(listener, app)
                .with_graceful_shutdown(shutdown.cancelled_owned())
                .await
        });
        Ok(Self {
            stop,
            web,
            background,
            desk,
            drain: Duration::from_secs(settings.drain_seconds),
            address,
        })
    }

    /// Waits for `signal`, then stops in order and within the drain time.
    ///
    /// # Errors
    /// The web server failed while it ran.
    pub async fn run_until(mut self, signal: CancellationToken) -> Result<()> {
        tokio::select! {
            () = signal.cancelled() => {}
            ended = &mut self.web => {
                self.stop.cancel();
                ended?.context("The web server failed")?;
            }
        }
        self.stop().await;
        Ok(())
    }

    /// Stops in order and within the drain time.
    pub async fn stop(self) {
        self.stop.cancel();
        let mut web = self.web;
        let mut background = self.background;
        let rest = async {
            if !web.is_finished() {
                let _ended = (&mut web).await;
            }
            for task in &mut background {
                let _ended = task.await;
            }
        };
        if tokio::time::timeout(self.drain, rest).await.is_err() {
            tracing::warn!(
                "Not everything finished within the drain time; leases of unfinished jobs will expire and they run again"
            );
            web.abort();
            for task in background {
                task.abort();
            }
        }
        // a connection to a database that fell silent is never given back (sqlx #4349): the process ends without it
        if tokio::time::timeout(CLOSE_LIMIT, self.desk.pool().close())
            .await
            .is_err()
        {
            tracing::warn!("The database did not answer while its connections were closed; ending without it");
        }
    }
}

fn leptos_options(settings: &ServeSettings) -> LeptosOptions {
    // the build leaves the hashes of the site's files beside the program
    let hashes = std::env::current_exe().is_ok_and(|program| program.with_file_name("hash.txt").exists());
    LeptosOptions::builder()
        .hash_files(hashes)
        .output_name(Arc::from("enlace"))
        .site_root(Arc::from(settings.site.to_string_lossy().into_owned()))
        .site_pkg_dir(Arc::from("pkg"))
        .site_addr(settings.listen)
        .build()
}
