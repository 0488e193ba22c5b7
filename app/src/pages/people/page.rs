//! Loads people and teams, and holds what is searched and edited.

use enlace_domain::view::{PersonRow, TeamView};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{form::PersonDialog, table::PeopleTable};
use crate::{
    api,
    components::{Button, ButtonKind, EmptyState, Field, Glyph, Skeleton},
    live::use_live,
    pages::{
        load_error::LoadError,
        me::{my_role, use_me},
    },
    state::fold,
    texts::use_texts,
};

/// What is being edited.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Editing {
    /// Somebody new.
    New,
    /// Somebody who is here.
    Person(Box<PersonRow>),
}

/// `/people`.
///
/// What is searched and edited stands outside of what is loaded: a change somewhere else reads the people again, and
/// must not take a half-written form away.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    // Read again when anybody edits people, here or elsewhere.
    let loaded = Resource::new_blocking(
        move || live.settings(),
        |_| async {
            let people = api::people().await?;
            let teams = api::teams().await?;
            Ok((people, teams))
        },
    );
    let search = RwSignal::new(String::new());
    let editing = RwSignal::new(None::<Editing>);
    let teams = RwSignal::new(Vec::<TeamView>::new());
    let again = Callback::new(move |()| loaded.refetch());
    view! {
        <Title text=texts.say(|t| t.people.title)/>
        <div class="people-page">
            <Transition fallback=|| view! { <Skeleton lines=10/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok((people, found)) => view! { <People people teams=found all_teams=teams search editing/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
            <PersonDialog editing teams on_saved=again/>
        </div>
    }
    .into_any()
}

#[component]
fn People(
    people: Vec<PersonRow>,
    teams: Vec<TeamView>,
    all_teams: RwSignal<Vec<TeamView>>,
    search: RwSignal<String>,
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let me = use_me();
    let edits = Memo::new(move |_| my_role(me).may_edit_people());
    let count = people.len();
    let people = StoredValue::new(people);
    let teams = StoredValue::new(teams);
    // the dialog offers them
    Effect::new(move |_| all_teams.set(teams.get_value()));
    let found = Memo::new(move |_| {
        let words = fold(&search.read());
        let matches = |person: &&PersonRow| {
            fold(&person.name).contains(words.trim()) || fold(&person.email).contains(words.trim())
        };
        people.with_value(|people| people.iter().filter(matches).cloned().collect::<Vec<_>>())
    });
    view! {
        <div class="people-bar">
            <p class="people-lead">{move || (texts.get().people.lead)(count, live.online().len())}</p>
            <Field
                label=texts.signal(|t| t.people.find)
                name="find-person"
                r#type="search"
                value=search
                placeholder=texts.signal(|t| t.people.find)
            />
            <Show when=move || edits.try_get().unwrap_or_default()>
                <Button kind=ButtonKind::Primary glyph=Glyph::Plus on:click=move |_| editing.set(Some(Editing::New))>
                    {texts.say(|t| t.people.add)}
                </Button>
            </Show>
        </div>
        <PeopleTable people=found teams edits on_edit=Callback::new(move |person| editing.set(Some(Editing::Person(Box::new(person)))))/>
        <Show when=move || found.try_with(Vec::is_empty).unwrap_or_default()>
            <EmptyState
                glyph=Glyph::People
                title=texts.signal(|t| t.people.none_title)
                text=texts.signal(|t| t.people.none_text)
            />
        </Show>
    }
    .into_any()
}
