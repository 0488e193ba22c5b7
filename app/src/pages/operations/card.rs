//! One letter: what did not happen, why, and what can be done.

use enlace_domain::view::{DeadLetter, LetterConversation, LetterWork};
use leptos::prelude::*;
use time::OffsetDateTime;

use super::{body::EventBody, list::Letters};
use crate::{
    components::{Button, Glyph, Icon, use_toasts},
    now::use_clock,
    texts::{LetterBodyTexts, use_texts},
};

/// A letter that waits, or one that was closed.
#[component]
pub(super) fn LetterCard(letter: DeadLetter, letters: Letters) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let toasts = use_toasts();
    let (id, work, how, failures) = (letter.id, letter.work, letter.buried_as, letter.failures);
    let waits = letter.closing.is_none();
    let reason = letter.reason;
    // only what a provider sent is there to be read
    let came = matches!(work, LetterWork::TakeIn | LetterWork::ReadAgain);
    let what = move || (texts.get().letters.what)(work);
    let moment = move |at: OffsetDateTime| texts.get().format().moment(at, clock.now(), clock.zone());
    let (first, last) = (letter.first_failed_at, letter.last_failed_at);
    let name = letter.job;
    view! {
        <li class="letter" class:letter-closed=!waits>
            {waits.then(|| view! {
                <input
                    type="checkbox"
                    class="letter-choose"
                    aria-label=move || (texts.get().letters.choose)(what())
                    prop:checked=move || letters.is_chosen(id)
                    on:change=move |event| letters.choose(id, event_target_checked(&event))
                />
            })}
            <div class="letter-what">
                <h2>{what}</h2>
                <p class="letter-why">{move || (texts.get().letters.why)(how, failures)}</p>
                <p class="letter-effect">{move || (texts.get().letters.effect)(work)}</p>
                {letter.closing.map(|closing| view! {
                    <p class="letter-closing">
                        <Icon glyph=Glyph::Check small=true/>
                        <span>
                            {move || (texts.get().letters.closed_by)(&closing.by, &moment(closing.at))}
                            <q>{closing.reason}</q>
                        </span>
                    </p>
                })}
                <p class="letter-reason">{move || (LetterBodyTexts::of(texts.locale()).reason)(reason)}</p>
                <p class="letter-error">
                    <b>{texts.say(|t| t.letters.error)}</b>
                    <code>{letter.error}</code>
                    <small>{move || (texts.get().letters.job)(&name, id)}</small>
                </p>
                {came.then(|| view! { <EventBody letter=id waits letters/> })}
            </div>
            <dl class="letter-facts">
                <dt>{texts.say(|t| t.letters.channel)}</dt>
                <dd>{match letter.channel {
                    Some(channel) => channel.into_any(),
                    None => texts.say(|t| t.letters.unknown_conversation).into_any(),
                }}</dd>
                <dt>{texts.say(|t| t.letters.conversation)}</dt>
                <dd><Conversation conversation=letter.conversation/></dd>
                <dt>{texts.say(|t| t.letters.first)}</dt>
                <dd>{move || moment(first)}</dd>
                <dt>{texts.say(|t| t.letters.last)}</dt>
                <dd>{move || moment(last)}</dd>
                <dt>{texts.say(|t| t.letters.tries)}</dt>
                <dd class="num">{failures}</dd>
            </dl>
            {waits.then(|| view! {
                <div class="letter-deeds">
                    <Button
                        glyph=Glyph::Retry
                        busy=letters.busy
                        on:click=move |_| letters.replay(vec![id], texts, toasts)
                    >
                        {texts.say(|t| t.letters.replay)}
                    </Button>
                    <Button glyph=Glyph::Close on:click=move |_| letters.closing.set(Some(vec![id]))>
                        {texts.say(|t| t.letters.close)}
                    </Button>
                </div>
            })}
        </li>
    }
    .into_any()
}

/// The way to the conversation, where it can be told.
#[component]
fn Conversation(conversation: Option<LetterConversation>) -> impl IntoView {
    let texts = use_texts();
    match conversation {
        Some(LetterConversation { id, protocol, contact }) => view! {
            <a href=format!("/conversations/{id}")>{contact}</a>
            <small class="num">{protocol.to_string()}</small>
        }
        .into_any(),
        None => texts.say(|t| t.letters.unknown_conversation).into_any(),
    }
}
