//! What a person sends: words, a file, a place, as an answer to a message or by itself.

use enlace_domain::view::{PlaceView, Quoted, UploadView};
use serde::{Deserialize, Serialize};

/// One message on its way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outgoing {
    /// The words; may be empty where there is something else.
    pub text: String,
    /// A file that the desk has already.
    pub file: Option<UploadView>,
    /// A place.
    pub place: Option<PlaceView>,
    /// The message that it answers.
    pub quoted: Option<Quoted>,
    /// Answers to tap below the words.
    pub offered: Vec<String>,
}

impl From<&str> for Outgoing {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

impl Outgoing {
    /// The messages of an answer, each to be sent under a key of its own: one a file, the words with the last of them and
    /// the quote with the first. Nothing where there is nothing to send.
    #[must_use]
    pub fn all(text: &str, files: Vec<UploadView>, quoted: Option<Quoted>) -> Vec<Self> {
        let mut all: Vec<Self> = files
            .into_iter()
            .map(|file| Self {
                file: Some(file),
                ..Self::default()
            })
            .collect();
        if all.is_empty() && !text.is_empty() {
            all.push(Self::default());
        }
        if let Some(last) = all.last_mut() {
            text.clone_into(&mut last.text);
        }
        if let Some(first) = all.first_mut() {
            first.quoted = quoted;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::{MessageKind, UploadId};

    use super::*;

    fn file(name: &str) -> UploadView {
        UploadView {
            id: UploadId::new(),
            kind: MessageKind::Document,
            content_type: "application/pdf".into(),
            bytes: 1,
            file_name: Some(name.into()),
        }
    }

    #[test]
    fn each_file_is_a_message_and_the_words_stand_with_the_last() {
        let all = Outgoing::all("as duas", vec![file("a"), file("b")], None);
        assert_eq!(
            all.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
            ["", "as duas"]
        );
        assert_eq!(Outgoing::all("oi", vec![], None), ["oi".into()]);
        assert!(Outgoing::all("", vec![], None).is_empty());
    }
}
