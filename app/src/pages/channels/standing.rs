//! How a channel stands, in a word with an icon and a sentence.

use enlace_domain::{
    ChannelState,
    view::{ChannelError, ChannelView},
};
use leptos::prelude::*;
use time::OffsetDateTime;

use super::{failed::failed_of, list::Channels, switch::Switch};
use crate::{
    components::{Badge, Glyph, Icon, Tone},
    now::use_clock,
    pages::channel_state::{look, word},
    texts::{Texts, use_texts},
};

/// The state, what waits, is in doubt or has failed, what last went wrong, and what becomes of answers while its provider fails.
#[component]
pub(super) fn Standing(channel: Memo<ChannelView>, channels: Channels) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let state = Memo::new(move |_| channel.read().state);
    let waiting = Memo::new(move |_| channel.read().waiting);
    let undecided = Memo::new(move |_| channel.read().undecided);
    let failed = Memo::new(move |_| channel.read().failed);
    let id = channel.read_untracked().id;
    let error = Memo::new(move |_| channel.read().last_error.clone());
    let heard = Memo::new(move |_| {
        let t = texts.get();
        let at = channel.read().last_inbound_at?;
        Some((t.channels.last_inbound)(&ago(at, clock.now(), t)))
    });
    view! {
        <div class="channel-standing">
            <p class="channel-state">
                {move || {
                    let (tone, glyph) = look(state.get());
                    view! { <Badge tone glyph>{move || word(state.get(), texts.get())}</Badge> }
                }}
                {move || (waiting.get() > 0).then(|| {
                    view! { <Badge tone=Tone::Warn glyph=Glyph::Clock>{move || (texts.get().channels.waiting)(waiting.get())}</Badge> }
                })}
                {move || (undecided.get() > 0).then(|| {
                    view! {
                        <Badge tone=Tone::Warn glyph=Glyph::Info title=texts.signal(|t| t.channels.undecided_title)>
                            {move || (texts.get().channels.undecided)(undecided.get())}
                        </Badge>
                    }
                })}
                {move || (failed.get() > 0).then(|| {
                    view! {
                        <a href=failed_of(id) class="channel-failed">
                            <Badge tone=Tone::Bad glyph=Glyph::Warning title=texts.signal(|t| t.channels.failed_title)>
                                {move || (texts.get().channels.failed)(failed.get())}
                            </Badge>
                        </a>
                    }
                })}
            </p>
            <p class="channel-sentence">{move || sentence(state.get(), texts.get(), clock.now())}</p>
            {move || heard.get().map(|heard| view! { <p class="channel-sentence">{heard}</p> })}
            {move || error.get().map(|error| view! { <LastError error/> })}
            <Switch channel channels/>
        </div>
    }
    .into_any()
}

#[component]
fn LastError(error: ChannelError) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let at = error.at;
    let when = Memo::new(move |_| {
        let t = texts.get();
        (t.channels.last_error)(&ago(at, clock.now(), t))
    });
    let (failure, words) = (error.failure, error.words);
    view! {
        <p class="channel-error">
            <Icon glyph=Glyph::Warning small=true/>
            <span><b>{when}</b>" "{move || (texts.get().channels.failure)(failure, &words)}</span>
        </p>
    }
    .into_any()
}

/// How long ago, in words.
fn ago(at: OffsetDateTime, now: OffsetDateTime, texts: &Texts) -> String {
    let seconds = (now - at).whole_seconds();
    if seconds < 60 {
        return texts.channels.just_now.to_owned();
    }
    (texts.channels.ago)(&texts.format().span(seconds))
}

fn sentence(state: ChannelState, texts: &Texts, now: OffsetDateTime) -> String {
    let t = &texts.channels;
    match state {
        ChannelState::Sending => t.sending_text,
        ChannelState::Unstable => t.unstable_text,
        ChannelState::Paused => t.paused_text,
        ChannelState::Resting { until } => {
            let left = (until - now).whole_seconds().max(0);
            let when = if left < 60 {
                format!("{left} s")
            } else {
                texts.format().span(left)
            };
            return (t.resting_text)(&when);
        }
        ChannelState::Trying => t.trying_text,
        ChannelState::AccountTrouble => t.account_text,
        ChannelState::SecretsLost => t.secrets_lost_text,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::texts::Locale;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    #[test]
    fn what_was_is_told_from_now() {
        let pt = Texts::of(Locale::PtBr);
        assert_eq!(ago(NOW, NOW + Duration::seconds(59), pt), "agora há pouco");
        assert_eq!(ago(NOW, NOW + Duration::minutes(3), pt), "há 3 min");
        assert_eq!(
            ago(NOW + Duration::seconds(2), NOW, pt),
            "agora há pouco",
            "clocks differ"
        );
        assert_eq!(ago(NOW, NOW + Duration::hours(2), Texts::of(Locale::En)), "2 h 00 ago");
    }

    #[test]
    fn a_rest_says_how_long_it_takes() {
        let state = ChannelState::Resting {
            until: NOW + Duration::seconds(42),
        };
        let words = |now| sentence(state, Texts::of(Locale::En), now);
        assert!(words(NOW).ends_with("in 42 s."));
        assert!(words(NOW - Duration::minutes(3)).ends_with("in 3 min."));
        assert!(words(NOW + Duration::minutes(3)).ends_with("in 0 s."));
    }
}
