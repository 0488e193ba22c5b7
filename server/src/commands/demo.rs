//! `enlace demo`: the demo provider "Fibra Cerrado", its people, its town, and the whole desk around them.
//!
//! Keeps its data between starts. Everything it starts it also stops.

mod beats;
mod past;
mod pid_file;
mod rounds;
mod shifts;

use std::{fs, io::Write, net::SocketAddr, path::Path};

use anyhow::{Context, Result, ensure};
use enlace_desk::{
    Desk, channels,
    channels::NewChannel,
    knowledge,
    seed::{self, NewPerson},
};
use enlace_domain::{PhoneNumber, QueueKey, Role};
use enlace_simulator::{Subscriber, Town, TownConfig};
use enlace_store::customers::NewCustomer;
use enlace_whatsapp::twilio::{self, TwilioSecrets, TwilioSettings};
use rand::{Rng, distr::Alphanumeric};
use secrecy::SecretString;

use self::pid_file::PidFile;
use super::linked_device;
use crate::{
    cli::DemoCommand,
    processes::{
        database::Database,
        service::{Service, desk, teach},
        stop,
    },
    telemetry,
};

/// The town's account and number; the token that signs is made at the first start.
const ACCOUNT_SID: &str = "ACf1b7acf1b7acf1b7acf1b7acf1b7acf1";
const NUMBER: &str = "+556230300000";
/// The demo listens on the loopback address and holds invented people: one password for all is what a visitor needs.
const PASSWORD: &str = "fibra-cerrado";
const SEED: u64 = 2026;
/// In whose name the demo's articles are published.
const ADMINISTRATOR: &str = "renato@fibracerrado.example";

/// Runs the demo until Ctrl-C.
pub async fn run(command: DemoCommand) -> Result<()> {
    let signal = stop::on_signal()?;
    let data = command.desk.database.data.clone();
    let _pid = PidFile::take(&data)?;
    ensure!(
        command.desk.serve.listen.ip().is_loopback(),
        "ENLACE_LISTEN: the demo's passwords are printed in the README, so it listens on a loopback address only, like 127.0.0.1:3000"
    );
    let metrics = telemetry::start_metrics(&data)?;
    let database = Database::open(&command.desk.database).await?;
    let desk = desk(&command.desk, &database).await?;
    teach(&desk, &data, signal.clone());
    let result = async {
        fill(&desk, command.subscribers).await?;
        let token = town_token(&data)?;
        let channel = channel(&desk, command.town_listen, &token).await?;
        past::past(&desk, channel, &command).await?;
        // a town where nobody writes is a test's or a picture's: they add what they need
        let lives = command.pace > 0.0;
        let mut lines = Vec::new();
        if lives {
            let phone = linked_device::ensure(&desk, &token, linked_device::NOWHERE).await?;
            lines.push(linked_device::line(&desk, phone, &token)?);
        }
        let open = enlace_store::tally::conversations(desk.pool()).await?.open;
        let service = Service::start(desk.clone(), &command.desk.serve, metrics).await?;
        let town = Town::start(TownConfig {
            listen: command.town_listen,
            desk_webhook: desk.webhook(channel),
            desk_listens_at: None,
            account_sid: ACCOUNT_SID.to_owned(),
            auth_token: SecretString::from(token.clone()),
            open_at_start: usize::try_from(open).unwrap_or(0),
            business_number: PhoneNumber::parse(NUMBER)?,
            seed: SEED,
            pace: command.pace,
            quiet: !lives,
            window: false,
            lines,
            spread: false,
            subscribers: command.subscribers as usize,
        })
        .await
        .with_context(|| format!("ENLACE_TOWN_LISTEN: the town cannot listen on {}", command.town_listen))?;
        if lives {
            let line = town.line(linked_device::LINE)?;
            linked_device::ensure(&desk, &token, line.api()).await?;
        }
        welcome(service.address)?;
        let town = tokio::spawn(town.run(signal.clone()));
        service.run_until(signal).await?;
        town.await.context("The town failed")
    }
    .await;
    database.close().await;
    result
}

async fn fill(desk: &Desk, subscribers: u32) -> Result<()> {
    let customers: Vec<NewCustomer> = enlace_simulator::subscribers(SEED, subscribers as usize)
        .into_iter()
        .map(customer)
        .collect();
    seed::customers(desk, &customers)
        .await
        .context("Failed to store the demo's subscribers")?;
    seed::people(desk, &people())
        .await
        .context("Failed to store the demo's people")?;
    let editor = knowledge::editor(desk, ADMINISTRATOR).await?;
    knowledge::import_bundled(desk, editor)
        .await
        .context("Failed to store the demo's articles")?;
    Ok(())
}

fn customer(subscriber: Subscriber) -> NewCustomer {
    NewCustomer {
        name: subscriber.name,
        phone: subscriber.phone,
        email: subscriber.email,
        contract_number: subscriber.contract_number,
        plan_name: subscriber.plan_name,
        plan_speed: subscriber.plan_speed,
        monthly_fee: subscriber.monthly_fee,
        installation_address: subscriber.installation_address,
        city: subscriber.city,
        status: subscriber.status,
        since: subscriber.customer_since.midnight().assume_utc(),
    }
}

/// One person of each role, and colleagues for every team.
fn people() -> Vec<NewPerson> {
    use QueueKey::{Cancellation, Commercial, Financial, TechnicalNormal, TechnicalUrgent};
    let person = |name: &str, email: &str, role, queues: &[QueueKey]| NewPerson {
        name: name.to_owned(),
        email: format!("{email}@fibracerrado.example"),
        role,
        capacity: 12,
        queues: queues.to_vec(),
        password: PASSWORD.to_owned(),
    };
    vec![
        person(
            "Ana Paula Ribeiro",
            "ana",
            Role::Agent,
            &[TechnicalUrgent, TechnicalNormal],
        ),
        person(
            "Bruno Carvalho",
            "bruno",
            Role::Agent,
            &[TechnicalUrgent, TechnicalNormal],
        ),
        person("Carla Menezes", "carla", Role::Agent, &[Financial, Commercial]),
        person("Diego Santana", "diego", Role::Agent, &[Cancellation, Commercial]),
        person(
            "Elisa Moura",
            "elisa",
            Role::Agent,
            &[Cancellation, Financial, Commercial],
        ),
        // on call at night, alone
        NewPerson {
            capacity: 4,
            ..person("Igor Tavares", "igor", Role::Agent, &[TechnicalUrgent])
        },
        person("Helena Prado", "helena", Role::Manager, QueueKey::ALL),
        person("Renato Figueiredo", "renato", Role::Administrator, QueueKey::ALL),
    ]
}

async fn channel(desk: &Desk, town: SocketAddr, token: &str) -> Result<enlace_domain::ChannelId> {
    let channel = NewChannel {
        name: "WhatsApp Fibra Cerrado".to_owned(),
        stored: twilio::stored(
            &TwilioSettings {
                base_url: Some(format!("http://{town}").parse()?),
                account_sid: ACCOUNT_SID.parse()?,
                from: PhoneNumber::parse(NUMBER)?,
                messaging_service_sid: None,
                content_sid_ask: Some(enlace_simulator::LIST_PICKER_SID.parse()?),
            },
            &TwilioSecrets::new(SecretString::from(token.to_owned())),
        )?,
    };
    channels::ensure(desk, channel)
        .await
        .context("Failed to store the demo's channel")
}

/// The token that signs both ways between town and desk, kept so that a second start still understands the first.
fn town_token(data: &Path) -> Result<String> {
    let path = data.join("town.token");
    if path.exists() {
        return Ok(fs::read_to_string(&path)?.trim().to_owned());
    }
    let token: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    fs::write(&path, &token).with_context(|| format!("Failed to write {}", path.display()))?;
    Ok(token)
}

fn welcome(address: SocketAddr) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "\n  Enlace: http://{address}\n\n  Demo log-ins (password of all: {PASSWORD})"
    )?;
    for person in people() {
        writeln!(out, "    {:<32} {:<14} {}", person.email, person.role, person.name)?;
    }
    writeln!(
        out,
        "\n  The town of Fibra Cerrado is writing. Ctrl-C stops everything; the data stays.\n"
    )?;
    Ok(())
}
