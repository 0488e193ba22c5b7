//! `enlace knowledge` on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use enlace_domain::article::{ArticleState, Audience};

use super::ServeCommand;

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
    /// Make a new index beside the old one, which is used until it is ready: the one on the Qdrant server, or, without one, each serving process its own.
    Rebuild,
}
