//! The REST API: credentials, refusals, the shapes of what it answers, and its faults.

use enlace_simulator::{LIST_PICKER_SID, SendFault};
use serde_json::{Value, json};

use crate::{ACCOUNT, BUSINESS, SUBSCRIBER, TOKEN, say, send, town};

#[tokio::test]
async fn a_message_is_taken_as_twilio_takes_it() {
    let (town, desk) = town().await;
    let answer = say(&town, &desk, "Olá, tudo certo?").await.unwrap();
    assert_eq!(answer.status(), 201);
    let shown: Value = answer.json().await.unwrap();
    let sid = shown["sid"].as_str().unwrap();
    assert!(sid.starts_with("SM") && sid.len() == 34);
    assert_eq!(shown["status"], "queued");
    assert_eq!(shown["num_segments"], "1");
    assert_eq!(shown["to"], SUBSCRIBER);
    assert_eq!(shown["direction"], "outbound-api");
    assert_eq!(shown["date_sent"], Value::Null);
    assert_eq!(
        shown["uri"],
        format!("/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json")
    );
    let outbox = town.outbox();
    assert_eq!(outbox.len(), 1);
    assert_eq!(
        (outbox[0].body.as_str(), outbox[0].to.as_str()),
        ("Olá, tudo certo?", "556281234567")
    );
}

#[tokio::test]
async fn wrong_credentials_are_refused_before_anything_is_read() {
    let (town, _desk) = town().await;
    let url = format!("{}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", town.api());
    let client = reqwest::Client::new();
    for request in [
        client.post(&url),
        client.post(&url).basic_auth(ACCOUNT, Some("other")),
        client.get(&url),
    ] {
        let answer = request.form(&[("To", SUBSCRIBER)]).send().await.unwrap();
        assert_eq!(answer.status(), 401);
        assert!(answer.headers().contains_key("www-authenticate"));
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["code"], 20_003);
        assert_eq!(problem["status"], 401);
    }
    let others = url.replace(ACCOUNT, "ACffffffffffffffffffffffffffffffff");
    let answer = client
        .post(others)
        .basic_auth(ACCOUNT, Some(TOKEN))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 404);
    assert!(town.outbox().is_empty());
}

#[tokio::test]
async fn a_wrong_field_is_refused_in_twilios_words() {
    let (town, _desk) = town().await;
    let answer = send(&town, &[("From", &format!("whatsapp:{BUSINESS}")), ("Body", "oi")])
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(
        problem,
        json!({
            "code": 21604,
            "message": "A 'To' phone number is required.",
            "more_info": "https://www.twilio.com/docs/errors/21604",
            "status": 400,
        })
    );
    assert_eq!(town.account().sends_refused, 1);
}

#[tokio::test]
async fn choices_come_through_the_list_picker() {
    let (town, _desk) = town().await;
    let variables = json!({ "1": "Qual o assunto?", "2": "Boleto", "3": "financial" }).to_string();
    let from = format!("whatsapp:{BUSINESS}");
    let fields = [
        ("To", SUBSCRIBER),
        ("From", &*from),
        ("ContentSid", LIST_PICKER_SID),
        ("ContentVariables", &*variables),
    ];
    assert_eq!(send(&town, &fields).await.unwrap().status(), 201);
    let sent = &town.outbox()[0];
    assert_eq!(sent.body, "Qual o assunto?");
    assert_eq!(
        (sent.choices[0].id.as_str(), sent.choices[0].title.as_str()),
        ("financial", "Boleto")
    );
}

#[tokio::test]
async fn messages_are_listed_and_fetched() {
    let (town, desk) = town().await;
    let first: Value = say(&town, &desk, "um").await.unwrap().json().await.unwrap();
    say(&town, &desk, "dois").await.unwrap();
    let client = reqwest::Client::new();
    let get = async |path: String| {
        let answer = client
            .get(format!("{}{path}", town.api()))
            .basic_auth(ACCOUNT, Some(TOKEN))
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let list = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    let (status, page) = get(format!("{list}?To=whatsapp%3A%2B556281234567&PageSize=1")).await;
    assert_eq!(status, 200);
    assert_eq!(page["messages"][0]["body"], "dois");
    let (_, second) = get(page["next_page_uri"].as_str().unwrap().to_owned()).await;
    assert_eq!(second["messages"][0]["body"], "um");
    assert_eq!(second["next_page_uri"], Value::Null);
    let (_, none) = get(format!("{list}?To=whatsapp%3A%2B5562900000000")).await;
    assert_eq!(none["messages"], json!([]));
    let (status, one) = get(first["uri"].as_str().unwrap().to_owned()).await;
    assert_eq!((status, &one["sid"]), (200, &first["sid"]));
    let (status, problem) = get(list.replace(".json", "/SM00000000000000000000000000000000.json")).await;
    assert_eq!((status, &problem["code"]), (404, &json!(20_404)));
}

#[tokio::test]
async fn sends_go_wrong_as_ordered_and_then_well() {
    let (town, desk) = town().await;
    town.faults().next_sends(SendFault::TooManyRequests, 1);
    town.faults().next_sends(SendFault::ServerError, 1);
    town.faults().next_sends(SendFault::Refuse { code: 63_003 }, 1);
    for (status, code) in [(429, 20_429), (500, 20_500), (400, 63_003)] {
        let answer = say(&town, &desk, "oi").await.unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], code);
    }
    assert!(town.outbox().is_empty());
    assert_eq!(say(&town, &desk, "oi").await.unwrap().status(), 201);
    assert_eq!((town.account().sends_refused, town.account().sends_accepted), (3, 1));
}

#[tokio::test]
async fn a_line_cut_after_acceptance_leaves_the_sender_in_doubt() {
    let (town, desk) = town().await;
    town.faults().next_sends(SendFault::CutAfterAccept, 1);
    let error = say(&town, &desk, "chegou?").await.unwrap_err();
    assert!(!error.is_timeout() && error.status().is_none(), "{error:?}");
    assert_eq!(town.outbox().len(), 1);
    assert_eq!(say(&town, &desk, "chegou?").await.unwrap().status(), 201);
    assert_eq!(town.account().doubled_sends, 1);
}

#[tokio::test]
async fn silence_may_hide_an_acceptance() {
    let (town, _desk) = town().await;
    let impatient = async |fields: &[(&str, &str)]| {
        reqwest::Client::new()
            .post(format!("{}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", town.api()))
            .basic_auth(ACCOUNT, Some(TOKEN))
            .timeout(std::time::Duration::from_millis(1_500))
            .form(fields)
            .send()
            .await
    };
    let from = format!("whatsapp:{BUSINESS}");
    let fields = [("To", SUBSCRIBER), ("From", &*from), ("Body", "oi")];
    town.faults().next_sends(SendFault::NoAnswer, 1);
    assert!(impatient(&fields).await.unwrap_err().is_timeout());
    assert!(town.outbox().is_empty());
    town.faults().next_sends(SendFault::NoAnswerAfterAccept, 1);
    assert!(impatient(&fields).await.unwrap_err().is_timeout());
    assert_eq!(town.outbox().len(), 1);
}
