//! The page's address: all that the figures are asked for, so that a link shows the same.

use enlace_domain::view::InsightAsk;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
    params::ParamsMap,
};

/// What the address asks for.
pub(super) fn asked() -> Memo<InsightAsk> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        InsightAsk::read(|name| query.get(name))
    })
}

/// The address that asks for this at `path`.
pub(super) fn address(path: &str, ask: &InsightAsk) -> String {
    let query: ParamsMap = ask.pairs().into_iter().collect();
    format!("{path}{}", query.to_query_string())
}

/// Asks for something else and stays where the page is scrolled to.
pub(super) fn go() -> impl Fn(&InsightAsk) + Clone + 'static {
    let navigate = use_navigate();
    move |ask| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address("/dashboard", ask), options);
    }
}
