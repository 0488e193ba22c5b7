//! "Send me a message": asks for a phone, sends at once, and says what the provider said.

use enlace_domain::{SendFailure, view::TrialOutcome};
use leptos::{prelude::*, task::spawn_local};

use super::{
    focus::focus,
    list::Channels,
    page::{Asked, Shown, opens_with},
};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Glyph, Icon, Tone},
    error::AppError,
    texts::{Texts, use_texts},
};

/// What came of a test.
type Answer = Result<TrialOutcome, AppError>;

/// The dialog; open while a channel is held. The phone stays for the next channel, in this page alone.
#[component]
pub(super) fn TrialDialog(channels: Channels, asked: Asked) -> impl IntoView {
    let texts = use_texts();
    let held = asked.trying;
    let open = opens_with(held);
    let busy = RwSignal::new(false);
    let number = RwSignal::new(String::new());
    let answer = RwSignal::new(None::<Answer>);
    let channel = Shown::of(held);
    Effect::new(move |_| {
        if held.read().is_some() {
            answer.set(None);
        }
    });
    let send = move || {
        let Some(channel) = channel.now() else { return };
        let to = number.get_untracked();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        answer.set(None);
        spawn_local(async move {
            let result = api::try_channel(channel.id, to).await;
            busy.try_set(false);
            if matches!(result, Err(AppError::Invalid { .. })) {
                focus("trial-number".to_owned());
            }
            answer.try_set(Some(result));
            channels.refresh();
        });
    };
    let title = Signal::derive(move || (texts.get().channels.trial_title)(&channel.name()));
    let is_paused = Memo::new(move |_| channel.read(|channel| !channel.active).unwrap_or(false));
    let has_window = Memo::new(move |_| channel.read(|channel| channel.official).unwrap_or(false));
    let wrong_number = MaybeProp::derive(move || {
        let is_wrong = matches!(&*answer.read(), Some(Err(AppError::Invalid { .. })));
        is_wrong.then(|| texts.get().channels.number_problem.to_owned())
    });
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.close)}</Button>
            <Button kind=ButtonKind::Primary glyph=Glyph::Send busy on:click=move |_| send()>
                {texts.say(|t| t.channels.trial_send)}
            </Button>
        }
    };
    view! {
        <Dialog open title id="channel-trial" footer>
            <form
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <p class="channel-note">{texts.say(|t| t.channels.trial_text)}</p>
                <Show when=move || is_paused.get()>
                    <p class="channel-note"><Icon glyph=Glyph::Paused small=true/>{texts.say(|t| t.channels.trial_paused)}</p>
                </Show>
                <Show when=move || has_window.get()>
                    <p class="channel-note"><Icon glyph=Glyph::Info small=true/>{texts.say(|t| t.channels.trial_window)}</p>
                </Show>
                <Field
                    label=texts.signal(|t| t.channels.number)
                    name="trial-number"
                    r#type="tel"
                    autocomplete="tel"
                    autofocus=true
                    value=number
                    hint=texts.signal(|t| t.channels.number_hint)
                    error=wrong_number
                />
                <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
            </form>
            <div role="status">
                {move || answer.get().and_then(|answer| said(&answer, texts.get())).map(|(tone, title, text)| {
                    let glyph = if tone == Tone::Good { Glyph::Check } else { Glyph::Warning };
                    view! {
                        <div class=format!("channel-answer {}", tone.class())>
                            <Icon glyph/>
                            <div><b>{title}</b><p>{text}</p></div>
                        </div>
                    }
                })}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What came of it, in two sentences; a wrong number is told at its field.
fn said(answer: &Answer, texts: &Texts) -> Option<(Tone, String, String)> {
    let t = &texts.channels;
    match answer {
        Ok(TrialOutcome::Accepted { provider_message_id }) => Some((
            Tone::Good,
            t.trial_accepted.to_owned(),
            (t.trial_id)(provider_message_id),
        )),
        Ok(TrialOutcome::Failed { failure, code, words }) => {
            let title = match failure {
                SendFailure::InDoubt => t.trial_in_doubt.to_owned(),
                _ => (t.trial_failed)(code.as_deref()),
            };
            Some((Tone::Bad, title, (t.failure)(Some(*failure), spoken(*failure, words))))
        }
        Err(AppError::Invalid { .. }) => None,
        Err(error) => Some((Tone::Bad, error.words(texts), String::new())),
    }
}

/// The words that say more than the kind of failure does; the others speak of a message that will be tried again, which
/// a test never is.
const fn spoken(failure: SendFailure, words: &str) -> &str {
    match failure {
        SendFailure::Refused | SendFailure::Account => words,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Locale;

    #[test]
    fn a_test_that_failed_promises_no_second_try() {
        let answer = Ok(TrialOutcome::Failed {
            failure: SendFailure::RetryLater,
            code: None,
            words: "Tentaremos de novo.".to_owned(),
        });
        let (tone, title, text) = said(&answer, Texts::of(Locale::PtBr)).unwrap();
        assert_eq!((tone, title.as_str()), (Tone::Bad, "Não saiu."));
        assert!(!text.contains("Tentaremos"), "{text}");
    }

    #[test]
    fn a_refusal_is_told_in_the_providers_words_with_its_code() {
        let answer = Ok(TrialOutcome::Failed {
            failure: SendFailure::Account,
            code: Some("20003".to_owned()),
            words: "O Auth Token não confere.".to_owned(),
        });
        let (_, title, text) = said(&answer, Texts::of(Locale::PtBr)).unwrap();
        assert!(title.contains("20003"));
        assert_eq!(text, "O Auth Token não confere.");
    }
}
