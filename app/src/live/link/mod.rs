//! This tab's part in the one stream of its browser: the tab that holds it, or one that listens to that tab.

mod election;
mod source;
mod tabs;
mod waking;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    time::Duration,
};

use enlace_domain::event::StreamEvent;
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use time::OffsetDateTime;

use self::{election::Election, source::Source, tabs::Tabs, waking::Waking};
use super::{LiveContext, backoff, note::Note};
use crate::{api, components::Connection, error::AppError};

/// Without an event or a beat for so long, a stream is looked at again when the person comes back, in ms. The server
/// beats every 15 s.
const QUIET: f64 = 5_000.0;
/// Without an event or a beat for so long, a stream is dead, in ms.
const DEAD: f64 = 40_000.0;
/// How often that is looked at.
const WATCH: Duration = Duration::from_secs(5);
/// How long a new tab waits for the one that holds the stream to say how things stand.
const UNANSWERED: Duration = Duration::from_millis(800);
/// How long to wait before a snapshot is asked for again that could not be had.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// The connection of this tab.
pub(super) struct Link(Rc<Inner>);

struct Inner {
    /// What closures hold, so that a closed link is let go.
    me: Weak<Inner>,
    live: LiveContext,
    tabs: RefCell<Option<Tabs>>,
    election: RefCell<Option<Election>>,
    waking: RefCell<Option<Waking>>,
    source: RefCell<Option<Source>>,
    watch: Cell<Option<IntervalHandle>>,
    /// Whether this tab holds the stream.
    holds: Cell<bool>,
    failures: Cell<u32>,
    /// Counts connections: what an older one asked for is not done any more.
    turn: Cell<u32>,
    heard_at: Cell<f64>,
    asking: Cell<bool>,
    closed: Cell<bool>,
}

impl Link {
    /// Joins the other tabs and stands for election.
    pub(super) fn open(live: LiveContext) -> Self {
        let inner = Rc::new_cyclic(|me: &Weak<Inner>| Inner {
            me: me.clone(),
            live,
            tabs: RefCell::new(None),
            election: RefCell::new(None),
            waking: RefCell::new(None),
            source: RefCell::new(None),
            watch: Cell::new(None),
            holds: Cell::new(false),
            failures: Cell::new(0),
            turn: Cell::new(0),
            heard_at: Cell::new(js_sys::Date::now()),
            asking: Cell::new(false),
            closed: Cell::new(false),
        });
        *inner.tabs.borrow_mut() = Tabs::join(inner.callback(|inner, note| inner.on_note(note)));
        *inner.waking.borrow_mut() = Some(Waking::listen(inner.callback(|inner, ()| inner.wake())));
        let watch = inner.callback(|inner, ()| inner.watch());
        inner.watch.set(set_interval_with_handle(move || watch(()), WATCH).ok());
        if inner.tabs.borrow().is_some() {
            *inner.election.borrow_mut() = Election::stand(inner.callback(|inner, ()| inner.hold()));
        }
        if inner.election.borrow().is_none() {
            // No locks (plain HTTP on another host) or no channel: every tab has a stream of its own.
            inner.tabs.borrow_mut().take();
            inner.hold();
        }
        inner.tell(&Note::Hello);
        // The tab that holds the stream may be just going: a page that has nothing to show does not wait for the next.
        let begin = inner.callback(|inner, ()| {
            if inner.live.cursor().is_none() && !inner.holds.get() {
                inner.ask_snapshot();
            }
        });
        set_timeout(move || begin(()), UNANSWERED);
        Self(inner)
    }

    /// Lets go of everything; another tab takes the stream over.
    pub(super) fn close(&self) {
        let inner = &self.0;
        inner.closed.set(true);
        if let Some(watch) = inner.watch.take() {
            watch.clear();
        }
        inner.waking.borrow_mut().take();
        inner.source.borrow_mut().take();
        inner.tabs.borrow_mut().take();
        inner.election.borrow_mut().take();
    }
}

impl Inner {
    /// A function for the browser to call, that does nothing once the link is gone.
    fn callback<T: 'static>(&self, act: fn(&Self, T)) -> impl Fn(T) + 'static {
        let me = self.me.clone();
        move |value| {
            if let Some(inner) = me.upgrade().filter(|inner| !inner.closed.get()) {
                act(&inner, value);
            }
        }
    }

    /// This tab has been elected.
    fn hold(&self) {
        self.holds.set(true);
        self.connect();
    }

    /// Opens the stream after the last event seen, in place of any other.
    fn connect(&self) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let address = match self.live.cursor() {
            Some(cursor) => format!("/api/live?after={cursor}"),
            None => "/api/live".to_owned(),
        };
        self.heard_at.set(js_sys::Date::now());
        let source = Source::open(
            &address,
            self.callback(|inner, ()| inner.on_open()),
            self.callback(|inner, text| inner.on_event(text)),
            self.callback(|inner, time| inner.on_beat(time)),
            self.callback(|inner, refused| inner.on_lost(refused)),
        );
        let opened = source.is_some();
        *self.source.borrow_mut() = source;
        if !opened {
            self.on_lost(false);
        }
    }

    fn on_open(&self) {
        self.failures.set(0);
        self.heard();
        self.stand(Connection::Live);
    }

    fn on_event(&self, text: String) {
        self.failures.set(0);
        self.heard();
        self.apply(&text);
        self.stand(Connection::Live);
        self.tell(&Note::Event(text));
    }

    fn on_beat(&self, time: Option<String>) {
        self.heard();
        if let Some(milliseconds) = time.and_then(|time| time.parse().ok()) {
            self.live
                .beat(OffsetDateTime::UNIX_EPOCH + time::Duration::milliseconds(milliseconds));
        }
        self.stand(Connection::Live);
        self.tell(&Note::Beat);
    }

    /// The stream broke, or was `refused` with an answer that is no stream.
    fn on_lost(&self, refused: bool) {
        self.source.borrow_mut().take();
        self.stand(Connection::Reconnecting);
        let wait = backoff::wait(self.failures.get(), js_sys::Math::random());
        self.failures.set(self.failures.get().saturating_add(1));
        let turn = self.turn.get();
        let again = self.callback(|inner, turn: u32| {
            if inner.turn.get() == turn {
                inner.connect();
            }
        });
        set_timeout(move || again(turn), wait);
        if refused {
            self.check_log_in();
        }
    }

    /// A refused stream may mean that the log-in has ended.
    fn check_log_in(&self) {
        let left = self.callback(|inner, ()| {
            inner.tell(&Note::Left);
            leave();
        });
        spawn_local(async move {
            if api::me().await == Err(AppError::NotLoggedIn) {
                left(());
            }
        });
    }

    fn on_note(&self, note: Note) {
        match note {
            Note::Event(text) if !self.holds.get() => {
                self.heard();
                self.live.set_link(Connection::Live);
                self.apply(&text);
            }
            Note::Beat if !self.holds.get() => {
                self.heard();
                self.live.set_link(Connection::Live);
            }
            Note::Hello if self.holds.get() => {
                self.tell(&Note::Standing(self.live.link_untracked(), self.live.cursor()));
            }
            Note::Standing(state, cursor) if !self.holds.get() => {
                self.heard();
                self.live.set_link(state);
                if self.live.cursor().is_none() || cursor > self.live.cursor() {
                    self.ask_snapshot();
                }
            }
            Note::Wake if self.holds.get() => self.wake(),
            Note::Left => leave(),
            Note::Event(_) | Note::Beat | Note::Hello | Note::Standing(..) | Note::Wake => {}
        }
    }

    fn apply(&self, text: &str) {
        match serde_json::from_str::<StreamEvent>(text) {
            Ok(event) => {
                if !self.live.receive(event) {
                    self.ask_snapshot();
                }
            }
            // A newer server: the page is read again rather than shown half.
            Err(error) => {
                leptos::logging::warn!("an event of the stream is unreadable: {error}");
                self.ask_snapshot();
            }
        }
    }

    /// Reads the board anew, once at a time.
    fn ask_snapshot(&self) {
        if self.asking.replace(true) {
            return;
        }
        let answered = self.callback(|inner, answer: Result<_, AppError>| {
            inner.asking.set(false);
            let again = match answer {
                Ok(snapshot) => !inner.live.adopt(snapshot),
                Err(AppError::NotLoggedIn) => return leave(),
                Err(_) => true,
            };
            if again {
                let ask = inner.callback(|inner, ()| inner.ask_snapshot());
                set_timeout(move || ask(()), ASK_AGAIN);
            }
        });
        spawn_local(async move { answered(api::board_snapshot().await) });
    }

    /// Somebody looks at Enlace again, or the network is back.
    fn wake(&self) {
        // a try that has just begun or failed is no news: only a stream that lives is left alone
        let lives = self.live.link_untracked() == Connection::Live;
        if lives && js_sys::Date::now() - self.heard_at.get() < QUIET {
            return;
        }
        if self.holds.get() {
            self.failures.set(0);
            self.connect();
        } else {
            self.tell(&Note::Wake);
        }
    }

    fn watch(&self) {
        if js_sys::Date::now() - self.heard_at.get() > DEAD {
            self.stand(Connection::Reconnecting);
            self.wake();
        }
    }

    fn heard(&self) {
        self.heard_at.set(js_sys::Date::now());
    }

    /// Shows how the stream stands, and tells the other tabs when this one holds it.
    fn stand(&self, state: Connection) {
        if self.live.link_untracked() != state {
            self.live.set_link(state);
            if self.holds.get() {
                self.tell(&Note::Standing(state, self.live.cursor()));
            }
        }
    }

    fn tell(&self, note: &Note) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.tell(note);
        }
    }
}

/// The log-in has ended: everything on this page is somebody's who is not here any more.
fn leave() {
    // Refused only while the page goes away anyway.
    let _ = window().location().set_href("/login");
}
