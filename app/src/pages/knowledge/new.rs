//! Makes a draft: its title and category; the rest is written in the editor.

use enlace_domain::{
    article::{ArticleFields, Audience, slug_of},
    view::CategoryView,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::categories::{CategoriesDialog, first_key, leave_removed};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Glyph, Select, SelectOption, Tone, use_toasts},
    error::AppError,
    texts::{CategoryTexts, use_texts},
};

/// Stands for a category that is to be made.
const OWN: &str = "+";

/// The dialog.
#[component]
pub(super) fn NewArticle(
    open: RwSignal<bool>,
    categories: Memo<Vec<CategoryView>>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let (title, own) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let first = categories.with_untracked(|categories| categories.first().map(|category| category.key.clone()));
    let category = RwSignal::new(first.unwrap_or_else(|| OWN.to_owned()));
    let wrong = RwSignal::new(None::<AppError>);
    let (busy, managing) = (RwSignal::new(false), RwSignal::new(false));
    leave_removed(category, categories, first_key);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if open.get() {
            title.set(String::new());
            own.set(String::new());
            wrong.set(None);
        }
    });
    let options = Signal::derive(move || {
        let known = categories.with(|categories| {
            let option = |category: &CategoryView| SelectOption::new(&category.key, &category.name);
            categories.iter().map(option).collect::<Vec<_>>()
        });
        let own = SelectOption::new(OWN, texts.get().knowledge().own_category);
        known.into_iter().chain([own]).collect::<Vec<_>>()
    });
    let error_of = move |fields: &'static [&'static str]| {
        Signal::derive(move || {
            let wrong = wrong.read();
            let about = fields.iter().find_map(|field| wrong.as_ref()?.about(field).map(|_| ()));
            about.and_then(|()| wrong.as_ref().map(|error| error.words(texts.get())))
        })
    };
    // of a category that is to be made it stands below its name
    let about_category = error_of(&["category"]);
    let about_chosen = Signal::derive(move || {
        if *category.read() == OWN {
            None
        } else {
            about_category.get()
        }
    });
    let create = move || {
        let fields = ArticleFields {
            slug: slug_of(&title.read_untracked()),
            category: category.get_untracked(),
            audience: Audience::Subscriber,
            title: title.get_untracked(),
            body: String::new(),
            asked_as: String::new(),
            valid_from: None,
            valid_until: None,
        };
        let (own, navigate) = (own.get_untracked(), navigate.clone());
        busy.set(true);
        spawn_local(async move {
            let made = make(fields, own, category).await;
            busy.try_set(false);
            match made {
                Ok(id) => {
                    open.try_set(false);
                    let _ = refresh.try_run(());
                    navigate(&format!("/knowledge/{id}?edit"), Default::default());
                }
                Err(error @ AppError::Invalid { .. }) => {
                    wrong.try_set(Some(error));
                    // its category may have been made all the same
                    let _ = refresh.try_run(());
                }
                Err(error) => {
                    toasts.say(Tone::Bad, error.words(texts.now()));
                    let _ = refresh.try_run(());
                }
            }
        });
    };
    let create = StoredValue::new(create);
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button kind=ButtonKind::Primary glyph=Glyph::Plus busy on:click=move |_| create.with_value(|create| create())>
                {texts.say(|t| t.knowledge().create)}
            </Button>
        }
    };
    view! {
        <Dialog open title=texts.signal(|t| t.knowledge().new_title) id="making-article" footer>
            <form class="form" on:submit=move |event| { event.prevent_default(); create.with_value(|create| create()); }>
                <Field
                    label=texts.signal(|t| (t.knowledge().field)(enlace_domain::article::ArticleField::Title))
                    name="new-article-title"
                    value=title
                    error=error_of(&["title", "slug"])
                    autofocus=true
                />
                <Select
                    label=texts.signal(|t| t.knowledge().category)
                    name="new-article-category"
                    options
                    value=category
                    error=about_chosen
                />
                <div>
                    <Button kind=ButtonKind::Ghost glyph=Glyph::Edit on:click=move |_| managing.set(true)>
                        {texts.say(|t| CategoryTexts::of(t.locale).manage)}
                    </Button>
                </div>
                <Show when=move || *category.read() == OWN>
                    <Field
                        label=texts.signal(|t| t.knowledge().own_category_name)
                        name="new-article-own-category"
                        value=own
                        error=about_category
                    />
                </Show>
            </form>
        </Dialog>
        <CategoriesDialog open=managing categories begin_with=category refresh/>
    }
    .into_any()
}

/// Makes the category first, where it is a new one, and chooses it: the article may have to be corrected.
async fn make(
    mut fields: ArticleFields,
    own: String,
    chosen: RwSignal<String>,
) -> Result<enlace_domain::ArticleId, AppError> {
    if fields.category == OWN {
        fields.category = api::add_article_category(own).await?;
        chosen.try_set(fields.category.clone());
    }
    api::create_article(fields).await
}
