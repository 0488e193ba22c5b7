//! What speaks, waits or is not there.

use leptos::prelude::*;

use super::kit;
use crate::{
    components::{Badge, Button, ButtonKind, EmptyState, Glyph, Skeleton, ToastView, Tone, Tooltip, use_toasts},
    texts::use_texts,
};

pub(super) fn notices() -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let stays = || {};
    view! {
        <div class="kit-sheet">
            {move || {
                let t = kit(texts.get());
                view! {
                    <ToastView tone=Tone::Good text=t.said_good.to_owned() undo=None on_dismiss=stays/>
                    <ToastView tone=Tone::Neutral text=t.said_undo.to_owned() undo=Some(Callback::new(|()| {})) on_dismiss=stays/>
                    <ToastView tone=Tone::Bad text=t.said_bad.to_owned() undo=None on_dismiss=stays/>
                    <ToastView tone=Tone::Warn text=t.said_warn.to_owned() undo=None on_dismiss=stays/>
                }
            }}
            <Button on:click=move |_| toasts.say_with_undo(kit(texts.now()).said_undo, move || toasts.say(Tone::Good, kit(texts.now()).said_good))>
                {texts.say(|t| kit(t).say_it)}
            </Button>
        </div>
    }
}

pub(super) fn tooltips() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="kit-sheet kit-tips">
            <Tooltip text=texts.signal(|t| kit(t).tip) open=true>
                <Badge tone=Tone::Warn glyph=Glyph::Clock>"22 h 41"</Badge>
            </Tooltip>
            <Tooltip text=texts.signal(|t| kit(t).tip)>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Info icon_only=true>{texts.say(|t| kit(t).tip)}</Button>
            </Tooltip>
        </div>
    }
}

pub(super) fn loading() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="kit-sheet">
            <Skeleton lines=5/>
            <EmptyState
                glyph=Glyph::Check
                title=texts.signal(|t| kit(t).empty_title)
                text=texts.signal(|t| kit(t).empty_text)
            >
                <Button>{texts.say(|t| kit(t).other_action)}</Button>
            </EmptyState>
        </div>
    }
}
