//! Views of the same thing, one at a time.

use leptos::{ev, html, prelude::*};
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone, Copy)]
pub struct Tab {
    /// Its name for the program; also names the panel `{id}-panel`.
    pub id: &'static str,
    /// Its words.
    pub label: Signal<String>,
    /// How many things are behind it.
    pub count: Option<Signal<usize>>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(id: &'static str, label: impl Into<Signal<String>>) -> Self {
        Self {
            id,
            label: label.into(),
            count: None,
        }
    }

    /// With a count beside the words.
    #[must_use]
    pub fn counting(mut self, count: impl Into<Signal<usize>>) -> Self {
        self.count = Some(count.into());
        self
    }
}

/// A row of tabs. Arrows move and choose; the caller draws the panel (`role="tabpanel"`, id `{tab}-panel`).
#[component]
pub fn Tabs(
    /// What the tabs are of, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs, in order.
    tabs: Vec<Tab>,
    /// The chosen tab's id.
    selected: RwSignal<&'static str>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(here) = ids.iter().position(|id| *id == selected.get_untracked()) else {
            return;
        };
        let last = ids.len() - 1;
        let next = match event.key().as_str() {
            "ArrowRight" => {
                if here == last {
                    0
                } else {
                    here + 1
                }
            }
            "ArrowLeft" => {
                if here == 0 {
                    last
                } else {
                    here - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        selected.set(ids[next]);
        focus(list, next);
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=on_key>
            {tabs
                .into_iter()
                .map(|tab| {
                    let chosen = move || selected.get() == tab.id;
                    view! {
                        <button
                            type="button"
                            role="tab"
                            class="tab"
                            id=format!("{}-tab", tab.id)
                            aria-controls=format!("{}-panel", tab.id)
                            aria-selected=move || if chosen() { "true" } else { "false" }
                            tabindex=move || if chosen() { "0" } else { "-1" }
                            on:click=move |_| selected.set(tab.id)
                        >
                            {tab.label}
                            {tab.count.map(|count| view! { <b>{count}</b> })}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a focus")
)]
fn focus(list: NodeRef<html::Div>, place: usize) {
    #[cfg(feature = "hydrate")]
    if let (Some(list), Ok(place)) = (list.get_untracked(), u32::try_from(place))
        && let Some(tab) = list
            .children()
            .item(place)
            .and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element that can't take focus leaves it where it is.
        let _ = tab.focus();
    }
}
