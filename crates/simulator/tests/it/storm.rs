//! A thousand people within a moment.

use std::{collections::HashSet, time::Duration};

use enlace_simulator::Town;

use crate::{
    desk::Desk,
    lines::{META, town_of_lines, ze},
    quiet,
};

#[tokio::test]
async fn a_thousand_people_write_and_nothing_is_lost() {
    let desk = Desk::start().await;
    let mut config = quiet(&desk);
    config.subscribers = 900;
    config.pace = 1_000.0;
    let town = Town::start(config).await.unwrap();
    let storm = town.storm(1_000, Duration::from_secs(1)).await;
    assert_eq!((storm.people, storm.taken), (1_000, storm.written));
    assert!(storm.written >= 1_000 && storm.lasted >= Duration::from_millis(900));
    let calls = desk.calls();
    assert_eq!(calls.len() as u64, storm.written);
    let people: HashSet<&str> = calls.iter().map(|call| call.field("From")).collect();
    let words: HashSet<&str> = calls.iter().map(|call| call.field("Body")).collect();
    assert!(
        people.len() > 990 && words.len() > 300,
        "{} people, {} words",
        people.len(),
        words.len()
    );
}

#[tokio::test]
async fn people_write_where_they_are_settled() {
    let (town, desk) = town_of_lines().await;
    town.settle(ze(), META).unwrap();
    town.write(ze(), "oi").await.unwrap();
    assert_eq!(desk.last().message()["text"]["body"], "oi");
    assert!(town.settle(ze(), "nenhuma").is_err());
    assert_eq!(town.account().lines[META].written, 1);
}

#[tokio::test]
async fn a_spread_town_writes_on_all_its_lines() {
    let desk = Desk::start().await;
    let mut config = quiet(&desk);
    let other = enlace_simulator::LineConfig::new(
        "other",
        desk.webhook(),
        enlace_domain::PhoneNumber::parse("+556232995555").unwrap(),
        enlace_simulator::Vendor::Maytapi(enlace_simulator::MaytapiConfig {
            product_id: "p".to_owned(),
            phone_id: 1,
            token: "t".into(),
        }),
    );
    config.lines = vec![other];
    config.spread = true;
    config.pace = 1_000.0;
    let town = Town::start(config).await.unwrap();
    town.storm(50, Duration::from_millis(100)).await;
    let account = town.account();
    assert!(
        account.lines["twilio"].written > 10 && account.lines["other"].written > 10,
        "{account:?}"
    );
}
