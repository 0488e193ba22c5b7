//! The channel between the tabs of one browser.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::live::note::Note;

const CHANNEL: &str = "enlace-live";

/// This tab's place in the channel; dropping it leaves.
pub(super) struct Tabs {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Joins. A channel does not bring a tab's own notes back. `None` where the browser has no channels.
    pub(super) fn join(heard: impl Fn(Note) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(note) = message.data().as_string().as_deref().and_then(Note::decode) {
                heard(note);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _on_message: on_message,
        })
    }

    /// Tells all the others.
    pub(super) fn tell(&self, note: &Note) {
        // Fails only on a closed channel, and this one is closed when it is dropped.
        let _ = self.channel.post_message(&JsValue::from_str(&note.encode()));
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
