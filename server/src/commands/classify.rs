//! `enlace classify`: the queue of messages, or how well that is found.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::Path,
};

use anyhow::{Context, Result};
use enlace_desk::learning;
use serde::{Deserialize, Serialize};

use crate::{
    cli::{ClassifyCommand, ClassifyDeed, RetrainCommand},
    processes::{
        database::Database,
        service::{classifier, desk},
    },
};

#[derive(Deserialize)]
struct Question {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    queue: &'static str,
    confidence: f32,
}

/// Prints a line for each line, or the report.
pub async fn run(command: ClassifyCommand) -> Result<()> {
    if let Some(ClassifyDeed::Retrain(command)) = command.deed {
        return retrain(&command).await;
    }
    let mut out = io::stdout().lock();
    let Some(file) = command.file else {
        writeln!(out, "{}", enlace_ai::classifier::report()?)?;
        return Ok(());
    };
    let classifier = classifier(&command.data).await?;
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(
            File::open(&file).with_context(|| format!("Failed to open {}", file.display()))?,
        ))
    };
    for (number, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line)
            .with_context(|| format!("Line {}: it must be an object with `id` and `text`", number + 1))?;
        let found = classifier.classify(&question.text);
        let answer = Answer {
            id: &question.id,
            queue: found.queue.as_str(),
            confidence: found.confidence,
        };
        writeln!(out, "{}", serde_json::to_string(&answer)?)?;
    }
    Ok(())
}

/// Trains a version now and says what came of it; running desks follow by themselves.
async fn retrain(command: &RetrainCommand) -> Result<()> {
    let database = Database::open(&command.desk.database).await?;
    let desk = desk(&command.desk, &database).await?;
    let outcome = learning::run(&desk).await.context("Failed to train the classifier");
    database.close().await;
    let outcome = outcome?;
    let mut out = io::stdout().lock();
    if command.json {
        writeln!(out, "{}", serde_json::to_string(&outcome)?)?;
        return Ok(());
    }
    let (new, old) = (&outcome.report.new, &outcome.report.old);
    writeln!(
        out,
        "{} messages, {} of them corrections\ncross-validation {:.2} % (before {:.2} %), held-out {:.2} % (before {:.2} %)\n\
         {} of {} answers changed\n{}",
        outcome.report.messages,
        outcome.report.corrections,
        new.cross_validation * 100.0,
        old.cross_validation * 100.0,
        new.held_out * 100.0,
        old.held_out * 100.0,
        outcome.report.changed,
        outcome.report.compared,
        if outcome.promoted {
            "in use from now on".to_owned()
        } else {
            format!("not in use, for it is worse: {}", outcome.report.worse.join(", "))
        },
    )?;
    Ok(())
}
