//! Vectors that were computed once. They are kept by what was embedded, so that a text that comes again costs nothing.

use std::collections::HashMap;

use sqlx::PgConnection;

use crate::StoreError;

/// The SHA-256 of a text.
pub type TextHash = [u8; 32];

/// The vectors that an embedder has computed of these texts, by their hashes.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn known(
    conn: &mut PgConnection,
    embedder: &str,
    hashes: &[TextHash],
) -> Result<HashMap<TextHash, Vec<f32>>, StoreError> {
    let hashes: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.to_vec()).collect();
    sqlx::query!(
        "select sha256, vector from embeddings where embedder = $1 and sha256 = any($2)",
        embedder,
        &hashes,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        let hash =
            TextHash::try_from(row.sha256.as_slice()).map_err(|error| StoreError::corrupt("hash of a text")(&error))?;
        Ok((hash, numbers(&row.vector)))
    })
    .collect()
}

/// Keeps vectors; those that are known stay as they are.
///
/// # Errors
/// The database said no.
pub async fn keep(conn: &mut PgConnection, embedder: &str, vectors: &[(TextHash, Vec<f32>)]) -> Result<(), StoreError> {
    let hashes: Vec<Vec<u8>> = vectors.iter().map(|(hash, _)| hash.to_vec()).collect();
    let bytes: Vec<Vec<u8>> = vectors.iter().map(|(_, vector)| bytes(vector)).collect();
    sqlx::query!(
        "insert into embeddings (embedder, sha256, vector)
         select $1, u.sha256, u.vector from unnest($2::bytea[], $3::bytea[]) as u (sha256, vector)
         on conflict do nothing",
        embedder,
        &hashes,
        &bytes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn bytes(vector: &[f32]) -> Vec<u8> {
    vector.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().map(|number| f32::from_le_bytes(*number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_comes_back_as_it_went() {
        let vector = vec![0.25, -1.5, f32::MIN_POSITIVE];
        assert_eq!(numbers(&bytes(&vector)), vector);
    }
}
