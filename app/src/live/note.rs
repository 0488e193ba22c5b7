//! What the tabs of one browser tell each other.

use enlace_domain::event::StreamCursor;

use crate::components::Connection;

/// A message between tabs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Note {
    /// An event of the stream, as it came.
    Event(String),
    /// The stream lives.
    Beat,
    /// A new tab asks how things stand.
    Hello,
    /// How the stream stands, and the last event seen by the tab that holds it.
    Standing(Connection, Option<StreamCursor>),
    /// Somebody looks at Enlace again: is the stream still alive?
    Wake,
    /// The log-in has ended.
    Left,
}

#[cfg_attr(
    not(any(feature = "hydrate", test)),
    expect(dead_code, reason = "only browsers have tabs")
)]
impl Note {
    /// As text: one letter, then the rest.
    pub(super) fn encode(&self) -> String {
        match self {
            Self::Event(text) => format!("e{text}"),
            Self::Beat => "b".into(),
            Self::Hello => "h".into(),
            Self::Standing(state, cursor) => {
                let letter = match state {
                    Connection::Connecting => 'c',
                    Connection::Live => 'l',
                    Connection::Reconnecting => 'r',
                };
                format!(
                    "s{letter}{}",
                    cursor.map(|cursor| cursor.to_string()).unwrap_or_default()
                )
            }
            Self::Wake => "w".into(),
            Self::Left => "x".into(),
        }
    }

    /// `None` where a tab of another version speaks.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let (letter, rest) = text.split_at_checked(1)?;
        Some(match letter {
            "e" => Self::Event(rest.to_owned()),
            "b" => Self::Beat,
            "h" => Self::Hello,
            "s" => {
                let (letter, cursor) = rest.split_at_checked(1)?;
                let state = match letter {
                    "c" => Connection::Connecting,
                    "l" => Connection::Live,
                    "r" => Connection::Reconnecting,
                    _ => return None,
                };
                Self::Standing(state, cursor.parse().ok())
            }
            "w" => Self::Wake,
            "x" => Self::Left,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_there_and_back() {
        let cursor = Some(StreamCursor { xid: 7, seq: 9 });
        for note in [
            Note::Event("{\"é\":1}".into()),
            Note::Beat,
            Note::Hello,
            Note::Standing(Connection::Live, cursor),
            Note::Standing(Connection::Reconnecting, None),
            Note::Wake,
            Note::Left,
        ] {
            assert_eq!(Note::decode(&note.encode()), Some(note));
        }
        assert_eq!(
            (Note::decode(""), Note::decode("é"), Note::decode("sq")),
            (None, None, None)
        );
    }
}
