//! The dialog that sends a conversation on: to a queue, or to a colleague; to one who has no page open only after a question.

use enlace_domain::{
    QueueKey,
    view::{PersonRef, TransferTarget},
};
use leptos::{html, prelude::*, task::spawn_local};

use super::{open::Opened, transfer_away::AwayQuestion};
use crate::{
    api,
    components::{Avatar, AvatarSize, Connection, Dialog, Field, Glyph, Icon, Skeleton},
    live::use_live,
    pages::me::{my_id, use_me},
    state::fold,
    texts::use_texts,
};

/// The dialog. The colleagues are fetched when it opens.
#[component]
pub(super) fn TransferDialog(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let open = opened.actions.transfer_open;
    let colleagues = RwSignal::new(None::<Vec<PersonRef>>);
    let problem = RwSignal::new(None);
    let search = RwSignal::new(String::new());
    let find = NodeRef::<html::Input>::new();
    // who was chosen and has no page open
    let away = RwSignal::new(None::<PersonRef>);
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        search.set(String::new());
        away.set(None);
        spawn_local(async move {
            match api::colleagues().await {
                Ok(found) => {
                    colleagues.try_set(Some(found));
                }
                Err(error) => {
                    problem.try_set(Some(error));
                }
            }
        });
    });
    let send = move |target: TransferTarget, to: String| {
        open.set(false);
        opened.actions.transfer.run((target, to));
    };
    let to_person = Callback::new(move |person: PersonRef| send(TransferTarget::Person(person.id), person.name));
    let on_choose = Callback::new(move |(person, is_away): (PersonRef, bool)| {
        if is_away {
            away.set(Some(person));
        } else {
            to_person.run(person);
        }
    });
    let on_back = Callback::new(move |()| {
        away.set(None);
        // the list is shown again by then
        request_animation_frame(move || {
            if let Some(find) = find.try_get_untracked().flatten() {
                // a field that can't take the focus leaves it where it is
                let _ = find.focus();
            }
        });
    });
    view! {
        <Dialog open title=texts.signal(|t| t.conversation.transfer_title) id="transfer">
            {move || away.get().map(|person| view! { <AwayQuestion opened person on_back on_send=to_person/> })}
            <div class="transfer" hidden=move || away.read().is_some()>
                <h3>{texts.say(|t| t.conversation.transfer_queue)}</h3>
                <div class="transfer-queues">
                    {QueueKey::ALL.iter().map(|queue| {
                        let queue = *queue;
                        let here = Memo::new(move |_| {
                            let card = opened.card.read();
                            card.queue == Some(queue) && card.assigned.is_none()
                        });
                        view! {
                            <button
                                type="button"
                                class="transfer-choice"
                                disabled=here
                                title=move || here.get().then(|| texts.get().conversation.here_now)
                                on:click=move |_| send(TransferTarget::Queue(queue), (texts.now().common.queue)(queue).to_owned())
                            >
                                <Icon glyph=Glyph::Board small=true/>
                                {move || (texts.get().common.queue)(queue)}
                            </button>
                        }
                    }).collect_view()}
                </div>
                <h3>{texts.say(|t| t.conversation.transfer_person)}</h3>
                <Field label=texts.signal(|t| t.conversation.transfer_find) name="colleague" r#type="search" value=search node_ref=find/>
                {move || match (colleagues.get(), problem.get()) {
                    (Some(people), _) => view! { <Colleagues opened people search on_choose/> }.into_any(),
                    (None, Some(error)) => view! { <p class="field-note field-error" role="alert">{error.words(texts.get())}</p> }.into_any(),
                    (None, None) => view! { <Skeleton lines=4/> }.into_any(),
                }}
            </div>
        </Dialog>
    }
    .into_any()
}

/// Those whose name matches, who is online first. Of whom nobody knows, for want of a connection, none is told away.
#[component]
fn Colleagues(
    opened: Opened,
    people: Vec<PersonRef>,
    search: RwSignal<String>,
    on_choose: Callback<(PersonRef, bool)>,
) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let knows = Memo::new(move |_| live.link() == Connection::Live);
    let me = use_me();
    let found = Memo::new(move |_| {
        let words = fold(&search.read());
        let online = live.online();
        let is_online = |person: &PersonRef| online.iter().any(|other| other.id == person.id);
        let holder = opened.card.read().assigned.as_ref().map(|person| person.id);
        let my_id = my_id(me);
        let mut found: Vec<(bool, PersonRef)> = people
            .iter()
            .filter(|person| Some(person.id) != my_id && Some(person.id) != holder)
            .filter(|person| fold(&person.name).contains(words.trim()))
            .map(|person| (is_online(person), person.clone()))
            .collect();
        found.sort_by(|(a_online, a), (b_online, b)| {
            b_online.cmp(a_online).then_with(|| fold(&a.name).cmp(&fold(&b.name)))
        });
        found
    });
    view! {
        <ul class="transfer-people">
            <For each=move || found.get() key=|(online, person)| (person.id, *online) let((online, person))>
                <Colleague person online knows on_choose/>
            </For>
        </ul>
        <Show when=move || found.with(Vec::is_empty)>
            <p class="panel-none">{texts.say(|t| t.conversation.transfer_nobody)}</p>
        </Show>
    }
    .into_any()
}

#[component]
fn Colleague(
    person: PersonRef,
    online: bool,
    /// Whether who is not told online is away.
    knows: Memo<bool>,
    /// Chosen: who, and whether they are away.
    on_choose: Callback<(PersonRef, bool)>,
) -> impl IntoView {
    let texts = use_texts();
    let name = person.name.clone();
    let is_away = move || !online && knows.get();
    let choose = move |_| on_choose.run((person.clone(), untrack(is_away)));
    view! {
        <li>
            <button type="button" class="transfer-choice" on:click=choose>
                <Avatar name=name.clone() size=AvatarSize::Small online=Signal::stored(online)/>
                {name}
                {online.then(|| view! { <span class="transfer-online">{texts.say(|t| t.common.online)}</span> })}
                <Show when=is_away>
                    <span class="transfer-away">{texts.say(|t| t.conversation.transfer_away)}</span>
                </Show>
            </button>
        </li>
    }
    .into_any()
}
