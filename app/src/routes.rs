//! The app and its addresses. Who is not logged in is sent to `/login` by the server before any page is drawn.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    components::{ButtonKind, ButtonLink, EmptyState, Glyph, ToastRegion, provide_toasts},
    now::provide_clock,
    pages::{
        BoardPage, DeskLayout, LoginPage,
        lazy::{
            ChannelsRoute, ChurnRoute, ClassifierRoute, ConversationRoute, DashboardRoute, GoalsRoute, KitRoute,
            KnowledgeRoute, OperationsRoute, PeopleRoute, QueuesRoute, TemplatesRoute,
        },
    },
    texts::{provide_locale, use_texts},
};

/// The whole app. What it puts into context (language, clock, notices) every page may use.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_locale();
    provide_clock();
    provide_toasts();
    view! {
        <Title formatter=|page: String| if page.is_empty() { "Enlace".to_owned() } else { format!("{page} · Enlace") }/>
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/login") view=LoginPage/>
                <Route path=path!("/kit") view={Lazy::<KitRoute>::new()}/>
                <ParentRoute path=path!("") view=DeskLayout>
                    <Route path=path!("/") view=BoardPage ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/conversations/:id?") view={Lazy::<ConversationRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/dashboard/goals") view={Lazy::<GoalsRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/dashboard/:view?") view={Lazy::<DashboardRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/knowledge/:id?") view={Lazy::<KnowledgeRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/churn") view={Lazy::<ChurnRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/classifier") view={Lazy::<ClassifierRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/templates") view={Lazy::<TemplatesRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/channels/:view?") view={Lazy::<ChannelsRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/queues") view={Lazy::<QueuesRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/operations") view={Lazy::<OperationsRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                    <Route path=path!("/people") view={Lazy::<PeopleRoute>::new()} ssr=SsrMode::PartiallyBlocked/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastRegion/>
    }
}

/// An address that leads nowhere.
#[component]
fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    let texts = use_texts();
    view! {
        <Title text=texts.say(|t| t.errors.page_title)/>
        <main class="lost">
            <EmptyState
                glyph=Glyph::Search
                title=texts.signal(|t| t.errors.page_title)
                text=texts.signal(|t| t.errors.page_text)
            >
                <ButtonLink href="/" kind=ButtonKind::Primary glyph=Glyph::Board>
                    {texts.say(|t| t.errors.page_back)}
                </ButtonLink>
            </EmptyState>
        </main>
    }
}
