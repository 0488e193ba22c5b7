//! Categories of the provider's own.

use enlace_domain::article::{is_category_key, slug_of};
use enlace_store::articles;

use crate::{Actor, Desk, DeskError};

/// Makes a category and returns its key, which is read off its name and never changes.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for a name that is taken, or of fewer
/// than 2 or more than 40 letters.
pub async fn add_category(desk: &Desk, actor: &Actor, name: &str) -> Result<String, DeskError> {
    actor.require(actor.role.may_edit_articles(), "make categories")?;
    let name = name.trim();
    let key = slug_of(name).replace('-', "_");
    let good = (2..=40).contains(&name.chars().count()) && is_category_key(&key);
    let mut conn = desk.pool().acquire().await?;
    if good && articles::insert_category(&mut conn, &key, name).await? {
        return Ok(key);
    }
    Err(DeskError::Invalid {
        field: "category",
        allowed: "um nome novo, de 2 a 40 letras, que comece por uma letra".to_owned(),
    })
}
