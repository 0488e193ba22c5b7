//! What only a browser knows: where the keyboard is, and what is selected.

/// Gives an element the keyboard once the page is drawn, and brings it into view.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a keyboard")
)]
pub(super) fn focus(id: String) {
    #[cfg(feature = "hydrate")]
    {
        use leptos::prelude::{document, request_animation_frame};
        use wasm_bindgen::JsCast;

        request_animation_frame(move || {
            let element = document().get_element_by_id(&id);
            if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                // An element that can't take focus keeps it where it is.
                let _ = element.focus();
            }
        });
    }
}

/// Copies what is selected; `false` where the browser does not allow it. Works without a secure connection too, where
/// the newer way does not.
pub(super) fn copy_selection() -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;

        let document = leptos::prelude::document().dyn_into::<web_sys::HtmlDocument>();
        document.is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
    }
    #[cfg(not(feature = "hydrate"))]
    false
}
