//! Files at Meta: looked up, fetched, uploaded, sent.

use enlace_simulator::{MediaFault, Written};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    desk::FILE,
    lines::{ACCESS_TOKEN, META, NUMBER_ID, answer, graph, send_graph, town_of_lines, ze},
};

#[tokio::test]
async fn a_picture_is_looked_up_and_fetched_with_the_bearer() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    line.write(ze(), Written::Image { caption: String::new() })
        .await
        .unwrap();
    let image = desk.last().message()["image"].clone();
    let id = image["id"].as_str().unwrap();
    line.faults().next_media(MediaFault::ServerError, 1);
    line.faults().next_media(MediaFault::NotFound, 1);
    assert_eq!(answer(graph(&town, Method::GET, id)).await.0, 500);
    assert_eq!(answer(graph(&town, Method::GET, id)).await.0, 404);
    let (status, found) = answer(graph(&town, Method::GET, id)).await;
    assert_eq!((status, &found["sha256"]), (200, &image["sha256"]));
    let url = found["url"].as_str().unwrap();
    let client = reqwest::Client::new();
    assert_eq!(client.get(url).send().await.unwrap().status(), 401);
    let file = client.get(url).bearer_auth(ACCESS_TOKEN).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/jpeg");
    let bytes = file.bytes().await.unwrap();
    assert_eq!(json!(bytes.len()), found["file_size"]);
    assert!(bytes.starts_with(&[0xFF, 0xD8]));
    // Another's address, or one made up, leads nowhere.
    let forged = url.replace("hash=", "hash=0");
    assert_eq!(
        client
            .get(forged)
            .bearer_auth(ACCESS_TOKEN)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    assert_eq!(answer(graph(&town, Method::GET, "1")).await.1["error"]["code"], 100);
}

#[tokio::test]
async fn an_uploaded_file_is_sent_by_its_id_and_can_be_deleted() {
    let (town, _desk) = town_of_lines().await;
    let path = format!("{NUMBER_ID}/media");
    let upload = |mime_type: &str| {
        let part = |head: &str, body: &[u8]| {
            let head = format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n");
            [head.as_bytes(), body, b"\r\n"].concat()
        };
        let form = [
            part("name=\"messaging_product\"", b"whatsapp"),
            part("name=\"type\"", mime_type.as_bytes()),
            part(
                &format!("name=\"file\"; filename=\"fatura.pdf\"\r\nContent-Type: {mime_type}"),
                FILE,
            ),
            b"--edge--\r\n".to_vec(),
        ];
        let request = graph(&town, Method::POST, &path).header("content-type", "multipart/form-data; boundary=edge");
        answer(request.body(form.concat()))
    };
    assert_eq!(upload("application/x-sh").await.0, 400);
    let (status, uploaded) = upload("application/pdf").await;
    assert_eq!(status, 200);
    let id = uploaded["id"].as_str().unwrap();
    let (status, _) = send_graph(
        &town,
        json!({ "type": "document", "document": { "id": id, "caption": "Segue" } }),
    )
    .await;
    assert_eq!(status, 200);
    let sent = town.outbox().pop().unwrap();
    assert_eq!(
        (sent.media[0].size, sent.media[0].filename.as_deref()),
        (Some(FILE.len()), Some("fatura.pdf"))
    );
    assert_eq!(
        answer(graph(&town, Method::DELETE, id)).await,
        (200, json!({ "success": true }))
    );
    assert_eq!(answer(graph(&town, Method::DELETE, id)).await.0, 400);
}

#[tokio::test]
async fn a_link_is_fetched_before_the_message_leaves() {
    let (town, desk) = town_of_lines().await;
    town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    send_graph(
        &town,
        json!({ "type": "document", "document": { "link": desk.file() } }),
    )
    .await;
    desk.until(|calls| calls.iter().any(|call| call.value()["statuses"] != Value::Null))
        .await;
    let sent = town.outbox().pop().unwrap();
    assert_eq!(sent.media[0].size, Some(FILE.len()));
    assert_eq!(sent.media[0].mime_type.as_deref(), Some("application/pdf"));
}
