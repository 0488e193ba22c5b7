//! Takes articles out: one archive of Markdown files, of all of them or of some.

use enlace_domain::{article::ArticleState, view::CategoryView};
use leptos::prelude::*;

use super::categories::leave_removed;
use crate::{
    components::{Button, Dialog, Glyph, Icon, Select, SelectOption},
    texts::{ExportTexts, use_texts},
};

/// The dialog.
#[component]
pub(super) fn ExportDialog(open: RwSignal<bool>, categories: Memo<Vec<CategoryView>>) -> impl IntoView {
    let texts = use_texts();
    let (category, state) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    leave_removed(category, categories, |_| String::new());
    let options = Signal::derive(move || {
        let all = SelectOption::new("", texts.get().knowledge().all_categories);
        let option = |category: &CategoryView| SelectOption::new(&category.key, &category.name);
        let own = categories.with(|categories| categories.iter().map(option).collect::<Vec<_>>());
        std::iter::once(all).chain(own).collect::<Vec<_>>()
    });
    let states = Signal::derive(move || {
        let t = texts.get().knowledge();
        let all = SelectOption::new("", t.all_states);
        let option = |state: ArticleState| SelectOption::new(state.as_str(), (t.state)(state));
        let own = [ArticleState::Draft, ArticleState::InReview, ArticleState::Published].map(option);
        std::iter::once(all).chain(own).collect::<Vec<_>>()
    });
    // keys of categories and states are letters and low lines: they need no escaping
    let address = move || format!("/knowledge.zip?category={}&state={}", category.get(), state.get());
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.close)}</Button>
            <a class="button button-primary" rel="external" download href=address>
                <Icon glyph=Glyph::Save small=true/>
                <span class="button-word">{texts.say(|t| ExportTexts::of(t.locale).download)}</span>
            </a>
        }
    };
    view! {
        <Dialog open title=texts.signal(|t| ExportTexts::of(t.locale).title) id="exporting-articles" footer>
            <div class="form">
                <p>{texts.say(|t| ExportTexts::of(t.locale).hint)}</p>
                <Select label=texts.signal(|t| t.knowledge().category) name="export-category" options value=category/>
                <Select label=texts.signal(|t| t.knowledge().state_label) name="export-state" options=states value=state/>
            </div>
        </Dialog>
    }
    .into_any()
}
