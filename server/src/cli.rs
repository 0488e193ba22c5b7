//! The command line: every command and every setting, each explained where it stands.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use enlace_domain::article::{ArticleState, Audience};

use crate::config::{
    ArbiterSettings, DatabaseSettings, EmbeddingSettings, IndexSettings, LogSettings, MediaSettings, RedisSettings,
    SecretSettings, ServeSettings,
};

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

/// `enlace knowledge`
#[derive(Args, Debug)]
pub struct KnowledgeCommand {
    /// As for `serve`.
    #[command(flatten)]
    pub desk: ServeCommand,
    /// What to do.
    #[command(subcommand)]
    pub what: KnowledgeDeed,
}

/// What can be done with the knowledge base.
#[derive(Subcommand, Debug)]
pub enum KnowledgeDeed {
    /// Print the published articles that answer a question.
    Search {
        /// The question, as a subscriber would type it.
        #[arg(long)]
        query: String,
        /// Only of this category, by its key.
        #[arg(long)]
        category: Option<String>,
        /// So many at most.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=20))]
        limit: u8,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Make drafts of Markdown, HTML, PDF and DOCX files, or zips of these; a file that was taken in before changes nothing.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// In whose name: the e-mail of an administrator.
        #[arg(long)]
        by: String,
        /// The key of the category of those that name none.
        #[arg(long, default_value = "technical_troubleshooting")]
        category: String,
        /// For whom those are that do not say it: subscriber or agents.
        #[arg(long, default_value = "subscriber")]
        audience: Audience,
        /// Only say what would become of each.
        #[arg(long)]
        preview: bool,
    },
    /// Write the articles' drafts to one zip of Markdown files, which `import` reads again.
    Export {
        /// The zip.
        #[arg(long)]
        out: PathBuf,
        /// Only of this category, by its key.
        #[arg(long)]
        category: Option<String>,
        /// Only in this state: draft, in_review or published.
        #[arg(long)]
        state: Option<ArticleState>,
    },
    /// Ask every process for a new index beside the old one, which is used until it is ready.
    Rebuild,
}

/// `enlace classify`
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ClassifyCommand {
    /// Lines of `{"id": …, "text": …}`; prints lines of `{"id", "queue", "confidence"}`. "-" reads standard input.
    #[arg(long, required_unless_present = "report", conflicts_with = "report")]
    pub file: Option<PathBuf>,
    /// Cross-validate on the labelled messages and print accuracy and the confusion table.
    #[arg(long)]
    pub report: bool,
    /// Where the trained model is kept between starts.
    #[arg(long, env = "ENLACE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Something else than finding queues.
    #[command(subcommand)]
    pub deed: Option<ClassifyDeed>,
}

/// What can be done with the classifier beside asking it.
#[derive(Subcommand, Debug)]
pub enum ClassifyDeed {
    /// Train it again with the accepted corrections, and take the new version into use where it is not worse. Minutes.
    Retrain(Box<RetrainCommand>),
}

/// `enlace classify retrain`
#[derive(Args, Debug)]
pub struct RetrainCommand {
    /// As for `serve`.
    #[command(flatten)]
    pub desk: ServeCommand,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// `enlace churn`
#[derive(Subcommand, Debug)]
pub enum ChurnCommand {
    /// Train a random forest on a table in which a column says who left, and print its card.
    Train(ChurnTrainCommand),
    /// Print the probability of leaving of each row of a table, one line of JSON each, with the weightiest reasons.
    Score(ChurnScoreCommand),
    /// Take in what other systems know of customers: speed, late payments, satisfaction, competitors, ended contracts.
    Import(Box<ChurnImportCommand>),
}

/// `enlace churn import`
#[derive(Args, Debug)]
pub struct ChurnImportCommand {
    /// Where the data lies.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// The table: CSV with a column contract_number and any of avg_speed_last_30d, payment_delays_last_6m, satisfaction_score, competitor_coverage_area, cancelled_on. "-" reads standard input.
    #[arg(long)]
    pub csv: PathBuf,
    /// The day on which the figures are true, like 2026-11-01.
    #[arg(long, value_parser = crate::config::parse_day)]
    pub date: time::Date,
}

/// `enlace churn train`
#[derive(Args, Debug)]
pub struct ChurnTrainCommand {
    /// The table: CSV with a head line. Columns of numbers and of few different words are learnt from. "-" reads standard input.
    #[arg(long)]
    pub csv: PathBuf,
    /// The column that says who left: yes or no, 1 or 0, sim or não.
    #[arg(long)]
    pub target: String,
    /// Where to keep the model.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Print the card as one JSON object.
    #[arg(long)]
    pub json: bool,
    /// Trees of the forest.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub trees: u32,
    /// Rows that a leaf has at least.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub min_leaf: u32,
    /// What somebody who left weighs, where somebody who stayed weighs 1.
    #[arg(long, default_value_t = 1.0)]
    pub positive_weight: f32,
    /// The same seed gives the same model.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
}

/// `enlace churn score`
#[derive(Args, Debug)]
pub struct ChurnScoreCommand {
    /// A model that `enlace churn train --out` has kept.
    #[arg(long)]
    pub model: PathBuf,
    /// The table: CSV with a head line. "-" reads standard input.
    #[arg(long)]
    pub csv: PathBuf,
    /// The column that names a row; without it rows are numbered.
    #[arg(long)]
    pub id: Option<String>,
}

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

/// `enlace bench`
#[derive(Args, Debug)]
pub struct BenchCommand {
    /// What to measure: ingest, fanout, channels, chaos, churn, dashboard, rollup, board, embed or classify.
    pub name: crate::commands::bench::Name,
    /// Print only the JSON object.
    #[arg(long)]
    pub json: bool,
    /// Seconds of load in each phase.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub seconds: u64,
    /// Connections of the load, for `ingest`; pgbench has as many.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub clients: u16,
    /// Where the web app's files lie, for `board` and `dashboard`.
    #[arg(long, env = "ENLACE_SITE", default_value = "build/site")]
    pub site: PathBuf,
    /// The model's file, for `embed` and `classify`.
    #[arg(long, env = "EMBEDDING_FILE", default_value = "data/models/e5-small-q4.bin")]
    pub embedding_file: PathBuf,
    /// Python with the engine that the model was made for, for `embed`.
    #[arg(long, env = "ENLACE_PYTHON", default_value = "python3")]
    pub python: PathBuf,
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
