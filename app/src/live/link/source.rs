//! The `EventSource`, with its listeners taken off before it is closed.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

/// The name of the server's sign of life; its data is the server's time in milliseconds since 1970.
const BEAT: &str = "beat";

/// An open stream; dropping it closes it.
pub(super) struct Source {
    source: EventSource,
    on_beat: Closure<dyn FnMut(MessageEvent)>,
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Source {
    /// Opens a stream. `lost` is called once at most, with whether the server refused; the browser's own reconnecting
    /// is not used because it knows nothing of waking up. `None` where the browser refuses the address.
    pub(super) fn open(
        address: &str,
        opened: impl Fn(()) + 'static,
        event: impl Fn(String) + 'static,
        beat: impl Fn(Option<String>) + 'static,
        lost: impl Fn(bool) + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let on_open = Closure::<dyn FnMut(Event)>::new(move |_| opened(()));
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(text) = message.data().as_string() {
                event(text);
            }
        });
        let on_beat =
            Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| beat(message.data().as_string()));
        let failing = source.clone();
        let on_error = Closure::<dyn FnMut(Event)>::new(move |_| {
            let refused = failing.ready_state() == EventSource::CLOSED;
            failing.set_onerror(None);
            failing.close();
            lost(refused);
        });
        source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        source
            .add_event_listener_with_callback(BEAT, on_beat.as_ref().unchecked_ref())
            .ok()?;
        Some(Self {
            source,
            on_beat,
            _on_open: on_open,
            _on_message: on_message,
            _on_error: on_error,
        })
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        // Fails only for a listener that is not there.
        let _ = self
            .source
            .remove_event_listener_with_callback(BEAT, self.on_beat.as_ref().unchecked_ref());
        self.source.close();
    }
}
