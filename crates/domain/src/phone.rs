//! Telephone numbers as Brazil writes them, and WhatsApp's own spelling of them.
//!
//! WhatsApp accounts older than the ninth digit are known to the providers without it, so one person has two
//! spellings. We answer to the spelling we were given ([`WaId`]), show and store the canonical one
//! ([`PhoneNumber`], E.164), and match people by [`PhoneNumber::match_key`].

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Fewer than 8 or more than 15 digits (E.164), or something that is no digit.
    #[error("a phone number has 8 to 15 digits with its country code, like +5562998765432")]
    NotANumber,
    /// `+55` with an area code or a length that Brazil does not use.
    #[error("a Brazilian number has an area code of two digits and 8 or 9 digits, like +5562998765432")]
    NotBrazilian,
}

/// A number in E.164, `+` and digits; Brazilian mobiles always with the ninth digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// The digits by which a WhatsApp provider knows an account, exactly as it gave them: with or without the ninth.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WaId(String);

impl PhoneNumber {
    /// Reads a number with its country code; accepts `whatsapp:`, `+`, blanks, dots, dashes and parentheses.
    ///
    /// # Errors
    /// [`PhoneError`] where the digits can't be a number.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let digits = digits_of(text)?;
        match digits.strip_prefix("55") {
            Some(national) => Ok(Self(format!("+55{}", canonical_brazilian(national)?))),
            None => Ok(Self(format!("+{digits}"))),
        }
    }

    /// `+` and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is equal for all spellings of one account: in Brazil the area code and the last eight digits,
    /// elsewhere all digits.
    #[must_use]
    pub fn match_key(&self) -> String {
        let digits = &self.0[1..];
        match digits.strip_prefix("55") {
            Some(national) if national.len() >= 10 && !national.starts_with("800") => {
                format!("55{}{}", &national[..2], &national[national.len() - 8..])
            }
            _ => digits.to_owned(),
        }
    }

    /// As people read it: `(62) 99876-5432` for Brazil, E.164 for the rest of the world.
    #[must_use]
    pub fn for_people(&self) -> String {
        match self.0.strip_prefix("+55") {
            Some(national) if national.len() >= 10 => {
                let (area, rest) = national.split_at(2);
                let (head, tail) = rest.split_at(rest.len() - 4);
                format!("({area}) {head}-{tail}")
            }
            _ => self.0.clone(),
        }
    }
}

impl WaId {
    /// Reads `whatsapp:+5562998765432`, `+5562998765432` or `5562998765432`, keeping the digits as they are.
    ///
    /// # Errors
    /// [`PhoneError::NotANumber`] where they can't be a number.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        digits_of(text).map(Self)
    }

    /// Digits only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The canonical number behind this spelling.
    ///
    /// # Errors
    /// [`PhoneError`] where a Brazilian area code or length is impossible.
    pub fn phone(&self) -> Result<PhoneNumber, PhoneError> {
        PhoneNumber::parse(&self.0)
    }
}

fn digits_of(text: &str) -> Result<String, PhoneError> {
    let text = text.trim();
    let text = text.strip_prefix("whatsapp:").unwrap_or(text);
    let mut digits = String::with_capacity(15);
    for (index, letter) in text.char_indices() {
        match letter {
            '0'..='9' => digits.push(letter),
            '+' if index == 0 => {}
            ' ' | '-' | '.' | '(' | ')' => {}
            _ => return Err(PhoneError::NotANumber),
        }
    }
    if (8..=15).contains(&digits.len()) && !digits.starts_with('0') {
        Ok(digits)
    } else {
        Err(PhoneError::NotANumber)
    }
}

/// Area code and number, a mobile always with its ninth digit. Mobiles of eight digits begin with 6 to 9, landlines
/// with 2 to 5 and never get a ninth.
fn canonical_brazilian(national: &str) -> Result<String, PhoneError> {
    if national.starts_with("800") {
        return Ok(national.to_owned());
    }
    let area_is_real = national.len() >= 2 && national[..2].bytes().all(|digit| digit != b'0');
    let first = national.as_bytes().get(2).copied().unwrap_or(b'0');
    match (area_is_real, national.len(), first) {
        (true, 11, b'9') | (true, 10, b'2'..=b'5') => Ok(national.to_owned()),
        (true, 10, b'6'..=b'9') => Ok(format!("{}9{}", &national[..2], &national[2..])),
        _ => Err(PhoneError::NotBrazilian),
    }
}

/// Never the whole number: `Debug` may reach a log.
fn masked(digits: &str) -> String {
    format!("…{}", &digits[digits.len().saturating_sub(2)..])
}

macro_rules! text_type {
    ($name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), masked(&self.0))
            }
        }

        impl TryFrom<String> for $name {
            type Error = PhoneError;

            fn try_from(text: String) -> Result<Self, PhoneError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl FromStr for $name {
            type Err = PhoneError;

            fn from_str(text: &str) -> Result<Self, PhoneError> {
                Self::parse(text)
            }
        }
    };
}
text_type!(PhoneNumber);
text_type!(WaId);

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> String {
        PhoneNumber::parse(text).unwrap().as_str().to_owned()
    }

    #[test]
    fn the_ninth_digit_is_put_where_a_mobile_lacks_it() {
        assert_eq!(phone("556298765432"), "+5562998765432");
        assert_eq!(phone("whatsapp:+5562998765432"), "+5562998765432");
        assert_eq!(phone("+55 (62) 99876-5432"), "+5562998765432");
    }

    #[test]
    fn a_landline_never_gets_a_ninth_digit() {
        assert_eq!(phone("556232145678"), "+556232145678");
    }

    #[test]
    fn both_spellings_of_one_account_match() {
        let with = PhoneNumber::parse("5562998765432").unwrap();
        let without = PhoneNumber::parse("556298765432").unwrap();
        assert_eq!(with.match_key(), without.match_key());
        assert_eq!(with.match_key(), "556298765432");
    }

    #[test]
    fn the_spelling_we_were_given_is_kept() {
        assert_eq!(WaId::parse("whatsapp:+556298765432").unwrap().as_str(), "556298765432");
    }

    #[test]
    fn other_countries_and_free_numbers_pass() {
        assert_eq!(phone("+351912345678"), "+351912345678");
        assert_eq!(phone("558001234567"), "+558001234567");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(PhoneNumber::parse("55 62 1234"), Err(PhoneError::NotBrazilian));
        assert_eq!(PhoneNumber::parse("abc"), Err(PhoneError::NotANumber));
        assert_eq!(PhoneNumber::parse("5502998765432"), Err(PhoneError::NotBrazilian));
        assert_eq!(PhoneNumber::parse("+55629987654321111"), Err(PhoneError::NotANumber));
    }

    #[test]
    fn debug_shows_no_number() {
        let number = PhoneNumber::parse("5562998765432").unwrap();
        assert_eq!(format!("{number:?}"), "PhoneNumber(…32)");
    }

    #[test]
    fn people_read_it_with_area_code() {
        assert_eq!(
            PhoneNumber::parse("5562998765432").unwrap().for_people(),
            "(62) 99876-5432"
        );
    }
}
