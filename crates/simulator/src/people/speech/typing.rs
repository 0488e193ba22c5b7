//! How a person types: accents or none, short forms, slips of the thumb.

use rand::{Rng, rngs::StdRng};

/// One person's habits; they keep them for life.
#[derive(Clone, Copy, Debug)]
pub(in crate::people) struct Typing {
    accents: bool,
    short_forms: bool,
    capitals: bool,
    shouts: bool,
    /// Chance of a slip in a line.
    slips: f64,
    emoji: bool,
}

/// Whole words and how hurried people write them.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("você", "vc"),
    ("vocês", "vcs"),
    ("não", "n"),
    ("porque", "pq"),
    ("também", "tb"),
    ("por favor", "pfv"),
    ("obrigado", "obg"),
    ("quando", "qnd"),
    ("tudo", "td"),
    ("muito", "mto"),
    ("mesmo", "msm"),
    ("hoje", "hj"),
    ("que", "q"),
    ("está", "ta"),
    ("mensagem", "msg"),
    ("beleza", "blz"),
    ("depois", "dps"),
    ("quanto", "qto"),
    ("internet", "net"),
    ("aqui", "aki"),
];

/// None that says more than the words: they go with every matter.
const EMOJI: &[&str] = &["🙏", "🤔", "😅", "😬", "👀"];

impl Typing {
    /// Somebody's habits.
    pub fn of_somebody(rng: &mut StdRng) -> Self {
        Self {
            accents: rng.random_bool(0.55),
            short_forms: rng.random_bool(0.35),
            capitals: rng.random_bool(0.4),
            shouts: rng.random_bool(0.03),
            slips: if rng.random_bool(0.3) { 0.35 } else { 0.04 },
            emoji: rng.random_bool(0.18),
        }
    }

    /// The line as this person types it.
    pub fn apply(self, rng: &mut StdRng, line: &str) -> String {
        let mut text = line.to_owned();
        if self.short_forms {
            text = shorten(rng, &text);
        }
        if !self.accents {
            text = text.chars().map(without_accent).collect();
        }
        if rng.random_bool(self.slips) {
            text = slip(rng, &text);
        }
        if self.shouts {
            text = text.to_uppercase();
        } else if self.capitals {
            text = capital(&text);
        }
        if self.emoji && rng.random_bool(0.4) {
            text.push(' ');
            text.push_str(EMOJI[rng.random_range(0..EMOJI.len())]);
        }
        text
    }
}

fn shorten(rng: &mut StdRng, text: &str) -> String {
    let mut padded = format!(" {text} ");
    for (long, short) in SHORT_FORMS {
        if rng.random_bool(0.6) {
            padded = padded.replace(&format!(" {long} "), &format!(" {short} "));
        }
    }
    padded.trim().to_owned()
}

/// Two letters swapped, one left out, or one twice; never in a number.
fn slip(rng: &mut StdRng, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let spots: Vec<usize> = (1..letters.len())
        .filter(|at| letters[*at].is_alphabetic() && letters[at - 1].is_alphabetic())
        .collect();
    if spots.is_empty() {
        return text.to_owned();
    }
    let at = spots[rng.random_range(0..spots.len())];
    match rng.random_range(0..3) {
        0 => letters.swap(at, at - 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn a_careless_hand_still_writes_the_numbers_right() {
        let mut rng = StdRng::seed_from_u64(4);
        let hand = Typing {
            accents: false,
            short_forms: true,
            capitals: false,
            shouts: false,
            slips: 1.0,
            emoji: false,
        };
        for _ in 0..200 {
            let typed = hand.apply(&mut rng, "não consigo, contrato 2021100003 você viu");
            assert!(typed.contains("2021100003"), "{typed}");
            assert!(!typed.contains(['ã', 'ê']), "{typed}");
        }
    }

    #[test]
    fn a_careful_hand_changes_nothing_but_the_first_letter() {
        let mut rng = StdRng::seed_from_u64(4);
        let hand = Typing {
            accents: true,
            short_forms: false,
            capitals: true,
            shouts: false,
            slips: 0.0,
            emoji: false,
        };
        assert_eq!(hand.apply(&mut rng, "água não falta"), "Água não falta");
    }
}
