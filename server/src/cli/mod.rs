//! The command line: every command and every setting, each explained where it stands.

mod bench;
mod churn;
mod classify;
mod knowledge;
mod simulate;

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::config::{
    ArbiterSettings, DatabaseSettings, EmbeddingSettings, IndexSettings, LogSettings, MediaSettings, RedisSettings,
    SecretSettings, ServeSettings,
};

pub use bench::BenchCommand;
pub use churn::{ChurnCommand, ChurnImportCommand, ChurnScoreCommand, ChurnTrainCommand};
pub use classify::{ClassifyCommand, ClassifyDeed, RetrainCommand};
pub use knowledge::{KnowledgeCommand, KnowledgeDeed};
pub use simulate::{SimulateCommand, TownPlay};

/// Enlace, the WhatsApp service desk of internet providers.
///
/// Every setting is an option of the command that uses it and an environment variable, named in brackets.
#[derive(Parser, Debug)]
#[command(name = "enlace", version, max_term_width = 110, propagate_version = true)]
pub struct Cli {
    /// What to write to the log, and how.
    #[command(flatten)]
    pub log: LogSettings,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve pages, take webhooks in, work off jobs: all roles in one process unless told otherwise.
    Serve(ServeCommand),
    /// A whole desk with a demo provider and a town that writes to it; keeps its data, Ctrl-C stops everything.
    Demo(DemoCommand),
    /// Bring the database's schema up to this version.
    Migrate(MigrateCommand),
    /// Make or change a person, for the first administrator of a new desk.
    Person(PersonCommand),
    /// Add or change a WhatsApp channel (a number at a provider).
    Channel(ChannelCommand),
    /// Search the knowledge base, take articles in, or make its index anew.
    Knowledge(KnowledgeCommand),
    /// Find the queue of messages, or report how well that works.
    Classify(ClassifyCommand),
    /// Learn from a table who will leave, and tell it of others.
    Churn {
        /// What to do.
        #[command(subcommand)]
        command: ChurnCommand,
    },
    /// Look after what the manager's figures are read from.
    Insight {
        /// What to do.
        #[command(subcommand)]
        command: InsightCommand,
    },
    /// Play the vendors and the subscribers, for tests and trials.
    Simulate(SimulateCommand),
    /// Measure, and print one flat JSON object on the last line.
    Bench(BenchCommand),
    /// Check every dependency and say what to do.
    Doctor(DoctorCommand),
}

/// `enlace serve`
#[derive(Args, Debug)]
pub struct ServeCommand {
    /// Where and what to serve.
    #[command(flatten)]
    pub serve: ServeSettings,
    /// Where the data lies.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// What seals the providers' secrets.
    #[command(flatten)]
    pub secret: SecretSettings,
    /// Where the files of messages lie.
    #[command(flatten)]
    pub media: MediaSettings,
    /// What counts messages.
    #[command(flatten)]
    pub redis: RedisSettings,
    /// What makes vectors of texts.
    #[command(flatten)]
    pub embedding: EmbeddingSettings,
    /// Where the knowledge index lies.
    #[command(flatten)]
    pub index: IndexSettings,
    /// What judges unsure messages.
    #[command(flatten)]
    pub chat: ArbiterSettings,
}

/// `enlace demo`
#[derive(Args, Debug)]
pub struct DemoCommand {
    /// As for `serve`.
    #[command(flatten)]
    pub desk: ServeCommand,
    /// How many subscribers the demo provider has.
    #[arg(long, env = "ENLACE_DEMO_SUBSCRIBERS", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub subscribers: u32,
    /// How many days of closed conversations lie behind the demo at its first start, for the figures.
    #[arg(long, env = "ENLACE_DEMO_HISTORY_DAYS", default_value_t = 365, value_parser = clap::value_parser!(u32).range(0..=730))]
    pub history_days: u32,
    /// How fast the town lives: 2 is twice as fast, 0 is a town where nobody writes by themselves, over one number.
    #[arg(long, env = "ENLACE_DEMO_PACE", default_value_t = 1.0)]
    pub pace: f64,
    /// Where the town plays the WhatsApp provider.
    #[arg(long, env = "ENLACE_TOWN_LISTEN", default_value = "127.0.0.1:3010")]
    pub town_listen: SocketAddr,
}

/// `enlace migrate`
#[derive(Args, Debug)]
pub struct MigrateCommand {
    /// Which database.
    #[command(flatten)]
    pub database: DatabaseSettings,
}

/// `enlace person`
#[derive(Args, Debug)]
pub struct PersonCommand {
    /// Which database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// The log-in name.
    #[arg(long)]
    pub email: String,
    /// The name colleagues see.
    #[arg(long)]
    pub name: String,
    /// agent, manager or administrator.
    #[arg(long, default_value = "administrator", value_parser = crate::config::parse_role)]
    pub role: enlace_domain::Role,
    /// Read the password from this file ("-" reads standard input), so that it is in no process list.
    #[arg(long, default_value = "-")]
    pub password_file: PathBuf,
}

/// `enlace channel`
#[derive(Args, Debug)]
pub struct ChannelCommand {
    /// As for `serve`: the webhook's address is made of its settings.
    #[command(flatten)]
    pub desk: ServeCommand,
    /// What the channel is called on the pages.
    #[arg(long)]
    pub name: String,
    /// Who carries it: twilio, dialog360, cloud_api or maytapi.
    #[arg(long, default_value = "twilio")]
    pub provider: enlace_whatsapp::ProviderKind,
    /// A field of the provider, like from=+556230000000; repeat it for each. twilio: from, account_sid, api_key_sid, messaging_service_sid, content_sid_ask. cloud_api: from, phone_number_id, waba_id, version. dialog360: from. maytapi: from, product_id, phone_id. All: base_url, where somebody else plays the provider.
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = crate::config::parse_field)]
    pub set: Vec<(String, String)>,
    /// Read the secret fields, one FIELD=VALUE a line, from this file ("-" reads standard input), so that they are in no process list. twilio: auth_token, api_key_secret, shared_key. cloud_api: access_token, app_secret, verify_token. dialog360: api_key, webhook_secret, webhook_authorization. maytapi: token, webhook_secret.
    #[arg(long, default_value = "-")]
    pub secrets_file: PathBuf,
}

/// `enlace doctor`
#[derive(Args, Debug)]
pub struct DoctorCommand {
    /// As for `serve`.
    #[command(flatten)]
    pub desk: ServeCommand,
}

/// `enlace insight`
#[derive(Subcommand, Debug)]
pub enum InsightCommand {
    /// Make everything that the figures are read from anew from the conversations; pages show the old until it is done.
    Rebuild(InsightRebuildCommand),
}

/// `enlace insight rebuild`
#[derive(Args, Debug)]
pub struct InsightRebuildCommand {
    /// Where the data lies.
    #[command(flatten)]
    pub database: DatabaseSettings,
}
