//! An article as it is read.

use enlace_domain::{
    ArticleId,
    article::Audience,
    view::{ArticlePage, ArticleUse, CategoryView},
};
use leptos::{prelude::*, task::spawn_local};

use super::files::FileLink;
use crate::{
    api,
    components::{Badge, ButtonLink, Glyph, Icon, Skeleton, Tone},
    now::use_clock,
    pages::load_error::LoadError,
    texts::use_texts,
};

/// The published version of an article.
#[component]
pub(super) fn Reader(id: ArticleId, categories: Memo<Vec<CategoryView>>, may_edit: bool) -> impl IntoView {
    let page = Resource::new_blocking(move || id, api::read_article);
    let again = Callback::new(move |()| page.refetch());
    view! {
        <section class="kb-article">
            <Transition fallback=|| view! { <div class="kb-loading"><Skeleton lines=12/></div> }>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Page page categories may_edit/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

#[component]
fn Page(page: ArticlePage, categories: Memo<Vec<CategoryView>>, may_edit: bool) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let (id, version, audience, published_at) = (page.id, page.version, page.audience, page.published_at);
    let (files, approval) = (page.files, page.approval);
    let category = categories.with_untracked(|categories| {
        let found = categories.iter().find(|category| category.key == page.category);
        found.map_or_else(|| page.category.clone(), |category| category.name.clone())
    });
    let use_of = RwSignal::new(None::<ArticleUse>);
    // once in a browser, so that what is shown has this opening in it; a count that fails costs nobody anything
    Effect::new(move |_| {
        spawn_local(async move {
            let _ = api::article_used(id).await;
            if may_edit && let Ok(found) = api::use_of_article(id).await {
                use_of.try_set(Some(found));
            }
        });
    });
    let facts = move || {
        let texts = texts.get();
        let at = texts.format().moment(published_at, clock.now(), clock.zone());
        let (version, at) = (
            (texts.knowledge().version)(version),
            (texts.knowledge().published_at)(&at),
        );
        format!("{category} · {version} · {at}")
    };
    view! {
        <header class="kb-head">
            <a class="kb-back" href="/knowledge" aria-label=texts.say(|t| t.knowledge().back)><Icon glyph=Glyph::Back/></a>
            <div class="kb-head-words">
                <h2>{page.title}</h2>
                <p>{facts}</p>
                {may_edit.then(|| view! {
                    <p class="kb-review">{move || {
                        let t = texts.get().knowledge();
                        match approval.asked_by_another() {
                            Some(asker) => (t.approved)(&approval.by.name, &asker.name),
                            None => (t.unread)(&approval.by.name),
                        }
                    }}</p>
                })}
                <Show when=move || use_of.get().is_some()>
                    <p class="kb-use">{move || use_of.get().map(|found| {
                        (texts.get().knowledge().use_of)(found.opened, found.answered, found.solved, found.people)
                    })}</p>
                </Show>
            </div>
            <Badge
                tone=if audience == Audience::Agents { Tone::Warn } else { Tone::Neutral }
                glyph=if audience == Audience::Agents { Glyph::Lock } else { Glyph::People }
            >
                {move || (texts.get().knowledge().audience)(audience)}
            </Badge>
            {may_edit.then(|| view! {
                <ButtonLink href=format!("/knowledge/{id}?edit") glyph=Glyph::Edit>
                    {texts.say(|t| t.knowledge().edit)}
                </ButtonLink>
            })}
        </header>
        <div class="kb-text" tabindex="0">
            // the server has taken out whatever a browser would run
            <div class="prose" inner_html=page.html></div>
            {(!files.is_empty()).then(|| view! {
                <section class="kb-read-files" aria-labelledby="article-files">
                    <h3 id="article-files">{texts.say(|t| t.knowledge().files)}</h3>
                    <ul class="kb-file-list">
                        {files.into_iter().map(|file| {
                            let bytes = file.bytes;
                            view! {
                                <li class="kb-file">
                                    <Icon glyph=if file.picture { Glyph::Picture } else { Glyph::Document } small=true/>
                                    <span class="kb-file-words">
                                        <FileLink file/>
                                        <small>{move || texts.get().format().bytes(bytes)}</small>
                                    </span>
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                </section>
            })}
        </div>
    }
    .into_any()
}
