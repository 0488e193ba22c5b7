//! `/dashboard`: how the desk does, for managers. Holds no figure of its own: all come from one call of the server, but for
//! how many wait now, which the live board knows.

mod address;
mod bar;
mod behind;
mod behind_rows;
mod by_hour;
mod charts;
mod dates;
mod goals;
mod jump;
mod leavers;
mod load;
mod memory;
mod page;
mod people;
mod person_queues;
mod plot;
mod pulse;
mod queues;
mod reasons;
mod results;
mod retention;
mod right_now;
mod said;
mod standing;
mod technical;
mod tiles;
mod trend;
mod voice;
mod wall;
mod was;
mod wrong;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page, or the view of it that its address names: what is behind a figure, who left, or a screen on the wall.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let params = use_params_map();
    let view = Memo::new(move |_| params.read().get("view"));
    move || match view.read().as_deref() {
        Some("behind") => view! { <behind::Behind/> }.into_any(),
        Some("left") => view! { <leavers::Leavers/> }.into_any(),
        Some("wall") => view! { <wall::Wall/> }.into_any(),
        _ => view! { <page::FiguresPage/> }.into_any(),
    }
}
