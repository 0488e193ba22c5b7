//! How a draft will look: drawn by the same function that draws what is published.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{api, texts::use_texts};

/// How long nobody types before it is drawn again.
const PAUSE: Duration = Duration::from_millis(300);

/// The right half of the editor.
#[component]
pub(super) fn Preview(body: RwSignal<String>) -> impl IntoView {
    let texts = use_texts();
    let drawn = RwSignal::new(None::<String>);
    Effect::new(move |ran: Option<()>| {
        let text = body.get();
        let pause = if ran.is_none() { Duration::ZERO } else { PAUSE };
        let is_still = move |text: &str| body.try_with_untracked(|now| now == text) == Some(true);
        set_timeout(
            move || {
                if !is_still(&text) {
                    return;
                }
                spawn_local(async move {
                    // where it can't be drawn the last drawing stays: the head says whether there is a connection
                    if let Ok(html) = api::preview_article(text.clone()).await
                        && is_still(&text)
                    {
                        drawn.set(Some(html));
                    }
                });
            },
            pause,
        );
    });
    let empty = Memo::new(move |_| body.read().trim().is_empty());
    view! {
        <section class="kb-preview" aria-label=texts.say(|t| t.knowledge().preview) tabindex="0">
            <h3>{texts.say(|t| t.knowledge().preview)}</h3>
            {move || if empty.get() {
                view! { <p class="kb-preview-empty">{texts.say(|t| t.knowledge().preview_empty)}</p> }.into_any()
            } else {
                // the server has taken out whatever a browser would run
                view! { <div class="prose" inner_html=move || drawn.get().unwrap_or_default()></div> }.into_any()
            }}
        </section>
    }
    .into_any()
}
