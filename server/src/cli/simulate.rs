//! `enlace simulate` on the command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

/// `enlace simulate`
#[derive(Args, Debug)]
pub struct SimulateCommand {
    /// `life`, or `storm` for many people at once.
    #[arg(default_value = "life")]
    pub play: TownPlay,
    /// How many people write in a storm.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub people: u32,
    /// Within how many minutes they do.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=600))]
    pub minutes: u32,
    /// Where the town plays the WhatsApp provider.
    #[arg(long, env = "ENLACE_TOWN_LISTEN", default_value = "127.0.0.1:3010")]
    pub listen: SocketAddr,
    /// The desk's webhook address for the channel.
    #[arg(long)]
    pub webhook: url::Url,
    /// The account id that the desk uses.
    #[arg(long, default_value = "ACf1b7acf1b7acf1b7acf1b7acf1b7acf1")]
    pub account_sid: String,
    /// Read the auth token that signs both ways from this file ("-" reads standard input).
    #[arg(long, default_value = "-")]
    pub auth_token_file: PathBuf,
    /// The desk's own number, like +556230000000.
    #[arg(long, value_parser = crate::config::parse_phone)]
    pub address: enlace_domain::PhoneNumber,
    /// How fast the town lives; 0 is a town where nobody writes by themselves.
    #[arg(long, default_value_t = 1.0)]
    pub pace: f64,
}

/// What the town does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum TownPlay {
    /// Its people live on: they write, read and answer until told to stop.
    Life,
    /// Many people write within a short time; then it prints what became of their messages and ends.
    Storm,
}
