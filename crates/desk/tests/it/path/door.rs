//! A webhook's way in, as the server's route has it.

use axum::http::{HeaderMap, StatusCode, Uri};
use enlace_desk::{channels, receive, shared_address};
use enlace_domain::ChannelId;
use enlace_whatsapp::WebhookRequest;

use super::world::World;

/// Proves, reads and stores what was posted to the channel's address.
pub async fn take(
    world: &World,
    channel: ChannelId,
    uri: &Uri,
    secret: Option<&str>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<&'static str, StatusCode> {
    let record = channels::load(&world.desk, channel)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let url = world
        .desk
        .public_url()
        .join(&uri.to_string())
        .map_err(|_| StatusCode::BAD_REQUEST)?;
    let request = WebhookRequest {
        url: url.as_str(),
        secret,
        headers,
        body,
    };
    let events = record
        .channel
        .read_webhook(&request)
        .map_err(|_| StatusCode::FORBIDDEN)?;
    let parts = shared_address::sort(&world.desk, &record, &request, events)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    for (channel, events) in parts {
        let events = events
            .into_iter()
            .map(|event| receive::with_reference(event, uri.query()))
            .collect();
        world
            .intake
            .receive(channel, events)
            .await
            .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    }
    Ok("<Response/>")
}
