//! What may be sent over a channel besides words. The composer asks before a file is read, the desk before it is kept
//! and once more before it is sent.

use serde::{Deserialize, Serialize};

use crate::MessageKind;

/// What a channel takes besides words; nothing by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Means {
    /// Files, one entry a kind.
    pub files: Vec<FileMeans>,
    /// Places.
    pub place: bool,
    /// Answers that show which message they answer.
    pub quote: bool,
}

/// Which files of one kind a channel takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMeans {
    /// What they are sent as.
    pub kind: MessageKind,
    /// Their content types, as the bytes show them; empty where any is taken.
    pub types: Vec<String>,
    /// The largest, in bytes.
    pub bytes: u64,
    /// The longest words below one, in characters; 0 where the provider drops them, so that they must go by themselves.
    pub caption: usize,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRefusal {
    /// There is nothing in it.
    Empty,
    /// It is larger than the channel takes.
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// The channel takes no file of its type.
    Type,
    /// It did not come to its end.
    Cut,
}

impl Means {
    /// What a file is sent as, by what its bytes show.
    ///
    /// # Errors
    /// [`FileRefusal`].
    pub fn of(&self, content_type: &str, bytes: u64) -> Result<&FileMeans, FileRefusal> {
        if bytes == 0 {
            return Err(FileRefusal::Empty);
        }
        let mut fitting = self.files.iter().filter(|means| means.takes(content_type));
        let refusal = match self.limit(content_type) {
            0 => FileRefusal::Type,
            limit => FileRefusal::TooLarge { limit },
        };
        fitting.find(|means| bytes <= means.bytes).ok_or(refusal)
    }

    /// The largest file of this type, in bytes; 0 where none is taken.
    #[must_use]
    pub fn limit(&self, content_type: &str) -> u64 {
        let fitting = self.files.iter().filter(|means| means.takes(content_type));
        fitting.map(|means| means.bytes).max().unwrap_or(0)
    }

    /// Whether a file is worth sending to the desk, by what its browser says of it. The browser goes by the name's
    /// ending, so only what is certainly refused is refused here: its bytes decide.
    ///
    /// # Errors
    /// [`FileRefusal`].
    pub fn at_first_sight(&self, said: &str, bytes: u64) -> Result<(), FileRefusal> {
        match self.of(said, bytes) {
            Err(FileRefusal::Type) => {}
            known => return known.map(|_| ()),
        }
        let limit = self.files.iter().map(|means| means.bytes).max().unwrap_or(0);
        if self.files.is_empty() || said.starts_with("image/") || said.starts_with("video/") {
            Err(FileRefusal::Type)
        } else if bytes > limit {
            Err(FileRefusal::TooLarge { limit })
        } else {
            Ok(())
        }
    }

    /// The content types that the channel takes by name.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .flat_map(|means| means.types.iter().map(String::as_str))
    }
}

impl FileMeans {
    fn takes(&self, content_type: &str) -> bool {
        self.types.is_empty() || self.types.iter().any(|one| one == content_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(kind: MessageKind, types: &[&str], bytes: u64) -> FileMeans {
        FileMeans {
            kind,
            types: types.iter().map(|one| (*one).to_owned()).collect(),
            bytes,
            caption: 0,
        }
    }

    fn means() -> Means {
        Means {
            files: vec![
                files(MessageKind::Image, &["image/jpeg"], 5),
                files(MessageKind::Document, &["application/pdf"], 100),
            ],
            ..Means::default()
        }
    }

    #[test]
    fn a_file_is_sent_as_the_kind_that_takes_it() {
        let means = means();
        assert_eq!(means.of("image/jpeg", 5).map(|one| one.kind), Ok(MessageKind::Image));
        assert_eq!(means.of("image/jpeg", 6), Err(FileRefusal::TooLarge { limit: 5 }));
        assert_eq!(means.of("image/gif", 1), Err(FileRefusal::Type));
        assert_eq!(means.of("image/jpeg", 0), Err(FileRefusal::Empty));
    }

    #[test]
    fn a_picture_too_large_for_a_picture_goes_as_a_document_where_any_may() {
        let mut means = means();
        means.files[1].types.clear();
        assert_eq!(means.of("image/jpeg", 6).map(|one| one.kind), Ok(MessageKind::Document));
        assert_eq!(means.of("image/jpeg", 101), Err(FileRefusal::TooLarge { limit: 100 }));
    }

    #[test]
    fn at_first_sight_only_what_is_certain_is_refused() {
        let means = means();
        assert_eq!(means.at_first_sight("image/gif", 1), Err(FileRefusal::Type));
        assert_eq!(
            means.at_first_sight("image/jpeg", 6),
            Err(FileRefusal::TooLarge { limit: 5 })
        );
        assert_eq!(means.at_first_sight("", 101), Err(FileRefusal::TooLarge { limit: 100 }));
        assert_eq!(means.at_first_sight("", 50), Ok(()));
        assert_eq!(Means::default().at_first_sight("", 50), Err(FileRefusal::Type));
    }
}
