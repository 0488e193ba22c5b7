//! What a vendor keeps for whoever asks with the right credentials.

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// A file on the shelf.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub id: String,
    pub mime_type: String,
    pub filename: Option<String>,
    pub bytes: Bytes,
}

/// The files of a line by their ids.
#[derive(Debug, Default)]
pub(crate) struct Shelf(HashMap<String, Arc<Piece>>);

impl Shelf {
    /// Puts a file where its id finds it.
    pub fn put(&mut self, piece: Piece) -> Arc<Piece> {
        let piece = Arc::new(piece);
        self.0.insert(piece.id.clone(), Arc::clone(&piece));
        piece
    }

    /// The file with this id.
    pub fn find(&self, id: &str) -> Option<Arc<Piece>> {
        self.0.get(id).cloned()
    }

    /// Takes a file away; says whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        self.0.remove(id).is_some()
    }
}

impl Piece {
    /// The file as an answer.
    pub fn answer(&self) -> Response {
        let headers = [(header::CONTENT_TYPE, self.mime_type.clone())];
        (headers, self.bytes.clone()).into_response()
    }
}

/// The hash that vendors name beside a file.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
