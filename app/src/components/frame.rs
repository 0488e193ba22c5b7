//! The frame around the pages of somebody logged in: rail, top bar, and on a phone the bar below.

use enlace_domain::{Role, view::Me};
use leptos::{ev, html, prelude::*};
use leptos_router::{components::A, hooks::use_location};

use crate::{
    components::{
        Avatar, Connection, ConnectionChip, Glyph, Icon, Kbd, LocaleSwitch, Logo, Menu, MenuItem, ThemeSwitch,
    },
    texts::use_texts,
};

/// A place of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Board,
    Conversations,
    Dashboard,
    Knowledge,
    Churn,
    Templates,
    Channels,
    Queues,
    Operations,
    People,
}

impl Place {
    /// Which place an address belongs to.
    fn of(path: &str) -> Option<Self> {
        match path.split('/').nth(1) {
            Some("") => Some(Self::Board),
            Some("conversations") => Some(Self::Conversations),
            Some("dashboard") => Some(Self::Dashboard),
            Some("knowledge") => Some(Self::Knowledge),
            Some("churn") => Some(Self::Churn),
            Some("templates") => Some(Self::Templates),
            Some("channels") => Some(Self::Channels),
            Some("queues") => Some(Self::Queues),
            Some("operations" | "classifier") => Some(Self::Operations),
            Some("people") => Some(Self::People),
            _ => None,
        }
    }

    const fn href(self) -> &'static str {
        match self {
            Self::Board => "/",
            Self::Conversations => "/conversations",
            Self::Dashboard => "/dashboard",
            Self::Knowledge => "/knowledge",
            Self::Churn => "/churn",
            Self::Templates => "/templates",
            Self::Channels => "/channels",
            Self::Queues => "/queues",
            Self::Operations => "/operations",
            Self::People => "/people",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            Self::Board => Glyph::Board,
            Self::Conversations => Glyph::Conversation,
            Self::Dashboard => Glyph::Chart,
            Self::Knowledge => Glyph::Book,
            Self::Churn => Glyph::Keep,
            Self::Templates => Glyph::Document,
            Self::Channels => Glyph::Channel,
            Self::Queues => Glyph::Clock,
            Self::Operations => Glyph::Operations,
            Self::People => Glyph::People,
        }
    }
}

/// Rail, top bar and the page inside.
#[component]
pub fn AppFrame(
    /// Who is logged in; `None` while that is being asked.
    #[prop(into)]
    me: Signal<Option<Me>>,
    /// How the stream stands.
    #[prop(into)]
    connection: Signal<Connection>,
    /// Whether one of my conversations has messages I have not seen.
    #[prop(optional, into)]
    unread: Signal<bool>,
    /// How much work was given up and waits for an operator.
    #[prop(optional, into)]
    letters: Signal<i64>,
    /// The search box was pressed: opens the palette.
    on_search: Callback<()>,
    /// "Log out" was chosen.
    on_log_out: Callback<()>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let path = use_location().pathname;
    let here = Memo::new(move |_| Place::of(&path.read()));
    let heading = move || {
        let t = &texts.get().frame;
        match here.get() {
            Some(Place::Board) | None => t.board,
            Some(Place::Conversations) => t.conversations,
            Some(Place::Dashboard) => t.dashboard,
            Some(Place::Knowledge) => t.knowledge,
            Some(Place::Churn) => t.churn,
            Some(Place::Templates) => t.templates,
            Some(Place::Channels) => t.channels,
            Some(Place::Queues) => t.queues,
            Some(Place::Operations) => t.operations,
            Some(Place::People) => t.people,
        }
    };
    let content = NodeRef::<html::Main>::new();
    // the router takes the link for a change of place and moves no focus
    let skip = move |event: ev::MouseEvent| {
        if let Some(content) = content.get_untracked() {
            event.prevent_default();
            // a page that can't take the focus leaves it where it is
            let _ = content.focus();
        }
    };
    let sees_dashboard = Memo::new(move |_| me.read().as_ref().is_some_and(|me| me.role.may_see_insight()));
    let sees_templates = Memo::new(move |_| me.read().as_ref().is_some_and(|me| me.role.may_manage_templates()));
    let sees_channels = Memo::new(move |_| me.read().as_ref().is_some_and(|me| me.role.may_manage_channels()));
    let sees_queues = Memo::new(move |_| me.read().as_ref().is_some_and(|me| me.role.may_see_queues()));
    let operates = Memo::new(move |_| me.read().as_ref().is_some_and(|me| me.role.may_operate()));
    let sees_people = Memo::new(move |_| me.read().as_ref().is_some_and(|me| me.role.may_see_people()));
    view! {
        <a class="skip" href="#content" on:click=skip>{texts.say(|t| t.frame.skip)}</a>
        <div class="frame">
            <nav class="rail" aria-label=texts.say(|t| t.frame.navigation)>
                <A href="/" attr:class="rail-logo" attr:aria-label=texts.say(|t| t.common.product)><Logo/></A>
                <RailLink place=Place::Board here/>
                <RailLink place=Place::Conversations here unread/>
                <RailLink place=Place::Knowledge here/>
                <Show when=move || sees_dashboard.get()>
                    <RailLink place=Place::Dashboard here/>
                </Show>
                <RailLink place=Place::Churn here/>
                <Show when=move || sees_templates.get()>
                    <RailLink place=Place::Templates here/>
                </Show>
                <Show when=move || sees_channels.get()>
                    <RailLink place=Place::Channels here/>
                </Show>
                <Show when=move || sees_queues.get()>
                    <RailLink place=Place::Queues here/>
                </Show>
                <Show when=move || operates.get()>
                    <RailLink place=Place::Operations here count=letters/>
                </Show>
                <Show when=move || sees_people.get()>
                    <RailLink place=Place::People here/>
                </Show>
            </nav>
            <div class="frame-main">
                <header class="top">
                    <h1>{heading}</h1>
                    <button
                        type="button"
                        class="search-box"
                        aria-keyshortcuts="Control+K"
                        aria-label=texts.say(|t| t.frame.search)
                        on:click=move |_| on_search.run(())
                    >
                        <Icon glyph=Glyph::Search small=true/>
                        <span class="search-box-words">{texts.say(|t| t.frame.search)}</span>
                        <Kbd keys="Ctrl K"/>
                    </button>
                    <div class="top-end">
                        <ConnectionChip state=connection/>
                        <AccountMenu me online=Signal::derive(move || connection.get() == Connection::Live) on_log_out/>
                    </div>
                </header>
                <main id="content" class="content" tabindex="-1" node_ref=content>{children()}</main>
            </div>
        </div>
    }
    .into_any()
}

/// One link of the rail.
#[component]
fn RailLink(
    place: Place,
    here: Memo<Option<Place>>,
    #[prop(optional, into)] unread: Signal<bool>,
    /// What waits there; nothing is shown of none.
    #[prop(optional, into)]
    count: Signal<i64>,
) -> impl IntoView {
    let texts = use_texts();
    let name = move || {
        let t = &texts.get().frame;
        match place {
            Place::Board => t.board,
            Place::Conversations => t.conversations,
            Place::Dashboard => t.dashboard,
            Place::Knowledge => t.knowledge,
            Place::Churn => t.churn,
            Place::Templates => t.templates,
            Place::Channels => t.channels,
            Place::Queues => t.queues,
            Place::Operations => t.operations,
            Place::People => t.people,
        }
    };
    view! {
        <a
            href=place.href()
            class="rail-link"
            aria-current=move || (here.get() == Some(place)).then_some("page")
        >
            <Icon glyph=place.glyph()/>
            <span class="rail-name">{name}</span>
            <Show when=move || unread.get()>
                <span class="rail-dot">
                    <span class="visually-hidden">{texts.say(|t| t.frame.unread)}</span>
                </span>
            </Show>
            <Show when=move || { count.get() > 0 }>
                <span class="rail-count">
                    <span aria-hidden="true">{move || shortened(count.get())}</span>
                    <span class="visually-hidden">{move || (texts.get().letters.count)(count.get())}</span>
                </span>
            </Show>
        </a>
    }
    .into_any()
}

/// A count that fits a corner of an icon.
fn shortened(count: i64) -> String {
    if count > 99 {
        "99+".to_owned()
    } else {
        count.to_string()
    }
}

/// Who is logged in, the theme, the language and the way out.
#[component]
fn AccountMenu(me: Signal<Option<Me>>, #[prop(into)] online: Signal<bool>, on_log_out: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let name = Memo::new(move |_| me.read().as_ref().map(|me| me.name.clone()).unwrap_or_default());
    let role = Memo::new(move |_| me.read().as_ref().map_or(Role::Agent, |me| me.role));
    let email = Memo::new(move |_| me.read().as_ref().map(|me| me.email.clone()).unwrap_or_default());
    view! {
        <div class="account">
            <Menu
                label=texts.signal(|t| t.frame.settings)
                face=move || view! { <Avatar name online/> }
                from_end=true
                panel=true
            >
                <div class="account-who">
                    <Avatar name=name/>
                    <div>
                        <b>{name}</b>
                        <span>{email}</span>
                        <span>{move || (texts.get().common.role)(role.get())}</span>
                    </div>
                </div>
                <div class="account-row"><span>{texts.say(|t| t.frame.theme)}</span><ThemeSwitch/></div>
                <div class="account-row"><span>{texts.say(|t| t.frame.language)}</span><LocaleSwitch/></div>
                <MenuItem glyph=Glyph::LogOut on_choose=on_log_out>{texts.say(|t| t.frame.log_out)}</MenuItem>
            </Menu>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_conversation_belongs_to_conversations() {
        assert_eq!(Place::of("/"), Some(Place::Board));
        assert_eq!(Place::of("/conversations/0192"), Some(Place::Conversations));
        assert_eq!(Place::of("/login"), None);
    }
}
