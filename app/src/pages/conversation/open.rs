//! An open conversation: its state, kept up to date by the event stream, and its panes.

use enlace_domain::{
    ConversationId, Direction, Means, MediaId, MessageId, Window,
    event::SystemLine,
    message::OFFERED,
    view::{BoardCard, CustomerPanel, Me, MergeView, OutcomeView, PastConversation, Quoted, ThreadMessage, ThreadView},
};
use leptos::{ev, prelude::*, task::spawn_local};
use time::OffsetDateTime;

use super::{
    actions::{Actions, allowed, use_actions},
    attendance::{self, Attending},
    choosing::dropped,
    composer::Composer,
    erasure::ErasureDialog,
    head::ThreadHead,
    merge::MergeDialog,
    messages::Messages,
    outcome::OutcomeDialog,
    panel::Panel,
    place::PlaceDialog,
    reading,
    transfer::TransferDialog,
    tray::{self, Chosen},
    unsent,
    viewer::Viewer,
};
use crate::{
    api,
    components::use_toasts,
    live::{Change, use_live},
    now::use_clock,
    pages::{dragged::dragged, keyboard::on_page_key, me::use_me},
    state::ThreadState,
    texts::use_texts,
};

/// What the parts of an open conversation share.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    /// Which conversation.
    pub(super) id: ConversationId,
    /// Its card as it is now, open or closed.
    pub(super) card: RwSignal<BoardCard>,
    /// Whether the channel refuses free text a day after the subscriber's last message.
    pub(super) has_window: bool,
    /// Its messages as they are now.
    pub(super) thread: RwSignal<ThreadState>,
    /// Who reads and answers it here.
    pub(super) me: Signal<Option<Me>>,
    /// What was written and not sent.
    pub(super) text: RwSignal<String>,
    /// What its channel takes besides words.
    pub(super) means: StoredValue<Means>,
    /// The files that were chosen and not sent.
    pub(super) tray: RwSignal<Vec<Chosen>>,
    /// The message that is being answered.
    pub(super) quoting: RwSignal<Option<Quoted>>,
    /// The answers that are offered with the next words; `None` where nobody offers any.
    pub(super) offered: RwSignal<Option<[String; OFFERED]>>,
    /// The picture that is looked at.
    pub(super) viewing: RwSignal<Option<MediaId>>,
    /// Whether a place is being chosen.
    pub(super) place_open: RwSignal<bool>,
    /// Whether an answer is being written here: what is dropped on the thread is attached to it.
    pub(super) writing: RwSignal<bool>,
    /// Whether files are held over the thread.
    pub(super) dragging: RwSignal<bool>,
    /// Whether a template is being chosen where text could be written.
    pub(super) template_open: RwSignal<bool>,
    /// Moves when something of ours was sent: the thread goes to its end.
    pub(super) sent: RwSignal<u32>,
    /// The message that was just gone to: it stands out for a moment.
    pub(super) found: RwSignal<Option<MessageId>>,
    /// What surrounds the messages, as it is now.
    pub(super) around: RwSignal<Around>,
    /// Whether a contact is being chosen that is the same person.
    pub(super) merge_open: RwSignal<bool>,
    /// Whether it is being asked if the contact's data are to be erased.
    pub(super) erase_open: RwSignal<bool>,
    /// Whether the customer's pane covers the thread, where there is no room for both.
    pub(super) panel_open: RwSignal<bool>,
    /// Which colleagues have it open, too.
    pub(super) attending: Attending,
    /// What can be done with it.
    pub(super) actions: Actions,
}

/// What surrounds the messages.
#[derive(Clone, PartialEq)]
pub(super) struct Around {
    /// The subscriber's number as people read it, where there is one.
    pub(super) contact_phone: Option<String>,
    /// Our number and its channel.
    pub(super) channel: String,
    /// The customer behind the contact.
    pub(super) customer: Option<CustomerPanel>,
    /// The person's other conversations.
    pub(super) past: Vec<PastConversation>,
    /// Whom the contact was merged with.
    pub(super) merges: Vec<MergeView>,
    /// What came of it, once somebody has said so.
    pub(super) outcome: Option<OutcomeView>,
    /// When the contact's data were erased.
    pub(super) erased_at: Option<OffsetDateTime>,
}

impl Around {
    fn of(view: &ThreadView) -> Self {
        Self {
            contact_phone: view.contact_phone.clone(),
            channel: view.channel.clone(),
            customer: view.customer.clone(),
            past: view.past.clone(),
            merges: view.merges.clone(),
            outcome: view.outcome.clone(),
            erased_at: view.erased_at,
        }
    }
}

/// The thread and the customer.
#[component]
pub(super) fn OpenConversation(view: ThreadView) -> impl IntoView {
    let (live, me, clock) = (use_live(), use_me(), use_clock());
    let (texts, toasts) = (use_texts(), use_toasts());
    let id = view.card.id;
    let thread = RwSignal::new(ThreadState::new(&view));
    let card = RwSignal::new(view.card.clone());
    let opened = Opened {
        id,
        card,
        has_window: view.window != Window::NotNeeded,
        thread,
        me,
        text: RwSignal::new(String::new()),
        means: StoredValue::new(view.means.clone()),
        tray: RwSignal::new(Vec::new()),
        quoting: RwSignal::new(None),
        offered: RwSignal::new(None),
        viewing: RwSignal::new(None),
        place_open: RwSignal::new(false),
        writing: RwSignal::new(false),
        dragging: RwSignal::new(false),
        template_open: RwSignal::new(false),
        sent: RwSignal::new(0),
        found: RwSignal::new(None),
        around: RwSignal::new(Around::of(&view)),
        merge_open: RwSignal::new(false),
        erase_open: RwSignal::new(false),
        panel_open: RwSignal::new(false),
        attending: Attending::new(id),
        actions: use_actions(id, card),
    };

    live.follow(id, view.cursor, move |at, change| match change {
        Change::Attendance(told) => opened.attending.hear(told.clone()),
        Change::Card(now) => {
            let who = |card: &BoardCard| {
                let customer = card.customer.as_ref().map(|customer| customer.id);
                (card.name.clone(), customer, card.status.is_open())
            };
            let is_other = card.try_with_untracked(|before| who(before) != who(now));
            card.try_set(now.clone());
            // the contact was merged, or parted from another: so are what is known of them and their past; it was closed,
            // or opened again: whoever did so may have said what came of it
            if is_other == Some(true) {
                reload(opened);
            }
        }
        Change::Message(message) => {
            unsent::settle_all(opened, [message]);
            let merged = is_merge(message);
            let message = message.clone();
            let is_new = thread.try_update(|thread| thread.apply(at, message));
            if merged && is_new == Some(true) {
                reload(opened);
            }
        }
    });
    // Events may have been missed: read the conversation again, whatever the stream says from now on.
    Effect::new(move |before: Option<u64>| {
        let count = live.resynced();
        if before.is_some_and(|before| before != count) {
            reload(opened);
        }
        count
    });
    // Once it is known who asks.
    Effect::new(move |done: Option<bool>| {
        let known = me.read().is_some();
        if known && done != Some(true) {
            unsent::take_up(opened, clock.now_untracked(), texts, toasts);
            tray::take_up(opened);
        }
        known || done == Some(true)
    });
    reading::follow(opened);
    attendance::follow(opened);
    on_page_key(move |key| opened.actions.press(key, untrack(|| allowed(&opened.card.read(), me))));

    view! {
        <section
            class="thread"
            on:dragover=move |event: ev::DragEvent| opened.dragging.set(dragged(&event))
            on:dragleave=move |_| opened.dragging.set(false)
            on:drop=move |event: ev::DragEvent| dropped(opened, &event, texts, toasts)
        >
            <ThreadHead opened/>
            <Messages opened/>
            <Composer opened/>
        </section>
        <Panel opened/>
        <TransferDialog opened/>
        <OutcomeDialog opened/>
        <MergeDialog opened/>
        <ErasureDialog opened/>
        <PlaceDialog opened/>
        <Viewer opened/>
    }
    .into_any()
}

/// Whether a message is a line after which the contact is another person than before.
fn is_merge(message: &ThreadMessage) -> bool {
    message.direction == Direction::System
        && matches!(
            serde_json::from_str(&message.body),
            Ok(SystemLine::Merged { .. } | SystemLine::Unmerged { .. } | SystemLine::NumberChanged { .. })
        )
}

/// Reads the conversation again.
pub(super) fn reload(opened: Opened) {
    spawn_local(async move {
        // Where this fails the connection is down again, and its return brings us back here.
        let Ok(view) = api::thread(opened.id).await else { return };
        unsent::settle_all(opened, &view.messages);
        opened.thread.try_update(|thread| thread.adopt(&view));
        let around = Around::of(&view);
        let known = opened.around.try_with_untracked(|around| around.erased_at);
        if around.erased_at.is_some() && known == Some(None) {
            // older messages that were read before must not stay either; where this fails, the next reading does it
            let _ = window().location().reload();
        }
        // the pane names whom the card names
        opened.card.try_set(view.card);
        opened.around.try_set(around);
    });
}
