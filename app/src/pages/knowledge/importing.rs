//! Takes documents in: files are chosen or dropped, what would become of them is shown, and drafts are made of it.

use enlace_domain::{
    ArticleId,
    article::Audience,
    intake::ImportWarning,
    view::{CategoryView, ImportOutcome, ReadArticle, ReadFile},
};
use leptos::{ev, html, prelude::*};

use super::reading::{Chosen, ChosenState, Reading};
use crate::{
    components::{Button, ButtonKind, Dialog, Glyph, Icon, Select, SelectOption, use_toasts},
    pages::dragged::dragged,
    texts::{IntakeTexts, use_texts},
};

/// What the browser offers to choose from; the bytes decide.
const ACCEPT: &str = ".md,.markdown,.txt,.html,.htm,.pdf,.docx,.zip";

/// The dialog.
#[component]
pub(super) fn ImportDialog(
    reading: Reading,
    categories: Memo<Vec<CategoryView>>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let open = reading.open;
    // once for all that was taken in
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if was == Some(true) && !now && reading.forget() {
            refresh.run(());
        }
        now
    });
    let wanted = Memo::new(move |_| reading.wanted().len());
    let options = Signal::derive(move || {
        let option = |category: &CategoryView| SelectOption::new(&category.key, &category.name);
        categories.with(|categories| categories.iter().map(option).collect::<Vec<_>>())
    });
    let audiences = Signal::derive(move || {
        let name = texts.get().knowledge().audience;
        let option = |audience: Audience| SelectOption::new(audience.as_str(), name(audience));
        [Audience::Subscriber, Audience::Agents].map(option).to_vec()
    });
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.close)}</Button>
            <Button
                kind=ButtonKind::Primary
                glyph=Glyph::Plus
                busy=reading.busy
                disabled=Signal::derive(move || wanted.get() == 0)
                on:click=move |_| reading.take_in(texts, toasts)
            >
                {move || (IntakeTexts::of(texts.locale()).make)(wanted.get())}
            </Button>
        }
    };
    view! {
        <Dialog open title=texts.signal(|t| IntakeTexts::of(t.locale).title) id="importing-articles" footer>
            <Zone reading/>
            <div class="kb-import-form">
                <Select label=texts.signal(|t| IntakeTexts::of(t.locale).category) name="import-category" options value=reading.category/>
                <Select label=texts.signal(|t| t.knowledge().for_whom) name="import-audience" options=audiences value=reading.audience/>
            </div>
            <ul class="kb-import-list" aria-live="polite" aria-label=texts.say(|t| IntakeTexts::of(t.locale).files)>
                <For each=move || reading.files.get() key=|file| (file.key, file.state == ChosenState::Reading, matches!(file.state, ChosenState::Done(_) | ChosenState::Failed(_))) let:file>
                    <Line file reading/>
                </For>
            </ul>
        </Dialog>
    }
    .into_any()
}

/// Where files are dropped, with the button that chooses them.
#[component]
fn Zone(reading: Reading) -> impl IntoView {
    let texts = use_texts();
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    view! {
        <div
            class="kb-drop"
            class:kb-drop-over=over
            on:dragover=move |event: ev::DragEvent| over.set(dragged(&event))
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: ev::DragEvent| { over.set(false); dropped(reading, &event) }
        >
            <Icon glyph=Glyph::Document/>
            <p>{texts.say(|t| IntakeTexts::of(t.locale).hint)}</p>
            <input
                class="visually-hidden"
                type="file"
                name="import-files"
                multiple
                tabindex="-1"
                aria-hidden="true"
                accept=ACCEPT
                node_ref=input
                on:change=move |_| from_input(reading, input)
            />
            <Button glyph=Glyph::Plus on:click=move |_| if let Some(input) = input.get_untracked() { input.click() }>
                {texts.say(|t| IntakeTexts::of(t.locale).choose)}
            </Button>
        </div>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has files")
)]
fn from_input(reading: Reading, input: NodeRef<html::Input>) {
    #[cfg(feature = "hydrate")]
    if let Some(input) = input.get_untracked() {
        reading.choose(input.files().as_ref());
        // the same file may be chosen again
        input.set_value("");
    }
}

/// Takes the files that are dropped here.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a pointer")
)]
fn dropped(reading: Reading, event: &ev::DragEvent) {
    #[cfg(feature = "hydrate")]
    if dragged(event) {
        let files = event.data_transfer().and_then(|data| data.files());
        reading.choose(files.as_ref());
    }
}

/// A file, and what was read of it.
#[component]
fn Line(file: Chosen, reading: Reading) -> impl IntoView {
    let texts = use_texts();
    let (key, name) = (file.key, StoredValue::new(file.name));
    let body = match file.state {
        ChosenState::Reading => view! {
            <p class="kb-import-name">{name.get_value()}</p>
            <p class="kb-import-note">{texts.say(|t| IntakeTexts::of(t.locale).reading)}</p>
        }
        .into_any(),
        ChosenState::Failed(error) => view! {
            <p class="kb-import-name">{name.get_value()}</p>
            <p class="field-note field-error" role="alert">{move || error.words(texts.get())}</p>
        }
        .into_any(),
        ChosenState::Done(ImportOutcome::Made(id)) => view! {
            <p class="kb-import-name"><Icon glyph=Glyph::Check small=true/>{name.get_value()}</p>
            <p class="kb-import-note">
                {texts.say(|t| IntakeTexts::of(t.locale).made)}" "
                <OpenArticle id reading/>
            </p>
        }
        .into_any(),
        ChosenState::Done(ImportOutcome::Known(id)) => view! { <Known name id reading/> }.into_any(),
        ChosenState::Read(read) => match *read {
            ReadFile {
                result: Err(refusal), ..
            } => view! {
                <p class="kb-import-name">{name.get_value()}</p>
                <p class="field-note field-error">{move || (IntakeTexts::of(texts.locale()).refused)(refusal)}</p>
            }
            .into_any(),
            ReadFile {
                result: Ok(article), ..
            } => match article.known {
                Some(id) => view! { <Known name id reading/> }.into_any(),
                None => view! { <Found key name article reading/> }.into_any(),
            },
        },
    };
    view! { <li class="kb-import-file">{body}</li> }.into_any()
}

/// The same file is an article already.
#[component]
fn Known(name: StoredValue<String>, id: ArticleId, reading: Reading) -> impl IntoView {
    let texts = use_texts();
    view! {
        <p class="kb-import-name">{name.get_value()}</p>
        <p class="kb-import-note">
            {texts.say(|t| IntakeTexts::of(t.locale).known)}" "
            <OpenArticle id reading/>
        </p>
    }
}

/// Goes to an article, and closes the dialog.
#[component]
fn OpenArticle(id: ArticleId, reading: Reading) -> impl IntoView {
    let texts = use_texts();
    view! {
        <a href=format!("/knowledge/{id}?edit") on:click=move |_| reading.open.set(false)>
            {texts.say(|t| IntakeTexts::of(t.locale).open)}
        </a>
    }
}

/// What a file would become.
#[component]
fn Found(key: uuid::Uuid, name: StoredValue<String>, article: ReadArticle, reading: Reading) -> impl IntoView {
    let texts = use_texts();
    let warnings: Vec<ImportWarning> = article.warnings;
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                prop:checked=move || !reading.left_out.read().contains(&key)
                on:change=move |event| reading.left_out.update(|left_out| {
                    if event_target_checked(&event) { left_out.remove(&key); } else { left_out.insert(key); }
                })
            />
            <span>{article.source.fields.title}<small>{name.get_value()}</small></span>
        </label>
        {(!warnings.is_empty()).then(|| view! {
            <ul class="kb-import-warnings">
                {warnings.into_iter().map(|warning| view! {
                    <li><Icon glyph=Glyph::Warning small=true/>{move || (IntakeTexts::of(texts.locale()).warning)(warning)}</li>
                }).collect_view()}
            </ul>
        })}
        <details class="kb-import-preview">
            <summary>{texts.say(|t| t.knowledge().preview)}</summary>
            // the server has taken out whatever a browser would run
            <div class="prose" tabindex="0" inner_html=article.html></div>
        </details>
    }
}
