//! Twilio's window of a day, on a line that keeps to it.

use serde_json::json;

use crate::{
    SUBSCRIBER, TOKEN,
    lines::{STRICT, STRICT_ACCOUNT, answer, town_of_lines, ze},
};

#[tokio::test]
async fn outside_the_day_only_templates_arrive() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(STRICT).unwrap();
    let send = async |what: &[(&str, &str)]| {
        let callback = desk.webhook().to_string();
        let mut form = vec![
            ("To", SUBSCRIBER),
            ("From", "whatsapp:+556232994444"),
            ("StatusCallback", &*callback),
        ];
        form.extend(what);
        let url = format!("{}/2010-04-01/Accounts/{STRICT_ACCOUNT}/Messages.json", line.api());
        let request = reqwest::Client::new()
            .post(url)
            .basic_auth(STRICT_ACCOUNT, Some(TOKEN))
            .form(&form);
        assert_eq!(answer(request).await.0, 201);
    };
    let until = async |count: usize| {
        desk.until(|calls| {
            calls
                .iter()
                .filter(|call| call.fields.contains_key("MessageStatus"))
                .count()
                == count
        })
        .await;
        desk.statuses()
    };
    send(&[("Body", "oi")]).await;
    assert_eq!(until(2).await, ["sent", "undelivered"]);
    assert_eq!(desk.last().field("ErrorCode"), "63016");
    let variables = json!({ "1": "Zé" }).to_string();
    send(&[
        ("ContentSid", "HX5e1ec7000000000000000000000000b2"),
        ("ContentVariables", &variables),
    ])
    .await;
    assert_eq!(until(4).await[2..], ["sent", "delivered"]);
    line.write(ze(), "oi").await.unwrap();
    send(&[("Body", "tudo bem?")]).await;
    assert_eq!(until(6).await[4..], ["sent", "delivered"]);
}
