//! The table of people.

use enlace_domain::{
    TeamId,
    view::{PersonRow, TeamView},
};
use leptos::prelude::*;

use crate::{
    components::{Avatar, Badge, Button, ButtonKind, Glyph, Table, Tone},
    live::use_live,
    now::use_clock,
    texts::use_texts,
};

/// One row a person; the button is for those who may edit.
///
/// The table is drawn anew when the people are read again, and its last drawing may be asked once more after what it
/// reads is gone: it then shows nothing rather than failing.
#[component]
pub(super) fn PeopleTable(
    people: Memo<Vec<PersonRow>>,
    teams: StoredValue<Vec<TeamView>>,
    edits: Memo<bool>,
    on_edit: Callback<PersonRow>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Table caption=texts.signal(|t| t.people.title) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.people.name)}</th>
                        <th scope="col">{texts.say(|t| t.people.role)}</th>
                        <th scope="col">{texts.say(|t| t.people.teams)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.people.load)}</th>
                        <th scope="col">{texts.say(|t| t.people.last_seen)}</th>
                        <th scope="col"><span class="visually-hidden">{texts.say(|t| t.people.edit_short)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || people.try_get().unwrap_or_default() key=|person| person.id let:person>
                        <Row person teams edits on_edit/>
                    </For>
                </tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn Row(
    person: PersonRow,
    teams: StoredValue<Vec<TeamView>>,
    edits: Memo<bool>,
    on_edit: Callback<PersonRow>,
) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let clock = use_clock();
    let PersonRow {
        id,
        name,
        email,
        role,
        capacity,
        holding,
        active,
        last_seen_at,
        ..
    } = person.clone();
    let online = Memo::new(move |_| live.online().iter().any(|other| other.id == id));
    let teams = names(&person.teams, teams);
    let no_team = teams.is_empty();
    let full = holding >= i64::from(capacity);
    let full_name = StoredValue::new(name.clone());
    let person = StoredValue::new(person);
    view! {
        <tr class:person-off=!active>
            <td>
                <div class="person-cell">
                    <Avatar name=name.clone() online/>
                    <div><b>{name}</b><small>{email}</small></div>
                </div>
            </td>
            <td data-label=texts.say(|t| t.people.role)>
                {move || (texts.get().common.role)(role)}
                {(!active).then(|| view! { " " <Badge tone=Tone::Warn>{texts.say(|t| t.people.inactive)}</Badge> })}
            </td>
            <td data-label=texts.say(|t| t.people.teams)>
                <div class="person-teams">
                    {teams.into_iter().map(|team| view! { <Badge>{team}</Badge> }).collect_view()}
                    {no_team.then(|| view! { <span class="quiet">{texts.say(|t| t.people.no_team)}</span> })}
                </div>
            </td>
            <td class="r" data-label=texts.say(|t| t.people.load)>
                <span class:person-full=full>{move || (texts.get().people.load_of)(holding, capacity)}</span>
            </td>
            <td data-label=texts.say(|t| t.people.last_seen)>
                {move || {
                    let texts = texts.get();
                    if online.try_get().unwrap_or_default() {
                        return texts.people.now.to_owned();
                    }
                    let moment = |at| texts.format().moment(at, clock.now(), clock.zone());
                    last_seen_at.map_or_else(|| texts.people.never.to_owned(), moment)
                }}
            </td>
            <td class="r">
                <Show when=move || edits.try_get().unwrap_or_default()>
                    <Button
                        kind=ButtonKind::Ghost
                        glyph=Glyph::Edit
                        icon_only=true
                        on:click=move |_| on_edit.run(person.get_value())
                    >
                        {move || (texts.get().people.edit)(&full_name.read_value())}
                    </Button>
                </Show>
            </td>
        </tr>
    }
    .into_any()
}

fn names(of: &[TeamId], teams: StoredValue<Vec<TeamView>>) -> Vec<String> {
    teams.with_value(|teams| {
        teams
            .iter()
            .filter(|team| of.contains(&team.id))
            .map(|team| team.name.clone())
            .collect()
    })
}
