//! Every text a person reads, in Brazilian Portuguese and English, checked by the compiler.
//!
//! Plain structs of `&'static str` and functions rather than a translation library: those that do plurals by the book
//! carry ICU data into the wasm, and two languages with the same two plural forms don't need it. One file a section;
//! a section's field that lacks a language does not compile. Nothing here reads the clock or the network.

mod macros;

mod attendance;
mod board;
mod categories;
mod channel_fields;
mod channels;
mod churn;
mod churn_case;
mod classifier;
mod common;
mod contacts;
mod conversation;
mod drift;
mod erasure;
mod errors;
mod failed_sends;
mod figures;
mod files;
mod format;
mod frame;
mod goals;
mod health;
mod insight;
mod intake;
mod kit;
mod knowledge;
mod letter_body;
mod letters;
mod load;
mod locale;
mod login;
mod outcome;
mod pager;
mod palette;
mod people;
mod queues;
mod retention;
mod technical;
mod templates;
mod trend;
mod voice;

pub use attendance::AttendanceTexts;
pub use board::BoardTexts;
pub use categories::CategoryTexts;
pub use channel_fields::{FieldWords, field_words};
pub use channels::ChannelsTexts;
pub use churn::ChurnTexts;
pub use churn_case::ChurnCaseTexts;
pub use classifier::ClassifierTexts;
pub use common::CommonTexts;
pub use contacts::ContactsTexts;
pub use conversation::ConversationTexts;
pub use drift::DriftTexts;
pub use erasure::ErasureTexts;
pub use errors::ErrorTexts;
pub use failed_sends::FailedSendTexts;
pub use figures::{FigureTexts, reason_name};
pub use files::FilesTexts;
pub use format::Format;
pub use frame::FrameTexts;
pub use goals::GoalTexts;
pub use health::HealthTexts;
pub use insight::InsightTexts;
pub use intake::{ExportTexts, IntakeTexts};
pub use kit::KitTexts;
pub use knowledge::KnowledgeTexts;
pub use letter_body::LetterBodyTexts;
pub use letters::LetterTexts;
pub use load::LoadTexts;
pub use locale::{LOCALE_COOKIE, Locale, LocaleHandle, current as current_locale, provide_locale, use_texts};
pub use login::LoginTexts;
pub use outcome::OutcomeTexts;
pub use pager::PagerTexts;
pub use palette::PaletteTexts;
pub use people::PeopleTexts;
pub use queues::QueuesTexts;
pub use retention::RetentionTexts;
pub use technical::TechnicalTexts;
pub use templates::TemplatesTexts;
pub use trend::{TrendTexts, Unit, trend_highest, trend_name, trend_value, trend_words};
pub use voice::VoiceTexts;

/// All sections in one language.
pub struct Texts {
    /// Which language this is; [`Format`] reads it.
    pub locale: Locale,
    /// Words that every page uses: queues, roles, states, "Cancel".
    pub common: CommonTexts,
    /// What went wrong.
    pub errors: ErrorTexts,
    /// The frame around the pages.
    pub frame: FrameTexts,
    /// Logging in.
    pub login: LoginTexts,
    /// The live board.
    pub board: BoardTexts,
    /// One conversation.
    pub conversation: ConversationTexts,
    /// Contacts that are one person.
    pub contacts: ContactsTexts,
    /// Its files, pictures and places.
    pub files: FilesTexts,
    /// People and teams.
    pub people: PeopleTexts,
    /// The 24-hour window and templates.
    pub templates: TemplatesTexts,
    /// The channels.
    pub channels: ChannelsTexts,
    /// The executive dashboard.
    pub insight: InsightTexts,
    /// Work that was given up.
    pub letters: LetterTexts,
    /// Search and commands.
    pub palette: PaletteTexts,
}

static PT_BR: Texts = Texts {
    locale: Locale::PtBr,
    common: CommonTexts::PT_BR,
    errors: ErrorTexts::PT_BR,
    frame: FrameTexts::PT_BR,
    login: LoginTexts::PT_BR,
    board: BoardTexts::PT_BR,
    conversation: ConversationTexts::PT_BR,
    contacts: ContactsTexts::PT_BR,
    files: FilesTexts::PT_BR,
    people: PeopleTexts::PT_BR,
    templates: TemplatesTexts::PT_BR,
    channels: ChannelsTexts::PT_BR,
    insight: InsightTexts::PT_BR,
    letters: LetterTexts::PT_BR,
    palette: PaletteTexts::PT_BR,
};

static EN: Texts = Texts {
    locale: Locale::En,
    common: CommonTexts::EN,
    errors: ErrorTexts::EN,
    frame: FrameTexts::EN,
    login: LoginTexts::EN,
    board: BoardTexts::EN,
    conversation: ConversationTexts::EN,
    contacts: ContactsTexts::EN,
    files: FilesTexts::EN,
    people: PeopleTexts::EN,
    templates: TemplatesTexts::EN,
    channels: ChannelsTexts::EN,
    insight: InsightTexts::EN,
    letters: LetterTexts::EN,
    palette: PaletteTexts::EN,
};

impl Texts {
    /// The texts of a language.
    #[must_use]
    pub fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::PtBr => &PT_BR,
            Locale::En => &EN,
        }
    }

    /// Who may leave; of the pages that ask for it.
    #[must_use]
    pub const fn churn(&self) -> &'static ChurnTexts {
        ChurnTexts::of(self.locale)
    }

    /// The knowledge base; of the pages that ask for it.
    #[must_use]
    pub const fn knowledge(&self) -> &'static KnowledgeTexts {
        KnowledgeTexts::of(self.locale)
    }

    /// Times, days and counts in this language.
    #[must_use]
    pub fn format(&self) -> Format {
        Format::new(self.locale)
    }
}
