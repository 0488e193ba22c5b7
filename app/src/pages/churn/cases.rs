//! The cases: those that are open and those that were closed, narrowed and page by page.

use enlace_domain::view::{ChurnAsk, ChurnCaseView, ChurnTab, ChurnView};
use leptos::prelude::*;

use super::{address::address, closed::Closed, filters::Filters, open::Open};
use crate::{
    components::{Tab, Tabs},
    pages::pager::pager,
    texts::use_texts,
};

const OPEN: &str = "churn-open";
const CLOSED: &str = "churn-closed";

/// The id of the tab that is asked for.
pub(super) fn tab_id(ask: &ChurnAsk) -> &'static str {
    match ask.tab {
        ChurnTab::Open => OPEN,
        ChurnTab::Closed => CLOSED,
    }
}

/// The first page of another tab.
pub(super) fn with_tab(ask: ChurnAsk, id: &&'static str) -> ChurnAsk {
    let tab = if *id == CLOSED {
        ChurnTab::Closed
    } else {
        ChurnTab::Open
    };
    ChurnAsk { tab, page: 1, ..ask }
}

/// The two lists, one at a time.
#[component]
pub(super) fn Cases(
    view: StoredValue<ChurnView>,
    chosen: RwSignal<Option<ChurnCaseView>>,
    /// The tab's id.
    tab: RwSignal<&'static str>,
    /// Whose cases, by their name in the address.
    owner: RwSignal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let (asked, open, closed, total, people) = view.with_value(|view| {
        let people = view.whole.as_ref().map(|whole| whole.people.clone());
        (view.asked, view.open, view.closed, view.total(), people)
    });
    let count = |cases: i64| Signal::stored(usize::try_from(cases).unwrap_or_default());
    let tabs = vec![
        Tab::new(OPEN, texts.signal(|t| t.churn().open)).counting(count(open)),
        Tab::new(CLOSED, texts.signal(|t| t.churn().closed)).counting(count(closed)),
    ];
    view! {
        <Tabs label=texts.signal(|t| t.churn().views) tabs selected=tab/>
        <Filters asked people owner/>
        // a closure, so that cases read anew are new rows: those that stand there keep what their buttons were made for
        {move || match asked.tab {
            ChurnTab::Open => view! { <Open view chosen/> }.into_any(),
            ChurnTab::Closed => view! { <Closed view/> }.into_any(),
        }}
        // where all are on one page there is nothing to say
        {(total > i64::from(ChurnAsk::ROWS))
            .then(|| pager(asked.page, ChurnAsk::ROWS, total, |page| address(&ChurnAsk { page, ..asked })))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_tab_begins_with_its_first_page_and_keeps_the_rest() {
        let ask = ChurnAsk {
            late: true,
            page: 4,
            ..ChurnAsk::default()
        };
        assert_eq!(tab_id(&ask), OPEN);
        let other = with_tab(ask, &CLOSED);
        assert_eq!((tab_id(&other), other.page, other.late), (CLOSED, 1, true));
        assert_eq!(with_tab(other, &OPEN), ChurnAsk { page: 1, ..ask });
    }
}
