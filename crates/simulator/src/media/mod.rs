//! Files: the small real ones that subscribers send, and the shelf where a vendor keeps what it may be asked for.

mod sample;
mod shelf;

pub(crate) use sample::Sample;
pub(crate) use shelf::{Piece, Shelf, sha256_hex};
