//! Now: each queue and who works, counted from the live board of this tab, so that both always say the same.

use enlace_domain::{
    ConversationId, PersonId, QueueKey,
    sla::SlaState,
    view::{BehindAsk, BehindFigure, BehindSort, BoardCard, Dashboard, InsightAsk, PersonRef},
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    behind::{Lead, of_queue},
    jump::NOW,
    standing::{Health, Standing},
};
use crate::{
    components::{Avatar, Badge, Table, Tone},
    live::use_live,
    now::use_clock,
    state::{Column, ColumnKey, Filter, columns},
    texts::{FigureTexts, use_texts},
};

/// A queue at this moment.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    key: QueueKey,
    priority: i16,
    waiting: usize,
    held: usize,
    oldest: Option<i64>,
    /// Who waits that long.
    oldest_id: Option<ConversationId>,
    oldest_state: SlaState,
    soon: usize,
    late: usize,
}

/// The panel of this moment: it follows the stream, and the clock while nothing happens.
#[component]
pub(super) fn RightNow(
    /// Of these only how much each person can take on.
    figures: StoredValue<Dashboard>,
    health: Health,
) -> impl IntoView {
    let texts = use_texts();
    let (live, clock) = (use_live(), use_clock());
    let words = move || FigureTexts::of(texts.locale());
    let lines = Memo::new(move |_| {
        live.read(|board| {
            let held = |column: &Column| {
                let cards = column.cards.iter().filter_map(|id| board.card(*id));
                cards.filter(|card| card.assigned.is_some()).count()
            };
            columns(board, &Filter::default(), false, clock.now())
                .into_iter()
                .filter_map(|column| {
                    let ColumnKey::Queue(key) = column.key else { return None };
                    let held = held(&column);
                    let waits = column
                        .cards
                        .iter()
                        .filter_map(|id| board.card(*id)?.waiting_since.zip(Some(*id)));
                    let oldest_id = waits.min_by_key(|(since, _)| *since).map(|(_, id)| id);
                    Some(Line {
                        key,
                        priority: board.queues().iter().find(|queue| queue.key == key)?.priority.get(),
                        waiting: column.cards.len() - held,
                        held,
                        oldest: column.oldest_wait,
                        oldest_id,
                        oldest_state: column.oldest_state,
                        soon: column.shares.soon,
                        late: column.shares.late,
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="panel panel-now" id=NOW>
            <header class="panel-head">
                <h2>{move || words().now_title}</h2>
                <p>{move || words().now_note}</p>
            </header>
            <Table caption=Signal::derive(move || words().now_title.to_owned()) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.insight.queue)}</th>
                        <th scope="col" class="r">{move || words().priority}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.in_queue)}</th>
                        <th scope="col" class="r">{move || words().held}</th>
                        <th scope="col" class="r">{move || words().oldest}</th>
                        <th scope="col" class="r">{move || words().at_risk}</th>
                        <th scope="col" class="r">{move || words().late}</th>
                    </tr>
                </thead>
                <tbody>{move || lines.get().into_iter().map(line).collect_view()}</tbody>
            </Table>
            <Working figures/>
            <Standing health/>
        </section>
    }
    .into_any()
}

/// Of all that is open, the longest open first: the panel knows no filter.
pub(super) fn standing(figure: BehindFigure) -> BehindAsk {
    BehindAsk {
        sort: BehindSort::Oldest,
        ..BehindAsk::of(InsightAsk::default(), figure)
    }
}

fn line(line: Line) -> impl IntoView {
    let texts = use_texts();
    let oldest_tone = match line.oldest_state {
        SlaState::Late => Tone::Bad,
        SlaState::Soon => Tone::Warn,
        SlaState::InTime | SlaState::Paused => Tone::Neutral,
    };
    let counted = |n: usize, figure: BehindFigure, tone: Option<Tone>| {
        if n == 0 {
            return "0".into_any();
        }
        let asked = of_queue(standing(figure), Some(line.key));
        view! {
            <Lead asked>
                {match tone {
                    Some(tone) => view! { <Badge tone>{n}</Badge> }.into_any(),
                    None => n.into_any(),
                }}
            </Lead>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{move || (texts.get().common.queue)(line.key)}</th>
            <td class="r">{line.priority}</td>
            <td class="r">{counted(line.waiting, BehindFigure::Waiting, None)}</td>
            <td class="r">{counted(line.held, BehindFigure::Held, None)}</td>
            <td class="r">
                {match line.oldest.zip(line.oldest_id) {
                    Some((seconds, id)) => view! {
                        <A href=format!("/conversations/{id}") attr:class="figure-lead">
                            <Badge tone=oldest_tone>{move || texts.get().format().span(seconds)}</Badge>
                        </A>
                    }
                    .into_any(),
                    None => "–".into_any(),
                }}
            </td>
            <td class="r">{counted(line.soon, BehindFigure::AtRisk, Some(Tone::Warn))}</td>
            <td class="r">{counted(line.late, BehindFigure::Late, Some(Tone::Bad))}</td>
        </tr>
    }
    .into_any()
}

/// What a person holds at this moment.
fn held_by(person: PersonId) -> BehindAsk {
    let mut asked = standing(BehindFigure::Held);
    asked.ask.filter.person = Some(person);
    asked
}

/// Who is online, and how many conversations each holds of those they may.
#[component]
fn Working(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let words = move || FigureTexts::of(texts.locale());
    let capacities = figures.with_value(|figures| figures.capacities.clone());
    let people = Memo::new(move |_| {
        let mut online: Vec<PersonRef> = live.online();
        online.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        live.read(|board| {
            online
                .into_iter()
                .map(|person| {
                    let mine = |card: &&BoardCard| card.assigned.as_ref().is_some_and(|holder| holder.id == person.id);
                    let held = board.cards().filter(mine).count();
                    let capacity = capacities.iter().find(|one| one.person == person.id);
                    let most = capacity.filter(|one| one.is_told(held)).map(|one| one.most);
                    (person, held, most)
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="now-people">
            <h3>{move || (words().online)(people.read().len())}</h3>
            <ul>
                {move || people.get().into_iter().map(|(person, held, most)| {
                    let name = person.name.clone();
                    view! {
                        <li>
                            <Avatar name=Signal::stored(name)/> {person.name}
                            <b><Lead asked=held_by(person.id)>
                                {match most {
                                    Some(most) => view! {
                                        <span aria-hidden="true">{move || (words().holds_of)(held, most)}</span>
                                        <span class="visually-hidden">{move || (words().holds_at_most)(held, most)}</span>
                                    }
                                    .into_any(),
                                    None => view! { <span>{move || (words().holds)(held)}</span> }.into_any(),
                                }}
                            </Lead></b>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}
