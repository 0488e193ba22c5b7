//! `enlace knowledge`: the knowledge base from the command line.
//!
//! A search brings an index of its own up to what is published before it asks; a running desk's index is left alone.

use std::{io::Write, path::PathBuf};

use anyhow::{Context, Result};
use enlace_desk::{Desk, knowledge};
use enlace_domain::view::{KnowledgeAsk, KnowledgeFound};
use serde_json::json;

use crate::{
    cli::{KnowledgeCommand, KnowledgeDeed},
    processes::service::{Database, desk},
};

/// Does it.
pub async fn run(command: KnowledgeCommand) -> Result<()> {
    let database = Database::open(&command.desk.database).await?;
    let desk = desk(&command.desk, &database).await?;
    let result = match command.what {
        KnowledgeDeed::Search {
            query,
            category,
            limit,
            json,
        } => {
            let ask = KnowledgeAsk {
                text: query,
                category,
                limit: usize::from(limit),
            };
            search(&desk, &ask, json).await
        }
        KnowledgeDeed::Import { files, by } => import(&desk, &files, &by).await,
        KnowledgeDeed::Rebuild => knowledge::ask_for_rebuild(&desk)
            .await
            .context("Failed to ask for a new index"),
    };
    database.close().await;
    result
}

async fn search(desk: &Desk, ask: &KnowledgeAsk, as_json: bool) -> Result<()> {
    knowledge::sync(desk).await.context("Failed to bring the index up")?;
    let found = knowledge::search_for_command(desk, ask)
        .await
        .context("Failed to search")?;
    let text = if as_json { in_json(&found) } else { in_words(&found) };
    writeln!(std::io::stdout(), "{text}").context("Failed to print what was found")
}

fn in_json(found: &KnowledgeFound) -> String {
    let hits: Vec<_> = found
        .hits
        .iter()
        .map(|hit| {
            json!({
                "article": hit.article,
                "slug": hit.slug,
                "title": hit.title,
                "category": hit.category,
                "audience": hit.audience,
                "heading": hit.heading,
                "answer": hit.answer,
                "score": hit.score,
                "words": hit.words,
                "sense": hit.sense,
            })
        })
        .collect();
    json!({ "hits": hits, "by_sense": found.by_sense }).to_string()
}

fn in_words(found: &KnowledgeFound) -> String {
    if found.hits.is_empty() {
        return "Nothing that is published answers it.".to_owned();
    }
    let lines: Vec<String> = found
        .hits
        .iter()
        .map(|hit| {
            let rank = |place: Option<enlace_domain::view::HitPlace>| {
                place.map_or_else(|| "-".to_owned(), |place| place.rank.to_string())
            };
            format!(
                "{:.2}  {}  [{}]  words {}, sense {}\n      {}",
                hit.score,
                hit.title,
                hit.slug,
                rank(hit.words),
                rank(hit.sense),
                hit.excerpt.iter().map(|span| span.text.as_str()).collect::<String>()
            )
        })
        .collect();
    lines.join("\n")
}

async fn import(desk: &Desk, files: &[PathBuf], by: &str) -> Result<()> {
    let person = knowledge::editor(desk, by)
        .await
        .with_context(|| format!("{by} is not the e-mail of an administrator"))?;
    let mut new = 0_usize;
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("Failed to read {}", file.display()))?;
        if knowledge::import(desk, person, &text)
            .await
            .with_context(|| format!("{} is no article", file.display()))?
        {
            new += 1;
        }
    }
    writeln!(
        std::io::stdout(),
        "{new} articles published, {} known already and left as they were.",
        files.len() - new
    )
    .context("Failed to print the result")
}
