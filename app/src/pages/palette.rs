//! What the command palette offers: pages, actions, and what the server finds.

use enlace_domain::{
    Role,
    view::{Me, SearchHit},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{
    as_typed::{Answered, ask_as_typed},
    me::my_role,
};
use crate::{
    api,
    components::{CommandPalette, Glyph, PaletteHit, Theme},
    now::use_clock,
    state::fold,
    texts::{Locale, Texts, use_texts},
};

/// From how many characters on the server is asked.
const LEAST: usize = 2;

/// Ids of lines: what stands before the colon says what to do with the rest.
const GO: &str = "go:";
const THEME: &str = "theme:";
const LOCALE: &str = "locale:";
const LOG_OUT: &str = "log_out";

/// The palette with its contents.
#[component]
pub(super) fn Palette(open: RwSignal<bool>, me: Signal<Option<Me>>, on_log_out: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let query = RwSignal::new(String::new());
    let asked = Memo::new(move |_| {
        let text = query.read().trim().to_owned();
        (text.chars().count() >= LEAST).then_some(text)
    });
    let Answered { found, busy } = ask_as_typed(asked, api::search);
    let hits = Memo::new(move |_| {
        let texts = texts.get();
        let words = fold(&query.read());
        let fits = |hit: &PaletteHit| fold(&hit.title).contains(words.trim());
        let found = found.get().map(|found| found.hits).unwrap_or_default();
        let conversations = found.into_iter().map(|hit| {
            let when = texts
                .format()
                .moment(hit.last_message_at, clock.now_untracked(), clock.zone());
            conversation(hit, &when, texts)
        });
        conversations
            .chain(commands(texts, my_role(me)).into_iter().filter(fits))
            .collect::<Vec<_>>()
    });
    let more = Memo::new(move |_| found.read().as_ref().is_some_and(|found| found.more));
    let navigate = use_navigate();
    let on_choose = Callback::new(move |id: String| {
        if let Some(path) = id.strip_prefix(GO) {
            navigate(path, Default::default());
        } else if let Some(theme) = id.strip_prefix(THEME) {
            Theme::parse(theme).choose();
        } else if let Some(locale) = id.strip_prefix(LOCALE).and_then(Locale::from_tag) {
            texts.switch(locale);
        } else if id == LOG_OUT {
            on_log_out.run(());
        }
    });
    view! { <CommandPalette open query hits busy more on_choose/> }.into_any()
}

fn conversation(hit: SearchHit, when: &str, texts: &'static Texts) -> PaletteHit {
    let status = (texts.common.status)(hit.status);
    PaletteHit {
        id: format!("{GO}/conversations/{}", hit.conversation),
        group: texts.palette.conversations.to_owned(),
        glyph: Glyph::Conversation,
        title: hit.name,
        detail: format!("{} · {status} · {when}", hit.protocol),
        keys: None,
    }
}

/// What can be done from anywhere.
fn commands(texts: &'static Texts, role: Role) -> Vec<PaletteHit> {
    let (t, frame) = (&texts.palette, &texts.frame);
    let line = |id: String, group: &str, glyph: Glyph, title: String| PaletteHit {
        id,
        group: group.to_owned(),
        glyph,
        title,
        detail: String::new(),
        keys: None,
    };
    let page = |path: &str, glyph, name: &str| line(format!("{GO}{path}"), t.pages, glyph, (t.go_to)(name));
    let theme = |theme: Theme, glyph, name: &str| {
        line(
            format!("{THEME}{}", theme.as_str()),
            t.actions,
            glyph,
            (t.theme)(&name.to_lowercase()),
        )
    };
    let mut lines = vec![
        page("/", Glyph::Board, frame.board),
        page("/conversations", Glyph::Conversation, frame.conversations),
    ];
    if role.may_see_insight() {
        lines.push(page("/dashboard", Glyph::Chart, frame.dashboard));
    }
    lines.push(page("/knowledge", Glyph::Book, frame.knowledge));
    lines.push(page("/churn", Glyph::Keep, frame.churn));
    if role.may_manage_templates() {
        lines.push(page("/templates", Glyph::Document, frame.templates));
    }
    if role.may_manage_channels() {
        lines.push(page("/channels", Glyph::Channel, frame.channels));
    }
    if role.may_see_unsent() {
        lines.push(page("/channels/failed", Glyph::Warning, t.unsent));
    }
    if role.may_see_queues() {
        lines.push(page("/queues", Glyph::Clock, frame.queues));
    }
    if role.may_operate() {
        lines.push(page("/operations", Glyph::Operations, frame.operations));
    }
    if role.may_teach_classifier() {
        lines.push(page("/classifier", Glyph::Operations, frame.classifier));
    }
    if role.may_see_people() {
        lines.push(page("/people", Glyph::People, frame.people));
    }
    lines.push(theme(Theme::Light, Glyph::Light, frame.theme_light));
    lines.push(theme(Theme::Dark, Glyph::Dark, frame.theme_dark));
    lines.push(theme(Theme::System, Glyph::System, frame.theme_system));
    lines.extend(
        Locale::ALL
            .into_iter()
            .filter(|locale| *locale != texts.locale)
            .map(|locale| {
                line(
                    format!("{LOCALE}{}", locale.tag()),
                    t.actions,
                    Glyph::Language,
                    locale.name().to_owned(),
                )
            }),
    );
    lines.push(line(
        LOG_OUT.to_owned(),
        t.actions,
        Glyph::LogOut,
        frame.log_out.to_owned(),
    ));
    lines
}
