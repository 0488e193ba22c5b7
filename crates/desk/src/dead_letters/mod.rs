//! Dead letters: work that kept failing and was given up. An administrator reads why, mends what is wrong, and lets it
//! run again or closes it. Nothing is deleted, and the book says who did what.

mod body;
mod close;
mod list;
mod mend;
mod reason;
mod replay;

use enlace_domain::view::LetterWork;
use enlace_jobs::Job;
use enlace_store::jobs::Buried;
use serde_json::{Value, json};

use crate::{
    Actor, DeskError,
    churn::ReviewChurn,
    learning::RetrainClassifier,
    media::FetchMedia,
    read_mark::MarkRead,
    send::{RecountClock, SendMessage, SettleDoubt, TellDetour},
    take_in::{ReadAgain, TakeIn},
    templates::SyncTemplates,
};

pub use body::body;
pub use close::close;
pub use list::{count, list};
pub use mend::mend;
pub(crate) use reason::reason_of;
pub use replay::replay;

/// Who may do anything here.
fn operator(actor: &Actor) -> Result<(), DeskError> {
    actor.require(actor.role.may_operate(), "see dead letters")
}

/// What kind of work a job of this name is.
fn work(name: &str) -> LetterWork {
    match name {
        TakeIn::NAME => LetterWork::TakeIn,
        ReadAgain::NAME => LetterWork::ReadAgain,
        SendMessage::NAME => LetterWork::SendMessage,
        SettleDoubt::NAME => LetterWork::SettleDoubt,
        TellDetour::NAME => LetterWork::TellDetour,
        RecountClock::NAME => LetterWork::RecountClock,
        FetchMedia::NAME => LetterWork::FetchMedia,
        MarkRead::NAME => LetterWork::MarkRead,
        SyncTemplates::NAME => LetterWork::SyncTemplates,
        ReviewChurn::NAME => LetterWork::ReviewChurn,
        RetrainClassifier::NAME => LetterWork::RetrainClassifier,
        _ => LetterWork::Other,
    }
}

/// What the book says of one: which row, and what it was.
fn detail(letter: &Buried) -> Value {
    json!({ "job": letter.id, "name": letter.name, "failures": letter.failures, "payload": letter.payload })
}
