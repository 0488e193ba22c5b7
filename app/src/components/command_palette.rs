//! One box for everything: finds conversations and does commands. What it finds is the caller's business.

use leptos::{ev, html, prelude::*};

use crate::{
    components::{Glyph, Icon, Kbd, dialog::follow},
    texts::use_texts,
};

/// One line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct PaletteHit {
    /// What is handed back when it is chosen; unique in the list.
    pub id: String,
    /// The heading it stands under; lines of one group stand together.
    pub group: String,
    /// Its drawing.
    pub glyph: Glyph,
    /// What it is.
    pub title: String,
    /// What tells it from its neighbours.
    pub detail: String,
    /// The key that does the same without the palette.
    pub keys: Option<&'static str>,
}

/// The palette. Ctrl K (or ⌘ K) opens it from anywhere; arrows move, Enter chooses, Escape closes.
#[component]
pub fn CommandPalette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is typed; emptied when it closes.
    query: RwSignal<String>,
    /// What fits what is typed, best first within each group.
    #[prop(into)]
    hits: Signal<Vec<PaletteHit>>,
    /// More is being looked for.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// There is more than is shown.
    #[prop(optional, into)]
    more: Signal<bool>,
    /// A line was chosen: its id. The palette has closed already.
    on_choose: Callback<String>,
) -> impl IntoView {
    let texts = use_texts();
    let dialog = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let here = RwSignal::new(0_usize);
    follow(open, dialog);
    listen(open);
    Effect::new(move |_| {
        if open.get() {
            here.set(0);
            if let Some(input) = input.get_untracked() {
                // An element that can't take focus leaves it where it is.
                let _ = input.focus();
            }
        } else {
            query.set(String::new());
        }
    });
    let choose = move |place: usize| {
        if let Some(hit) = hits.with_untracked(|hits| hits.get(place).cloned()) {
            open.set(false);
            on_choose.run(hit.id);
        }
    };
    let go = move |place: usize| {
        here.set(place);
        show(place);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let count = hits.with_untracked(Vec::len);
        let place = here.get_untracked().min(count.saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => go((place + 1) % count),
            "ArrowUp" if count > 0 => go((place + count - 1) % count),
            "Enter" => choose(place),
            _ => return,
        }
        event.prevent_default();
    };
    let chosen = Memo::new(move |_| here.get().min(hits.with(Vec::len).saturating_sub(1)));
    view! {
        <dialog
            id="palette"
            class="palette"
            node_ref=dialog
            aria-label=texts.say(|t| t.palette.title)
            on:close=move |_| open.set(false)
            on:mousedown=move |event| if event.target() == event.current_target() { open.set(false) }
        >
            <div class="palette-sheet">
                <div class="palette-input">
                    <Icon glyph=Glyph::Search/>
                    <input
                        type="search"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        node_ref=input
                        aria-label=texts.say(|t| t.palette.placeholder)
                        aria-controls="palette-hits"
                        aria-expanded="true"
                        aria-activedescendant=move || (!hits.with(Vec::is_empty)).then(|| hit_id(chosen.get()))
                        placeholder=texts.say(|t| t.palette.placeholder)
                        prop:value=query
                        on:input=move |event| {
                            query.set(event_target_value(&event));
                            here.set(0);
                        }
                        on:keydown=on_key
                    />
                    <Show when=move || busy.get()>
                        <span class="palette-busy" role="status">{texts.say(|t| t.palette.searching)}</span>
                    </Show>
                </div>
                <PaletteHits hits chosen on_point=Callback::new(move |place| here.set(place)) on_choose=Callback::new(choose)/>
                <Show when=move || hits.with(Vec::is_empty) && !busy.get()>
                    <p class="palette-none" role="status">{texts.say(|t| t.palette.nothing)}</p>
                </Show>
                // there before its words: they are read aloud when they come
                <p class="palette-more" role="status">{move || more.get().then(|| texts.get().palette.more)}</p>
                <footer class="palette-foot" aria-hidden="true">
                    <span><Kbd keys="↑"/><Kbd keys="↓"/>{texts.say(|t| t.palette.move_hint)}</span>
                    <span><Kbd keys="Enter"/>{texts.say(|t| t.palette.choose_hint)}</span>
                    <span><Kbd keys="Esc"/>{texts.say(|t| t.palette.close_hint)}</span>
                </footer>
            </div>
        </dialog>
    }
    .into_any()
}

/// The lines, with a heading where a group begins.
#[component]
pub fn PaletteHits(
    /// What was found.
    #[prop(into)]
    hits: Signal<Vec<PaletteHit>>,
    /// The line that Enter would choose.
    #[prop(into)]
    chosen: Signal<usize>,
    /// The pointer is over a line.
    on_point: Callback<usize>,
    /// A line was pressed.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div id="palette-hits" class="palette-hits" role="listbox" aria-label=texts.say(|t| t.palette.title)>
            {move || {
                let mut group = String::new();
                hits.get()
                    .into_iter()
                    .enumerate()
                    .map(|(place, hit)| {
                        let begins = hit.group != group;
                        group.clone_from(&hit.group);
                        view! {
                            {begins.then(|| view! { <div class="palette-group" role="presentation">{hit.group}</div> })}
                            <div
                                id=hit_id(place)
                                class="palette-hit"
                                role="option"
                                aria-selected=move || if chosen.get() == place { "true" } else { "false" }
                                on:mousemove=move |_| if chosen.get_untracked() != place { on_point.run(place) }
                                on:click=move |_| on_choose.run(place)
                            >
                                <Icon glyph=hit.glyph/>
                                <b>{hit.title}</b>
                                <span class="palette-detail">{hit.detail}</span>
                                {hit.keys.map(|keys| view! { <Kbd keys/> })}
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
    .into_any()
}

fn hit_id(place: usize) -> String {
    format!("palette-hit-{place}")
}

/// Ctrl K and ⌘ K, wherever the keyboard is.
fn listen(open: RwSignal<bool>) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Keeps the chosen line in view.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser scrolls")
)]
fn show(place: usize) {
    #[cfg(feature = "hydrate")]
    if let Some(line) = document().get_element_by_id(&hit_id(place)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
