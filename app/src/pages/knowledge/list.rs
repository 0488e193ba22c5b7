//! The list: the search on top, below it what was found, or all articles by category.

use enlace_domain::{
    article::{ArticleState, Audience},
    view::{ArticleRow, CategoryView, KNOWLEDGE_LIMIT, KnowledgeHome},
};
use leptos::{html, prelude::*};
use leptos_router::components::A;

use super::{
    categories::{first_key, leave_removed},
    exporting::ExportDialog,
    finding::Finding,
    gaps::Gaps,
    hit::Hit,
    importing::ImportDialog,
    new::NewArticle,
    reading::Reading,
    row::Row,
};
use crate::{
    components::{Button, ButtonKind, EmptyState, Glyph, Icon, Menu, MenuItem, Select, SelectOption, Tab, Tabs, bind},
    texts::use_texts,
};

/// The tab of the articles.
const ARTICLES: &str = "kb-articles";
/// The tab of what is missing.
const GAPS: &str = "kb-gaps";

/// The left pane.
#[component]
pub(super) fn List(
    home: RwSignal<KnowledgeHome>,
    categories: Memo<Vec<CategoryView>>,
    current: Memo<Option<String>>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let finding = Finding::new(KNOWLEDGE_LIMIT);
    let (creating, exporting) = (RwSignal::new(false), RwSignal::new(false));
    let tab = RwSignal::new(ARTICLES);
    let field = NodeRef::<html::Input>::new();
    bind(field, finding.text.into(), move |typed| finding.text.set(typed));
    let may_edit = home.with_untracked(|home| home.may_edit);
    // outlives the articles, which give way to what is found
    let only_waiting = RwSignal::new(false);
    let first = categories.with_untracked(|categories| first_key(categories));
    let reading = Reading::new(first, Audience::Subscriber.as_str());
    leave_removed(finding.category, categories, |_| String::new());
    leave_removed(reading.category, categories, first_key);
    let options = Signal::derive(move || {
        let all = SelectOption::new("", texts.get().knowledge().all_categories);
        let own = categories.with(|categories| {
            let option = |category: &CategoryView| SelectOption::new(&category.key, &category.name);
            categories.iter().map(option).collect::<Vec<_>>()
        });
        std::iter::once(all).chain(own).collect::<Vec<_>>()
    });
    view! {
        <aside class="kb-list" aria-label=texts.say(|t| t.knowledge().articles)>
            <div class="kb-search" role="search">
                <label class="kb-ask">
                    <Icon glyph=Glyph::Search small=true/>
                    <span class="visually-hidden">{texts.say(|t| t.knowledge().ask)}</span>
                    <input
                        type="search"
                        name="knowledge-question"
                        autocomplete="off"
                        placeholder=texts.say(|t| t.knowledge().ask)
                        node_ref=field
                        on:input=move |event| finding.text.set(event_target_value(&event))
                    />
                </label>
                <div class="kb-narrow">
                    <Select label=texts.signal(|t| t.knowledge().category) name="knowledge-category" options value=finding.category/>
                    {may_edit.then(|| view! {
                        <Button kind=ButtonKind::Primary glyph=Glyph::Plus on:click=move |_| creating.set(true)>
                            {texts.say(|t| t.knowledge().new)}
                        </Button>
                        <Menu label=texts.signal(|t| t.knowledge().in_and_out) glyph=Glyph::More from_end=true>
                            <MenuItem glyph=Glyph::Document on_choose=Callback::new(move |()| reading.open.set(true))>
                                {texts.say(|t| t.knowledge().import_menu)}
                            </MenuItem>
                            <MenuItem glyph=Glyph::Save on_choose=Callback::new(move |()| exporting.set(true))>
                                {texts.say(|t| t.knowledge().export_menu)}
                            </MenuItem>
                        </Menu>
                    })}
                </div>
            </div>
            {may_edit.then(|| view! {
                <Tabs
                    label=texts.signal(|t| t.knowledge().views)
                    tabs=vec![Tab::new(ARTICLES, texts.signal(|t| t.knowledge().articles)), Tab::new(GAPS, texts.signal(|t| t.knowledge().gaps))]
                    selected=tab
                />
            })}
            <div
                class="kb-panel"
                id=move || may_edit.then(|| format!("{}-panel", tab.get()))
                role=may_edit.then_some("tabpanel")
                aria-labelledby=move || may_edit.then(|| format!("{}-tab", tab.get()))
            >
                {move || if finding.found.read().is_some() {
                    view! { <Results finding current/> }.into_any()
                } else if tab.get() == GAPS {
                    view! { <Gaps categories on_draft=refresh/> }.into_any()
                } else {
                    view! { <Articles home categories category=finding.category only_waiting may_edit current/> }.into_any()
                }}
            </div>
            {may_edit.then(|| view! {
                <NewArticle open=creating categories refresh/>
                <ImportDialog reading categories refresh/>
                <ExportDialog open=exporting categories/>
            })}
        </aside>
    }
    .into_any()
}

/// What the search has found.
#[component]
fn Results(finding: Finding, current: Memo<Option<String>>) -> impl IntoView {
    let texts = use_texts();
    let count = move || finding.found.read().as_ref().map_or(0, |found| found.hits.len());
    let how = move || {
        let t = texts.get().knowledge();
        let by_sense = finding.found.read().as_ref().is_some_and(|found| found.by_sense);
        if by_sense { t.by_sense } else { t.by_words }
    };
    view! {
        <p class="kb-count" role="status">{move || format!("{}, {}", (texts.get().knowledge().count)(count()), how())}</p>
        <Show
            when=move || { count() > 0 }
            fallback=move || view! {
                <EmptyState
                    glyph=Glyph::Search
                    title=texts.signal(|t| t.knowledge().none_found_title)
                    text=texts.signal(|t| t.knowledge().none_found_text)
                />
            }
        >
            <ul class="kb-items" class:kb-busy=finding.busy aria-label=texts.say(|t| t.knowledge().results)>
                {move || finding.found.get().map(|found| found.hits.into_iter().map(|hit| {
                    let id = hit.article.to_string();
                    let mine = id.clone();
                    view! {
                        <li>
                            <A
                                href=format!("/knowledge/{id}")
                                attr:class="kb-item kb-hit"
                                attr:aria-current=move || (current.read().as_ref() == Some(&mine)).then_some("page")
                            >
                                <Hit hit/>
                            </A>
                        </li>
                    }
                }).collect_view())}
            </ul>
        </Show>
    }
    .into_any()
}

/// All articles, or those of a category.
#[component]
fn Articles(
    home: RwSignal<KnowledgeHome>,
    categories: Memo<Vec<CategoryView>>,
    category: RwSignal<String>,
    only_waiting: RwSignal<bool>,
    may_edit: bool,
    current: Memo<Option<String>>,
) -> impl IntoView {
    let texts = use_texts();
    let waits = |row: &ArticleRow| row.state == ArticleState::InReview;
    let waiting = Memo::new(move |_| home.with(|home| home.rows.iter().filter(|row| waits(row)).count()));
    let shown = Memo::new(move |_| {
        let (key, only_waiting) = (category.get(), only_waiting.get());
        home.with(|home| {
            let fits = |row: &&ArticleRow| (key.is_empty() || row.category == key) && (!only_waiting || waits(row));
            home.rows.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let name_of = move |key: &str| {
        categories.with(|categories| {
            let found = categories.iter().find(|category| category.key == key);
            found.map_or_else(|| key.to_owned(), |category| category.name.clone())
        })
    };
    view! {
        <div class="kb-count">
            <p role="status">{move || (texts.get().knowledge().count)(shown.read().len())}</p>
            {may_edit.then(|| view! {
                <button
                    type="button"
                    class="kb-waiting"
                    aria-pressed=move || if only_waiting.get() { "true" } else { "false" }
                    on:click=move |_| only_waiting.update(|only| *only = !*only)
                >
                    {move || (texts.get().knowledge().waiting)(waiting.get())}
                </button>
            })}
        </div>
        <Show
            when=move || !shown.read().is_empty()
            fallback=move || {
                let only = only_waiting.get();
                view! {
                    <EmptyState
                        glyph=Glyph::Book
                        title=texts.signal(move |t| if only { t.knowledge().none_waiting_title } else { t.knowledge().empty_title })
                        text=texts.signal(move |t| if only { t.knowledge().none_waiting_text } else { t.knowledge().empty_text })
                    />
                }
            }
        >
            <ul class="kb-items">
                <For each=move || shown.get() key=|row| row.clone() let:row>
                    {
                        let mine = row.id.to_string();
                        // a draft that was never published is written, and stays so while it is published
                        let href = if may_edit && row.version.is_none() {
                            format!("/knowledge/{mine}?edit")
                        } else {
                            format!("/knowledge/{mine}")
                        };
                        let key = row.category.clone();
                        let category = Signal::derive(move || name_of(&key));
                        view! {
                            <li>
                                <A
                                    href
                                    attr:class="kb-item kb-row"
                                    attr:aria-current=move || (current.read().as_ref() == Some(&mine)).then_some("page")
                                >
                                    <Row row category may_edit/>
                                </A>
                            </li>
                        }
                    }
                </For>
            </ul>
        </Show>
    }
    .into_any()
}
