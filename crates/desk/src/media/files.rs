//! Where the bytes of files lie: a folder or a bucket, each object under the SHA-256 of its bytes, so that the same
//! file is kept once however often it comes.

use std::{fmt, ops::Range, path::Path as FolderPath, sync::Arc};

use anyhow::Context;
use bytes::Bytes;
use enlace_domain::MessageKind;
use enlace_store::media::Stored;
use futures::{Stream, StreamExt, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path,
};
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;
use uuid::Uuid;

use super::sniff;

/// So many files are fetched at once by a process: fewer than its workers, so that no message waits for a film.
const AT_ONCE: usize = 3;
/// So many files are taken from people at once by a process; the next waits.
const UPLOADS_AT_ONCE: usize = 8;
/// So many parts of one file are written at once.
const PARTS_AT_ONCE: usize = 2;
const MEBIBYTE: u64 = 1024 * 1024;

/// How large files may be, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaLimits {
    /// Documents.
    pub document: u64,
    /// Everything else.
    pub other: u64,
}

/// WhatsApp's own limits (Cloud API, "Supported media types").
impl Default for MediaLimits {
    fn default() -> Self {
        Self {
            document: 100 * MEBIBYTE,
            other: 16 * MEBIBYTE,
        }
    }
}

impl MediaLimits {
    /// The limit for the files of a message of this kind.
    #[must_use]
    pub const fn of(self, kind: MessageKind) -> u64 {
        match kind {
            MessageKind::Document => self.document,
            _ => self.other,
        }
    }
}

/// Why a file was not kept. Nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum KeepError<E> {
    /// It is larger than allowed.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// It did not come whole.
    #[error("the file did not come whole")]
    Source(#[source] E),
    /// The folder or bucket does not take it.
    #[error("the file could not be written")]
    Store(#[from] object_store::Error),
}

/// The objects; cheap to clone.
#[derive(Clone)]
pub struct FileStore {
    objects: Arc<dyn ObjectStore>,
    root: Path,
    limits: MediaLimits,
    turns: Arc<Semaphore>,
    upload_turns: Arc<Semaphore>,
}

impl FileStore {
    /// In a folder of this machine, made if it is not there.
    ///
    /// # Errors
    /// The folder can't be made or entered.
    pub fn in_folder(folder: &FolderPath, limits: MediaLimits) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("Failed to make the folder of the files {}", folder.display()))?;
        let objects = LocalFileSystem::new_with_prefix(folder)
            .with_context(|| format!("Failed to enter the folder of the files {}", folder.display()))?;
        Ok(Self::new(Arc::new(objects), Path::default(), limits))
    }

    /// In a bucket, `s3://bucket/prefix`, with the usual `AWS_…` variables.
    ///
    /// # Errors
    /// The address or the variables are not what S3 needs.
    pub fn in_bucket(address: &Url, limits: MediaLimits) -> anyhow::Result<Self> {
        let objects = AmazonS3Builder::from_env()
            .with_url(address.as_str())
            .build()
            .context("Failed to set up the bucket of ENLACE_MEDIA_URL: are the AWS_ variables right?")?;
        let root = Path::from_url_path(address.path()).context("ENLACE_MEDIA_URL has a prefix that S3 can't have")?;
        Ok(Self::new(Arc::new(objects), root, limits))
    }

    fn new(objects: Arc<dyn ObjectStore>, root: Path, limits: MediaLimits) -> Self {
        Self {
            objects,
            root,
            limits,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            upload_turns: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
        }
    }

    /// How large files may be.
    #[must_use]
    pub const fn limits(&self) -> MediaLimits {
        self.limits
    }

    /// A turn at fetching, until it is dropped; `None` where as many as may are under way.
    pub(super) fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turns).try_acquire_owned().ok()
    }

    /// A turn at taking a file from somebody, until it is dropped; waits for it.
    pub(super) async fn upload_turn(&self) -> Option<OwnedSemaphorePermit> {
        // fails only where the semaphore is closed, which it never is
        Arc::clone(&self.upload_turns).acquire_owned().await.ok()
    }

    /// Keeps a file as it comes, whole or not at all: it is written under a name of its own, and only what came to
    /// its end is put under its hash.
    ///
    /// # Errors
    /// [`KeepError`].
    pub async fn keep<E>(
        &self,
        pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
        limit: u64,
    ) -> Result<Stored, KeepError<E>> {
        let incoming = self
            .root
            .clone()
            .join("incoming")
            .join(Uuid::new_v4().simple().to_string());
        let mut writer = WriteMultipart::new(self.objects.put_multipart(&incoming).await?);
        let stored = match write(&mut writer, pieces, limit).await {
            Ok(stored) => stored,
            Err(error) => {
                // what stays of it lies under a name that nothing asks for
                if let Err(error) = writer.abort().await {
                    tracing::warn!(%error, "Could not clear away a file that did not come whole");
                }
                return Err(error);
            }
        };
        writer.finish().await?;
        let place = self.place(&stored.sha256);
        match self.objects.head(&place).await {
            Ok(_) => self.objects.delete(&incoming).await?,
            Err(object_store::Error::NotFound { .. }) => self.objects.rename(&incoming, &place).await?,
            Err(error) => return Err(error.into()),
        }
        Ok(stored)
    }

    /// The bytes of `range` of an object, piece by piece.
    ///
    /// # Errors
    /// There is no such object, or the store is away.
    pub async fn read(
        &self,
        sha256: &str,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, object_store::Error> {
        if range.is_empty() {
            return Ok(futures::stream::empty().boxed());
        }
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            ..GetOptions::default()
        };
        Ok(self.objects.get_opts(&self.place(sha256), options).await?.into_stream())
    }

    /// Whether the object is there.
    pub(super) async fn has(&self, sha256: &str) -> Result<bool, object_store::Error> {
        match self.objects.head(&self.place(sha256)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Takes an object away; one that is not there is no error.
    pub(super) async fn remove(&self, sha256: &str) -> Result<(), object_store::Error> {
        match self.objects.delete(&self.place(sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// `ab/cd/abcd…`: no folder grows beyond what file systems like.
    fn place(&self, sha256: &str) -> Path {
        let part = |from: usize| sha256.get(from..from + 2).unwrap_or("--").to_owned();
        self.root.clone().join(part(0)).join(part(2)).join(sha256)
    }
}

async fn write<E>(
    writer: &mut WriteMultipart,
    mut pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
    limit: u64,
) -> Result<Stored, KeepError<E>> {
    let mut hash = Sha256::new();
    let mut head = Vec::new();
    let mut bytes = 0_u64;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(KeepError::Source)?;
        bytes = bytes.saturating_add(piece.len() as u64);
        if bytes > limit {
            return Err(KeepError::TooLarge { limit });
        }
        hash.update(&piece);
        let missing = sniff::HEAD.saturating_sub(head.len()).min(piece.len());
        head.extend_from_slice(&piece[..missing]);
        writer.wait_for_capacity(PARTS_AT_ONCE).await?;
        writer.put(piece);
    }
    Ok(Stored {
        content_type: sniff::content_type(&head).to_owned(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        sha256: hex::encode(hash.finalize()),
    })
}

/// Shows where it is, and no key.
impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore")
            .field("objects", &self.objects.to_string())
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, fs};

    use futures::stream;

    use super::*;

    fn files(folder: &FolderPath) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path.strip_prefix(folder).unwrap().display().to_string());
                }
            }
        }
        found
    }

    fn whole(bytes: &'static [u8]) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
        stream::iter(bytes.chunks(3).map(|piece| Ok(Bytes::from_static(piece))))
    }

    #[tokio::test]
    async fn the_same_file_twice_lies_there_once_under_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_folder(folder.path(), MediaLimits::default()).unwrap();
        let first = store.keep(whole(b"%PDF-1.7 boleto"), 100).await.unwrap();
        let second = store.keep(whole(b"%PDF-1.7 boleto"), 100).await.unwrap();
        assert_eq!(first, second);
        assert_eq!((first.content_type.as_str(), first.bytes), ("application/pdf", 15));
        let hash = &first.sha256;
        assert_eq!(files(folder.path()), [format!("{}/{}/{hash}", &hash[..2], &hash[2..4])]);
        let pieces = store.read(hash, 9..15).await.unwrap();
        let read: Vec<Bytes> = pieces.map(Result::unwrap).collect().await;
        assert_eq!(read.concat(), b"boleto");
    }

    #[tokio::test]
    async fn what_is_cut_or_too_large_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_folder(folder.path(), MediaLimits::default()).unwrap();
        let cut = stream::iter([Ok(Bytes::from_static(b"half")), Err("cut")]);
        assert!(matches!(store.keep(cut, 100).await, Err(KeepError::Source("cut"))));
        let large = store.keep(whole(b"too large"), 8).await;
        assert!(matches!(large, Err(KeepError::TooLarge { limit: 8 })));
        assert!(files(folder.path()).is_empty());
    }
}
