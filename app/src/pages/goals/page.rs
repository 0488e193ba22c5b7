//! Loads what can be set.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{survey::Survey, targets::Targets};
use crate::{
    api,
    components::{ButtonKind, ButtonLink, Glyph, Skeleton},
    error::AppError,
    pages::{load_error::LoadError, me::use_me},
    texts::{GoalTexts, use_texts},
};

/// `/dashboard/goals`.
#[component]
pub fn GoalsPage() -> impl IntoView {
    let texts = use_texts();
    let me = use_me();
    let t = move || GoalTexts::of(texts.locale());
    let loaded = Resource::new_blocking(
        || (),
        |()| async {
            let goals = api::read_goals().await?;
            Ok::<_, AppError>((goals.settings, api::read_survey().await?))
        },
    );
    let again = Callback::new(move |()| loaded.refetch());
    let may_set = Signal::derive(move || me.read().as_ref().is_some_and(|me| me.role.may_set_goals()));
    view! {
        <Title text=move || t().title/>
        <div class="goals">
            <ButtonLink href="/dashboard" kind=ButtonKind::Ghost glyph=Glyph::Back>{move || t().back}</ButtonLink>
            <Show when=move || !may_set.get()>
                <p class="goals-note" role="note">{move || t().only_administrators}</p>
            </Show>
            <Transition fallback=|| view! { <Skeleton lines=8/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok((settings, form)) => view! { <Targets settings may_set/> <Survey form may_set/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}
