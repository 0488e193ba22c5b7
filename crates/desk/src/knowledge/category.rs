//! Categories of articles: making one, giving one another name, removing one.
//!
//! A category's key is read off its first name and never changes. Its name is what people read, and no two of them are the
//! same but for accents, capitals and punctuation.

use enlace_domain::{
    PersonId,
    article::{is_built_in_category, is_category_key, slug_of},
    view::{CategoryRemoval, CategoryView},
};
use enlace_store::articles;
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Makes a category and returns its key, which is read off its name and never changes.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for a name that is taken, or of fewer
/// than 2 or more than 40 letters.
pub async fn add_category(desk: &Desk, actor: &Actor, name: &str) -> Result<String, DeskError> {
    actor.require(actor.role.may_edit_articles(), "make categories")?;
    let name = name.trim();
    let key = slug_of(name).replace('-', "_");
    let refused = || DeskError::Invalid {
        field: "category",
        allowed: "um nome novo, de 2 a 40 letras, que comece por uma letra".to_owned(),
    };
    if !is_name(name) || !is_category_key(&key) {
        return Err(refused());
    }
    let mut tx = desk.pool().begin().await?;
    articles::lock_category_names(&mut tx).await?;
    let known = articles::categories(&mut tx).await?;
    // another category may have been called so before, and has the key still
    let key = free_key(key, &known);
    if is_taken(&known, &key, name) || !insert(&mut tx, actor.person.id, &key, name).await? {
        return Err(refused());
    }
    tx.commit().await?;
    Ok(key)
}

/// The key of the category that an article brings along: of the one that is called so here, or of a new one. `None` where
/// the database takes neither.
pub(super) async fn named(
    conn: &mut PgConnection,
    by: PersonId,
    key: &str,
    name: &str,
) -> Result<Option<String>, DeskError> {
    articles::lock_category_names(conn).await?;
    let folded = slug_of(name);
    let known = articles::categories(conn).await?;
    if let Some(namesake) = known.into_iter().find(|category| slug_of(&category.name) == folded) {
        return Ok(Some(namesake.key));
    }
    Ok(insert(conn, by, key, name).await?.then(|| key.to_owned()))
}

/// Gives a category another name, also one that came with Enlace. Its key stays, so that search filters, exports and links
/// go on working.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for a `name` that another category has, or
/// of fewer than 2 or more than 40 letters; [`DeskError::NotFound`].
pub async fn rename_category(desk: &Desk, actor: &Actor, key: &str, name: &str) -> Result<(), DeskError> {
    actor.require(actor.role.may_edit_articles(), "rename categories")?;
    let name = name.trim();
    let refused = |allowed: &str| DeskError::Invalid {
        field: "name",
        allowed: allowed.to_owned(),
    };
    if !is_name(name) {
        return Err(refused("um nome de 2 a 40 letras"));
    }
    let mut tx = desk.pool().begin().await?;
    articles::lock_category_names(&mut tx).await?;
    let known = articles::categories(&mut tx).await?;
    let gone = DeskError::NotFound { what: "category" };
    let Some(category) = known.iter().find(|category| category.key == key) else {
        return Err(gone);
    };
    if is_taken(&known, key, name) {
        return Err(refused("um nome que nenhuma outra categoria tenha"));
    }
    if category.name == name {
        return Ok(());
    }
    if !articles::rename_category(&mut tx, key, name).await? {
        return Err(gone);
    }
    let detail = json!({ "key": key, "was": category.name, "name": name });
    let (by, subject) = (actor.person.id, Subject::ArticleCategory);
    audit::record(&mut tx, by, Action::RenameCategory, subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a category that no article is in, neither as a draft nor as what readers see.
///
/// Older versions of articles may name it still. Whoever puts an article into it at the same moment is faster, or is told
/// that there is no such category.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for a category that came with Enlace;
/// [`DeskError::NotFound`].
pub async fn remove_category(desk: &Desk, actor: &Actor, key: &str) -> Result<CategoryRemoval, DeskError> {
    actor.require(actor.role.may_edit_articles(), "remove categories")?;
    if is_built_in_category(key) {
        return Err(DeskError::Invalid {
            field: "category",
            allowed: "uma categoria que não tenha vindo com o Enlace".to_owned(),
        });
    }
    let mut tx = desk.pool().begin().await?;
    let name = articles::lock_category(&mut tx, key)
        .await?
        .ok_or(DeskError::NotFound { what: "category" })?;
    let inside = articles::articles_in_category(&mut tx, key).await?;
    if inside > 0 {
        return Ok(CategoryRemoval::HasArticles(inside));
    }
    articles::delete_category(&mut tx, key).await?;
    let (detail, subject) = (json!({ "key": key, "name": name }), Subject::ArticleCategory);
    audit::record(&mut tx, actor.person.id, Action::RemoveCategory, subject, &detail).await?;
    tx.commit().await?;
    Ok(CategoryRemoval::Removed)
}

async fn insert(conn: &mut PgConnection, by: PersonId, key: &str, name: &str) -> Result<bool, DeskError> {
    let new = articles::insert_category(conn, key, name).await?;
    if new {
        let detail = json!({ "key": key, "name": name });
        audit::record(conn, by, Action::CreateCategory, Subject::ArticleCategory, &detail).await?;
    }
    Ok(new)
}

/// Whether it says something, in 2 to 40 letters.
fn is_name(name: &str) -> bool {
    (2..=40).contains(&name.chars().count()) && !slug_of(name).is_empty()
}

/// Whether another category than that of this key has the name.
fn is_taken(known: &[CategoryView], key: &str, name: &str) -> bool {
    let folded = slug_of(name);
    known
        .iter()
        .any(|category| category.key != key && slug_of(&category.name) == folded)
}

/// The key, or one that goes on with a number where a category has it.
fn free_key(key: String, known: &[CategoryView]) -> String {
    let is_free = |key: &str| known.iter().all(|category| category.key != key);
    if is_free(&key) {
        return key;
    }
    // leaves room for the number
    let stem: String = key.chars().take(36).collect();
    let mut number = 2_u32;
    loop {
        let other = format!("{stem}_{number}");
        if is_free(&other) {
            return other;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(key: &str, name: &str) -> CategoryView {
        CategoryView {
            key: key.to_owned(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn a_name_is_taken_whatever_its_accents_and_capitals() {
        let known = [category("fibra", "Óptica"), category("planos", "Planos")];
        assert!(is_taken(&known, "planos", "OPTICA"));
        assert!(!is_taken(&known, "fibra", "optica"), "it may be written otherwise");
        assert!(!is_taken(&known, "planos", "Fibra"), "a key is no name");
    }

    #[test]
    fn a_key_that_is_taken_goes_on_with_a_number() {
        let long = "a".repeat(40);
        let known = [
            category("fibra", "Óptica"),
            category("fibra_2", "Fibra"),
            category(&long, "A"),
        ];
        assert_eq!(free_key("planos".to_owned(), &known), "planos");
        assert_eq!(free_key("fibra".to_owned(), &known), "fibra_3");
        assert!(is_category_key(&free_key(long, &known)));
    }

    #[test]
    fn a_name_says_something_and_is_short() {
        assert!(is_name("2 giga") && is_name(&"á".repeat(40)));
        assert!(!is_name("") && !is_name("a") && !is_name("!?") && !is_name(&"á".repeat(41)));
    }
}
