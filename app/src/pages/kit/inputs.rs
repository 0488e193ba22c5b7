//! What is pressed and filled in.

use enlace_domain::QueueKey;
use leptos::prelude::*;

use super::kit;
use crate::{
    components::{Button, ButtonKind, Field, Glyph, LocaleSwitch, Select, SelectOption, TextArea, ThemeSwitch},
    texts::use_texts,
};

pub(super) fn buttons() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="kit-sheet">
            <Button kind=ButtonKind::Primary keys="C">{texts.say(|t| kit(t).main_action)}</Button>
            <Button keys="T">{texts.say(|t| kit(t).other_action)}</Button>
            <Button kind=ButtonKind::Ghost>{texts.say(|t| kit(t).quiet_action)}</Button>
            <Button kind=ButtonKind::Danger>{texts.say(|t| kit(t).danger_action)}</Button>
            <Button kind=ButtonKind::Primary glyph=Glyph::Send>{texts.say(|t| kit(t).main_action)}</Button>
            <Button glyph=Glyph::Transfer>{texts.say(|t| kit(t).other_action)}</Button>
            <Button kind=ButtonKind::Ghost glyph=Glyph::More icon_only=true>{texts.say(|t| t.common.more)}</Button>
            <Button kind=ButtonKind::Primary busy=Signal::stored(true)>{texts.say(|t| kit(t).working)}</Button>
            <Button busy=Signal::stored(true)>{texts.say(|t| kit(t).working)}</Button>
            <Button kind=ButtonKind::Primary disabled=Signal::stored(true)>{texts.say(|t| kit(t).disabled)}</Button>
            <Button disabled=Signal::stored(true)>{texts.say(|t| kit(t).disabled)}</Button>
        </div>
    }
}

pub(super) fn fields() -> impl IntoView {
    let texts = use_texts();
    let message = RwSignal::new(String::new());
    view! {
        <div class="kit-sheet">
            <Field label=texts.signal(|t| kit(t).name) name="kit-name" hint=texts.signal(|t| kit(t).name_hint)/>
            <Field
                label=texts.signal(|t| t.login.email)
                name="kit-email"
                r#type="email"
                value=RwSignal::new("bruno@fibracerrado.com.br".to_owned())
                error=texts.signal(|t| kit(t).email_error)
            />
            <Field
                label=texts.signal(|t| kit(t).disabled)
                name="kit-disabled"
                value=RwSignal::new("Fibra Cerrado".to_owned())
                disabled=Signal::stored(true)
            />
            <TextArea
                label=texts.signal(|t| kit(t).message)
                name="kit-message"
                value=message
                placeholder=texts.signal(|t| kit(t).message_hint)
            />
        </div>
    }
}

pub(super) fn selects() -> impl IntoView {
    let texts = use_texts();
    let options = Signal::derive(move || {
        QueueKey::ALL
            .iter()
            .map(|queue| SelectOption::new(queue.as_str(), (texts.get().common.queue)(*queue)))
            .collect()
    });
    let chosen = RwSignal::new(QueueKey::Commercial.as_str().to_owned());
    view! {
        <div class="kit-sheet">
            <Select label=texts.signal(|t| kit(t).queue) name="kit-queue" options value=chosen/>
            <Select
                label=texts.signal(|t| kit(t).disabled)
                name="kit-queue-off"
                options
                value=chosen
                disabled=Signal::stored(true)
            />
            <ThemeSwitch/>
            <LocaleSwitch/>
        </div>
    }
}
