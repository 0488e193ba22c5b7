//! What is written to the log, and how.

use clap::{Args, ValueEnum};

/// Log settings.
#[derive(Args, Debug, Clone)]
pub struct LogSettings {
    /// What to write: error, warn, info, debug, or a filter like `info,enlace_jobs=debug`.
    #[arg(long, env = "ENLACE_LOG", default_value = "info", global = true, value_parser = parse_filter, hide_default_value = false)]
    pub log: String,
    /// How: pretty for people, json for collectors.
    #[arg(long, env = "ENLACE_LOG_FORMAT", default_value = "pretty", global = true, value_enum)]
    pub log_format: LogFormat,
}

/// The two forms of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people at a terminal.
    Pretty,
    /// One JSON object a line.
    Json,
}

fn parse_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|error| format!("ENLACE_LOG takes a level (error, warn, info, debug, trace) or a filter: {error}"))
}
