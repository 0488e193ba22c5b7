//! One address for several numbers.
//!
//! Meta posts what is said to all numbers of an app to one address, and an account at Twilio may do the same. What names
//! another number goes to that one's channel, as if it had come to its own address.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use enlace_domain::ChannelId;
use enlace_store::channel_health;
use enlace_whatsapp::{Destination, EventKind, InboundEvent, WebhookRequest};

use crate::{
    Desk, DeskError,
    channels::{self, ChannelRecord},
};

/// For how long an address is not spoken of again.
const QUIET: Duration = Duration::from_secs(600);

/// For an administrator (pt-BR).
const UNKNOWN_NUMBER: &str = "O provedor manda para o endereço deste canal mensagens de um número que não está cadastrado, ou cujos segredos \
     são outros.";

/// The channels whose administrator was told lately.
#[derive(Default)]
pub(crate) struct Told(Mutex<HashMap<ChannelId, Instant>>);

impl Told {
    /// Whether it is time to tell of this one, which is then told.
    fn now(&self, channel: ChannelId) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = told.get(&channel).is_none_or(|since| since.elapsed() >= QUIET);
        if due {
            told.insert(channel, Instant::now());
        }
        due
    }
}

/// Whose the events of a webhook are, which came to the address of `at` and was read as `own` there.
///
/// A channel is given only what its own secrets prove. A message is one channel's alone; what happens to an account is
/// every channel's that has it.
///
/// # Errors
/// [`DeskError::Unavailable`]: the other channels could not be looked up.
pub async fn sort(
    desk: &Desk,
    at: &ChannelRecord,
    request: &WebhookRequest<'_>,
    mut own: Vec<InboundEvent>,
) -> Result<Vec<(ChannelId, Vec<InboundEvent>)>, DeskError> {
    let elsewhere = at.channel.elsewhere(request);
    if elsewhere.is_empty() {
        return Ok(vec![(at.id, own)]);
    }
    let mut found = vec![false; elsewhere.len()];
    let mut parts = Vec::new();
    for other in channels::all(desk).await?.iter() {
        let named = |to: &Destination| other.channel.goes_by(to);
        let may_be = other.id != at.id && other.channel.kind() == at.channel.kind();
        if !may_be || !elsewhere.iter().any(|to| named(&to.to)) {
            continue;
        }
        // its own secrets do not prove it: it is not this channel's, whatever it names
        let Ok(events) = other.channel.read_shared(request) else {
            continue;
        };
        for (found, to) in found.iter_mut().zip(&elsewhere) {
            *found |= named(&to.to);
        }
        own.retain(|event| !is_message_among(event, &events));
        parts.push((other.id, events));
    }
    let provider = at.channel.kind().as_str();
    let mut unknown = false;
    for (_, to) in found.into_iter().zip(&elsewhere).filter(|(found, _)| !found) {
        unknown |= matches!(to.to, Destination::Number(_));
        if !to.also_ours {
            let why = to.to.why_ignored();
            metrics::counter!("enlace_whatsapp_ignored_total", "provider" => provider, "why" => why).increment(1);
        }
    }
    if unknown {
        tell(desk, at.id).await;
    }
    parts.push((at.id, own));
    Ok(parts)
}

fn is_message_among(event: &InboundEvent, others: &[InboundEvent]) -> bool {
    matches!(event.kind, EventKind::Message { .. } | EventKind::Unreadable { .. })
        && others.iter().any(|other| other.key == event.key)
}

/// Shows an administrator that messages come in here for which there is no channel. The webhook is answered all the same.
async fn tell(desk: &Desk, channel: ChannelId) {
    if !desk.told().now(channel) {
        return;
    }
    tracing::warn!(channel.id = %channel, "The channel's webhook brings messages of a number that has no channel");
    if let Err(error) = note(desk, channel).await {
        tracing::warn!(channel.id = %channel, %error, "Could not note it with the channel");
    }
}

async fn note(desk: &Desk, channel: ChannelId) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    Ok(channel_health::note_words(&mut conn, channel, UNKNOWN_NUMBER).await?)
}
