//! `enlace classify`: the queue of messages, or how well that is found.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::Path,
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::{cli::ClassifyCommand, processes::service::classifier};

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
