//! The browser's entry: takes over the page that the server has drawn. Holds nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

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
    leptos::mount::hydrate_body(app::App);
    // for whoever measures: from here on the page answers
    mark("enlace-hydrated");
}
