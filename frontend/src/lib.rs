//! The browser's entry: takes over the page that the server has drawn. Holds nothing else.

use leptos::{
    mount::hydrate_from_async,
    prelude::{document, window},
    web_sys::Event,
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    /// Leaves a mark in the browser's time line (W3C User Timing).
    #[wasm_bindgen(js_namespace = performance)]
    fn mark(name: &str);
}

/// Called once by the page's script.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let Some(body) = document().body() else {
        return; // the page has gone meanwhile
    };
    // What `hydrate_lazy` does (a page's own part may still have to come), and a word when it is done.
    spawn_local(async {
        hydrate_from_async(body, app::App).await.forget();
        // for whoever measures: from here on the page answers
        mark("enlace-hydrated");
        // what was done before is done now (`app/src/early.js`)
        if let Ok(awake) = Event::new("enlace-awake") {
            // nobody refuses it
            let _ = window().dispatch_event(&awake);
        }
    });
}
