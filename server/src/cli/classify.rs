//! `enlace classify` on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::ServeCommand;

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
