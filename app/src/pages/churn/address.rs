//! The page's address: which cases are asked for, so that a link shows the same.

use enlace_domain::view::ChurnAsk;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
    params::ParamsMap,
};

/// What the address asks for.
pub(super) fn asked() -> Memo<ChurnAsk> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        ChurnAsk::read(|name| query.get(name))
    })
}

/// The address that asks for this.
pub(super) fn address(ask: &ChurnAsk) -> String {
    let query: ParamsMap = ask.pairs().into_iter().collect();
    format!("/churn{}", query.to_query_string())
}

/// A part of what is asked for that is chosen by something else than a link: it follows the address, and the address
/// follows it.
pub(super) fn in_address<T>(
    asked: Memo<ChurnAsk>,
    read: fn(&ChurnAsk) -> T,
    write: fn(ChurnAsk, &T) -> ChurnAsk,
) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let navigate = use_navigate();
    let value = RwSignal::new(read(&asked.get_untracked()));
    Effect::new(move |_| {
        let held = read(&asked.get());
        if value.get_untracked() != held {
            value.set(held);
        }
    });
    Effect::new(move |_| {
        let wanted = value.get();
        let ask = asked.get_untracked();
        if read(&ask) != wanted {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address(&write(ask, &wanted)), options);
        }
    });
    value
}
