//! The name of an article in addresses.

/// Longest slug, in characters.
pub const SLUG_MAX: usize = 80;

pub(super) fn is_slug(text: &str) -> bool {
    text.len() <= SLUG_MAX
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// The slug of a title: accents folded, everything else but letters and digits a hyphen. Empty where nothing is left.
#[must_use]
pub fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase).map(fold) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == SLUG_MAX {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn fold(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_read_off_the_title() {
        assert_eq!(slug_of("Luz LOS vermelha: o que é?"), "luz-los-vermelha-o-que-e");
        assert_eq!(slug_of("  Instalação & ÇÃO "), "instalacao-cao");
        assert!(slug_of("!?").is_empty());
        assert!(is_slug(&slug_of(&"a b ".repeat(60))));
    }
}
