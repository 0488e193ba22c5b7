//! A button that opens a short list of commands, or a small panel.

use leptos::{ev, html, prelude::*};
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsCast;

use crate::components::{Glyph, Icon};

/// A menu. Arrows move, Escape closes and gives focus back, a press elsewhere closes.
#[component]
pub fn Menu(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// Instead of the words, this icon (the label is read aloud).
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Instead of words and icon, whatever this draws (the label is read aloud).
    #[prop(optional, into)]
    face: Option<ViewFn>,
    /// Opens towards the left, for a button at the right-hand edge.
    #[prop(optional)]
    from_end: bool,
    /// Holds more than commands: a group of controls for screen readers instead of a menu.
    #[prop(optional)]
    panel: bool,
    /// [`MenuItem`]s and whatever stands between them.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    provide_context(MenuState { open, panel });
    let wordless = glyph.is_some() || face.is_some();

    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            open.set(false);
            focus_button(button);
        }
        "ArrowDown" => {
            event.prevent_default();
            open.set(true);
            request_animation_frame(move || step(list, true));
        }
        "ArrowUp" if open.get_untracked() => {
            event.prevent_default();
            step(list, false);
        }
        _ => {}
    };
    view! {
        <div class="menu" on:keydown=on_key on:focusout=move |event| if left(&event) { open.set(false) }>
            <button
                type="button"
                class=if wordless { "button button-ghost button-icon" } else { "button" }
                aria-haspopup=(!panel).then_some("menu")
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-label=move || wordless.then(|| label.get())
                node_ref=button
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {match (face, glyph) {
                    (Some(face), _) => face.run(),
                    (None, Some(glyph)) => view! { <Icon glyph/> }.into_any(),
                    (None, None) => view! { {label} <Icon glyph=Glyph::Down small=true/> }.into_any(),
                }}
            </button>
            <Show when=move || open.get()>
                <div class="menu-list" class:menu-from-end=from_end role=if panel { "group" } else { "menu" } aria-label=label node_ref=list>
                    {children()}
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// What an item knows of its menu.
#[derive(Clone, Copy)]
struct MenuState {
    open: RwSignal<bool>,
    panel: bool,
}

/// One command of a [`Menu`]; the menu closes when it is chosen.
#[component]
pub fn MenuItem(
    /// Before the words.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Can't be taken back.
    #[prop(optional)]
    danger: bool,
    /// What it does.
    on_choose: Callback<()>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuState>();
    view! {
        <button
            type="button"
            role=(!menu.is_some_and(|menu| menu.panel)).then_some("menuitem")
            class="menu-item"
            class:danger=danger
            on:click=move |_| {
                if let Some(menu) = menu {
                    menu.open.set(false);
                }
                on_choose.run(());
            }
        >
            {glyph.map(|glyph| view! { <Icon glyph small=true/> })}
            {children()}
        </button>
    }
    .into_any()
}

/// Whether the focus has gone out of the menu. A press on nothing focusable counts as going out.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a focus")
)]
fn left(event: &ev::FocusEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let menu = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        menu.is_some_and(|menu| !menu.contains(to.as_ref()))
    }
    #[cfg(not(feature = "hydrate"))]
    false
}

fn focus_button(button: NodeRef<html::Button>) {
    if let Some(button) = button.get_untracked() {
        // An element that can't take focus keeps it where it is.
        let _ = button.focus();
    }
}

/// Moves the focus to the next or the previous item, around the ends.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a focus")
)]
fn step(list: NodeRef<html::Div>, forward: bool) {
    #[cfg(feature = "hydrate")]
    {
        let Some(list) = list.get_untracked() else { return };
        let Ok(items) = list.query_selector_all(".menu-item") else {
            return;
        };
        let count = items.length();
        if count == 0 {
            return;
        }
        let active = document().active_element().map(web_sys::Node::from);
        let here = (0..count).find(|place| items.get(*place) == active);
        let next = match (here, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(place), true) => (place + 1) % count,
            (Some(place), false) => (place + count - 1) % count,
        };
        if let Some(item) = items
            .get(next)
            .and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = item.focus();
        }
    }
}
