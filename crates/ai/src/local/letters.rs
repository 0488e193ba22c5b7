//! How letters are written before a text is cut into pieces: the model's own table, and spaces.

use super::reader::{Reader, Reason};

/// Stands for a space in the pieces.
pub(super) const SPACE: char = '\u{2581}';

/// Letters that are written otherwise (full-width forms, ligatures, line breaks as spaces) or left out.
pub(super) struct Letters {
    /// Ascending by letter.
    from: Vec<u32>,
    to: Vec<String>,
}

impl Letters {
    /// Reads the table.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        let count = reader.count()?;
        let length = reader.u32()?;
        let bytes = reader.bytes(usize::try_from(length).map_err(|_| "a size is too large")?)?;
        let mut table = Reader::new(bytes);
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for _ in 0..count {
            from.push(table.u32()?);
            let letters = usize::from(table.u8()?);
            to.push(table.u32s(letters)?.into_iter().filter_map(char::from_u32).collect());
        }
        if !from.is_sorted_by(|a, b| a < b) {
            return Err("its letters are out of order".to_owned());
        }
        Ok(Self { from, to })
    }

    /// The text with its letters mapped, one [`SPACE`] in front and one for each run of spaces.
    pub(super) fn rewrite(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + SPACE.len_utf8());
        out.push(SPACE);
        let mut after_space = true;
        let mut push = |letter: char| {
            if letter != ' ' {
                out.push(letter);
            } else if !after_space {
                out.push(SPACE);
            }
            after_space = letter == ' ';
        };
        for letter in text.chars() {
            match self.from.binary_search(&u32::from(letter)) {
                Ok(at) => self.to[at].chars().for_each(&mut push),
                Err(_) => push(letter),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_mapped_and_spaces_collapse() {
        let letters = Letters {
            from: vec![u32::from('\n'), u32::from('\u{200b}'), u32::from('ﬁ')],
            to: vec![" ".to_owned(), String::new(), "fi".to_owned()],
        };
        assert_eq!(letters.rewrite("  sem \n\u{200b} ﬁbra"), "▁sem▁fibra");
        assert_eq!(letters.rewrite(""), "▁");
    }
}
