//! What a person wants, and how they first say it.

use enlace_domain::QueueKey;
use rand::{Rng, rngs::StdRng};

use super::resident::{Resident, Standing};

/// The matter behind a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    NoInternet,
    Slow,
    Buy,
    Bill,
    Leave,
}

/// How the first message comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// In words that say it.
    Clear,
    /// In words that say nothing.
    Unclear,
    Voice,
    Picture,
    Place,
    /// A kind of message that no desk expects.
    Odd,
    /// None: the desk wrote, or the person comes back to the matter.
    Again,
}

impl Intent {
    pub const ALL: &'static [Self] = &[Self::NoInternet, Self::Slow, Self::Buy, Self::Bill, Self::Leave];

    /// The queue it belongs to.
    pub const fn queue(self) -> QueueKey {
        match self {
            Self::NoInternet => QueueKey::TechnicalUrgent,
            Self::Slow => QueueKey::TechnicalNormal,
            Self::Buy => QueueKey::Commercial,
            Self::Bill => QueueKey::Financial,
            Self::Leave => QueueKey::Cancellation,
        }
    }

    /// Its place among the five.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Stems that name it on a choice.
    pub const fn stems(self) -> &'static [&'static str] {
        match self {
            Self::NoInternet => &["sem internet", "sem sinal", "sem conex", "parou", "urgente"],
            Self::Slow => &[
                "lent",
                "instável",
                "instavel",
                "wi-fi",
                "wifi",
                "técnic",
                "tecnic",
                "suporte",
            ],
            Self::Buy => &["plano", "contrat", "comercial", "venda", "preço", "assin"],
            Self::Bill => &["boleto", "fatura", "conta", "financeir", "pagament", "2ª via"],
            Self::Leave => &["cancel", "encerr", "rescis"],
        }
    }

    /// What somebody of this standing wants.
    pub fn of(rng: &mut StdRng, standing: Standing) -> Self {
        let shares: [u32; 5] = match standing {
            Standing::Active => [26, 27, 14, 24, 9],
            Standing::Suspended => [10, 2, 4, 74, 10],
            Standing::Cancelled => [0, 0, 55, 45, 0],
            Standing::Stranger => [0, 0, 100, 0, 0],
        };
        let mut ticket = rng.random_range(0..shares.iter().sum::<u32>());
        for (intent, share) in Self::ALL.iter().zip(shares) {
            if ticket < share {
                return *intent;
            }
            ticket -= share;
        }
        Self::Slow
    }
}

impl Opening {
    /// How somebody begins.
    pub fn of(rng: &mut StdRng, resident: &Resident, intent: Intent) -> Self {
        match rng.random_range(0..1_000) {
            0..110 => Self::Unclear,
            110..140 => Self::Voice,
            140..185 if intent != Intent::Buy && intent != Intent::Leave => Self::Picture,
            185..200 if resident.standing == Standing::Stranger || intent == Intent::NoInternet => Self::Place,
            200..212 => Self::Odd,
            _ => Self::Clear,
        }
    }
}
