//! The button, and the link that looks like one.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, Kbd};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a view.
    Primary,
    /// Everything else.
    #[default]
    Plain,
    /// Beside text, in bars.
    Ghost,
    /// Can't be taken back.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Plain => "button",
            Self::Ghost => "button button-ghost",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. `on:click` and other attributes go onto the `<button>` itself.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// `button`, or `submit` inside a form.
    #[prop(default = "button")]
    r#type: &'static str,
    /// Before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The key that does the same, shown on the button. The page listens for it, not the button.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// Shows only the icon; the children are what a screen reader is told.
    #[prop(optional)]
    icon_only: bool,
    /// Can't be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Is at work: can't be pressed, and shows it without changing its width.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What a pointer is told.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=r#type
            class=kind.class()
            class:button-icon=icon_only
            class:busy=busy
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
            aria-keyshortcuts=keys
            title=move || title.get()
        >
            {glyph.map(|glyph| view! { <Icon glyph small=!icon_only/> })}
            <span class=if icon_only { "visually-hidden" } else { "button-word" }>{children()}</span>
            {keys.filter(|_| !icon_only).map(|keys| view! { <Kbd keys/> })}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=kind.class()>
            {glyph.map(|glyph| view! { <Icon glyph small=true/> })}
            <span class="button-word">{children()}</span>
        </a>
    }
}
