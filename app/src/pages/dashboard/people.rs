//! What each person did, with the counts beside the durations, so that it is fair.

use std::collections::HashSet;

use enlace_domain::{
    PersonId,
    view::{BehindAsk, BehindFigure, Dashboard, InsightAsk, PersonFigures, PersonRef, QueueDeeds, Scores},
};
use leptos::prelude::*;

use super::{behind::Lead, person_queues, was::Was};
use crate::{
    components::{Avatar, Glyph, Icon, Table},
    texts::{FigureTexts, VoiceTexts, use_texts},
};

/// Whose queues are shown: kept while figures are read anew.
pub(super) type Unfolded = RwSignal<HashSet<PersonId>>;

/// The panel of people.
#[component]
pub(super) fn PeopleFigures(figures: StoredValue<Dashboard>, unfolded: Unfolded) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="panel panel-people">
            <header class="panel-head">
                <h2>{texts.say(|t| t.insight.people)}</h2>
                <p>{texts.say(|t| t.insight.people_note)}</p>
            </header>
            <Table caption=texts.signal(|t| t.insight.people) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.insight.person)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.answered)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.first_answer)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.closed)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.handling)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.reopened)}</th>
                        <th scope="col" class="r">{move || VoiceTexts::of(texts.locale()).title}</th>
                    </tr>
                </thead>
                <tbody>
                    {figures.with_value(|figures| {
                        let row = |person: &PersonFigures| {
                            row(person.clone(), &figures.everybody, scores(figures, person), &figures.ask, unfolded)
                        };
                        figures.people.iter().map(row).collect_view()
                    })}
                </tbody>
            </Table>
        </section>
    }
    .into_any()
}

/// How satisfied those are whose conversations they closed.
fn scores(figures: &Dashboard, person: &PersonFigures) -> Scores {
    let of_them = |closed_by: &PersonRef| closed_by.id == person.id;
    let mut rows = figures.voice.people.iter();
    let row = rows.find(|row| row.person.as_ref().is_some_and(of_them));
    row.map(|row| row.scores).unwrap_or_default()
}

/// The row of a person, and below it, once it is asked for, one of each queue.
fn row(
    person: PersonFigures,
    everybody: &[QueueDeeds],
    scores: Scores,
    ask: &InsightAsk,
    unfolded: Unfolded,
) -> impl IntoView + use<> {
    let asked = |figure| {
        let mut asked = BehindAsk::of(ask.clone(), figure);
        asked.ask.filter.person = Some(person.id);
        asked
    };
    let texts = use_texts();
    let count = move |n: i64| move || texts.get().format().count(n);
    let span = move |seconds: Option<f64>| {
        move || seconds.map_or_else(|| "–".to_owned(), |seconds| texts.get().format().duration(seconds))
    };
    let (name, before) = (person.name.clone(), person.before);
    let id = person.id;
    let open = Memo::new(move |_| unfolded.read().contains(&id));
    let rows = person_queues::pairs(&person.queues, everybody);
    let theirs = StoredValue::new((asked(BehindFigure::FirstAnswered), rows));
    let queues = move || {
        let rows = || theirs.with_value(|(asked, rows)| person_queues::rows(asked, rows));
        open.get().then(rows)
    };
    let label = {
        let name = name.clone();
        move || (FigureTexts::of(texts.locale()).queues_of)(&name)
    };
    let (reopened, closed) = (person.reopened, person.closed);
    let mean = move || {
        scores
            .mean()
            .map_or_else(|| "–".to_owned(), |mean| texts.get().format().decimal(mean, 2))
    };
    let answers = move || {
        let t = texts.get();
        (VoiceTexts::of(t.locale).counted)(scores.answered, &t.format().count(scores.answered))
    };
    view! {
        <tr>
            <th scope="row">
                <span class="person-line">
                    <Avatar name=Signal::stored(name)/> {person.name}
                    <button
                        type="button"
                        class="person-open"
                        aria-label=label
                        aria-expanded=move || open.get().to_string()
                        on:click=move |_| unfolded.update(|all| if !all.remove(&id) { all.insert(id); })
                    >
                        <Icon glyph=Glyph::Down small=true/>
                    </button>
                </span>
            </th>
            <td class="r"><Lead asked=asked(BehindFigure::FirstAnswered)>{count(person.answered)}</Lead> " "<Was asked=asked(BehindFigure::FirstAnswered) value=Signal::derive(count(before[0]))/></td>
            <td class="r"><Lead asked=asked(BehindFigure::FirstAnswered)>{span(person.first_answer)}</Lead></td>
            <td class="r"><Lead asked=asked(BehindFigure::Closed)>{count(person.closed)}</Lead> " "<Was asked=asked(BehindFigure::Closed) value=Signal::derive(count(before[1]))/></td>
            <td class="r"><Lead asked=asked(BehindFigure::Closed)>{span(person.handling)}</Lead></td>
            <td class="r"><Lead asked=asked(BehindFigure::Reopened)>{person_queues::share(reopened, closed)}</Lead> " "{person_queues::part(reopened, closed)}</td>
            <td class="r"><Lead asked=asked(BehindFigure::Scored)>{mean}</Lead> " "{(scores.answered > 0).then(|| view! { <small class="was">{answers}</small> })}</td>
        </tr>
        {queues}
    }
    .into_any()
}
