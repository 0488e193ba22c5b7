//! Two panes: the list with the search, and the article. On a phone one at a time.

use enlace_domain::{
    ArticleId,
    view::{CategoryView, KnowledgeHome},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{editor::Editor, list::List, reader::Reader};
use crate::{
    api,
    components::{EmptyState, Glyph, Skeleton, Tone, use_toasts},
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
    let again = Callback::new(move |()| home.refetch());
    view! {
        <Title text=texts.say(|t| t.knowledge().title)/>
        <div class="kb" class:kb-open=move || asked.get().is_some()>
            <Transition fallback=|| view! { <aside class="kb-list"><Skeleton lines=12/></aside> }>
                {move || Suspend::new(async move {
                    match home.await {
                        Ok(home) => view! { <Panes home asked editing/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// Both panes. Reading the list again draws neither anew: whoever writes or searches goes on.
#[component]
fn Panes(home: KnowledgeHome, asked: Memo<Option<String>>, editing: Memo<bool>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let home = RwSignal::new(home);
    let categories = Memo::new(move |_| home.with(|home| home.categories.clone()));
    let reads = StoredValue::new(0_u32);
    let refresh = Callback::new(move |()| {
        reads.update_value(|reads| *reads += 1);
        let mine = reads.get_value();
        spawn_local(async move {
            let read = api::open_knowledge().await;
            // of several answers that of the last question counts, in whatever order they come
            if reads.try_get_value() != Some(mine) {
                return;
            }
            match read {
                Ok(now) => home.set(now),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    });
    view! {
        <List home categories current=asked refresh/>
        <Article home categories asked editing refresh/>
    }
    .into_any()
}

/// What the right pane shows.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    /// Nothing is chosen.
    Nothing,
    /// The address names no article.
    Unknown,
    /// The draft.
    Written(ArticleId),
    /// What is published.
    Read(ArticleId),
}

/// The article that the address names, to be read or written.
#[component]
fn Article(
    home: RwSignal<KnowledgeHome>,
    categories: Memo<Vec<CategoryView>>,
    asked: Memo<Option<String>>,
    editing: Memo<bool>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let may_edit = home.with_untracked(|home| home.may_edit);
    let shown = Memo::new(move |_| {
        let Some(asked) = asked.get() else {
            return Shown::Nothing;
        };
        let Ok(id) = asked.parse::<ArticleId>() else {
            return Shown::Unknown;
        };
        let published = home.with(|home| home.rows.iter().any(|row| row.id == id && row.version.is_some()));
        // a draft that was never published has nothing to be read
        if may_edit && (editing.get() || !published) {
            Shown::Written(id)
        } else {
            Shown::Read(id)
        }
    });
    move || match shown.get() {
        Shown::Nothing => view! {
            <section class="kb-article kb-none">
                <EmptyState
                    glyph=Glyph::Book
                    title=texts.signal(|t| t.knowledge().choose_title)
                    text=texts.signal(|t| t.knowledge().choose_text)
                />
            </section>
        }
        .into_any(),
        Shown::Unknown => view! {
            <section class="kb-article kb-none">
                <LoadError error=AppError::NotFound on_retry=refresh/>
            </section>
        }
        .into_any(),
        Shown::Written(id) => view! { <Editor id categories refresh/> }.into_any(),
        Shown::Read(id) => view! { <Reader id categories may_edit/> }.into_any(),
    }
}
