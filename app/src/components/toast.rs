//! Short notices in a corner: what just happened, and how to undo it.

use std::time::Duration;

use leptos::{html, prelude::*, web_sys::Element};

use crate::{
    components::{Button, ButtonKind, Glyph, Icon, Tone},
    texts::use_texts,
};

/// How long a notice stays that nobody has to act on.
const STAYS: Duration = Duration::from_secs(6);
/// How long one stays that can be undone.
const STAYS_WITH_UNDO: Duration = Duration::from_secs(10);

/// A notice.
#[derive(Clone)]
struct Toast {
    number: u32,
    tone: Tone,
    text: String,
    undo: Option<Callback<()>>,
}

/// Says notices; in a context of the whole app.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    region: NodeRef<html::Section>,
}

impl Toasts {
    /// Says something. What is wrong stays until it is dismissed; everything else goes by itself.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.show(tone, text.into(), None);
    }

    /// Says what was done and offers to undo it.
    pub fn say_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.show(Tone::Neutral, text.into(), Some(Callback::new(move |()| undo())));
    }

    fn show(self, tone: Tone, text: String, undo: Option<Callback<()>>) {
        let Some(number) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        let stays = if undo.is_some() { STAYS_WITH_UNDO } else { STAYS };
        self.shown.update(|shown| {
            // The same words twice are one notice.
            shown.retain(|other| other.text != text);
            shown.push(Toast {
                number,
                tone,
                text,
                undo,
            });
        });
        if tone != Tone::Bad {
            set_timeout(move || self.dismiss(number), stays);
        }
    }

    /// Lets notices appear in a window that has just come to the front: what lies outside it can be neither pressed nor heard,
    /// and is covered.
    pub(crate) fn appear_in(self, window: &Element) {
        if let Some(region) = self.region.try_get_untracked().flatten() {
            // nothing that can be appended refuses to be
            let _ = window.append_child(&region);
        }
    }

    /// Lets them appear where they would without this window: in one below it that is still open, or on the page.
    pub(crate) fn leave(self, window: &Element) {
        let Some(region) = self.region.try_get_untracked().flatten() else {
            return;
        };
        if !window.contains(Some(&region)) {
            return;
        }
        let below = document().query_selector("dialog:modal").ok().flatten();
        match below.filter(|below| below != window) {
            Some(below) => self.appear_in(&below),
            None => {
                if let Some(body) = document().body() {
                    let _ = body.append_child(&region);
                }
            }
        }
    }

    fn dismiss(self, number: u32) {
        // The app may be gone when the time is over.
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Makes notices possible everywhere below.
pub fn provide_toasts() {
    provide_context(Toasts {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        region: NodeRef::new(),
    });
}

/// Says notices. Call it in a component's body.
///
/// # Panics
/// Outside the app, where nobody has called [`provide_toasts`].
#[must_use]
pub fn use_toasts() -> Toasts {
    expect_context()
}

/// Where notices appear; once in the app.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    view! {
        <section class="toasts" node_ref=toasts.region aria-label=texts.say(|t| t.frame.notices) aria-live="polite" aria-relevant="additions">
            <For each=move || toasts.shown.get() key=|toast| toast.number let:toast>
                <ToastView tone=toast.tone text=toast.text undo=toast.undo on_dismiss=move || toasts.dismiss(toast.number)/>
            </For>
        </section>
    }
    .into_any()
}

/// One notice.
#[component]
pub fn ToastView(
    /// What its colour says.
    tone: Tone,
    /// The sentence.
    text: String,
    /// Takes it back.
    #[prop(optional_no_strip)]
    undo: Option<Callback<()>>,
    /// The cross was pressed, or it was undone.
    on_dismiss: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let texts = use_texts();
    let glyph = match tone {
        Tone::Bad | Tone::Warn => Glyph::Warning,
        Tone::Good => Glyph::Check,
        Tone::Neutral | Tone::Accent | Tone::Info => Glyph::Info,
    };
    view! {
        <div class=format!("toast {}", tone.class()) role=(tone == Tone::Bad).then_some("alert")>
            <Icon glyph/>
            <p>{text}</p>
            {undo.map(|undo| view! {
                <Button glyph=Glyph::Undo on:click=move |_| { undo.run(()); on_dismiss(); }>
                    {texts.say(|t| t.common.undo)}
                </Button>
            })}
            <Button kind=ButtonKind::Ghost glyph=Glyph::Close icon_only=true on:click=move |_| on_dismiss()>
                {texts.say(|t| t.frame.dismiss)}
            </Button>
        </div>
    }
    .into_any()
}
