//! A channel's state in a word with its tone and icon, for whichever page shows it.

use enlace_domain::ChannelState;

use crate::{
    components::{Glyph, Tone},
    texts::Texts,
};

/// How it looks.
pub(super) const fn look(state: ChannelState) -> (Tone, Glyph) {
    match state {
        ChannelState::Sending => (Tone::Good, Glyph::Check),
        ChannelState::Paused => (Tone::Neutral, Glyph::Paused),
        ChannelState::Resting { .. } => (Tone::Bad, Glyph::Warning),
        ChannelState::Unstable => (Tone::Warn, Glyph::Warning),
        ChannelState::Trying => (Tone::Warn, Glyph::Retry),
        ChannelState::AccountTrouble | ChannelState::SecretsLost => (Tone::Bad, Glyph::Lock),
    }
}

/// What it is called.
pub(crate) const fn word(state: ChannelState, texts: &Texts) -> &'static str {
    let t = &texts.channels;
    match state {
        ChannelState::Sending => t.sending,
        ChannelState::Unstable => t.unstable,
        ChannelState::Paused => t.paused,
        ChannelState::Resting { .. } => t.resting,
        ChannelState::Trying => t.trying,
        ChannelState::AccountTrouble => t.account,
        ChannelState::SecretsLost => t.secrets_lost,
    }
}
