//! Gives categories other names, and removes those that no article is in.

use enlace_domain::{
    article::is_built_in_category,
    view::{CategoryRemoval, CategoryView},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Select, SelectOption, Tone, use_toasts},
    error::AppError,
    texts::{CategoryTexts, use_texts},
};

/// The dialog. It closes once something was done.
#[component]
pub(super) fn CategoriesDialog(
    open: RwSignal<bool>,
    categories: Memo<Vec<CategoryView>>,
    /// The key of the one that it begins with, where there is such a category.
    begin_with: RwSignal<String>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let t = move || CategoryTexts::of(texts.locale());
    let (chosen, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<AppError>);
    // how many articles keep it from being removed
    let inside = RwSignal::new(0_i64);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            let wanted = begin_with.get_untracked();
            let known = categories.get_untracked();
            let found = known.iter().find(|category| category.key == wanted);
            chosen.set(found.map_or_else(|| first_key(&known), |category| category.key.clone()));
        }
    });
    leave_removed(chosen, categories, first_key);
    // whichever is chosen begins with the name that it has
    Effect::new(move |_| {
        let key = chosen.get();
        let known = categories.get_untracked();
        let found = known.into_iter().find(|category| category.key == key);
        name.set(found.map(|category| category.name).unwrap_or_default());
        wrong.set(None);
        inside.set(0);
    });
    let options = Signal::derive(move || {
        let option = |category: &CategoryView| SelectOption::new(&category.key, &category.name);
        categories.with(|categories| categories.iter().map(option).collect::<Vec<_>>())
    });
    let built_in = Signal::derive(move || is_built_in_category(&chosen.read()));
    let done = move |words: &'static str| {
        open.try_set(false);
        toasts.say(Tone::Good, words);
        let _ = refresh.try_run(());
    };
    let failed = move |error: AppError| {
        toasts.say(Tone::Bad, error.words(texts.now()));
        // somebody else may have changed the categories
        let _ = refresh.try_run(());
    };
    let rename = move || {
        if busy.get_untracked() {
            return;
        }
        wrong.set(None);
        busy.set(true);
        let (key, name) = (chosen.get_untracked(), name.get_untracked());
        spawn_local(async move {
            let result = api::rename_article_category(key, name).await;
            busy.try_set(false);
            match result {
                Ok(()) => done(CategoryTexts::of(texts.now().locale).renamed),
                Err(error) if error.about("name").is_some() => {
                    wrong.try_set(Some(error));
                }
                Err(error) => failed(error),
            }
        });
    };
    let remove = move || {
        if busy.get_untracked() {
            return;
        }
        inside.set(0);
        busy.set(true);
        let key = chosen.get_untracked();
        spawn_local(async move {
            let result = api::remove_article_category(key).await;
            busy.try_set(false);
            match result {
                Ok(CategoryRemoval::Removed) => done(CategoryTexts::of(texts.now().locale).removed),
                Ok(CategoryRemoval::HasArticles(articles)) => {
                    inside.try_set(articles);
                }
                Err(error) => failed(error),
            }
        });
    };
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button kind=ButtonKind::Danger busy disabled=built_in on:click=move |_| remove()>
                {move || t().remove}
            </Button>
            <Button kind=ButtonKind::Primary busy on:click=move |_| rename()>{texts.say(|t| t.common.save)}</Button>
        }
    };
    let hint = MaybeProp::derive(move || built_in.get().then(|| t().built_in.to_owned()));
    let why_not = MaybeProp::derive(move || {
        let articles = inside.get();
        (articles > 0).then(|| (t().has_articles)(articles))
    });
    let wrong_name = MaybeProp::derive(move || wrong.read().as_ref().map(|error| error.words(texts.get())));
    view! {
        <Dialog open title=texts.signal(|t| CategoryTexts::of(t.locale).title) id="changing-categories" footer>
            <form class="form" on:submit=move |event| { event.prevent_default(); rename(); }>
                <Select
                    label=texts.signal(|t| t.knowledge().category)
                    name="category-to-change"
                    options
                    value=chosen
                    hint=hint
                    error=why_not
                />
                <Field
                    label=texts.signal(|t| CategoryTexts::of(t.locale).name)
                    name="category-new-name"
                    value=name
                    error=wrong_name
                    autofocus=true
                />
            </form>
        </Dialog>
    }
    .into_any()
}

/// The key of the first category; nothing where there is none.
pub(super) fn first_key(categories: &[CategoryView]) -> String {
    categories
        .first()
        .map(|category| category.key.clone())
        .unwrap_or_default()
}

/// Chooses otherwise once the category that is chosen has been removed: nothing can be put into it any more.
pub(super) fn leave_removed(
    chosen: RwSignal<String>,
    categories: Memo<Vec<CategoryView>>,
    otherwise: fn(&[CategoryView]) -> String,
) {
    Effect::new(move |before: Option<Vec<CategoryView>>| {
        let now = categories.get();
        let key = chosen.get_untracked();
        let holds = |list: &[CategoryView]| list.iter().any(|category| category.key == key);
        if before.is_some_and(|before| holds(&before)) && !holds(&now) {
            chosen.set(otherwise(&now));
        }
        now
    });
}
