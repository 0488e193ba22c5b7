//! The moments at which a stream that seemed to live may be dead: the tab is seen again, the network is back, the page
//! comes out of the browser's cache.

use std::rc::Rc;

use leptos::{
    leptos_dom::helpers::{WindowListenerHandle, window_event_listener_untyped},
    prelude::document,
};
use web_sys::VisibilityState;

/// The listeners; dropping them takes them off.
pub(super) struct Waking(Vec<WindowListenerHandle>);

impl Waking {
    /// Listens.
    pub(super) fn listen(woken: impl Fn(()) + 'static) -> Self {
        let woken = Rc::new(woken);
        let listen = |event: &str| {
            let woken = Rc::clone(&woken);
            window_event_listener_untyped(event, move |_| {
                if document().visibility_state() == VisibilityState::Visible {
                    woken(());
                }
            })
        };
        Self(["visibilitychange", "online", "pageshow"].map(listen).into())
    }
}

impl Drop for Waking {
    fn drop(&mut self) {
        for listener in self.0.drain(..) {
            listener.remove();
        }
    }
}
