//! The pages that a browser fetches when they are opened. The board, where everybody starts, and the log-in come with
//! the app itself. Holds nothing else: a page's data is loaded by the page.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    ChannelsPage, ChurnPage, ClassifierPage, ConversationPage, DashboardPage, GoalsPage, KitPage, KnowledgePage,
    OperationsPage, PeoplePage, QueuesPage, TemplatesPage,
};

/// `lazy_page!(Route, Page)`: a route whose page is a part of its own.
macro_rules! lazy_page {
    ($route:ident, $page:ident) => {
        #[doc = concat!("The route of [`", stringify!($page), "`].")]
        #[derive(Debug)]
        pub struct $route;

        #[lazy_route]
        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            fn view(_route: Self) -> AnyView {
                view! { <$page/> }.into_any()
            }
        }
    };
}

lazy_page!(ChannelsRoute, ChannelsPage);
lazy_page!(ChurnRoute, ChurnPage);
lazy_page!(ClassifierRoute, ClassifierPage);
lazy_page!(ConversationRoute, ConversationPage);
lazy_page!(DashboardRoute, DashboardPage);
lazy_page!(GoalsRoute, GoalsPage);
lazy_page!(KitRoute, KitPage);
lazy_page!(KnowledgeRoute, KnowledgePage);
lazy_page!(OperationsRoute, OperationsPage);
lazy_page!(PeopleRoute, PeoplePage);
lazy_page!(QueuesRoute, QueuesPage);
lazy_page!(TemplatesRoute, TemplatesPage);
