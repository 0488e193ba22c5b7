//! Loads the rules.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{form::QueueForm, holidays::Holidays};
use crate::{
    api,
    components::Skeleton,
    pages::{
        load_error::LoadError,
        me::{my_role, use_me},
    },
    texts::{QueuesTexts, use_texts},
};

/// `/queues`.
#[component]
pub fn QueuesPage() -> impl IntoView {
    let texts = use_texts();
    let me = use_me();
    let t = move || QueuesTexts::of(texts.locale());
    let loaded = Resource::new_blocking(|| (), |()| api::read_queues());
    let again = Callback::new(move |()| loaded.refetch());
    let may_edit = Signal::derive(move || my_role(me).may_edit_queues());
    view! {
        <Title text=move || t().title/>
        <div class="goals queues">
            <p class="goals-note">{move || t().lead}</p>
            <Transition fallback=|| view! { <Skeleton lines=10/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(found) => {
                            let queues = found
                                .queues
                                .into_iter()
                                .map(|rules| view! { <QueueForm rules may_edit/> })
                                .collect_view();
                            view! {
                                <Show when=move || !may_edit.get()>
                                    <p class="goals-note" role="note">{move || t().only_administrators}</p>
                                </Show>
                                {queues}
                                <Holidays holidays=found.holidays year=found.year may_edit/>
                            }
                            .into_any()
                        }
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}
