//! The icons: our own drawings on a grid of 24, strokes only, coloured by the text around them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Columns: the queue.
    Board,
    /// Bars between axes: figures.
    Chart,
    /// A heart: customers to keep.
    Keep,
    /// A speech bubble.
    Conversation,
    /// Two people.
    People,
    /// One person.
    Person,
    /// A magnifying glass.
    Search,
    /// A clock face.
    Clock,
    /// A flame: past due.
    Late,
    /// Two bars: the clock stands still.
    Paused,
    /// A triangle with a mark: something is wrong.
    Warning,
    /// A circle with an i.
    Info,
    /// A tick.
    Check,
    /// Two ticks.
    DoubleCheck,
    /// A cross.
    Close,
    /// A plus.
    Plus,
    /// A paper plane.
    Send,
    /// An arrow to somebody else.
    Transfer,
    /// An arrow that turns back.
    Undo,
    /// Arrows in a circle.
    Retry,
    /// Three dots.
    More,
    /// Funnel lines.
    Filter,
    /// A small arrow down.
    Down,
    /// A small arrow to the right.
    Right,
    /// A small arrow to the left: back.
    Back,
    /// A sun.
    Light,
    /// A moon.
    Dark,
    /// A screen: as the system has it.
    System,
    /// A globe.
    Language,
    /// A door with an arrow.
    LogOut,
    /// An open eye.
    Show,
    /// A closed eye.
    Hide,
    /// A beat on a line: how the work goes.
    Operations,
    /// A telephone.
    Phone,
    /// A mobile phone with its waves: a number we are reached at.
    Channel,
    /// A triangle to the right: go on.
    Resume,
    /// Two sheets: copy.
    Copy,
    /// A small arrow up.
    Up,
    /// A pin on a map.
    Place,
    /// Radio waves: the connection is live.
    Live,
    /// Radio waves struck out.
    Offline,
    /// A four-pointed star: written by the machine.
    Spark,
    /// A bolt.
    Bolt,
    /// A padlock.
    Lock,
    /// A sheet of paper: a document.
    Document,
    /// An open book: what is known.
    Book,
    /// An arrow pointing up: raised.
    Raised,
    /// An open tray: nothing in it.
    Empty,
    /// A pen.
    Edit,
    /// A picture.
    Picture,
    /// A microphone.
    Audio,
    /// A paper clip: attach.
    Attach,
    /// An arrow to the left that bends down: answer this message.
    Reply,
    /// An arrow down to a line: save.
    Save,
    /// A magnifying glass with a plus.
    ZoomIn,
    /// A magnifying glass with a minus.
    ZoomOut,
    /// A small arrow to the left.
    Left,
}

impl Glyph {
    /// All of them, for the component sheet.
    pub const ALL: &'static [Self] = &[
        Self::Board,
        Self::Chart,
        Self::Keep,
        Self::Conversation,
        Self::People,
        Self::Person,
        Self::Search,
        Self::Clock,
        Self::Late,
        Self::Paused,
        Self::Warning,
        Self::Info,
        Self::Check,
        Self::DoubleCheck,
        Self::Close,
        Self::Plus,
        Self::Send,
        Self::Transfer,
        Self::Undo,
        Self::Retry,
        Self::More,
        Self::Filter,
        Self::Down,
        Self::Right,
        Self::Back,
        Self::Light,
        Self::Dark,
        Self::System,
        Self::Language,
        Self::LogOut,
        Self::Show,
        Self::Hide,
        Self::Operations,
        Self::Phone,
        Self::Channel,
        Self::Resume,
        Self::Copy,
        Self::Up,
        Self::Place,
        Self::Live,
        Self::Offline,
        Self::Spark,
        Self::Bolt,
        Self::Lock,
        Self::Document,
        Self::Book,
        Self::Raised,
        Self::Empty,
        Self::Edit,
        Self::Picture,
        Self::Audio,
        Self::Attach,
        Self::Reply,
        Self::Save,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::Left,
    ];

    const fn drawing(self) -> &'static str {
        match self {
            Self::Board => {
                r#"<rect x="3" y="4" width="5" height="16" rx="1.5"/><rect x="10" y="4" width="5" height="10" rx="1.5"/><rect x="17" y="4" width="4" height="13" rx="1.5"/>"#
            }
            Self::Chart => r#"<path d="M4 4v14.5a1.5 1.5 0 0 0 1.5 1.5H20M8.5 16v-4.5M12.5 16V7M16.5 16v-6.5"/>"#,
            Self::Conversation => {
                r#"<path d="M20.5 11.5a8 8 0 0 1-8 8c-1.3 0-2.5-.3-3.6-.8L4 20l1.3-4.6a8 8 0 1 1 15.2-3.9z"/>"#
            }
            Self::People => {
                r#"<circle cx="9" cy="8" r="3.2"/><path d="M3 19.5a6 6 0 0 1 12 0M16 5.1a3.2 3.2 0 0 1 0 5.8M17.5 14a6 6 0 0 1 3.5 5.5"/>"#
            }
            Self::Person => r#"<circle cx="12" cy="8" r="3.5"/><path d="M5 20a7 7 0 0 1 14 0"/>"#,
            Self::Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="M20 20l-4.3-4.3"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>"#,
            Self::Late => {
                r#"<path d="M12.5 3c.6 3.6 4.8 5.4 4.8 10a5.3 5.3 0 0 1-10.6 0c0-2 .8-3.2 1.9-4.2.2 1.7 1 2.7 2 2.9C11 8.6 10.8 5.8 12.5 3z"/>"#
            }
            Self::Paused => r#"<path d="M9 6v12M15 6v12"/>"#,
            Self::Warning => r#"<path d="M12 4.2l8.8 15.3H3.2zM12 10v4.2M12 16.9v.2"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v4.8M12 8v.2"/>"#,
            Self::Check => r#"<path d="M5 12.5l4.5 4.5L19 7.5"/>"#,
            Self::DoubleCheck => r#"<path d="M2 12.8l4.2 4.2L14.7 8M11 16.2l.8.8L21.5 8"/>"#,
            Self::Close => r#"<path d="M6 6l12 12M18 6L6 18"/>"#,
            Self::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
            Self::Send => r#"<path d="M4 11.8L20.5 4l-6 16.5-3.3-6.9zM11.2 13.6L20.5 4"/>"#,
            Self::Transfer => r#"<path d="M4 8h13M13.5 4.5L17 8l-3.5 3.5M20 16H7M10.5 12.5L7 16l3.5 3.5"/>"#,
            Self::Undo => r#"<path d="M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3"/>"#,
            Self::Retry => {
                r#"<path d="M4.5 12a7.5 7.5 0 0 1 13-5.1L20 9.5M20 4.5v5h-5M19.5 12a7.5 7.5 0 0 1-13 5.1L4 14.5M4 19.5v-5h5"/>"#
            }
            Self::More => r#"<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6"/>"#,
            Self::Filter => r#"<path d="M4 7h16M7 12h10M10 17h4"/>"#,
            Self::Down => r#"<path d="M6.5 9.5L12 15l5.5-5.5"/>"#,
            Self::Right => r#"<path d="M9.5 6.5L15 12l-5.5 5.5"/>"#,
            Self::Back => r#"<path d="M10 5.5L3.5 12l6.5 6.5M4 12h16.5"/>"#,
            Self::Light => {
                r#"<circle cx="12" cy="12" r="4"/><path d="M12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4"/>"#
            }
            Self::Dark => r#"<path d="M20 14.2A8.2 8.2 0 1 1 9.8 4a6.6 6.6 0 0 0 10.2 10.2z"/>"#,
            Self::System => r#"<rect x="3.5" y="4.5" width="17" height="11.5" rx="2"/><path d="M9 20h6M12 16v4"/>"#,
            Self::Language => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.4 2.4 3.5 5.2 3.5 8.5s-1.1 6.1-3.5 8.5c-2.4-2.4-3.5-5.2-3.5-8.5s1.1-6.1 3.5-8.5z"/>"#
            }
            Self::LogOut => {
                r#"<path d="M14 4.5H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h7M10.5 12H20M16.5 8.5L20 12l-3.5 3.5"/>"#
            }
            Self::Show => {
                r#"<path d="M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12z"/><circle cx="12" cy="12" r="2.8"/>"#
            }
            Self::Hide => {
                r#"<path d="M3.5 9.5c1.8 2.6 4.7 4.7 8.5 4.7s6.7-2.1 8.5-4.7M12 14.2v3M6.8 12.7l-1.8 2.5M17.2 12.7l1.8 2.5"/>"#
            }
            Self::Operations => r#"<path d="M3 12.5h4l2.8-7.5 4.4 14 2.8-6.5h4"/>"#,
            Self::Phone => {
                r#"<path d="M7.8 4H5.5A1.5 1.5 0 0 0 4 5.6C4.5 13.6 10.4 19.5 18.4 20a1.5 1.5 0 0 0 1.6-1.5v-2.3a1.5 1.5 0 0 0-1.1-1.45l-2.5-.7a1.5 1.5 0 0 0-1.5.4l-.9.9a11.5 11.5 0 0 1-5.3-5.3l.9-.9a1.5 1.5 0 0 0 .4-1.5l-.7-2.5A1.5 1.5 0 0 0 7.8 4z"/>"#
            }
            Self::Channel => {
                r#"<rect x="4" y="3.5" width="9.5" height="17" rx="2.2"/><path d="M7.8 17.4h2M16.5 9.2a4 4 0 0 1 0 5.6M19 6.8a7.4 7.4 0 0 1 0 10.4"/>"#
            }
            Self::Resume => r#"<path d="M8 5.5v13l10.5-6.5z"/>"#,
            Self::Copy => {
                r#"<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2"/><path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5"/>"#
            }
            Self::Up => r#"<path d="M6.5 14.5L12 9l5.5 5.5"/>"#,
            Self::Place => {
                r#"<path d="M12 21s6.8-5.7 6.8-11A6.8 6.8 0 0 0 5.2 10c0 5.3 6.8 11 6.8 11z"/><circle cx="12" cy="10" r="2.4"/>"#
            }
            Self::Live => {
                r#"<circle cx="12" cy="12" r="2"/><path d="M8 8a5.65 5.65 0 0 0 0 8M16 8a5.65 5.65 0 0 1 0 8M5.2 5.2a9.6 9.6 0 0 0 0 13.6M18.8 5.2a9.6 9.6 0 0 1 0 13.6"/>"#
            }
            Self::Offline => {
                r#"<path d="M4 4l16 16M7 9.2a5.65 5.65 0 0 0 1 6.8M16.9 9.2a5.65 5.65 0 0 1-.3 6M4.2 6.4a9.6 9.6 0 0 0 1 12.4M18.8 5.2a9.6 9.6 0 0 1 1.6 11.4"/>"#
            }
            Self::Spark => {
                r#"<path d="M12 3.5l1.9 5.6 5.6 1.9-5.6 1.9L12 18.5l-1.9-5.6L4.5 11l5.6-1.9zM18.5 16.5v4M16.5 18.5h4"/>"#
            }
            Self::Bolt => r#"<path d="M13.2 3L5 14h6.2l-.9 7L19 10h-6.4z"/>"#,
            Self::Lock => {
                r#"<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>"#
            }
            Self::Document => {
                r#"<path d="M7 3.5h7l4.5 4.5v12.5H7a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 7 3.5zM13.5 3.5V8.5h5M9 13h6M9 16.5h4"/>"#
            }
            Self::Book => {
                r#"<path d="M12 6.5C10 5 7.500 4.500 4 4.500V18c3.500 0 6 .5 8 2 2-1.500 4.500-2 8-2V4.500c-3.500 0-6 .5-8 2zM12 6.500V20"/>"#
            }
            Self::Keep => r#"<path d="M12 19.5l-6.7-6.6a4.3 4.3 0 0 1 6.1-6.1l.6.6.6-.6a4.3 4.3 0 0 1 6.1 6.1z"/>"#,
            Self::Raised => r#"<path d="M12 19.5V5M6 11l6-6 6 6"/>"#,
            Self::Empty => {
                r#"<path d="M3.5 13.5L6.3 6a1.5 1.5 0 0 1 1.4-1h8.6a1.5 1.5 0 0 1 1.4 1l2.8 7.5V18a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 18zM3.5 13.5h4.7l1.3 2.5h5l1.3-2.5h4.7"/>"#
            }
            Self::Edit => {
                r#"<path d="M4.5 19.5l1-4.2L16.2 4.6a1.5 1.5 0 0 1 2.1 0l1.1 1.1a1.5 1.5 0 0 1 0 2.1L8.7 18.5zM14 6.8l3.2 3.2"/>"#
            }
            Self::Picture => {
                r#"<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><circle cx="9" cy="10" r="1.7"/><path d="M4 17.5l5-4.5 3.5 3 3-2.5 4.5 4"/>"#
            }
            Self::Audio => {
                r#"<rect x="9" y="3.5" width="6" height="10.5" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v2.5"/>"#
            }
            Self::Attach => {
                r#"<path d="M19.5 11.2l-7.6 7.6a4.8 4.8 0 0 1-6.8-6.8l7.9-7.9a3.2 3.2 0 0 1 4.5 4.5l-7.8 7.8a1.6 1.6 0 0 1-2.3-2.3l7.2-7.1"/>"#
            }
            Self::Reply => r#"<path d="M9.5 6L4 11.5 9.5 17M4.3 11.5H13a6.5 6.5 0 0 1 6.5 6.5"/>"#,
            Self::Save => r#"<path d="M12 4v11M7 10.5l5 5 5-5M5 19.5h14"/>"#,
            Self::ZoomIn => r#"<circle cx="11" cy="11" r="6.5"/><path d="M20 20l-4.3-4.3M11 8.2v5.6M8.2 11h5.6"/>"#,
            Self::ZoomOut => r#"<circle cx="11" cy="11" r="6.5"/><path d="M20 20l-4.3-4.3M8.2 11h5.6"/>"#,
            Self::Left => r#"<path d="M14.5 6.5L9 12l5.5 5.5"/>"#,
        }
    }
}

/// An icon. Without a `label` it is decoration beside a word; with one it is an image of its own.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
    /// 14 pixels instead of 19: inside chips, clocks and small lines.
    #[prop(optional)]
    small: bool,
    /// What it says where no word stands beside it.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
) -> impl IntoView {
    let named = label.is_some();
    view! {
        <svg
            class="icon"
            class:icon-small=small
            viewBox="0 0 24 24"
            role=named.then_some("img")
            aria-label=label
            aria-hidden=(!named).then_some("true")
            inner_html=glyph.drawing()
        ></svg>
    }
}
