//! What subscribers say: the scores, by queue and by person, their comments, and the low scores that somebody is to look
//! after.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindFigure, InsightAsk, PersonScores, Scores, Voice},
};
use leptos::prelude::*;

use super::{
    behind::{Lead, behind, led, of_queue},
    said::SaidLine,
};
use crate::{
    components::{Badge, ButtonLink, Table, Tone},
    texts::{FigureTexts, VoiceTexts, use_texts},
};

/// So many low scores, and as many comments, stand on the page; their lists have all.
const SHOWN: usize = 5;

/// The panels of the survey; where nobody was asked, what to do about that.
#[component]
pub(super) fn VoicePanels(
    voice: Voice,
    /// What the figures were asked for.
    ask: InsightAsk,
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
    let (low, comments) = (voice.low.clone(), voice.comments.clone());
    let [all_low, all_comments] =
        [BehindFigure::LowToSee, BehindFigure::Commented].map(|figure| behind(&BehindAsk::of(ask.clone(), figure)));
    let see_all = move || FigureTexts::of(texts.locale()).see_all;
    view! {
        <section class="panel panel-voice">
            <header class="panel-head">
                <h2>{move || t().title}</h2>
                <p>{move || t().note}</p>
                <ButtonLink href="/dashboard/goals">{move || t().settings}</ButtonLink>
            </header>
            <ul class="voice-figures">
                <Figures voice=voice.clone() ask=ask.clone() target/>
            </ul>
            <ByQueue rows=voice.queues ask=ask.clone()/>
        </section>
        <section class="panel panel-voice-people">
            <header class="panel-head"><h2>{move || t().by_person}</h2><p>{move || t().by_person_note}</p></header>
            <ByPerson rows=voice.people ask/>
        </section>
        {(!low.is_empty()).then(|| view! {
            <section class="panel panel-low">
                <header class="panel-head">
                    <h2>{move || t().low}</h2>
                    <p>{move || t().low_note}</p>
                    <ButtonLink href=all_low>{see_all}</ButtonLink>
                </header>
                <ul class="voice-said">
                    {low.into_iter().take(SHOWN).map(|said| view! { <SaidLine said seen=again/> }).collect_view()}
                </ul>
            </section>
        })}
        {(!comments.is_empty()).then(|| view! {
            <section class="panel panel-comments">
                <header class="panel-head">
                    <h2>{move || t().comments}</h2>
                    <ButtonLink href=all_comments>{see_all}</ButtonLink>
                </header>
                <ul class="voice-said">
                    {comments.into_iter().take(SHOWN).map(|said| view! { <SaidLine said/> }).collect_view()}
                </ul>
            </section>
        })}
    }
    .into_any()
}

#[component]
fn Figures(voice: Voice, ask: InsightAsk, target: f64) -> impl IntoView {
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
    let of = move |figure| BehindAsk::of(ask.clone(), figure);
    let figure = move |name: fn(&VoiceTexts) -> &'static str,
                       asked: BehindAsk,
                       value: Signal<String>,
                       was: Signal<String>,
                       n: i64| {
        view! {
            <li class="voice-figure">
                <span>{move || name(t())}</span>
                <b><Lead asked=asked.clone()>{value}</Lead></b>
                <small>
                    <Lead asked=asked.earlier()>{move || (texts.get().insight.before)(&was.get())}</Lead>
                    {move || format!(" · {}", texts.get().format().count(n))}
                </small>
            </li>
        }
    };
    let asks_recommending = voice.asks_recommending || recommending.asked > 0;
    let [asked, asked_before] = [all(0), all(1)];
    view! {
        <li class="voice-figure">
            <span>{move || t().mean}</span>
            <b><Lead asked=of(BehindFigure::Scored)>{move || say(now.mean(), 2)}</Lead></b>
            <small>
                <Badge tone>{move || (t().target)(&texts.get().format().decimal(target, 2))}</Badge>
                " "
                <Lead asked=of(BehindFigure::Scored).earlier()>
                    {move || (texts.get().insight.before)(&say(before.mean(), 2))}
                </Lead>
                {move || format!(" · {}", texts.get().format().count(now.answered))}
            </small>
        </li>
        {figure(
            |t| t.good,
            of(BehindFigure::ScoredHigh),
            Signal::derive(move || share(now.good())),
            Signal::derive(move || share(before.good())),
            now.answered,
        )}
        {asks_recommending.then(|| figure(
            |t| t.nps,
            of(BehindFigure::Recommending),
            Signal::derive(move || say(recommending.net_promoters(), 0)),
            Signal::derive(move || say(recommending_before.net_promoters(), 0)),
            recommending.answered,
        ))}
        {figure(
            |t| t.response,
            of(BehindFigure::SurveyAnswered),
            Signal::derive(move || share(asked.response())),
            Signal::derive(move || share(asked_before.response())),
            asked.asked,
        )}
    }
    .into_any()
}

/// The cells of a row: mean, share of high scores, answers of those asked. `asked` leads behind each; `None` of what no
/// filter names.
fn cells(scores: Scores, asked: Option<&BehindAsk>) -> AnyView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let mean = move || {
        scores
            .mean()
            .map_or_else(|| "–".to_owned(), |mean| texts.get().format().decimal(mean, 2))
    };
    let good = move || {
        scores
            .good()
            .map_or_else(|| "–".to_owned(), |good| texts.get().format().percent(good))
    };
    let answers = move || {
        let format = texts.get().format();
        (t().of_asked)(&format.count(scores.answered), &format.count(scores.asked))
    };
    view! {
        <td class="r">{led(asked, BehindFigure::Scored, mean)}</td>
        <td class="r">{led(asked, BehindFigure::ScoredHigh, good)}</td>
        <td class="r">{led(asked, BehindFigure::Scored, answers)}</td>
    }
    .into_any()
}

#[component]
fn ByQueue(rows: Vec<(QueueKey, Scores, Scores)>, ask: InsightAsk) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let row = move |(queue, satisfaction, recommending): (QueueKey, Scores, Scores)| {
        let nps = move || {
            let net = recommending.net_promoters();
            net.map_or_else(|| "–".to_owned(), |net| texts.get().format().decimal(net, 0))
        };
        let asked = of_queue(BehindAsk::of(ask.clone(), BehindFigure::Scored), Some(queue));
        let asked = Some(&asked);
        view! {
            <tr>
                <th scope="row">{move || (texts.get().common.queue)(queue)}</th>
                {cells(satisfaction, asked)}
                <td class="r">{led(asked, BehindFigure::Recommending, nps)}</td>
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
fn ByPerson(rows: Vec<PersonScores>, ask: InsightAsk) -> impl IntoView {
    let texts = use_texts();
    let t = move || VoiceTexts::of(texts.locale());
    let row = move |row: PersonScores| {
        let asked = row.person.as_ref().map(|person| {
            let mut asked = BehindAsk::of(ask.clone(), BehindFigure::Scored);
            asked.ask.filter.person = Some(person.id);
            asked
        });
        let name = row.person.map(|person| person.name);
        view! {
            <tr>
                <th scope="row">{move || name.clone().unwrap_or_else(|| t().automation.to_owned())}</th>
                {cells(row.scores, asked.as_ref())}
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
