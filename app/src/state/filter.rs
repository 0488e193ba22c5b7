//! Which cards a person wants to see.

use std::collections::HashSet;

use enlace_domain::{
    QueueKey,
    sla::{self, SlaState},
    view::{BoardCard, QueueView},
    window,
};
use time::OffsetDateTime;

/// Whose queues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those that the person's teams serve.
    Mine,
    /// All of them.
    #[default]
    All,
}

/// What is set above the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose queues.
    pub scope: Scope,
    /// Only what nobody holds.
    pub unassigned: bool,
    /// Only what is past due.
    pub late: bool,
    /// Only what can be answered with free text for less than an hour more.
    pub closing: bool,
    /// Words that must all occur in name, preview, protocol, plan or city.
    pub text: String,
}

impl Filter {
    /// Whether anything but the choice of queues is set: an empty column then says something else.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.unassigned || self.late || self.closing || !self.text.trim().is_empty()
    }

    /// The queues whose columns are shown.
    pub fn queues<'a>(&self, queues: &'a [QueueView]) -> impl Iterator<Item = &'a QueueView> {
        let all = self.scope == Scope::All;
        queues.iter().filter(move |queue| all || queue.mine)
    }

    /// The filter ready to be asked about many cards.
    #[must_use]
    pub fn prepare(&self, queues: &[QueueView]) -> Prepared {
        Prepared {
            shown: self.queues(queues).map(|queue| queue.key).collect(),
            unassigned: self.unassigned,
            late: self.late,
            closing: self.closing,
            words: fold(&self.text).split_whitespace().map(str::to_owned).collect(),
        }
    }
}

/// A [`Filter`] whose words are folded once.
pub struct Prepared {
    shown: HashSet<QueueKey>,
    unassigned: bool,
    late: bool,
    closing: bool,
    words: Vec<String>,
}

impl Prepared {
    /// Whether the card is shown at `now`. One without a queue is in no column that could be hidden.
    #[must_use]
    pub fn matches(&self, card: &BoardCard, now: OffsetDateTime) -> bool {
        card.queue.is_none_or(|queue| self.shown.contains(&queue))
            && (!self.unassigned || card.assigned.is_none())
            && (!self.late || sla::state(card.waiting_since, card.due_at, now) == SlaState::Late)
            && (!self.closing || window::closes_soon(card.window_closes_at, now))
            && self.has_words(card)
    }

    fn has_words(&self, card: &BoardCard) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let (plan, city) = card
            .customer
            .as_ref()
            .map_or(("", ""), |c| (c.plan.as_str(), c.city.as_str()));
        let text = fold(&[card.name.as_str(), &card.preview, card.protocol.as_str(), plan, city].join(" "));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// Lower case without accents, for Portuguese and its neighbours. The Unicode tables of a library would weigh more
/// in the browser than the whole board.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            'á' | 'à' | 'â' | 'ã' | 'ä' => Some('a'),
            'é' | 'è' | 'ê' | 'ë' => Some('e'),
            'í' | 'ì' | 'î' | 'ï' => Some('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => Some('o'),
            'ú' | 'ù' | 'û' | 'ü' => Some('u'),
            'ç' => Some('c'),
            'ñ' => Some('n'),
            // accents that came as marks of their own
            '\u{300}'..='\u{36f}' => None,
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use enlace_domain::{CustomerId, CustomerStatus, view::CardCustomer};
    use time::Duration;

    use super::*;
    use crate::state::testing::{NOON, card, person, queues, waiting};

    fn shows(filter: &Filter, card: &BoardCard) -> bool {
        filter.prepare(&queues()).matches(card, NOON)
    }

    #[test]
    fn words_are_found_without_their_accents() {
        let mut joao = card("João Batista Conceição");
        joao.preview = "LOS piscando".into();
        joao.customer = Some(CardCustomer {
            id: CustomerId::new(),
            plan: "Fibra 500".into(),
            city: "Goiânia".into(),
            status: CustomerStatus::Active,
        });
        for text in [
            "joao",
            "CONCEICAO",
            "batista los",
            "fibra 500",
            "goiania",
            "2026112200",
            " João  ",
        ] {
            assert!(
                shows(
                    &Filter {
                        text: text.into(),
                        ..Filter::default()
                    },
                    &joao
                ),
                "{text}"
            );
        }
        assert!(!shows(
            &Filter {
                text: "joao boleto".into(),
                ..Filter::default()
            },
            &joao
        ));
        assert_eq!(fold("A\u{301}gua"), "agua");
    }

    #[test]
    fn my_queues_hide_the_others_but_never_what_has_no_queue() {
        let mine = Filter {
            scope: Scope::Mine,
            ..Filter::default()
        };
        let mut other = card("Ana");
        assert!(shows(&mine, &other));
        other.queue = Some(QueueKey::Financial);
        assert!(!shows(&mine, &other) && shows(&Filter::default(), &other));
        other.queue = None;
        assert!(shows(&mine, &other));
    }

    #[test]
    fn a_window_that_closes_within_the_hour_is_found() {
        let closing = Filter {
            closing: true,
            ..Filter::default()
        };
        let left = |left: Duration| BoardCard {
            window_closes_at: Some(NOON + left),
            ..card("Ana")
        };
        assert!(closing.narrows() && shows(&closing, &left(Duration::minutes(60))));
        assert!(!shows(&closing, &left(Duration::minutes(61))) && !shows(&closing, &left(Duration::ZERO)));
        assert!(!shows(
            &closing,
            &BoardCard {
                window_closes_at: None,
                ..card("Bia")
            }
        ));
    }

    #[test]
    fn late_and_unassigned_narrow_together() {
        let both = Filter {
            late: true,
            unassigned: true,
            ..Filter::default()
        };
        let mut late = waiting("Ana", 6);
        assert!(both.narrows() && shows(&both, &late) && !shows(&both, &waiting("Bia", 1)));
        late.assigned = Some(person("Caio"));
        assert!(!shows(&both, &late));
    }
}
