//! The load: every conversation is answered at its own even pace, one answer after the other.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result, bail};
use enlace_desk::{Actor, log_in, reply};
use enlace_domain::ConversationId;
use enlace_simulator::{Subscriber, Town};
use time::OffsetDateTime;
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};
use uuid::Uuid;

use super::{CONTACTS, PEOPLE, RATE, RESERVE};
use crate::commands::bench::lab::Lab;

/// Stands in every answer, before its number.
pub const TAG: &str = "já estamos vendo #";
/// So long the desk may refuse an answer while its database is away.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer that the desk has taken.
#[derive(Clone, Debug)]
pub struct Written {
    /// To whom.
    pub contact: usize,
    /// Its words.
    pub text: String,
    /// When the desk said that it has it.
    pub at: OffsetDateTime,
}

/// Those who answer, each with a conversation.
pub struct Senders {
    lab: enlace_desk::Desk,
    all: Vec<(Actor, ConversationId)>,
}

impl Senders {
    /// Lets every contact write on both numbers, and waits until all of them stand in a queue.
    pub async fn open(lab: &Lab, town: &Town) -> Result<Self> {
        let mut actors = Vec::new();
        for token in lab.agents(PEOPLE, 100).await? {
            actors.push(log_in::authenticate(&lab.desk, &token).await?);
        }
        let door = Arc::new(Semaphore::new(16));
        let mut opening = JoinSet::new();
        for subscriber in contacts(town) {
            let (town, door, subscriber) = (town.clone(), Arc::clone(&door), subscriber.clone());
            opening.spawn(async move {
                let _open = door.acquire().await?;
                let words = "estou totalmente sem internet, luz vermelha no aparelho";
                town.write(&subscriber, words).await?;
                town.line(RESERVE)?.write(&subscriber, words).await?;
                anyhow::Ok(())
            });
        }
        while let Some(opened) = opening.join_next().await {
            opened??;
        }
        lab.until_queued(2 * CONTACTS).await?;
        let numbers: Vec<String> = contacts(town)
            .map(|contact| contact.wa_id.as_str().to_owned())
            .collect();
        let conversations = enlace_store::tally::open_conversations(lab.desk.pool(), lab.channel, &numbers).await?;
        let all = actors.into_iter().cycle().zip(conversations).collect();
        Ok(Self {
            lab: lab.desk.clone(),
            all,
        })
    }

    /// Answers at an even rate for so long; returns every answer.
    pub async fn write(&self, begin: Instant, length: Duration) -> Result<Vec<Written>> {
        let every = Duration::from_secs(1) * CONTACTS / RATE;
        let mut writing = JoinSet::new();
        for (contact, (actor, conversation)) in self.all.iter().cloned().enumerate() {
            let desk = self.lab.clone();
            let first = begin + every * u32::try_from(contact)? / CONTACTS;
            writing.spawn(async move {
                let mut written = Vec::new();
                for number in 0.. {
                    let due = first + every * number;
                    if due >= begin + length {
                        break;
                    }
                    sleep_until(due).await;
                    let text = format!("{TAG}{number}");
                    answer(&desk, &actor, conversation, &text).await?;
                    written.push(Written {
                        contact,
                        text,
                        at: OffsetDateTime::now_utc(),
                    });
                }
                anyhow::Ok(written)
            });
        }
        let mut all = Vec::new();
        while let Some(written) = writing.join_next().await {
            all.extend(written??);
        }
        Ok(all)
    }
}

/// Answers as a page does: under one key, again and again until the desk has it.
async fn answer(desk: &enlace_desk::Desk, actor: &Actor, conversation: ConversationId, text: &str) -> Result<()> {
    let key = Uuid::new_v4();
    let since = Instant::now();
    loop {
        match reply::send(desk, actor, conversation, key, text.to_owned()).await {
            Ok(_) => return Ok(()),
            Err(error) if since.elapsed() > PATIENCE => {
                return Err(error).context("The desk refused an answer for a minute");
            }
            Err(enlace_desk::DeskError::WindowClosed) => bail!("A window has closed"),
            Err(_) => sleep(Duration::from_millis(200)).await,
        }
    }
}

/// Those whose conversations are answered.
pub fn contacts(town: &Town) -> impl Iterator<Item = &Subscriber> {
    town.subscribers().iter().take(CONTACTS as usize)
}
