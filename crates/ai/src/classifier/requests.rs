//! Every request of a message, and which of them decides.
//!
//! The whole message is read, and each of its clauses. A queue is asked for where the whole says so, or where one
//! clause says so clearly while another asks for the likeliest, and either the whole leaves room for it or the clause
//! has a word or sign of asking: `paguei e a internet não voltou` mentions an outage, and the whole, which knows, gives
//! it next to nothing. Of what is asked [`QueueKey::DECIDING`] decides; to decide over the likeliest a request must
//! have more of the whole than to be kept beside it.

use enlace_domain::QueueKey;

use super::{model::place_of, regression::QUEUES};

/// With so much of the whole a queue is asked for, whatever the clauses say.
const ASKED: f32 = 0.45;
/// With less of the whole it is only mentioned, unless its clause has words of asking.
const MENTIONED: f32 = 0.02;
/// From so much of the whole on it may decide over the likeliest.
const DECIDES: f32 = 0.15;
/// So sure is a clause that asks for something.
const CLEAR: f32 = 0.97;
/// And so sure the clause that asks for the likeliest.
const BESIDE: f32 = 0.5;

/// A clause as it is read by itself.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// As typed.
    pub words: String,
    /// The chance of each queue, in the order of `QueueKey::ALL`.
    pub chances: [f32; QUEUES],
    /// Whether it has a word or sign of asking.
    pub asks: bool,
}

/// What a message asks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Requests {
    /// What decides.
    pub queue: QueueKey,
    /// How much of the whole goes to what is asked, 0 to 1.
    pub confidence: f32,
    /// What else is asked, and the number of the clause that says so.
    pub also: Vec<(QueueKey, Option<usize>)>,
}

/// The requests of a message by the chances of the whole and by its clauses.
pub(super) fn requests(whole: &[f32; QUEUES], clauses: &[Clause]) -> Requests {
    let top = (0..QUEUES)
        .max_by(|a, b| whole[*a].total_cmp(&whole[*b]))
        .unwrap_or_default();
    let mut asked = vec![(QueueKey::ALL[top], clearest(clauses, top, None).map(|(at, _)| at))];
    let mut deciding = vec![QueueKey::ALL[top]];
    for place in (0..QUEUES).filter(|place| *place != top) {
        let said_by = clause_asking(clauses, place, top);
        let by_clause = said_by.is_some_and(|at| whole[place] >= MENTIONED || clauses[at].asks);
        let kept = whole[place] >= ASKED || by_clause;
        if kept {
            asked.push((QueueKey::ALL[place], said_by));
        }
        if kept && whole[place] >= DECIDES {
            deciding.push(QueueKey::ALL[place]);
        }
    }
    let queue = QueueKey::deciding(&deciding).unwrap_or(QueueKey::ALL[top]);
    let confidence = asked.iter().map(|(queue, _)| whole[place_of(*queue)]).sum();
    let mut also: Vec<_> = asked.into_iter().filter(|(one, _)| *one != queue).collect();
    also.sort_by_key(|(one, _)| QueueKey::DECIDING.iter().position(|queue| queue == one));
    Requests {
        queue,
        confidence,
        also,
    }
}

/// The clause that asks for `place` clearly while another asks for `top`.
fn clause_asking(clauses: &[Clause], place: usize, top: usize) -> Option<usize> {
    let (at, chance) = clearest(clauses, place, None)?;
    let (_, beside) = clearest(clauses, top, Some(at))?;
    (chance >= CLEAR && beside >= BESIDE).then_some(at)
}

/// The clause that gives most to `place`, but for one, and how much.
fn clearest(clauses: &[Clause], place: usize, but: Option<usize>) -> Option<(usize, f32)> {
    let chances = clauses.iter().map(|clause| clause.chances[place]).enumerate();
    chances
        .filter(|(at, _)| Some(*at) != but)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chances with this much for some and the rest for the others.
    fn chances(of: &[(QueueKey, f32)]) -> [f32; QUEUES] {
        let rest = (1.0 - of.iter().map(|(_, chance)| chance).sum::<f32>()) / (QUEUES - of.len()) as f32;
        let mut all = [rest; QUEUES];
        of.iter().for_each(|(queue, chance)| all[place_of(*queue)] = *chance);
        all
    }

    fn clause(queue: QueueKey, asks: bool) -> Clause {
        Clause {
            words: String::new(),
            chances: chances(&[(queue, 0.98)]),
            asks,
        }
    }

    #[test]
    fn the_weightiest_request_decides_and_the_others_are_kept() {
        let whole = chances(&[(QueueKey::Commercial, 0.6), (QueueKey::Financial, 0.35)]);
        let clauses = [clause(QueueKey::Commercial, false), clause(QueueKey::Financial, false)];
        let found = requests(&whole, &clauses);
        assert_eq!(found.queue, QueueKey::Financial);
        assert_eq!(found.also, [(QueueKey::Commercial, Some(0))]);
        assert!((found.confidence - 0.95).abs() < 1e-5);
    }

    #[test]
    fn what_is_mentioned_is_not_asked() {
        let whole = chances(&[(QueueKey::Financial, 0.97)]);
        let mentioned = [
            clause(QueueKey::Financial, true),
            clause(QueueKey::TechnicalUrgent, false),
        ];
        let found = requests(&whole, &mentioned);
        assert_eq!((found.queue, found.also.len()), (QueueKey::Financial, 0));
    }

    #[test]
    fn a_request_in_words_of_asking_is_kept_and_does_not_decide() {
        let whole = chances(&[(QueueKey::Financial, 0.99)]);
        let clauses = [
            clause(QueueKey::Financial, true),
            clause(QueueKey::TechnicalUrgent, true),
        ];
        let found = requests(&whole, &clauses);
        assert_eq!(found.queue, QueueKey::Financial);
        assert_eq!(found.also, [(QueueKey::TechnicalUrgent, Some(1))]);
    }

    #[test]
    fn two_that_the_whole_gives_half_each_are_both_asked() {
        let whole = chances(&[(QueueKey::Commercial, 0.48), (QueueKey::Financial, 0.5)]);
        let found = requests(&whole, &[]);
        assert_eq!(found.queue, QueueKey::Financial);
        assert_eq!(found.also, [(QueueKey::Commercial, None)]);
        assert!(found.confidence > 0.97);
    }
}
