//! What subscribers say: the scores, by queue and by person, their comments, and the low scores that somebody is to look
//! after.

use enlace_domain::{
    QueueKey, SurveyKind,
    view::{PersonScores, Said, Scores, Voice},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Badge, Button, ButtonLink, Glyph, Table, Tone, use_toasts},
    now::use_clock,
    texts::{VoiceTexts, use_texts},
};

/// The panels of the survey; where nobody was asked, what to do about that.
#[component]
pub(super) fn VoicePanels(
    voice: Voice,
    /// The mean that is to be reached.
    target: f64,
    again: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let is_on = voice.is_on;
    if voice.is_empty() {
        return view! {
            <section class="panel panel-voice">
                <header class="panel-head"><h2>{move || t().title}</h2></header>
                <p class="voice-none">{move || if is_on { t().none_yet } else { t().off }}</p>
                <ButtonLink href="/dashboard/goals">{move || t().settings}</ButtonLink>
            </section>
        }
        .into_any();
    }
    let low = voice.low.clone();
    view! {
        <section class="panel panel-voice">
            <header class="panel-head">
                <h2>{move || t().title}</h2>
                <p>{move || t().note}</p>
                <ButtonLink href="/dashboard/goals">{move || t().settings}</ButtonLink>
            </header>
            <ul class="voice-figures">
                <Figures voice=voice.clone() target/>
            </ul>
            <ByQueue rows=voice.queues/>
        </section>
        <section class="panel panel-voice-people">
            <header class="panel-head"><h2>{move || t().by_person}</h2><p>{move || t().by_person_note}</p></header>
            <ByPerson rows=voice.people/>
        </section>
        {(!low.is_empty()).then(|| view! {
            <section class="panel panel-low">
                <header class="panel-head"><h2>{move || t().low}</h2><p>{move || t().low_note}</p></header>
                <ul class="voice-said">{low.into_iter().map(|said| view! { <SaidLine said seen=again/> }).collect_view()}</ul>
            </section>
        })}
        {(!voice.comments.is_empty()).then(|| view! {
            <section class="panel panel-comments">
                <header class="panel-head"><h2>{move || t().comments}</h2></header>
                <ul class="voice-said">{voice.comments.into_iter().map(|said| view! { <SaidLine said/> }).collect_view()}</ul>
            </section>
        })}
    }
    .into_any()
}

#[component]
fn Figures(voice: Voice, target: f64) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let [now, before] = voice.satisfaction;
    let [recommending, recommending_before] = voice.recommending;
    let all = |index: usize| {
        let mut all = voice.satisfaction[index];
        all += voice.recommending[index];
        all
    };
    let tone = match now.mean() {
        Some(mean) if mean >= target => Tone::Good,
        Some(_) => Tone::Warn,
        None => Tone::Neutral,
    };
    let say = move |value: Option<f64>, digits: usize| {
        value.map_or_else(|| "–".to_owned(), |value| texts.get().format().decimal(value, digits))
    };
    let share =
        move |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| texts.get().format().percent(value));
    let figure = move |name: fn(&VoiceTexts) -> &'static str, value: Signal<String>, was: Signal<String>, of: i64| {
        view! {
            <li class="voice-figure">
                <span>{move || name(t())}</span>
                <b>{value}</b>
                <small>{move || (t().was)(&was.get(), &texts.get().format().count(of))}</small>
            </li>
        }
    };
    let asks_recommending = voice.asks_recommending || recommending.asked > 0;
    let [asked, asked_before] = [all(0), all(1)];
    view! {
        <li class="voice-figure">
            <span>{move || t().mean}</span>
            <b>{move || say(now.mean(), 2)}</b>
            <small>
                <Badge tone>{move || (t().target)(&texts.get().format().decimal(target, 2))}</Badge>
                " "{move || (t().was)(&say(before.mean(), 2), &texts.get().format().count(now.answered))}
            </small>
        </li>
        {figure(
            |t| t.good,
            Signal::derive(move || share(now.good())),
            Signal::derive(move || share(before.good())),
            now.answered,
        )}
        {asks_recommending.then(|| figure(
            |t| t.nps,
            Signal::derive(move || say(recommending.net_promoters(), 0)),
            Signal::derive(move || say(recommending_before.net_promoters(), 0)),
            recommending.answered,
        ))}
        {figure(
            |t| t.response,
            Signal::derive(move || share(asked.response())),
            Signal::derive(move || share(asked_before.response())),
            asked.asked,
        )}
    }
    .into_any()
}

/// The cells of a row: mean, share of high scores, answers of those asked.
fn cells(scores: Scores) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    view! {
        <td class="r">{move || scores.mean().map_or_else(|| "–".to_owned(), |mean| texts.get().format().decimal(mean, 2))}</td>
        <td class="r">{move || scores.good().map_or_else(|| "–".to_owned(), |good| texts.get().format().percent(good))}</td>
        <td class="r">
            {move || {
                let format = texts.get().format();
                (t().of_asked)(&format.count(scores.answered), &format.count(scores.asked))
            }}
        </td>
    }
}

#[component]
fn ByQueue(rows: Vec<(QueueKey, Scores, Scores)>) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let row = move |(queue, satisfaction, recommending): (QueueKey, Scores, Scores)| {
        let nps = move || {
            let net = recommending.net_promoters();
            net.map_or_else(|| "–".to_owned(), |net| texts.get().format().decimal(net, 0))
        };
        view! {
            <tr>
                <th scope="row">{move || (texts.get().common.queue)(queue)}</th>
                {cells(satisfaction)}
                <td class="r">{nps}</td>
            </tr>
        }
    };
    view! {
        <Table caption=Signal::derive(move || t().by_queue.to_owned()) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{texts.say(|t| t.insight.queue)}</th>
                    <th scope="col" class="r">{move || t().mean}</th>
                    <th scope="col" class="r">{move || t().good}</th>
                    <th scope="col" class="r">{move || t().answers}</th>
                    <th scope="col" class="r">{move || t().nps}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn ByPerson(rows: Vec<PersonScores>) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let row = move |row: PersonScores| {
        let name = row.person.map(|person| person.name);
        view! {
            <tr>
                <th scope="row">{move || name.clone().unwrap_or_else(|| t().automation.to_owned())}</th>
                {cells(row.scores)}
            </tr>
        }
    };
    view! {
        <Table caption=Signal::derive(move || t().by_person.to_owned()) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{texts.say(|t| t.insight.person)}</th>
                    <th scope="col" class="r">{move || t().mean}</th>
                    <th scope="col" class="r">{move || t().good}</th>
                    <th scope="col" class="r">{move || t().answers}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

/// What somebody said, with the way to the conversation; a low score also with the way off the list.
#[component]
fn SaidLine(
    said: Said,
    /// Called when somebody has looked after it.
    #[prop(optional)]
    seen: Option<Callback<()>>,
) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let toasts = use_toasts();
    let t = move || VoiceTexts::of(texts.locale());
    let busy = RwSignal::new(false);
    let id = said.conversation;
    let see = move |done: Callback<()>| {
        busy.set(true);
        spawn_local(async move {
            let result = api::see_score(id).await;
            busy.try_set(false);
            match result {
                Ok(()) => done.run(()),
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let most = *said.kind.scores().end();
    let tone = match (said.kind, said.score) {
        (SurveyKind::Satisfaction, 4..) | (SurveyKind::Recommending, 9..) => Tone::Good,
        (SurveyKind::Satisfaction, ..=2) | (SurveyKind::Recommending, ..=6) => Tone::Bad,
        _ => Tone::Warn,
    };
    let (score, at, queue) = (said.score, said.at, said.queue);
    let person = said.person;
    let about = move || {
        let texts = texts.get();
        let queue = queue.map(|queue| (texts.common.queue)(queue).to_owned());
        let person = person.clone().unwrap_or_else(|| t().automation.to_owned());
        let when = texts.format().moment(at, clock.now(), clock.zone());
        [queue, Some(person), Some(when)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let words = said.comment.clone();
    view! {
        <li>
            <Badge tone>{move || (t().score)(score, most)}</Badge>
            <span class="voice-words">
                {match words {
                    Some(words) => view! { <q>{words}</q> }.into_any(),
                    None => view! { <em>{move || t().no_comment}</em> }.into_any(),
                }}
                <small>{about}</small>
            </span>
            <span class="voice-ways">
                <a href=format!("/conversations/{id}")>{move || t().open}</a>
                {seen.map(|done| view! {
                    <Button glyph=Glyph::Check busy on:click=move |_| see(done)>{move || t().seen}</Button>
                })}
            </span>
        </li>
    }
    .into_any()
}
