//! `enlace simulate`: the town alone, for a desk that runs elsewhere on this machine.

use std::{io::Write, time::Duration};

use anyhow::Result;
use enlace_simulator::{Town, TownConfig};

use super::read_secret;
use crate::{
    cli::{SimulateCommand, TownPlay},
    processes::stop,
};

/// Plays the town until told to stop.
pub async fn run(command: SimulateCommand) -> Result<()> {
    let signal = stop::on_signal()?;
    let token = read_secret(&command.auth_token_file)?;
    let town = Town::start(TownConfig {
        listen: command.listen,
        desk_webhook: command.webhook,
        account_sid: command.account_sid,
        auth_token: token,
        desk_listens_at: None,
        open_at_start: 0,
        business_number: command.address,
        seed: 2026,
        pace: command.pace,
        quiet: command.pace <= 0.0,
        window: false,
        lines: Vec::new(),
        spread: false,
        subscribers: 2_000,
    })
    .await?;
    tracing::info!("The town plays Twilio on http://{}", town.address());
    match command.play {
        TownPlay::Life => town.run(signal).await,
        TownPlay::Storm => {
            let over = Duration::from_secs(60) * command.minutes;
            let people = usize::try_from(command.people)?;
            tokio::select! {
                () = signal.cancelled() => {}
                storm = town.storm(people, over) => {
                    let mut out = std::io::stdout().lock();
                    writeln!(
                        out,
                        "{} people wrote {} messages in {} s; the desk took {}",
                        storm.people,
                        storm.written,
                        storm.lasted.as_secs(),
                        storm.taken
                    )?;
                }
            }
        }
    }
    Ok(())
}
