//! What the lists of cases are narrowed to: links and a choice, all of them in the address.

use enlace_domain::view::{ChurnAsk, ChurnBand, ChurnOwner, ChurnTab, PersonRef};
use leptos::prelude::*;

use super::address::address;
use crate::{
    components::{Select, SelectOption},
    texts::{ChurnCaseTexts, use_texts},
};

/// The bar above the lists.
#[component]
pub(super) fn Filters(
    /// What is asked for now.
    asked: ChurnAsk,
    /// Whose cases may be asked for; `None`: the reader sees their own alone.
    people: Option<Vec<PersonRef>>,
    /// Whose are, by their name in the address.
    owner: RwSignal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || ChurnCaseTexts::of(texts.locale());
    let held_out = asked.band == Some(ChurnBand::HeldOut);
    let all = people.is_some();
    let bands = [
        None,
        Some(ChurnBand::Campaign),
        Some(ChurnBand::FollowUp),
        Some(ChurnBand::HeldOut),
    ];
    let chip = move |band: Option<ChurnBand>| {
        let mut ask = ChurnAsk { band, page: 1, ..asked };
        if band == Some(ChurnBand::HeldOut) {
            // they are nobody's, and nobody is late with them
            (ask.owner, ask.late) = (ChurnOwner::Anybody, false);
        }
        view! {
            <a href=address(&ask) class="filter-chip" aria-current=(asked.band == band).then_some("true")>
                {move || (t().band)(band)}
            </a>
        }
    };
    let late = (asked.tab == ChurnTab::Open && !held_out).then(|| {
        let ask = ChurnAsk {
            late: !asked.late,
            page: 1,
            ..asked
        };
        view! {
            <a href=address(&ask) class="filter-chip" aria-current=asked.late.then_some("true")>{move || t().late}</a>
        }
    });
    let whose = people.filter(|_| !held_out).map(|people| {
        let options = Signal::derive(move || {
            let first = [
                SelectOption::new(ChurnOwner::Anybody.name(), t().anybody),
                SelectOption::new(ChurnOwner::Mine.name(), t().mine),
                SelectOption::new(ChurnOwner::Nobody.name(), texts.get().churn().nobody),
            ];
            let each = people
                .iter()
                .map(|person| SelectOption::new(person.id.to_string(), person.name.clone()));
            first.into_iter().chain(each).collect::<Vec<_>>()
        });
        view! { <Select label=texts.signal(|t| t.churn().owner) name="churn-of" options value=owner/> }
    });
    view! {
        <div class="churn-bar">
            <nav class="churn-chips" aria-label=move || t().bands>
                {bands
                    .into_iter()
                    .filter(|band| all || *band != Some(ChurnBand::HeldOut))
                    .map(chip)
                    .collect_view()}
                {late}
            </nav>
            {whose}
        </div>
        {held_out.then(|| view! { <p class="churn-words">{move || t().held_out}</p> })}
    }
    .into_any()
}
