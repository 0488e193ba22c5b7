//! Two panes: the list with the search, and the article. On a phone one at a time.

use enlace_domain::{ArticleId, view::KnowledgeHome};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{editor::Editor, list::List, reader::Reader};
use crate::{
    api,
    components::{EmptyState, Glyph, Skeleton},
    error::AppError,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// `/knowledge`, `/knowledge/:id`, and `/knowledge/:id?edit` for those who write.
#[component]
pub fn KnowledgePage() -> impl IntoView {
    let texts = use_texts();
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| params.read().get("id").filter(|id| !id.is_empty()));
    let editing = Memo::new(move |_| query.read().get_str("edit").is_some());
    let home = Resource::new_blocking(|| (), |()| api::open_knowledge());
    let refresh = Callback::new(move |()| home.refetch());
    // outlives the list, which is drawn anew whenever it is read again
    let only_waiting = RwSignal::new(false);
    view! {
        <Title text=texts.say(|t| t.knowledge.title)/>
        <div class="kb" class:kb-open=move || asked.get().is_some()>
            <Transition fallback=|| view! { <aside class="kb-list"><Skeleton lines=12/></aside> }>
                {move || Suspend::new(async move {
                    match home.await {
                        Ok(home) => view! { <List home=home.clone() current=asked only_waiting refresh/> <Article home asked editing refresh/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=refresh/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// The article that the address names, to be read or written.
#[component]
fn Article(
    home: KnowledgeHome,
    asked: Memo<Option<String>>,
    editing: Memo<bool>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let may_edit = home.may_edit;
    let home = StoredValue::new(home);
    move || {
        let Some(asked) = asked.get() else {
            return view! {
                <section class="kb-article kb-none">
                    <EmptyState
                        glyph=Glyph::Book
                        title=texts.signal(|t| t.knowledge.choose_title)
                        text=texts.signal(|t| t.knowledge.choose_text)
                    />
                </section>
            }
            .into_any();
        };
        let Ok(id) = asked.parse::<ArticleId>() else {
            return view! { <section class="kb-article kb-none"><LoadError error=AppError::NotFound on_retry=refresh/></section> }
                .into_any();
        };
        let published = home.with_value(|home| home.rows.iter().any(|row| row.id == id && row.version.is_some()));
        // a draft that was never published has nothing to be read
        if may_edit && (editing.get() || !published) {
            view! { <Editor id home refresh/> }.into_any()
        } else {
            view! { <Reader id home/> }.into_any()
        }
    }
}
