//! `enlace knowledge`: the knowledge base from the command line.
//!
//! A search brings an index of its own up to what is published before it asks; a running desk's index is left alone.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use enlace_desk::{Desk, knowledge};
use enlace_domain::{
    PersonId,
    article::{ArticleState, Audience},
    view::{ImportOutcome, KnowledgeAsk, KnowledgeFound, ReadArticle},
};
use serde_json::json;

use crate::{
    cli::{KnowledgeCommand, KnowledgeDeed},
    processes::{database::Database, service::desk},
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
        KnowledgeDeed::Import {
            files,
            by,
            category,
            audience,
            preview,
        } => {
            let form = Form {
                by,
                category,
                audience,
                preview,
            };
            import(&desk, &files, &form).await
        }
        KnowledgeDeed::Export { out, category, state } => export(&desk, &out, category.as_deref(), state).await,
        KnowledgeDeed::Rebuild => rebuild(&desk).await,
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

/// What is said of all files together.
struct Form {
    by: String,
    category: String,
    audience: Audience,
    preview: bool,
}

async fn import(desk: &Desk, files: &[PathBuf], form: &Form) -> Result<()> {
    let by = &form.by;
    let person = knowledge::editor(desk, by)
        .await
        .with_context(|| format!("{by} is not the e-mail of an administrator"))?;
    let mut refused = 0_usize;
    for path in files {
        let bytes = tokio::fs::read(path)
            .await
            .with_context(|| format!("Failed to read {}", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        for file in knowledge::read_file_for_command(desk, person, &name, bytes).await? {
            let said = match file.result {
                Ok(article) => take_in(desk, person, article, form)
                    .await
                    .with_context(|| format!("{} could not be taken in", file.name))?,
                Err(refusal) => {
                    refused += 1;
                    format!("refused: {refusal}")
                }
            };
            writeln!(std::io::stdout(), "{}: {said}", file.name).context("Failed to print the result")?;
        }
    }
    anyhow::ensure!(refused == 0, "{refused} files were refused");
    Ok(())
}

/// Keeps what was read, and says what became of it.
async fn take_in(desk: &Desk, by: PersonId, article: ReadArticle, form: &Form) -> Result<String> {
    let mut source = article.source;
    if source.fields.category.is_empty() {
        source.fields.category.clone_from(&form.category);
    }
    if !source.says_audience {
        source.fields.audience = form.audience;
    }
    let title = source.fields.title.clone();
    let mut said = match (article.known, form.preview) {
        (Some(id), _) => format!("known already as {id}, nothing changed"),
        (None, true) => format!("would become a draft, \"{title}\""),
        (None, false) => match knowledge::import_for_command(desk, by, source).await? {
            ImportOutcome::Made(id) => format!("a draft now, \"{title}\", {id}"),
            ImportOutcome::Known(id) => format!("known already as {id}, nothing changed"),
        },
    };
    for warning in article.warnings {
        said.push_str(&format!("; {warning}"));
    }
    Ok(said)
}

async fn rebuild(desk: &Desk) -> Result<()> {
    let rebuilt = knowledge::rebuild(desk)
        .await
        .context("Failed to make a new index; where it was asked for already, the serving processes make it")?;
    let said = match rebuilt {
        None => {
            "A new index is asked for: each serving process makes its own beside the old one, now or when it starts."
                .to_owned()
        }
        Some(rebuilt) => {
            let by_words = match rebuilt.by_words {
                0 => String::new(),
                count => format!(" {count} of the articles by words alone: the embedder made no vectors of them."),
            };
            format!(
                "The new index on the server holds {} articles in {} passages.{by_words}",
                rebuilt.articles, rebuilt.passages
            )
        }
    };
    writeln!(std::io::stdout(), "{said}").context("Failed to print the result")
}

async fn export(desk: &Desk, out: &Path, category: Option<&str>, state: Option<ArticleState>) -> Result<()> {
    let exported = knowledge::export_for_command(desk, category, state).await?;
    let count = exported.articles;
    let mut archive = tokio::fs::File::from_std(exported.file);
    let write = async {
        let mut to = tokio::fs::File::create(out).await?;
        tokio::io::copy(&mut archive, &mut to).await?;
        to.sync_all().await
    };
    write
        .await
        .with_context(|| format!("Failed to write {}", out.display()))?;
    writeln!(std::io::stdout(), "{count} articles in {}.", out.display()).context("Failed to print the result")
}
