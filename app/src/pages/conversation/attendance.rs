//! Colleagues who have the same conversation open: this page says that it is there, and shows who else is.

use enlace_domain::{
    ConversationId,
    view::{Attendance, Attendee, Me},
};
use leptos::{prelude::*, task::spawn_local};
use time::OffsetDateTime;
use uuid::Uuid;

use super::open::Opened;
use crate::{
    api,
    components::{Avatar, AvatarSize},
    now::{Clock, use_clock},
    pages::{me::my_id, seen::is_seen},
    state::{Announced, Others, Saying},
    texts::{AttendanceTexts, LocaleHandle, use_texts},
};

/// So many faces are shown; the words count all.
const FACES: usize = 3;

/// What this page says of itself and knows of colleagues.
#[derive(Clone, Copy)]
pub(super) struct Attending {
    conversation: ConversationId,
    tab: Uuid,
    saying: StoredValue<Saying>,
    asking: StoredValue<bool>,
    others: RwSignal<Others>,
    clock: Clock,
}

impl Attending {
    /// Of a page that has said nothing yet. Call it in a component's body.
    pub(super) fn new(conversation: ConversationId) -> Self {
        Self {
            conversation,
            tab: Uuid::new_v4(),
            saying: StoredValue::new(Saying::default()),
            asking: StoredValue::new(false),
            others: RwSignal::new(Others::default()),
            clock: use_clock(),
        }
    }

    /// An answer is being written here.
    pub(super) fn typed(self) {
        let now = self.clock.now_untracked();
        self.saying.update_value(|saying| saying.typed(now));
        self.say(now);
    }

    /// Takes over who is there.
    pub(super) fn hear(self, told: Attendance) {
        self.others.try_update(|others| others.hear(told));
    }

    /// The colleagues who are there, in the order of their names.
    fn colleagues(self, me: Signal<Option<Me>>) -> Memo<Vec<Attendee>> {
        Memo::new(move |_| self.others.read().colleagues(my_id(me)))
    }

    /// Says that the page is there, where it is time to and somebody looks at it; one at a time, so that none overtakes
    /// another.
    fn say(self, now: OffsetDateTime) {
        if !is_seen() || self.asking.get_value() {
            return;
        }
        let due = self.saying.try_update_value(|saying| saying.due(now));
        let Some(writing) = due.flatten() else { return };
        self.asking.set_value(true);
        spawn_local(async move {
            let answer = api::attend(self.conversation, self.tab, writing).await;
            if self.asking.try_set_value(false).is_some() {
                // the page is gone, and may have said so before this arrived
                #[cfg(feature = "hydrate")]
                self.leave();
                return;
            }
            match answer {
                Ok(told) => self.hear(told),
                // better nobody than somebody who may have left
                Err(_) => {
                    self.others.try_update(Others::forget);
                }
            }
            self.say(self.clock.now_untracked());
        });
    }

    /// Says that the page goes, in a way that outlives it.
    #[cfg(feature = "hydrate")]
    fn leave(self) {
        use leptos::server_fn::ServerFn;

        self.saying.try_update_value(Saying::left);
        let gone = api::LeaveConversation {
            id: self.conversation,
            tab: self.tab,
        };
        if let Ok(gone) = serde_json::to_string(&gone) {
            // where this does not arrive, the page is soon forgotten
            let _ = window()
                .navigator()
                .send_beacon_with_opt_str(api::LeaveConversation::url(), Some(&gone));
        }
    }
}

/// Says that the page is there as long as it is looked at, and that it goes.
pub(super) fn follow(opened: Opened) {
    let attending = opened.attending;
    // the clock moves once a second
    Effect::new(move |_| attending.say(attending.clock.now()));
    Effect::new(move |_| {
        if opened.text.read().is_empty() {
            attending.saying.update_value(Saying::paused);
            attending.say(attending.clock.now_untracked());
        }
    });
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        use leptos::leptos_dom::helpers::window_event_listener_untyped;

        let closing = window_event_listener_untyped("pagehide", move |_| attending.leave());
        on_cleanup(move || {
            closing.remove();
            attending.leave();
        });
    });
}

/// Who is there and who writes, below the head of the thread: over the messages, so that nothing moves.
#[component]
pub(super) fn Colleagues(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let colleagues = opened.attending.colleagues(opened.me);
    let is_somebody = Memo::new(move |_| !colleagues.read().is_empty());
    let announced = StoredValue::new(Announced::default());
    let news = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        let people = colleagues.get();
        let fresh = announced.try_update_value(|announced| announced.look(&people));
        // who has left is no news, and is told anew on coming back
        let left = |one: &Attendee| people.iter().all(|there| there.person.id != one.person.id);
        if news.with_untracked(|news: &Vec<Attendee>| news.iter().any(left)) {
            news.set(Vec::new());
        }
        if let Some(fresh) = fresh.filter(|fresh| !fresh.is_empty()) {
            news.set(fresh);
        }
    });
    view! {
        <Show when=move || is_somebody.get()>
            <div class="attendance">
                {move || {
                    let faces = colleagues.get().into_iter().take(FACES);
                    faces.map(|one| view! { <Avatar name=one.person.name size=AvatarSize::Small/> }).collect_view()
                }}
                <span>{move || words(&colleagues.read(), texts)}</span>
            </div>
        </Show>
        <p class="visually-hidden" role="status">{move || words(&news.read(), texts)}</p>
    }
    .into_any()
}

/// Above the field: who else is writing right now. Nothing is forbidden by it.
#[component]
pub(super) fn WritingToo(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let colleagues = opened.attending.colleagues(opened.me);
    let line = Memo::new(move |_| {
        let t = AttendanceTexts::of(texts.locale());
        (t.writing_too)(&named(&colleagues.read(), true))
    });
    move || {
        let line = line.get();
        (!line.is_empty()).then(|| view! { <p class="attendance composer-writing-too">{line}</p> })
    }
}

/// Those who write, then those who read.
fn words(people: &[Attendee], texts: LocaleHandle) -> String {
    let t = AttendanceTexts::of(texts.locale());
    let mut words = (t.writing)(&named(people, true));
    let viewing = (t.viewing)(&named(people, false));
    if !words.is_empty() && !viewing.is_empty() {
        words.push_str(" · ");
    }
    words.push_str(&viewing);
    words
}

fn named(people: &[Attendee], writing: bool) -> Vec<&str> {
    let these = people.iter().filter(|one| one.writing == writing);
    these.map(|one| one.person.name.as_str()).collect()
}
