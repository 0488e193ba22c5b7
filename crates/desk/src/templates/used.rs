//! Which template automation uses: the one that a manager chose, else one that it picks by itself.

use enlace_domain::{ChannelId, TemplateChoice, TemplatePurpose};
use enlace_store::templates::{self, StoredTemplate};
use sqlx::PgConnection;

use crate::DeskError;

/// Why automation has no template to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoTemplate {
    /// A manager wants none.
    OnPurpose,
    /// Nobody chose one, and none of the channel's is for automation to pick.
    NoneFits,
    /// The one that was chosen is approved no more.
    Stopped,
    /// It asks for what automation does not know, or for a file.
    NotFilled,
    /// It is advertising, which the subscriber does not want.
    Unwanted,
    /// The conversation is over.
    Over,
}

/// The template for a purpose on a channel, as it is now, or why there is none.
pub(crate) async fn used_for(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
    channel: ChannelId,
) -> Result<Result<StoredTemplate, NoTemplate>, DeskError> {
    Ok(match templates::choice(conn, purpose, channel).await? {
        TemplateChoice::Nothing => Err(NoTemplate::OnPurpose),
        TemplateChoice::One(id) => templates::load(conn, id)
            .await?
            .filter(StoredTemplate::may_be_sent)
            .ok_or(NoTemplate::Stopped),
        TemplateChoice::Automatic => {
            let approved = templates::approved_on(conn, channel).await?;
            let picked = purpose.pick(approved.iter().map(|stored| (stored.id, &stored.template)));
            approved
                .into_iter()
                .find(|stored| Some(stored.id) == picked)
                .ok_or(NoTemplate::NoneFits)
        }
    })
}

/// The names of the channels in use that have a 24-hour window and no template for a purpose.
pub(crate) async fn channels_without(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
) -> Result<Vec<String>, DeskError> {
    let mut without = Vec::new();
    for channel in templates::channels(conn).await? {
        if used_for(conn, purpose, channel.id).await?.is_err() {
            without.push(channel.name);
        }
    }
    Ok(without)
}
