//! The four signals and the accent, as components take them.

/// What a colour says. Never said by colour alone: an icon or a word stands with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Says nothing.
    #[default]
    Neutral,
    /// You are here; the one main thing.
    Accent,
    /// Fine.
    Good,
    /// Soon.
    Warn,
    /// Late or broken.
    Bad,
    /// Worth knowing.
    Info,
}

impl Tone {
    /// Its class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Accent => "tone-accent",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
            Self::Info => "tone-info",
        }
    }
}
