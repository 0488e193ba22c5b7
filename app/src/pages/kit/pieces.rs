//! Colours, icons and the small pieces.

use leptos::prelude::*;
use time::Duration;

use super::kit;
use crate::{
    components::{Avatar, AvatarSize, Badge, Connection, ConnectionChip, Glyph, Icon, Kbd, SlaClock, Tab, Tabs, Tone},
    now::use_clock,
    texts::use_texts,
};

/// The names of the tokens shown.
const COLOURS: [&str; 16] = [
    "bg",
    "surface",
    "raised",
    "sunken",
    "line",
    "line-strong",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "accent-soft",
    "bad",
    "warn",
    "good",
    "info",
    "plum",
];

pub(super) fn colours() -> impl IntoView {
    view! {
        <div class="kit-sheet">
            <ul class="kit-swatches">
                {COLOURS.map(|name| view! { <li><i style:background=format!("var(--{name})")></i>{name}</li> }).collect_view()}
            </ul>
        </div>
    }
}

pub(super) fn icons() -> impl IntoView {
    view! {
        <div class="kit-sheet">
            <div class="kit-icons">
                {Glyph::ALL
                    .iter()
                    .map(|glyph| view! { <span title=format!("{glyph:?}")><Icon glyph=*glyph/></span> })
                    .collect_view()}
            </div>
        </div>
    }
}

pub(super) fn tabs() -> impl IntoView {
    let texts = use_texts();
    let selected = RwSignal::new("mine");
    let tab_list = vec![
        Tab::new("mine", texts.signal(|t| kit(t).first_tab)).counting(Signal::stored(8)),
        Tab::new("waiting", texts.signal(|t| kit(t).second_tab)).counting(Signal::stored(66)),
        Tab::new("closed", texts.signal(|t| kit(t).third_tab)),
    ];
    view! {
        <div class="kit-sheet">
            <Tabs label=texts.signal(|t| kit(t).tabs) tabs=tab_list selected/>
            <button type="button" class="filter-chip" aria-pressed="true">
                {texts.say(|t| kit(t).first_tab)} <b class="filter-count">"8"</b>
            </button>
            <button type="button" class="filter-chip" aria-pressed="false">
                <Icon glyph=Glyph::Late small=true/> {texts.say(|t| kit(t).second_tab)} <b class="filter-count">"66"</b>
            </button>
        </div>
        // What the tabs would show; they name it.
        {["mine", "waiting", "closed"].map(|id| view! {
            <div id=format!("{id}-panel") role="tabpanel" aria-labelledby=format!("{id}-tab") hidden=true></div>
        }).collect_view()}
    }
}

pub(super) fn badges() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="kit-sheet">
            <Badge>"Fibra 500"</Badge>
            <Badge tone=Tone::Accent>{texts.say(|t| t.common.you)}</Badge>
            <Badge tone=Tone::Good glyph=Glyph::Check>"98 %"</Badge>
            <Badge tone=Tone::Warn glyph=Glyph::Clock>"22 h 41"</Badge>
            <Badge tone=Tone::Bad glyph=Glyph::Raised>{texts.say(|t| (t.common.priority)(enlace_domain::Priority::URGENT))}</Badge>
            <Badge tone=Tone::Info glyph=Glyph::Spark>{texts.say(|t| (t.common.status)(enlace_domain::ConversationStatus::Automation))}</Badge>
            <Kbd keys="Ctrl K"/>
            <Kbd keys="J"/>
            <ConnectionChip state=Signal::stored(Connection::Live)/>
            <ConnectionChip state=Signal::stored(Connection::Connecting)/>
            <ConnectionChip state=Signal::stored(Connection::Reconnecting)/>
        </div>
    }
}

pub(super) fn avatars() -> impl IntoView {
    const NAMES: [&str; 7] = [
        "Maria das Graças Lima",
        "Edson Prado",
        "Juliana Paz",
        "Igor Matos",
        "Dona Zilda",
        "Clínica Vida",
        "Rafael Tavares",
    ];
    view! {
        <div class="kit-sheet">
            {NAMES.map(|name| view! { <Avatar name online=Signal::stored(name.len() % 2 == 0)/> }).collect_view()}
            <Avatar name="Ana Paula" size=AvatarSize::Small online=Signal::stored(true)/>
            <Avatar name="Ana Paula" size=AvatarSize::Small/>
            <Avatar name="Ana Paula" size=AvatarSize::Large online=Signal::stored(true)/>
        </div>
    }
}

pub(super) fn clocks() -> impl IntoView {
    let began = use_clock().now_untracked();
    // Minutes waited and minutes left, of each state.
    let states = [(2, 28), (26, 4), (4, 1), (32, -1), (190, -130), (1, 300)];
    view! {
        <div class="kit-sheet">
            {states
                .map(|(waited, left)| view! {
                    <SlaClock
                        waiting_since=Signal::stored(Some(began - Duration::minutes(waited)))
                        due_at=Signal::stored(Some(began + Duration::minutes(left)))
                    />
                })
                .collect_view()}
        </div>
    }
}
