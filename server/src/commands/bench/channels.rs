//! `bench channels`: what 360dialog asks of a webhook host, three statuses out and one message in for each of a hundred
//! messages a second, and every one of them accounted for afterwards by the town against the database.

use std::{collections::HashSet, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use enlace_desk::{Actor, log_in, reply};
use enlace_domain::{ConversationId, PhoneNumber};
use enlace_simulator::{MessageId, Town, TownConfig};
use secrecy::SecretString;
use serde_json::json;
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};
use uuid::Uuid;

use super::{
    Figures,
    lab::{self, Lab},
    milliseconds, percentile,
};

/// Seconds of load where nothing else is said: long enough for what piles up slowly to show.
pub const SECONDS: u64 = 60;
/// Messages a second each way; every one that goes out comes back as sent, delivered and read.
const RATE: u32 = 100;
/// Open conversations that the messages go round.
const CONTACTS: u32 = 500;
/// People who answer; each holds its share of the conversations.
const PEOPLE: u32 = 10;
/// Stands in every measured answer, before its number.
const TAG: &str = "já estamos vendo #";
/// For what is on its way when the load ends.
const DRAIN: Duration = Duration::from_secs(60);

/// Measures.
pub async fn run(seconds: u64) -> Result<Figures> {
    let provider = lab::free_address()?;
    let lab = Lab::start("web,gateway,worker,scheduler", Some(provider), Path::new("build/site")).await?;
    let town = Town::start(TownConfig {
        listen: provider,
        pace: 20.0,
        ..TownConfig::quiet(
            lab.webhook(),
            lab::ACCOUNT_SID,
            SecretString::from(lab::AUTH_TOKEN),
            PhoneNumber::parse(lab::NUMBER)?,
        )
    })
    .await?;
    let mut actors = Vec::new();
    for token in lab.agents(PEOPLE, 100).await? {
        actors.push(log_in::authenticate(&lab.desk, &token).await?);
    }
    let (conversations, mut written) = open(&lab, &town).await?;

    town.time_answers();
    let since = Instant::now();
    let total = RATE * u32::try_from(seconds)?;
    let readers = tokio::spawn(read_along(town.clone(), total));
    written.extend(load(&lab, &town, &actors, &conversations, total).await?);
    let outcome = tokio::time::timeout(DRAIN, readers).await;
    drain(&lab).await?;
    let mut answers = town.answer_times();

    let sent = town.outbox().iter().filter(|sent| sent.body.contains(TAG)).count();
    let account = town.account();
    let pool = lab.desk.pool();
    let read = enlace_store::tally::answers_read(pool).await?;
    let inbound = Inbound::of(&written, &enlace_store::tally::ids_from_subscribers(pool).await?);
    let total = usize::try_from(total)?;
    let lost_out = total.saturating_sub(sent);
    let unread = i64::try_from(total)?.saturating_sub(read);
    let mut figures = Figures::new();
    figures.insert("median_ms".into(), json!(milliseconds(percentile(&mut answers, 0.5))));
    figures.insert("p999_ms".into(), json!(milliseconds(percentile(&mut answers, 0.999))));
    figures.insert("lost".into(), json!(lost_out + inbound.lost));
    figures.insert(
        "doubled".into(),
        json!(usize::try_from(account.doubled_sends)? + inbound.doubled),
    );
    figures.insert(
        "reordered".into(),
        json!(i64::try_from(account.reordered_sends)? + enlace_store::tally::out_of_order(pool).await?),
    );
    figures.insert("statuses_missing".into(), json!(unread));
    figures.insert("webhooks".into(), json!(answers.len()));
    figures.insert("outgoing_per_second".into(), json!(RATE));
    figures.insert("seconds".into(), json!(since.elapsed().as_secs()));
    ensure!(
        outcome.is_ok(),
        "Not all messages were delivered within {} s of the end: {}",
        DRAIN.as_secs(),
        serde_json::to_string(&figures)?
    );
    lab.stop().await?;
    Ok(figures)
}

/// What became of the messages that subscribers wrote, told by their ids: one that is lost and another that stands twice
/// are two faults and not none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Inbound {
    /// Those that the desk does not have.
    lost: usize,
    /// Those of the desk that stand once more, or that nobody wrote.
    doubled: usize,
}

impl Inbound {
    fn of(written: &[MessageId], stored: &[String]) -> Self {
        let mut missing: HashSet<&str> = written.iter().map(MessageId::as_str).collect();
        let doubled = stored.iter().filter(|id| !missing.remove(id.as_str())).count();
        Self {
            lost: missing.len(),
            doubled,
        }
    }
}

/// Lets every contact write once and waits until all of them stand in a queue; answers their conversations, in the
/// order of the contacts, and the messages' ids.
async fn open(lab: &Lab, town: &Town) -> Result<(Vec<ConversationId>, Vec<MessageId>)> {
    let door = Arc::new(Semaphore::new(16));
    let mut opening = JoinSet::new();
    for contact in 0..CONTACTS as usize {
        let (town, door) = (town.clone(), Arc::clone(&door));
        opening.spawn(async move {
            let _open = door.acquire().await?;
            let subscriber = town.subscribers().get(contact).context("The town is too small")?;
            let id = town
                .write(subscriber, "estou totalmente sem internet, luz vermelha no aparelho #0")
                .await?;
            anyhow::Ok(id)
        });
    }
    let mut written = Vec::new();
    while let Some(opened) = opening.join_next().await {
        written.push(opened??);
    }
    let numbers: Vec<String> = town
        .subscribers()
        .iter()
        .take(CONTACTS as usize)
        .map(|subscriber| subscriber.wa_id.as_str().to_owned())
        .collect();
    lab.until_queued(CONTACTS).await?;
    let conversations = enlace_store::tally::open_conversations(lab.desk.pool(), lab.channel, &numbers).await?;
    Ok((conversations, written))
}

/// Answers and writes at an even rate, each conversation in turn. Returns the ids of what was written.
async fn load(
    lab: &Lab,
    town: &Town,
    actors: &[Actor],
    conversations: &[ConversationId],
    total: u32,
) -> Result<Vec<MessageId>> {
    let begin = Instant::now();
    let mut tasks = JoinSet::new();
    for number in 0..total {
        sleep_until(begin + Duration::from_secs(1) * number / RATE).await;
        let contact = (number % CONTACTS) as usize;
        let (desk, town) = (lab.desk.clone(), town.clone());
        let conversation = *conversations.get(contact).context("A conversation is missing")?;
        let actor = actors
            .get(contact % actors.len())
            .context("Nobody is there to answer")?
            .clone();
        tasks.spawn(async move {
            let text = format!("{TAG}{number}");
            reply::send(&desk, &actor, conversation, Uuid::new_v4(), text)
                .await
                .context("An answer was refused")?;
            let subscriber = town.subscribers().get(contact).context("The town is too small")?;
            let id = town
                .write(subscriber, format!("continua sem internet #{}", number + 1))
                .await?;
            anyhow::Ok(id)
        });
    }
    let mut written = Vec::new();
    while let Some(done) = tasks.join_next().await {
        written.push(done??);
    }
    Ok(written)
}

/// Every answer is read as soon as it is there.
async fn read_along(town: Town, total: u32) {
    let mut reading = JoinSet::new();
    let (mut known, mut read) = (0, 0_u32);
    while read < total {
        sleep(Duration::from_millis(300)).await;
        let outbox = town.outbox();
        for sent in outbox.iter().skip(known).filter(|sent| sent.body.contains(TAG)) {
            let (town, sid) = (town.clone(), sent.sid.clone());
            read += 1;
            reading.spawn(async move { town.mark_read(&sid).await });
        }
        known = outbox.len();
    }
    // what is not read shows as a status that is missing
    while reading.join_next().await.is_some() {}
}

/// Waits until the desk has nothing left to do.
async fn drain(lab: &Lab) -> Result<()> {
    let deadline = Instant::now() + DRAIN;
    while Instant::now() < deadline {
        let tally = enlace_store::tally::conversations(lab.desk.pool()).await?;
        if tally.unfinished_jobs == 0 && enlace_store::tally::outbox_unsettled(lab.desk.pool()).await? == 0 {
            return Ok(());
        }
        sleep(Duration::from_millis(200)).await;
    }
    // what is left shows in the figures
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_lost_and_one_doubled_are_two_faults() {
        let written = ["SM1", "SM2", "SM3"].map(MessageId::from);
        let inbound = |stored: &[&str]| {
            let stored: Vec<String> = stored.iter().map(|id| (*id).to_owned()).collect();
            let Inbound { lost, doubled } = Inbound::of(&written, &stored);
            (lost, doubled)
        };
        assert_eq!(inbound(&["SM3", "SM1", "SM2"]), (0, 0));
        assert_eq!(inbound(&["SM1", "SM1", "SM3"]), (1, 1));
        assert_eq!(inbound(&["SM1", "SM2", "SM4"]), (1, 1));
    }
}
