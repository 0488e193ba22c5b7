//! Loads the board and seeds the live data with it; from then on the event stream has the word.

use leptos::prelude::*;
use leptos_meta::Title;

use super::view::Board;
use crate::{api, components::Skeleton, live::use_live, pages::load_error::LoadError, texts::use_texts};

/// `/`.
#[component]
pub fn BoardPage() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    // Coming from another page the live data is here already: nothing to load.
    let snapshot = Resource::new_blocking(
        move || (),
        move |()| async move {
            if live.seeded_untracked() {
                Ok(None)
            } else {
                api::board_snapshot().await.map(Some)
            }
        },
    );
    view! {
        <Title text=texts.say(|t| t.board.title)/>
        <Suspense fallback=|| view! { <div class="board-loading"><Skeleton lines=12/></div> }>
            {move || Suspend::new(async move {
                match snapshot.await {
                    Ok(loaded) => {
                        if let Some(loaded) = loaded {
                            live.seed(loaded);
                        }
                        view! { <Board/> }.into_any()
                    }
                    Err(error) => {
                        view! { <LoadError error on_retry=Callback::new(move |()| snapshot.refetch())/> }.into_any()
                    }
                }
            })}
        </Suspense>
    }
    .into_any()
}
