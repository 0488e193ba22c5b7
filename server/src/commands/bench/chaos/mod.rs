//! `bench chaos`: messages leave while workers are killed, PostgreSQL is restarted, the first provider fails half the time
//! and the second one at times swallows its answer; afterwards the town accounts for every one of them.

mod account;
mod faults;
mod load;

use std::{path::Path, time::Duration};

use anyhow::{Context, Result};
use enlace_domain::{ChannelId, PhoneNumber};
use enlace_simulator::{LineConfig, SendFault, Town, TownConfig, TwilioConfig, Vendor};
use enlace_store::channels;
use secrecy::SecretString;
use tokio::time::{Instant, sleep};

use super::{
    Figures,
    lab::{self, Lab},
};

/// Messages a second.
const RATE: u32 = 50;
/// Open conversations that the messages go round.
const CONTACTS: u32 = 500;
/// People who answer; each holds its share of the conversations.
const PEOPLE: u32 = 10;
/// The second number, which takes over where the first one fails.
const RESERVE: &str = "reserve";
const RESERVE_NUMBER: &str = "+556230300001";
/// The share of the sends that go wrong at the first number's provider.
const FAILING: f64 = 0.5;
/// How they go wrong; one in eight is taken and the answer lost, which is the worst that a line can do.
const FAULTS: [SendFault; 8] = [
    SendFault::Unavailable,
    SendFault::Unavailable,
    SendFault::Unavailable,
    SendFault::ServerError,
    SendFault::ServerError,
    SendFault::ServerError,
    SendFault::TooManyRequests,
    SendFault::CutAfterAccept,
];
/// The share of the sends of which the second number's provider says nothing though it takes them: the first one is spared
/// most of the time, and doubts are what a kill makes hardest.
const CUT: f64 = 0.02;
/// For what is on its way when the load ends: a doubt takes up to a minute to settle.
const DRAIN: Duration = Duration::from_secs(240);

/// Measures.
pub async fn run(seconds: u64) -> Result<Figures> {
    let (first, second) = (lab::free_address()?, lab::free_address()?);
    let lab = Lab::start("gateway,scheduler", Some(first), Path::new("build/site")).await?;
    let reserve = lab.add_channel(RESERVE, RESERVE_NUMBER, second).await?;
    channels::set_may_switch(&mut *lab.desk.pool().acquire().await?, lab.channel, true).await?;
    let town = town(&lab, reserve, first, second).await?;

    let worker = lab.worker()?;
    let senders = load::Senders::open(&lab, &town).await?;
    let first_line = town.line("twilio").context("The town has lost its first line")?;
    first_line.faults().often(FAILING, &FAULTS);
    let second_line = town.line(RESERVE)?;
    second_line.faults().often(CUT, &[SendFault::CutAfterAccept]);

    let length = Duration::from_secs(seconds);
    let begin = Instant::now();
    let (written, faults) = tokio::join!(
        senders.write(begin, length),
        faults::strike(&lab, worker, begin, length)
    );
    let (written, (faults, mut worker)) = (written?, faults?);
    let drained = drain(&lab).await;
    worker.kill()?;
    worker.wait()?;
    let mut figures = account::figures(&lab, &town, &written, &faults).await?;
    figures.insert("rate_per_second".into(), RATE.into());
    figures.insert("seconds".into(), seconds.into());
    figures.insert("drain_s".into(), drained.as_secs().into());
    lab.stop().await?;
    Ok(figures)
}

/// Plays both numbers' providers.
async fn town(
    lab: &Lab,
    reserve: ChannelId,
    first: std::net::SocketAddr,
    second: std::net::SocketAddr,
) -> Result<Town> {
    let token = || SecretString::from(lab::AUTH_TOKEN);
    let vendor = Vendor::Twilio(TwilioConfig {
        account_sid: lab::ACCOUNT_SID.to_owned(),
        auth_token: token(),
    });
    let number = PhoneNumber::parse(RESERVE_NUMBER)?;
    let line = LineConfig {
        listen: second,
        ..LineConfig::new(RESERVE, lab.desk.webhook(reserve), number, vendor)
    };
    let config = TownConfig {
        listen: first,
        pace: 20.0,
        window: true,
        lines: vec![line],
        ..TownConfig::quiet(
            lab.webhook(),
            lab::ACCOUNT_SID,
            token(),
            PhoneNumber::parse(lab::NUMBER)?,
        )
    };
    Ok(Town::start(config).await?)
}

/// Waits until the desk has nothing left to do; returns how long that took. What is left shows in the figures.
async fn drain(lab: &Lab) -> Duration {
    let since = Instant::now();
    while since.elapsed() < DRAIN {
        let tally = enlace_store::tally::answers(lab.desk.pool()).await;
        if tally.is_ok_and(|tally| tally.sent + tally.failed + tally.undecided == tally.written) {
            break;
        }
        sleep(Duration::from_millis(200)).await;
    }
    since.elapsed()
}
