//! Which language this person reads, and the handle by which views read texts.

use leptos::prelude::*;

use crate::{cookie, texts::Texts};

/// The cookie that remembers the choice.
pub const LOCALE_COOKIE: &str = "enlace_locale";

/// A language Enlace speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Brazilian Portuguese, what is shown when nothing is known.
    PtBr,
    /// English.
    En,
}

impl Locale {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::PtBr, Self::En];

    /// The language tag (BCP 47), as in `<html lang>` and in the cookie.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::PtBr => "pt-BR",
            Self::En => "en",
        }
    }

    /// The language's own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PtBr => "Português",
            Self::En => "English",
        }
    }

    /// Reads a language tag; the region is not looked at.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_', ';']).next()?;
        if language.eq_ignore_ascii_case("pt") {
            Some(Self::PtBr)
        } else if language.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The cookie's choice, else the first language of `Accept-Language` that we speak, else Brazilian Portuguese.
    /// Browsers send that header in order of preference, so the weights need no look.
    #[must_use]
    pub fn choose(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        cookie
            .and_then(Self::from_tag)
            .or_else(|| accept_language?.split(',').find_map(Self::from_tag))
            .unwrap_or(Self::PtBr)
    }
}

/// Reads texts reactively: whatever reads through it changes when the language is switched, and keeps its state.
#[derive(Clone, Copy)]
pub struct LocaleHandle(RwSignal<Locale>);

impl LocaleHandle {
    /// The texts, tracked: for use inside closures, memos and effects.
    #[must_use]
    pub fn get(self) -> &'static Texts {
        Texts::of(self.0.get())
    }

    /// The texts as they are now, untracked: for event handlers.
    #[must_use]
    pub fn now(self) -> &'static Texts {
        Texts::of(self.0.get_untracked())
    }

    /// The language, tracked.
    #[must_use]
    pub fn locale(self) -> Locale {
        self.0.get()
    }

    /// A text for a view: `{texts.say(|t| t.board.title)}`.
    pub fn say<T: 'static>(
        self,
        pick: impl Fn(&'static Texts) -> T + Copy + Send + Sync + 'static,
    ) -> impl Fn() -> T + Copy + Send + Sync + 'static {
        move || pick(self.get())
    }

    /// A text as a signal, for component properties that take one: `label=texts.signal(|t| t.login.email)`.
    pub fn signal(
        self,
        pick: impl Fn(&'static Texts) -> &'static str + Copy + Send + Sync + 'static,
    ) -> Signal<String> {
        Signal::derive(move || pick(self.get()).to_owned())
    }

    /// Switches the language, here and for the next visits.
    pub fn switch(self, locale: Locale) {
        cookie::remember(LOCALE_COOKIE, locale.tag());
        cookie::set_html_attribute("lang", locale.tag());
        self.0.set(locale);
    }
}

/// The handle of the current language. Call it in a component's body.
#[must_use]
pub fn use_texts() -> LocaleHandle {
    use_context::<LocaleHandle>().unwrap_or_else(|| LocaleHandle(RwSignal::new(Locale::PtBr)))
}

/// Makes the language known to everything below. The browser reads what the server has written into `<html lang>`, so
/// that both draw the same.
pub fn provide_locale() {
    provide_context(LocaleHandle(RwSignal::new(current())));
}

/// The language of this request.
#[cfg(feature = "ssr")]
#[must_use]
pub fn current() -> Locale {
    let cookie = cookie::read(LOCALE_COOKIE);
    let accepted = cookie::header("accept-language");
    Locale::choose(cookie.as_deref(), accepted.as_deref())
}

/// The language of this page.
#[cfg(not(feature = "ssr"))]
#[must_use]
pub fn current() -> Locale {
    cookie::html_attribute("lang")
        .and_then(|tag| Locale::from_tag(&tag))
        .unwrap_or(Locale::PtBr)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_wins_over_the_browser() {
        assert_eq!(Locale::choose(Some("en"), Some("pt-BR,pt;q=0.9")), Locale::En);
        assert_eq!(
            Locale::choose(Some("klingon"), Some("en-US,en;q=0.9,pt;q=0.8")),
            Locale::En
        );
        assert_eq!(Locale::choose(None, Some("fr-FR, pt-PT;q=0.7, en;q=0.3")), Locale::PtBr);
        assert_eq!(Locale::choose(None, Some("de")), Locale::PtBr);
        assert_eq!(Locale::choose(None, None), Locale::PtBr);
    }
}
