//! A provider's webhook: the signature is checked, the event stored, and only then is it answered.

use axum::{
    body::Bytes,
    extract::{OriginalUri, Path, RawQuery, State, rejection::BytesRejection},
    response::{IntoResponse, Response},
};
use enlace_desk::{
    Desk, DeskError,
    channels::{self, ChannelRecord},
    receive::{Intake, with_reference},
    shared_address, unreadable,
};
use enlace_domain::ChannelId;
use enlace_whatsapp::{InboundEvent, ReadError, WebhookRequest};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

/// What a webhook's address names.
#[derive(Deserialize)]
pub struct Address {
    channel: String,
    /// For providers that sign nothing.
    secret: Option<String>,
}

/// `GET /webhooks/whatsapp/{channel}`: a provider asks whether the address is really ours.
pub async fn challenge(State(desk): State<Desk>, Path(address): Path<Address>, RawQuery(query): RawQuery) -> Response {
    let Ok(channel) = address.channel.parse::<ChannelId>() else {
        return unknown_channel();
    };
    match channels::load(&desk, channel).await {
        Ok(record) => match record.channel.challenge(query.as_deref().unwrap_or_default()) {
            Some(answer) => ([(header::CONTENT_TYPE, "text/plain")], answer).into_response(),
            None => refused(
                StatusCode::FORBIDDEN,
                "challenge",
                "hub.verify_token: the channel's own word is allowed",
            ),
        },
        Err(error) => failed(&error),
    }
}

/// `POST /webhooks/whatsapp/{channel}` and `…/{secret}`: messages and status reports. A repeat is answered 200 and
/// changes nothing. What is proven and can't be read is answered 200 too, and waits for a person: the provider would only
/// repeat it.
pub async fn receive(
    State(desk): State<Desk>,
    State(intake): State<Intake>,
    Path(address): Path<Address>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(channel) = address.channel.parse::<ChannelId>() else {
        return unknown_channel();
    };
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "body: at most 4 MiB is allowed",
            );
        }
        Err(_) => return refused(StatusCode::BAD_REQUEST, "cut", "body: could not be read to its end"),
    };
    let record = match channels::load(&desk, channel).await {
        Ok(record) => record,
        Err(error) => return failed(&error),
    };
    let Ok(url) = desk
        .public_url()
        .join(uri.path_and_query().map_or("/", |path| path.as_str()))
    else {
        return refused(StatusCode::BAD_REQUEST, "malformed", "address: could not be read");
    };
    let request = WebhookRequest {
        url: url.as_str(),
        secret: address.secret.as_deref(),
        headers: &headers,
        body: &body,
    };
    let events = match record.channel.read_webhook(&request) {
        Ok(events) => events,
        Err(ReadError::NotProven(why)) => return refused(StatusCode::FORBIDDEN, "signature", why),
        Err(ReadError::Content(error)) => {
            return refused(StatusCode::UNPROCESSABLE_ENTITY, "malformed", &error.to_string());
        }
    };
    match store(&desk, &intake, &record, &request, events, uri.query()).await {
        Ok(()) => {
            let answer = record.channel.webhook_answer();
            ([(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
        }
        Err(error) => failed(&error),
    }
}

/// Stores each event with the channel that it names.
async fn store(
    desk: &Desk,
    intake: &Intake,
    record: &ChannelRecord,
    request: &WebhookRequest<'_>,
    events: Vec<InboundEvent>,
    query: Option<&str>,
) -> Result<(), DeskError> {
    for (channel, events) in shared_address::sort(desk, record, request, events).await? {
        let events = unreadable::within_limit(desk, channel, events).await?;
        let events = events.into_iter().map(|event| with_reference(event, query)).collect();
        intake.receive(channel, events).await?;
    }
    Ok(())
}

fn refused(status: StatusCode, reason: &'static str, words: &str) -> Response {
    metrics::counter!("enlace_webhook_refused_total", "reason" => reason).increment(1);
    tracing::info!(
        webhook.reason = reason,
        http.status = status.as_u16(),
        "Refused a webhook: {reason}"
    );
    (status, words.to_owned()).into_response()
}

fn unknown_channel() -> Response {
    refused(
        StatusCode::NOT_FOUND,
        "unknown_channel",
        "channel: there is no such channel",
    )
}

/// The provider repeats what is answered with 503, so nothing is lost.
fn failed(error: &DeskError) -> Response {
    match error {
        DeskError::NotFound { .. } => unknown_channel(),
        error => {
            metrics::counter!("enlace_webhook_refused_total", "reason" => "unavailable").increment(1);
            tracing::error!(error = ?error, "Could not store a webhook: the provider is asked to repeat it");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::RETRY_AFTER, "5")],
                "try again",
            )
                .into_response()
        }
    }
}
