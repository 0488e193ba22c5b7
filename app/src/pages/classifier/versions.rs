//! The versions that were trained here, how they compare, and which one answers.

use enlace_domain::{
    ClassifierModelId,
    view::{QueueShare, VersionView},
};
use leptos::{prelude::*, task::spawn_local};

use super::page::use_words;
use crate::{
    api,
    components::{Button, ButtonKind, Table, Tone, use_toasts},
    now::use_clock,
    texts::{ClassifierTexts, use_texts},
};

/// The panel.
#[component]
pub(super) fn Versions(versions: Vec<VersionView>, bundled_in_use: bool, again: Callback<()>) -> impl IntoView {
    let words = use_words();
    let queues = versions
        .iter()
        .find(|version| version.in_use)
        .map(|version| version.report.new.queues.clone());
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>{move || words.get().versions}</h2>
                <p>{move || words.get().versions_note}</p>
            </header>
            <Table caption=Signal::derive(move || words.get().versions.to_owned()) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || words.get().version}</th>
                        <th scope="col" class="r">{move || words.get().messages}</th>
                        <th scope="col" class="r">{move || words.get().corrections}</th>
                        <th scope="col" class="r">{move || words.get().crossed}</th>
                        <th scope="col" class="r">{move || words.get().held_out}</th>
                        <th scope="col" class="r">{move || words.get().newest}</th>
                        <th scope="col" class="r">{move || words.get().changed}</th>
                        <th scope="col">{move || words.get().state}</th>
                    </tr>
                </thead>
                <tbody>
                    {versions.into_iter().map(|version| view! { <Version version again/> }).collect_view()}
                    <tr>
                        <th scope="row">{move || words.get().bundled}</th>
                        <td colspan="6"></td>
                        <td>
                            {if bundled_in_use {
                                view! { <strong>{move || words.get().in_use}</strong> }.into_any()
                            } else {
                                view! { <Take id=None again/> }.into_any()
                            }}
                        </td>
                    </tr>
                </tbody>
            </Table>
            {queues.map(|queues| view! { <ByQueue queues/> })}
        </section>
    }
    .into_any()
}

#[component]
fn Version(version: VersionView, again: Callback<()>) -> impl IntoView {
    let (texts, words, clock) = (use_texts(), use_words(), use_clock());
    let VersionView {
        id,
        trained_at,
        report,
        in_use,
        refused,
        kept,
    } = version;
    let count = move |n: usize| texts.get().format().count(i64::try_from(n).unwrap_or(i64::MAX));
    let both = move |new: f64, old: f64| {
        let format = texts.get().format();
        (words.get().against)(&format.percent(new), &format.percent(old))
    };
    let (new, old) = (report.new, report.old);
    let newest = new.newest.zip(old.newest);
    let state = move || {
        let words = words.get();
        match (in_use, refused, kept) {
            (true, ..) => words.in_use,
            (_, true, _) => words.refused,
            (_, _, true) => words.rested,
            _ => words.gone,
        }
    };
    view! {
        <tr>
            <th scope="row">{move || texts.get().format().moment(trained_at, clock.now(), clock.zone())}</th>
            <td class="r">{move || count(report.messages)}</td>
            <td class="r">{move || count(report.corrections)}</td>
            <td class="r">{move || both(new.cross_validation, old.cross_validation)}</td>
            <td class="r">{move || both(new.held_out, old.held_out)}</td>
            <td class="r">{move || newest.map_or_else(|| words.get().none.to_owned(), |(new, old)| both(new, old))}</td>
            <td class="r">{move || (words.get().changed_of)(&count(report.changed), &count(report.compared))}</td>
            <td class="classifier-state">
                <span class:classifier-in-use=in_use>{state}</span>
                {(kept && !in_use).then(|| view! { <Take id=Some(id) again/> })}
            </td>
        </tr>
    }
    .into_any()
}

/// Takes a version into use.
#[component]
fn Take(id: Option<ClassifierModelId>, again: Callback<()>) -> impl IntoView {
    let (texts, words, toasts) = (use_texts(), use_words(), use_toasts());
    let busy = RwSignal::new(false);
    let take = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::use_classifier(id).await;
            busy.try_set(false);
            match result {
                Ok(()) => toasts.say(Tone::Good, ClassifierTexts::of(texts.now().locale).taken),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
            let _ = again.try_run(());
        });
    };
    view! { <Button kind=ButtonKind::Ghost busy on:click=take>{move || words.get().take}</Button> }.into_any()
}

#[component]
fn ByQueue(queues: Vec<QueueShare>) -> impl IntoView {
    let (texts, words) = (use_texts(), use_words());
    let percent = move |share: f64| texts.get().format().percent(share);
    view! {
        <Table caption=Signal::derive(move || words.get().by_queue.to_owned())>
            <thead>
                <tr>
                    <th scope="col">{move || words.get().queue}</th>
                    <th scope="col" class="r">{move || words.get().precision}</th>
                    <th scope="col" class="r">{move || words.get().recall}</th>
                </tr>
            </thead>
            <tbody>
                {queues.into_iter().map(|one| view! {
                    <tr>
                        <th scope="row">{move || (texts.get().common.queue)(one.queue)}</th>
                        <td class="r">{move || percent(one.precision)}</td>
                        <td class="r">{move || percent(one.recall)}</td>
                    </tr>
                }).collect_view()}
            </tbody>
        </Table>
    }
    .into_any()
}
