//! People at Meta whose number nobody is told, and news of templates.

use serde_json::{Value, json};

use crate::lines::{DIALOG, META, send_graph, town_of_lines, ze};

#[tokio::test]
async fn somebody_without_a_number_is_known_and_answered_by_their_id() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    line.hide_number(ze());
    line.write(ze(), "oi").await.unwrap();
    let call = desk.last();
    let user = call.message()["from_user_id"].clone();
    assert!(user.as_str().unwrap().starts_with("BR."));
    assert_eq!(
        (&call.message()["from"], &call.value()["contacts"][0]["wa_id"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(call.value()["contacts"][0]["user_id"], user);

    let body = json!({ "to": null, "recipient": user, "text": { "body": "Olá" } });
    let (status, taken) = send_graph(&town, body).await;
    assert_eq!(
        (status, &taken["contacts"]),
        (200, &json!([{ "input": user, "user_id": user }]))
    );
    let told = |value: &Value| value["statuses"][0]["status"] == "delivered";
    desk.until(|calls| calls.iter().any(|call| told(call.value()))).await;
    let told = desk.last().value()["statuses"][0].clone();
    assert_eq!(
        (&told["recipient_id"], &told["recipient_user_id"]),
        (&Value::Null, &user)
    );
    let nobody = json!({ "to": null, "recipient": "ninguém", "text": { "body": "Olá" } });
    assert_eq!(send_graph(&town, nobody).await.1["error"]["code"], 131_009);
}

#[tokio::test]
async fn the_desk_hears_what_became_of_a_template() {
    let (town, desk) = town_of_lines().await;
    for line in [META, DIALOG] {
        let line = town.line(line).unwrap();
        line.tell_template_status("aviso_fatura", "PAUSED", None).await.unwrap();
        let change = desk.last().json["entry"][0]["changes"][0].clone();
        assert_eq!(change["field"], "message_template_status_update");
        assert_eq!(
            (&change["value"]["event"], &change["value"]["message_template_name"]),
            (&json!("PAUSED"), &json!("aviso_fatura"))
        );
        assert!(line.tell_template_status("nenhum", "PAUSED", None).await.is_err());
    }
    assert!(
        town.line("twilio")
            .unwrap()
            .tell_template_status("aviso_fatura", "PAUSED", None)
            .await
            .is_err()
    );
}
