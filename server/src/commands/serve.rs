//! `enlace serve`: the desk.

use anyhow::Result;

use crate::{
    cli::ServeCommand,
    processes::{
        database::Database,
        service::{Service, desk, teach},
        stop,
    },
    telemetry,
};

/// Serves until told to stop.
pub async fn run(command: ServeCommand) -> Result<()> {
    let signal = stop::on_signal()?;
    let metrics = telemetry::start_metrics(&command.database.data)?;
    let database = Database::open(&command.database).await?.waited_for();
    let desk = desk(&command, &database).await?;
    teach(&desk, &command.database.data, signal.clone());
    let service = Service::start(desk, &command.serve, metrics).await?;
    tracing::info!("Enlace listens on http://{}", service.address);
    let result = service.run_until(signal).await;
    database.close().await;
    result
}
