//! Light, dark, or as the system has it: read by the server from a cookie, so that no page flashes.

use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    cookie,
    texts::use_texts,
};

/// The cookie that remembers the choice.
const THEME_COOKIE: &str = "enlace_theme";

/// The colours a person has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme` and of the cookie.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Anything unknown is the system's.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The theme of this request or page.
    #[must_use]
    pub fn current() -> Self {
        #[cfg(feature = "ssr")]
        let known = cookie::read(THEME_COOKIE);
        #[cfg(not(feature = "ssr"))]
        let known = cookie::html_attribute("data-theme");
        known.as_deref().map(Self::parse).unwrap_or_default()
    }
}

impl Theme {
    /// Shows the page in these colours, now and at the next visits.
    pub fn choose(self) {
        cookie::remember(THEME_COOKIE, self.as_str());
        cookie::set_html_attribute("data-theme", self.as_str());
    }
}

/// Three buttons of which one is pressed.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let texts = use_texts();
    let chosen = RwSignal::new(Theme::current());
    let choose = move |theme: Theme| {
        theme.choose();
        chosen.set(theme);
    };
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{texts.say(|t| t.frame.theme)}</legend>
            {[(Theme::Light, Glyph::Light), (Theme::Dark, Glyph::Dark), (Theme::System, Glyph::System)]
                .map(|(theme, glyph)| {
                    let name = move || match theme {
                        Theme::Light => texts.get().frame.theme_light,
                        Theme::Dark => texts.get().frame.theme_dark,
                        Theme::System => texts.get().frame.theme_system,
                    };
                    view! {
                        <button
                            type="button"
                            aria-pressed=move || if chosen.get() == theme { "true" } else { "false" }
                            aria-label=name
                            title=name
                            on:click=move |_| choose(theme)
                        >
                            <Icon glyph small=true/>
                        </button>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
