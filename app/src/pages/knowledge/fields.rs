//! What is written: title, text, and behind "details" what is changed seldom.

use enlace_domain::{
    article::{ArticleField, Audience},
    view::CategoryView,
};
use leptos::{ev, html, prelude::*};

use super::{
    attaching::Attaching,
    editing::{Editing, Standing},
    files::Files,
};
use crate::{
    components::{Field, Select, SelectOption, bind},
    error::AppError,
    pages::dragged::dragged,
    texts::use_texts,
};

/// The form. It saves itself; sending it does nothing.
#[component]
pub(super) fn Fields(editing: Editing, categories: Memo<Vec<CategoryView>>) -> impl IntoView {
    let texts = use_texts();
    let label = move |field: ArticleField| texts.signal(move |t| (t.knowledge().field)(field));
    let error_of = move |field: ArticleField| {
        Signal::derive(move || match editing.standing.get() {
            Standing::Failed(error @ AppError::Invalid { .. }) => {
                error.about(field.as_str()).map(|_| error.words(texts.get()))
            }
            _ => None,
        })
    };
    let categories = Signal::derive(move || {
        let option = |category: &CategoryView| SelectOption::new(&category.key, &category.name);
        categories.with(|categories| categories.iter().map(option).collect::<Vec<_>>())
    });
    let audiences = Signal::derive(move || {
        let t = texts.get().knowledge();
        [Audience::Subscriber, Audience::Agents]
            .map(|audience| SelectOption::new(audience.as_str(), (t.audience)(audience)))
            .to_vec()
    });
    view! {
        <form class="kb-fields" on:submit=|event| event.prevent_default()>
            <Field label=label(ArticleField::Title) name="article-title" value=editing.title error=error_of(ArticleField::Title)/>
            <Body editing/>
            <Asked editing error=error_of(ArticleField::AskedAs)/>
            <details class="kb-details">
                <summary>{texts.say(|t| t.knowledge().details)}</summary>
                <div class="kb-details-grid">
                    <Select
                        label=label(ArticleField::Category)
                        name="article-category"
                        options=categories
                        value=editing.category
                        error=error_of(ArticleField::Category)
                    />
                    <Select label=label(ArticleField::Audience) name="article-audience" options=audiences value=editing.audience/>
                    <Field
                        label=label(ArticleField::ValidFrom)
                        name="article-valid-from"
                        r#type="date"
                        value=editing.valid_from
                        error=error_of(ArticleField::ValidFrom)
                    />
                    <Field
                        label=label(ArticleField::ValidUntil)
                        name="article-valid-until"
                        r#type="date"
                        value=editing.valid_until
                        error=error_of(ArticleField::ValidUntil)
                    />
                    <Field label=label(ArticleField::Slug) name="article-slug" value=editing.slug error=error_of(ArticleField::Slug)/>
                </div>
            </details>
        </form>
    }
    .into_any()
}

/// The text. It goes in as the element's value only: children of a `<textarea>` are not escaped by the renderer.
#[component]
fn Body(editing: Editing) -> impl IntoView {
    let texts = use_texts();
    let field = NodeRef::<html::Textarea>::new();
    bind(field, editing.body.into(), move |typed| editing.body.set(typed));
    let attaching = Attaching::new(editing, field);
    let over = RwSignal::new(false);
    view! {
        <div class="field kb-body-field">
            <label for="article-body">{move || (texts.get().knowledge().field)(ArticleField::Body)}</label>
            <textarea
                id="article-body"
                name="article-body"
                class="input kb-body"
                class:kb-drop-over=over
                spellcheck="true"
                aria-describedby="article-body-note"
                node_ref=field
                on:input=move |event| editing.body.set(event_target_value(&event))
                on:paste=move |event: ev::ClipboardEvent| attaching.pasted(&event)
                on:dragover=move |event: ev::DragEvent| over.set(dragged(&event))
                on:dragleave=move |_| over.set(false)
                on:drop=move |event: ev::DragEvent| { over.set(false); attaching.dropped(&event) }
            ></textarea>
            <p class="field-note" id="article-body-note">{texts.say(|t| t.knowledge().body_hint)}</p>
            <Files attaching/>
        </div>
    }
    .into_any()
}

/// How people ask for it, one way a line.
#[component]
fn Asked(editing: Editing, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let texts = use_texts();
    let field = NodeRef::<html::Textarea>::new();
    bind(field, editing.asked_as.into(), move |typed| editing.asked_as.set(typed));
    view! {
        <div class="field">
            <label for="article-asked-as">{move || (texts.get().knowledge().field)(ArticleField::AskedAs)}</label>
            <textarea
                id="article-asked-as"
                name="article-asked-as"
                class="input kb-asked"
                rows="4"
                spellcheck="true"
                aria-describedby="article-asked-as-note"
                aria-invalid=move || error.read().is_some().then_some("true")
                node_ref=field
                on:input=move |event| editing.asked_as.set(event_target_value(&event))
            ></textarea>
            <p class="field-note" id="article-asked-as-note" class:field-error=move || error.read().is_some()>
                {move || error.get().unwrap_or_else(|| texts.get().knowledge().asked_hint.to_owned())}
            </p>
        </div>
    }
    .into_any()
}
