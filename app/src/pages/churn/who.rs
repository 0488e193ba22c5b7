//! The customer of a case: their name, which leads to their conversation, what they have, and where they are called.

use enlace_domain::view::ChurnCaseView;
use leptos::prelude::*;

/// The head of a case's row. Whoever is held out can't be reached from here: nobody is to.
#[component]
pub(super) fn Who(case: ChurnCaseView) -> impl IntoView {
    let name = match case.conversation.filter(|_| !case.held_out) {
        Some(id) => view! { <a href=format!("/conversations/{id}")><b>{case.name}</b></a> }.into_any(),
        None => view! { <b>{case.name}</b> }.into_any(),
    };
    view! {
        <th scope="row">
            {name}
            {(!case.held_out).then(|| view! { <small class="num">{case.phone.for_people()}</small> })}
            <small>{case.plan} " · " {case.monthly_fee.to_string()} " · " {case.city}</small>
        </th>
    }
    .into_any()
}
