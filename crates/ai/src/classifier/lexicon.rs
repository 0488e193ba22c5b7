//! The trade's vocabulary: which words and phrases mean the same thing to a provider.
//!
//! `data/lexicon.tsv` has one concept a line: its name, a tab, and the ways of saying it, split by `|`. A
//! `*` at the end of a single word stands for any ending. It lets the model know `carnê` from one
//! message when it has learnt `boleto` from a hundred.

use std::collections::HashMap;

use super::{ClassifierError, normalise::normalise};

/// The lexicon the product comes with.
pub(super) const LEXICON: &str = include_str!("../../data/lexicon.tsv");

/// One way of saying something: the words after the first, and whose concept it is.
struct Phrase {
    rest: Vec<String>,
    concept: usize,
}

/// Finds the concepts of a message.
pub(super) struct Lexicon {
    names: Vec<String>,
    phrases: HashMap<String, Vec<Phrase>>,
    stems: HashMap<String, Vec<usize>>,
    /// Length of the shortest stem, in bytes, so that no shorter beginning is looked up.
    shortest_stem: usize,
}

impl Lexicon {
    /// Reads the bundled lexicon.
    ///
    /// # Errors
    /// A malformed line.
    pub(super) fn bundled() -> Result<Self, ClassifierError> {
        Self::parse(LEXICON)
    }

    /// Reads a lexicon; its phrases pass through the same normalisation as messages.
    fn parse(file: &str) -> Result<Self, ClassifierError> {
        let mut lexicon = Self {
            names: Vec::new(),
            phrases: HashMap::new(),
            stems: HashMap::new(),
            shortest_stem: usize::MAX,
        };
        for (index, line) in file.lines().enumerate() {
            let wrong = |reason: String| ClassifierError::Lexicon {
                line: index + 1,
                reason,
            };
            let (name, ways) = line.split_once('\t').ok_or_else(|| wrong("there is no tab".into()))?;
            let concept = lexicon.names.len();
            lexicon.names.push(name.to_owned());
            for way in ways.split('|') {
                lexicon.add(way, concept).map_err(wrong)?;
            }
        }
        Ok(lexicon)
    }

    /// Adds one way of saying a concept.
    fn add(&mut self, way: &str, concept: usize) -> Result<(), String> {
        let (way, is_stem) = way.strip_suffix('*').map_or((way, false), |stem| (stem, true));
        let mut words = normalise(way).into_iter();
        let first = words.next().ok_or("an empty phrase")?;
        let rest: Vec<String> = words.collect();
        if !is_stem {
            self.phrases.entry(first).or_default().push(Phrase { rest, concept });
        } else if rest.is_empty() {
            self.shortest_stem = self.shortest_stem.min(first.len());
            self.stems.entry(first).or_default().push(concept);
        } else {
            return Err(format!("`{way}*`: only a single word may have an ending"));
        }
        Ok(())
    }

    /// The numbers of the concepts in a message, ascending, each once.
    pub(super) fn concepts(&self, tokens: &[String]) -> Vec<usize> {
        let mut found = vec![false; self.names.len()];
        for (at, token) in tokens.iter().enumerate() {
            for phrase in self.phrases.get(token).map_or(&[][..], Vec::as_slice) {
                if tokens[at + 1..].starts_with(&phrase.rest) {
                    found[phrase.concept] = true;
                }
            }
            for end in self.shortest_stem..=token.len() {
                if let Some(concepts) = token.get(..end).and_then(|stem| self.stems.get(stem)) {
                    concepts.iter().for_each(|concept| found[*concept] = true);
                }
            }
        }
        (0..found.len()).filter(|concept| found[*concept]).collect()
    }

    /// What a concept is called.
    pub(super) fn name(&self, concept: usize) -> &str {
        &self.names[concept]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(lexicon: &Lexicon, text: &str) -> Vec<String> {
        lexicon
            .concepts(&normalise(text))
            .into_iter()
            .map(|concept| lexicon.name(concept).to_owned())
            .collect()
    }

    #[test]
    fn words_phrases_and_stems_are_found() {
        let lexicon = Lexicon::parse("bill\tboleto*|segunda via\ncancel\tcancel*|não quero mais").unwrap();
        assert_eq!(named(&lexicon, "Boletos e SEGUNDA VIA"), ["bill"]);
        assert_eq!(named(&lexicon, "n quero mais o boletinho, cancela"), ["cancel"]);
        assert!(named(&lexicon, "segunda feira").is_empty());
        assert!(named(&lexicon, "já cancelei o boleto").len() == 2);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (file, line) in [
            ("bill boleto", "line 1"),
            ("a\tb\nc\td||e", "line 2"),
            ("a\tsegunda via*", "line 1"),
        ] {
            let error = Lexicon::parse(file).err().unwrap().to_string();
            assert!(error.contains(line), "{error}");
        }
    }

    #[test]
    fn the_bundled_lexicon_reads_and_names_each_concept_once() {
        let lexicon = Lexicon::bundled().unwrap();
        let mut names = lexicon.names.clone();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), lexicon.names.len());
    }
}
