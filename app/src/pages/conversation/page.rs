//! Three panes: the list, the thread, the customer. On a phone one at a time.

use enlace_domain::ConversationId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{list::ConversationList, open::OpenConversation};
use crate::{
    api,
    components::{ButtonKind, ButtonLink, EmptyState, Glyph, Skeleton},
    error::AppError,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/conversations` and `/conversations/:id`.
#[component]
pub fn ConversationPage() -> impl IntoView {
    let texts = use_texts();
    let params = use_params_map();
    // No id: the list alone. An id that is none: no such conversation.
    let asked = Memo::new(move |_| params.read().get("id").filter(|id| !id.is_empty()));
    let id = Memo::new(move |_| asked.get().and_then(|id| id.parse::<ConversationId>().ok()));
    let thread = Resource::new_blocking(
        move || (asked.get().is_some(), id.get()),
        |(asked, id)| async move {
            match id {
                Some(id) => api::thread(id).await.map(Some),
                None if asked => Err(AppError::NotFound),
                None => Ok(None),
            }
        },
    );
    view! {
        <Title text=texts.say(|t| t.conversation.title)/>
        <div class="desk" class:desk-open=move || asked.get().is_some()>
            <ConversationList current=id/>
            <Transition fallback=|| view! { <section class="thread thread-loading"><Skeleton lines=10/></section> }>
                {move || Suspend::new(async move {
                    match thread.await {
                        Ok(Some(view)) => view! { <OpenConversation view/> }.into_any(),
                        Ok(None) => view! { <NoneChosen/> }.into_any(),
                        Err(error) => view! {
                            <section class="thread thread-empty">
                                <LoadError error on_retry=Callback::new(move |()| thread.refetch())/>
                            </section>
                        }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// The page without a conversation.
#[component]
fn NoneChosen() -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="thread thread-empty">
            <EmptyState
                glyph=Glyph::Conversation
                title=texts.signal(|t| t.conversation.choose_title)
                text=texts.signal(|t| t.conversation.choose_text)
            >
                <ButtonLink href="/" kind=ButtonKind::Primary glyph=Glyph::Board>
                    {texts.say(|t| t.conversation.to_queue)}
                </ButtonLink>
            </EmptyState>
        </section>
    }
    .into_any()
}
