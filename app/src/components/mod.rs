//! The component set: small, on the browser's own elements, without a page's knowledge.
//!
//! A component takes signals and callbacks and draws; it calls no server function. Its colours and sizes are in
//! `style/components/`, a file of the same name. All of them are shown on `/kit`.

mod avatar;
mod badge;
mod button;
mod chart_frame;
mod clock;
mod command_palette;
mod connection;
mod dialog;
mod empty_state;
mod field;
mod frame;
mod icon;
mod kbd;
mod locale_switch;
mod logo;
mod menu;
mod select;
mod skeleton;
mod table;
mod tabs;
mod text_area;
mod theme;
mod toast;
mod tone;
mod tooltip;
mod typed;

pub use avatar::{Avatar, AvatarSize};
pub use badge::Badge;
pub use button::{Button, ButtonKind, ButtonLink};
pub use chart_frame::ChartFrame;
pub use clock::{SlaClock, class as sla_class};
pub use command_palette::{CommandPalette, PaletteHit, PaletteHits};
pub use connection::{Connection, ConnectionChip};
pub use dialog::Dialog;
pub(crate) use dialog::follow as follow_dialog;
pub use empty_state::EmptyState;
pub use field::Field;
pub use frame::AppFrame;
pub use icon::{Glyph, Icon};
pub use kbd::Kbd;
pub use locale_switch::LocaleSwitch;
pub use logo::Logo;
pub use menu::{Menu, MenuItem};
pub use select::{Select, SelectOption};
pub use skeleton::Skeleton;
pub use table::Table;
pub use tabs::{Tab, Tabs};
pub use text_area::TextArea;
pub use theme::{Theme, ThemeSwitch};
pub use toast::{ToastRegion, ToastView, Toasts, provide_toasts, use_toasts};
pub use tone::Tone;
pub use tooltip::Tooltip;
pub(crate) use typed::bind;
