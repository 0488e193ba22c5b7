//! A zip of files: taken apart within limits, and put together.

use std::io::{Cursor, Read, Seek, Write};

use enlace_domain::{
    ArticleFileId,
    article_file::{LARGEST, packed_file},
    intake::{IMPORT_FILE_MAX, IMPORT_FILES_MAX, ImportRefusal},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Most bytes of all files of an archive together.
const WHOLE_MAX: u64 = 100 * 1024 * 1024;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Its name, with its folders.
    pub name: String,
    /// Its bytes, or why it was not unpacked.
    pub bytes: Result<Vec<u8>, ImportRefusal>,
}

/// What an archive holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// Its files in their order, without what systems put beside them.
    pub files: Vec<Packed>,
    /// Pictures and documents that articles of ours name, as an export puts them beside its articles; those that are too
    /// large for one are left out.
    pub named: Vec<(ArticleFileId, Vec<u8>)>,
}

/// Takes an archive apart.
///
/// How large they are is counted while they are unpacked: what the archive says of it may be a lie.
///
/// # Errors
/// [`ImportRefusal::Damaged`]; [`ImportRefusal::TooMuch`] where the whole is more than is read, and nothing of it is.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, ImportRefusal> {
    let too_much = ImportRefusal::TooMuch {
        limit: IMPORT_FILES_MAX,
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportRefusal::Damaged)?;
    let mut unpacked = Unpacked::default();
    let mut left = WHOLE_MAX;
    for place in 0..archive.len() {
        let Ok(raw) = archive.by_index_raw(place) else {
            return Err(ImportRefusal::Damaged);
        };
        let name = raw.name().map_err(|_| ImportRefusal::Damaged)?.into_owned();
        let (folder, locked) = (raw.is_dir(), raw.encrypted());
        drop(raw);
        if folder || is_beside(&name) {
            continue;
        }
        if let Some(id) = packed_file(&name) {
            let bytes = inflate(&mut archive, place, LARGEST.min(left));
            left = left.saturating_sub(unfolded(&bytes));
            // one that is not there is told by the article that names it
            unpacked.named.extend(bytes.ok().map(|bytes| (id, bytes)));
            continue;
        }
        if unpacked.files.len() == IMPORT_FILES_MAX {
            return Err(too_much);
        }
        let bytes = if locked {
            Err(ImportRefusal::Locked)
        } else {
            inflate(&mut archive, place, IMPORT_FILE_MAX)
        };
        left = left.checked_sub(unfolded(&bytes)).ok_or(too_much)?;
        unpacked.files.push(Packed { name, bytes });
    }
    if unpacked.files.is_empty() {
        Err(ImportRefusal::Empty)
    } else {
        Ok(unpacked)
    }
}

fn inflate(archive: &mut ZipArchive<Cursor<&[u8]>>, place: usize, limit: u64) -> Result<Vec<u8>, ImportRefusal> {
    let file = archive.by_index(place).map_err(|_| ImportRefusal::Damaged)?;
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ImportRefusal::Damaged)?;
    if bytes.len() as u64 > limit {
        return Err(ImportRefusal::TooLarge { limit });
    }
    Ok(bytes)
}

/// How many bytes were unfolded for this: of a file that is too large, as many as it may have.
fn unfolded(bytes: &Result<Vec<u8>, ImportRefusal>) -> u64 {
    match bytes {
        Ok(bytes) => bytes.len() as u64,
        Err(ImportRefusal::TooLarge { limit }) => *limit,
        Err(_) => 0,
    }
}

/// What macOS and Windows put into archives beside the files of people.
fn is_beside(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || last.starts_with('.') || ["Thumbs.db", "desktop.ini"].contains(&last)
}

/// An archive that is being put together.
pub struct Packer<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Packer<W> {
    /// An empty one.
    pub fn new(to: W) -> Self {
        Self(ZipWriter::new(to))
    }

    /// Puts a file into it.
    ///
    /// # Errors
    /// One has this name already, they are more than an archive holds, or it cannot be written.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.0.start_file(name, SimpleFileOptions::default())?;
        self.0.write_all(bytes)
    }

    /// The archive, whole.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(self) -> std::io::Result<W> {
        Ok(self.0.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
        let mut archive = Packer::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.add(name, bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_put_together_is_taken_apart() {
        let files = [
            ("a/um.md", &b"# Um"[..]),
            ("dois.md", b"# Dois"),
            ("arquivos/0199d3a4-0000-7000-8000-000000000001.pdf", b"%PDF-1.7"),
            ("__MACOSX/um.md", b"x"),
            (".DS_Store", b"x"),
        ];
        let unpacked = unpack(&pack(files)).unwrap();
        let names: Vec<&str> = unpacked.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a/um.md", "dois.md"]);
        assert_eq!(unpacked.files[1].bytes, Ok(b"# Dois".to_vec()));
        let id = "0199d3a4-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(unpacked.named, [(id, b"%PDF-1.7".to_vec())]);
    }

    #[test]
    fn a_bomb_is_stopped_while_it_unfolds() {
        let zeros = vec![0; 21 * 1024 * 1024];
        let names: Vec<String> = (0..6).map(|number| format!("{number}.md")).collect();
        let small = pack([("0.md", zeros.as_slice())]);
        assert!(small.len() < 100_000);
        let limit = IMPORT_FILE_MAX;
        assert_eq!(
            unpack(&small).unwrap().files[0].bytes,
            Err(ImportRefusal::TooLarge { limit })
        );
        let large = pack(names.iter().map(|name| (name.as_str(), zeros.as_slice())));
        assert!(matches!(unpack(&large), Err(ImportRefusal::TooMuch { .. })));
        let picture = "arquivos/0199d3a4-0000-7000-8000-000000000001.png";
        let with_picture = pack([("0.md", &b"# Zero"[..]), (picture, zeros.as_slice())]);
        assert_eq!(unpack(&with_picture).unwrap().named, []);
        // those that are too large count as well, though nothing of them is kept
        let pictures: Vec<String> = (0..10)
            .map(|number| format!("arquivos/0199d3a4-0000-7000-8000-00000000000{number}.png"))
            .collect();
        let mut files: Vec<(&str, &[u8])> = pictures.iter().map(|name| (name.as_str(), zeros.as_slice())).collect();
        files.push(("0.md", b"# Zero"));
        assert!(matches!(unpack(&pack(files)), Err(ImportRefusal::TooMuch { .. })));
    }
}
