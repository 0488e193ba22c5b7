//! Reads documents that nobody vouches for: apart from the async threads, a few at a time, for a limited time, and a
//! parser that panics has read a damaged file.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
    time::Duration,
};

use anyhow::Context;
use enlace_documents::{Document, Kind, Packed, STACK, Unpacked};
use enlace_domain::{
    ArticleFileId,
    intake::{IMPORT_FILE_MAX, ImportRefusal},
};
use tokio::{
    sync::{Semaphore, oneshot},
    time::{Instant, timeout, timeout_at},
};

use super::import::mark_of;
use crate::DeskError;

/// So many files are read at once by a process.
pub(super) const AT_ONCE: usize = 2;
/// Longest time for one file. A thread can't be stopped: it keeps its turn until it ends.
const LONGEST: Duration = Duration::from_secs(20);
/// Longest time for all files of an archive.
const WHOLE: Duration = Duration::from_secs(180);

/// A file that was read, with its mark.
pub(super) struct Read {
    /// Its name.
    pub(super) name: String,
    /// What it says and the file's hash, or why it is refused.
    pub(super) result: Result<(Document, String), ImportRefusal>,
}

/// A file, or an archive of them.
pub(super) struct Found {
    /// Each file.
    pub(super) files: Vec<Read>,
    /// Pictures and documents of articles that came along.
    pub(super) named: Vec<(ArticleFileId, Vec<u8>)>,
}

/// Reads a file, or each of an archive.
pub(super) async fn files(readers: &Arc<Semaphore>, name: &str, bytes: Vec<u8>) -> Result<Found, DeskError> {
    let refused = |refusal| Found {
        files: vec![Read {
            name: name.to_owned(),
            result: Err(refusal),
        }],
        named: Vec::new(),
    };
    if bytes.len() as u64 > IMPORT_FILE_MAX {
        let limit = IMPORT_FILE_MAX;
        return Ok(refused(ImportRefusal::TooLarge { limit }));
    }
    let own = name.to_owned();
    let taken = apart(readers, LONGEST, move || match enlace_documents::kind(&own, &bytes) {
        Kind::Archive => enlace_documents::unpack(&bytes),
        _ => Ok(Unpacked {
            files: vec![Packed {
                name: own,
                bytes: Ok(bytes),
            }],
            named: Vec::new(),
        }),
    });
    let Unpacked { files, named } = match taken.await? {
        Ok(unpacked) => unpacked,
        Err(refusal) => return Ok(refused(refusal)),
    };
    let end = Instant::now() + WHOLE;
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name.clone();
        let result = match file.bytes {
            Ok(bytes) => {
                let work = move || Ok((enlace_documents::read(&file.name, &bytes)?, mark_of(&bytes)));
                match timeout_at(end, apart(readers, LONGEST, work)).await {
                    Ok(result) => result?,
                    Err(_) => Err(ImportRefusal::TooSlow),
                }
            }
            Err(refusal) => Err(refusal),
        };
        read.push(Read { name, result });
    }
    Ok(Found { files: read, named })
}

/// Does this on a thread of its own.
async fn apart<T: Send + 'static>(
    readers: &Arc<Semaphore>,
    longest: Duration,
    work: impl FnOnce() -> Result<T, ImportRefusal> + Send + 'static,
) -> Result<Result<T, ImportRefusal>, DeskError> {
    let Ok(Ok(turn)) = timeout(longest, Arc::clone(readers).acquire_owned()).await else {
        return Ok(Err(ImportRefusal::TooSlow));
    };
    let (tell, told) = oneshot::channel();
    thread::Builder::new()
        .name("documents".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let _turn = turn;
            let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(ImportRefusal::Damaged));
            // nobody waits for it any more where it took too long
            let _ = tell.send(result);
        })
        .context("Failed to start a thread that reads documents")?;
    Ok(match timeout(longest, told).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(ImportRefusal::Damaged),
        Err(_) => Err(ImportRefusal::TooSlow),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_that_panics_or_never_ends_is_an_answer() {
        let readers = Arc::new(Semaphore::new(1));
        let panics = apart(&readers, LONGEST, || -> Result<(), _> { panic!("a parser's fault") });
        assert_eq!(panics.await.unwrap(), Err(ImportRefusal::Damaged));
        let (let_go, held) = std::sync::mpsc::channel::<()>();
        let short = Duration::from_millis(20);
        let endless = apart(&readers, short, move || held.recv().map_err(|_| ImportRefusal::Damaged));
        assert_eq!(endless.await.unwrap(), Err(ImportRefusal::TooSlow));
        // it still has its turn, and the next one does not wait for ever
        assert_eq!(
            apart(&readers, short, || Ok(())).await.unwrap(),
            Err(ImportRefusal::TooSlow)
        );
        let_go.send(()).unwrap();
        assert_eq!(apart(&readers, LONGEST, || Ok(())).await.unwrap(), Ok(()));
    }
}
