//! The knowledge base: administrators write articles, everybody on the desk reads what is published.
//!
//! An article has one draft, and readers see the version that was last published. Whoever changes the draft says which
//! revision they have seen; where somebody was faster nothing is changed and they learn who it was. Versions are added,
//! never changed, and a text that gives way to another, be it an older version's or somebody else's, is kept as one.
//!
//! What is published is cut into passages in the same transaction. The index (`enlace_search`) is a copy of them that
//! each process keeps up by itself, or one of them for all on a server ([`follow`]): a search never shows what PostgreSQL
//! does not hold as published.

mod answering;
mod bundled;
mod category;
mod compare;
mod export;
mod files;
mod follow;
mod gaps;
mod import;
mod measured;
mod page;
mod prepare;
mod publish;
mod read;
mod reading;
mod search;
mod sync;
mod vectors;
mod whatsapp_text;
mod write;

pub(crate) use answering::ask;
pub use answering::{SureAnswer, margin, sure};
pub use bundled::{bundled, import_bundled};
pub use category::{add_category, remove_category, rename_category};
pub use compare::compare;
pub use export::{Exported, export, export_for_command};
pub(crate) use files::clear_files;
pub use files::{attach, files, open_file, send_along};
pub use follow::{Knowledge, follow};
pub use gaps::{dismiss_gap, draft_of_gap, gaps, switch_answers, use_of, used};
pub use import::{editor, import, import_for_command, read_file, read_file_for_command};
pub(crate) use measured::sure_from_here;
pub use measured::{MEASURED, sure_from};
pub use page::{page, preview};
pub use publish::{publish, restore, set_aside, submit, withdraw};
pub use read::{draft, home, published_one, versions};
pub use search::{search, search_for_command};
pub use sync::{Rebuilt, SyncReport, ask_for_rebuild, rebuild, sync};
pub use write::{create, save};

use enlace_domain::{
    ArticleId,
    article::ArticleFields,
    view::{ArticleDraft, Overtaken, SaveOutcome},
};
use enlace_store::articles;
use sqlx::PgConnection;

use crate::DeskError;

/// An article's draft under lock, or the change that came first.
enum Held {
    /// The draft is the one that was seen.
    Yours(Box<ArticleDraft>),
    /// It is not.
    Overtaken(SaveOutcome),
}

/// Locks a draft for whoever has seen this revision of it. What they bring tells where the two differ.
async fn hold(
    conn: &mut PgConnection,
    id: ArticleId,
    seen: i32,
    brought: Option<&ArticleFields>,
) -> Result<Held, DeskError> {
    let draft = articles::lock(conn, id)
        .await?
        .ok_or(DeskError::NotFound { what: "article" })?;
    if draft.revision == seen {
        return Ok(Held::Yours(Box::new(draft)));
    }
    let differs = brought.map_or_else(Vec::new, |fields| draft.fields.differences(fields));
    Ok(Held::Overtaken(SaveOutcome::Overtaken(Box::new(Overtaken {
        draft,
        differs,
    }))))
}
