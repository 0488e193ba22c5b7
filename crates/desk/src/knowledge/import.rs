//! Taking documents into the knowledge base: read first, and shown; then kept as drafts, which nobody else sees before
//! they are published.

use std::collections::BTreeSet;

use enlace_documents::{Document, without_files};
use enlace_domain::{
    ArticleFileId, ArticleId, PersonId,
    article::{ArticleField, ArticleFields, is_category_key},
    article_file::named_in,
    intake::ImportWarning,
    view::{ImportOutcome, ImportSource, ReadArticle, ReadFile},
};
use enlace_store::{article_files, article_imports, articles, people};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{
    category,
    files::keep_unpacked,
    page::safe_html,
    reading::{self, Found, Read},
    write::{checked, invalid, marked, refused},
};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// What a file would become, or each file of an archive. No article is kept; the pictures and documents that an archive's
/// articles name are, so that a draft shows them, for a day where none is made.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn read_file(desk: &Desk, actor: &Actor, name: &str, bytes: Vec<u8>) -> Result<Vec<ReadFile>, DeskError> {
    actor.require(actor.role.may_edit_articles(), "take articles in")?;
    read_file_for_command(desk, actor.person.id, name, bytes).await
}

/// The same at the command line, in the name of an [`editor`].
///
/// # Errors
/// The database or the store is away.
pub async fn read_file_for_command(
    desk: &Desk,
    by: PersonId,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Vec<ReadFile>, DeskError> {
    let Found { files, named } = reading::files(desk.knowledge().readers(), name, bytes).await?;
    let documents = files.iter().filter_map(|file| file.result.as_ref().ok());
    let wanted: BTreeSet<ArticleFileId> = documents
        .flat_map(|(document, _)| named_in(&document.markdown))
        .collect();
    for (id, bytes) in named.into_iter().filter(|(id, _)| wanted.contains(id)) {
        keep_unpacked(desk, by, id, bytes).await?;
    }
    let hashes: Vec<String> = files
        .iter()
        .filter_map(|file| Some(file.result.as_ref().ok()?.1.clone()))
        .collect();
    let mut conn = desk.pool().acquire().await?;
    let known = article_imports::known(&mut conn, &hashes).await?;
    let mut read = Vec::with_capacity(files.len());
    for Read { name, result } in files {
        let result = match result {
            Ok((document, sha256)) => {
                let known = known.get(&sha256).copied();
                Ok(would_become(&mut conn, &name, document, sha256, known).await?)
            }
            Err(refusal) => Err(refusal),
        };
        read.push(ReadFile { name, result });
    }
    Ok(read)
}

async fn would_become(
    conn: &mut PgConnection,
    name: &str,
    document: Document,
    sha256: String,
    mut known: Option<ArticleId>,
) -> Result<ReadArticle, DeskError> {
    let mut fields = document.head.fields(&document.title, &document.markdown);
    let mut warnings = document.warnings;
    let gone = leave_out_missing(conn, &mut fields.body).await?;
    if gone > 0 {
        warnings.push(ImportWarning::Pictures(gone));
    }
    if known.is_none()
        && let Some(namesake) = namesake(conn, &fields).await?
    {
        known = namesake.same.then_some(namesake.id);
        if known.is_none() {
            warnings.push(ImportWarning::SlugTaken);
        }
    }
    Ok(ReadArticle {
        known,
        html: safe_html(&fields.body),
        source: ImportSource {
            sha256,
            file_name: name.to_owned(),
            fields,
            category_name: document.head.category_name,
            says_audience: document.head.audience.is_some(),
        },
        warnings,
    })
}

/// Leaves of each file that is not here the words alone; returns how many those are.
async fn leave_out_missing(conn: &mut PgConnection, body: &mut String) -> Result<u32, DeskError> {
    let named = named_in(body);
    if named.is_empty() {
        return Ok(0);
    }
    let here = article_files::these(conn, &named).await?;
    let (without, gone) = without_files(body, |id| here.iter().any(|file| file.id == id));
    if gone > 0 {
        *body = without;
    }
    Ok(gone)
}

/// The article that has the name in addresses already.
struct Namesake {
    id: ArticleId,
    /// Its draft says the same in every field.
    same: bool,
}

async fn namesake(conn: &mut PgConnection, fields: &ArticleFields) -> Result<Option<Namesake>, DeskError> {
    let Some(id) = articles::by_slug(conn, &fields.slug).await? else {
        return Ok(None);
    };
    let draft = articles::draft(conn, id).await?;
    let same = draft.is_some_and(|draft| {
        // a file ends with its last word
        let differs = |field| field != ArticleField::Body || draft.fields.body.trim() != fields.body.trim();
        !draft.fields.differences(fields).into_iter().any(differs)
    });
    Ok(Some(Namesake { id, same }))
}

/// Makes a draft of what was read.
///
/// A file that became an article before changes nothing, nor does one that says what the draft of its name says: what was
/// taken out may be taken in again. A category that nobody knows yet, neither by its key nor by its name, is made, and where
/// another article has its name in addresses it gets one of its own.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the field.
pub async fn import(desk: &Desk, actor: &Actor, source: ImportSource) -> Result<ImportOutcome, DeskError> {
    actor.require(actor.role.may_edit_articles(), "take articles in")?;
    import_for_command(desk, actor.person.id, source).await
}

/// The same at the command line, in the name of an [`editor`].
///
/// # Errors
/// As [`import`].
pub async fn import_for_command(desk: &Desk, by: PersonId, source: ImportSource) -> Result<ImportOutcome, DeskError> {
    let mut fields = checked(source.fields.clone())?;
    if fields.body.trim().is_empty() {
        return Err(invalid(ArticleField::Body));
    }
    if source.sha256.len() != 64
        || !source
            .sha256
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Err(DeskError::Invalid {
            field: "file",
            allowed: "um arquivo que foi lido antes".to_owned(),
        });
    }
    let mut tx = desk.pool().begin().await?;
    let before = article_imports::known(&mut tx, std::slice::from_ref(&source.sha256)).await?;
    if let Some(known) = before.get(&source.sha256) {
        return Ok(ImportOutcome::Known(*known));
    }
    if !articles::has_category(&mut tx, &fields.category).await? {
        let name = source
            .category_name
            .as_deref()
            .map(str::trim)
            .filter(|name| (2..=60).contains(&name.chars().count()));
        let name = name.map_or_else(|| category_name(&fields.category), str::to_owned);
        if !is_category_key(&fields.category) {
            return Err(invalid(ArticleField::Category));
        }
        fields.category = category::named(&mut tx, by, &fields.category, &name)
            .await?
            .ok_or_else(|| invalid(ArticleField::Category))?;
    }
    match namesake(&mut tx, &fields).await? {
        Some(namesake) if namesake.same => return Ok(ImportOutcome::Known(namesake.id)),
        Some(_) => fields.slug = marked(&fields.slug),
        None => {}
    }
    // between the reading and this more than a day may have passed
    leave_out_missing(&mut tx, &mut fields.body).await?;
    let id = ArticleId::new();
    articles::insert(&mut tx, id, &fields, by).await.map_err(refused)?;
    if !article_imports::insert(&mut tx, &source, id, by).await? {
        // somebody was faster by a moment, and this transaction is taken back
        drop(tx);
        let mut conn = desk.pool().acquire().await?;
        let known = article_imports::known(&mut conn, std::slice::from_ref(&source.sha256)).await?;
        let known = known.get(&source.sha256).copied();
        return known
            .map(ImportOutcome::Known)
            .ok_or(DeskError::NotFound { what: "article" });
    }
    let detail = json!({ "category": fields.category, "audience": fields.audience, "imported": true });
    audit::record(&mut tx, by, Action::CreateArticle, Subject::Article(id), &detail).await?;
    tx.commit().await?;
    Ok(ImportOutcome::Made(id))
}

/// The administrator with this e-mail, in whose name files are taken in.
///
/// # Errors
/// [`DeskError::NotFound`]; [`DeskError::Forbidden`] for everybody else.
pub async fn editor(desk: &Desk, email: &str) -> Result<PersonId, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let known = people::credentials(&mut tx, email).await?;
    let id = known.ok_or(DeskError::NotFound { what: "person" })?.person.id;
    match people::lock(&mut tx, id).await? {
        Some(person) if person.active && person.role.may_edit_articles() => Ok(id),
        Some(_) => Err(DeskError::Forbidden { what: "edit articles" }),
        None => Err(DeskError::NotFound { what: "person" }),
    }
}

/// The mark of a file: the SHA-256 of its bytes, in hex.
pub(super) fn mark_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A name for a category that is known by its key alone.
pub(super) fn category_name(key: &str) -> String {
    if key == "equipment" {
        return "Equipamentos".to_owned();
    }
    let mut letters = key.replace('_', " ").chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_ascii_uppercase();
    }
    letters.into_iter().collect()
}
