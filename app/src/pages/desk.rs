//! What all pages of somebody logged in stand in: the frame.

use enlace_domain::view::Me;
use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{api, components::{AppFrame, Connection}};

/// The frame and the page inside it.
#[component]
pub fn DeskLayout() -> impl IntoView {
    let me = RwSignal::new(SharedValue::new(logged_in).into_inner());
    provide_context::<Signal<Option<Me>>>(me.into());
    let log_out = ServerAction::<api::LogOut>::new();
    let connection = RwSignal::new(Connection::default());
    view! {
        <AppFrame
            me
            connection
            on_search=Callback::new(move |()| {})
            on_log_out=Callback::new(move |()| { log_out.dispatch(api::LogOut {}); })
        >
            <Outlet/>
        </AppFrame>
    }
}

/// Who the server's middleware has found logged in: it leaves the actor with the request.
#[cfg(feature = "ssr")]
fn logged_in() -> Option<Me> {
    let parts = use_context::<axum::http::request::Parts>()?;
    parts.extensions.get::<enlace_desk::Actor>().map(enlace_desk::log_in::me)
}

/// A page reached from the log-in page carries nobody yet.
#[cfg(not(feature = "ssr"))]
fn logged_in() -> Option<Me> {
    None
}
