//! Where an index's files lie: a folder that belongs to one process, with one generation of files in use.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Error},
    path::{Path, PathBuf},
};

/// So many processes of one machine may have an index below one folder.
const SLOTS: usize = 32;
/// Names the generation in use, and the request for a new index that it was made for.
const CURRENT: &str = "current";

/// A folder that is this process's until it ends.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

/// One set of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Generation {
    pub(super) path: PathBuf,
    number: u64,
    /// The request for a new index that it was made for; `None` where it was made for none.
    pub(super) made_for: Option<i64>,
}

impl Folder {
    /// Takes the first folder that no other process has. The lock ends with the process, however it ends.
    pub(super) fn take(below: &Path) -> io::Result<Self> {
        for slot in 0..SLOTS {
            let path = below.join(slot.to_string());
            fs::create_dir_all(&path)?;
            let lock = File::create(path.join("lock"))?;
            match lock.try_lock() {
                Ok(()) => return Ok(Self { path, _lock: lock }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(Error::other(format!(
            "{SLOTS} processes already have an index below {}",
            below.display()
        )))
    }

    /// The generation in use, if there is one.
    pub(super) fn current(&self) -> Option<Generation> {
        let said = fs::read_to_string(self.path.join(CURRENT)).ok()?;
        let mut numbers = said.split_whitespace();
        let number = numbers.next()?.parse().ok()?;
        let made_for = numbers.next().and_then(|made_for| made_for.parse().ok());
        let generation = self.generation(number, made_for);
        generation.path.is_dir().then_some(generation)
    }

    /// The place of a new generation.
    pub(super) fn next(&self, made_for: Option<i64>) -> io::Result<Generation> {
        let last = self.numbers()?.into_iter().max().unwrap_or(0);
        Ok(self.generation(last + 1, made_for))
    }

    /// From the next start on this generation is used.
    pub(super) fn make_current(&self, generation: &Generation) -> io::Result<()> {
        let draft = self.path.join("current.new");
        let made_for = generation
            .made_for
            .map(|number| format!(" {number}"))
            .unwrap_or_default();
        fs::write(&draft, format!("{}{made_for}", generation.number))?;
        fs::rename(draft, self.path.join(CURRENT))
    }

    /// Uses this generation and throws the others away, which a killed process has left.
    pub(super) fn keep_only(&self, kept: &Generation) -> io::Result<()> {
        self.make_current(kept)?;
        for other in self.numbers()? {
            if other != kept.number {
                fs::remove_dir_all(self.generation(other, None).path)?;
            }
        }
        Ok(())
    }

    fn generation(&self, number: u64, made_for: Option<i64>) -> Generation {
        Generation {
            path: self.path.join(format!("g{number}")),
            number,
            made_for,
        }
    }

    fn numbers(&self) -> io::Result<Vec<u64>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let name = entry?.file_name();
            let number = name
                .to_str()
                .and_then(|name| name.strip_prefix('g')?.parse::<u64>().ok());
            found.extend(number);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_processes_get_two_folders() {
        let below = tempfile::tempdir().unwrap();
        let one = Folder::take(below.path()).unwrap();
        let two = Folder::take(below.path()).unwrap();
        assert_ne!(one.path, two.path);
        let path = one.path.clone();
        drop(one);
        assert_eq!(Folder::take(below.path()).unwrap().path, path);
    }

    #[test]
    fn only_the_generation_in_use_is_kept() {
        let below = tempfile::tempdir().unwrap();
        let folder = Folder::take(below.path()).unwrap();
        assert_eq!(folder.current(), None);
        let first = folder.next(None).unwrap();
        fs::create_dir_all(&first.path).unwrap();
        let second = folder.next(Some(7)).unwrap();
        fs::create_dir_all(&second.path).unwrap();
        assert_ne!(first, second);
        folder.keep_only(&second).unwrap();
        assert_eq!(folder.current(), Some(second));
        assert!(!first.path.exists());
    }
}
